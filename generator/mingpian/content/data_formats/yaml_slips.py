"""Slips in YAML whose meaning is plain: they are read as meant, and named where they stand.

Nothing is looked for in text that is YAML as it stands. A mended line keeps its place, so that lines and columns stay
those of the file.
"""

import re
from collections.abc import Callable

import msgspec
from msgspec import structs

from mingpian.core.diagnostics import FieldPath
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.located import Located, Position, SyntaxFault, UnreadableError

MOST = 20  # lines of one text: more are no slip

_NAME = r"""[^\s:：'"#\[\]{},&*!|>%@`?-][^\s:：'"#\[\]{},]{0,40}"""
_WIDE = lazy_pattern(rf"({_NAME})[ \t]*(：)[ \t]*(.*)")
_TIGHT = lazy_pattern(rf"({_NAME})(:)(?!//)(\S.*)")
_PLAIN = lazy_pattern(rf"({_NAME}):[ \t]+([^\s{{|>].*|{{[{{%].*)")
_BLANKS = lazy_pattern(
    r"[ \t]*(?:- )?[\u00a0\u3000][ \t\u00a0\u3000]*|(?<=[:：])[ \t]*[\u00a0\u3000][ \t\u00a0\u3000]*"
)
_CURLY = lazy_pattern("[“”„](.*)[“”]|[‘’](.*)[’‘]")


class Mended(msgspec.Struct, frozen=True):
    """A line as it is read; what is told of it; from which column on it is longer than it was, and by how much."""

    line: str
    fault: SyntaxFault
    column: int = 0
    longer: int = 0


def mend(text: str, read: Callable[[str], Located], error: UnreadableError) -> Located | None:
    """Read a text that is no YAML as it stands. None when it cannot be told what is meant. Raises UnreadableError where
    slips are not all that is wrong: with them, and with what is."""
    lines = text.split("\n")
    mended: dict[int, Mended] = {}
    for number, line in enumerate(lines):
        found = (_wide_or_tight(line, number) or _wide_blanks(line, number)) if len(mended) < MOST else None
        if found:
            mended[number] = found
            lines[number] = found.line
    slips, left = dict(mended), error
    for attempt in range(MOST):
        try:
            return _placed(read("\n".join(lines)), mended)
        except UnreadableError as wrong:
            left = left if attempt else wrong
            at = wrong.faults[0].place.line
            found = _at_fault(lines, at) if wrong.faults[0].code == "bad-yaml" and at not in mended else None
            if found is None:
                break
            mended[at] = found
            lines[at] = found.line
    if not slips:
        return None
    rest = [structs.replace(fault, place=_written(fault.place, slips)) for fault in left.faults]
    raise UnreadableError(*_told(slips, *rest))


def _wide_or_tight(line: str, number: int) -> Mended | None:
    """Mend the colon after a field's name: a full-width one, or one without a blank."""
    if wide := _WIDE.fullmatch(line):
        position, hint = Position(number, wide.start(2)), _("write `:` and a blank")
        fault = SyntaxFault(
            "yaml-slip",
            _("a full-width colon `：` stands after `{name}`, read as `: `", name=wide[1]),
            position,
            (hint,),
        )
        read = f"{wide[1]}: {wide[3]}"
        return Mended(read, fault, wide.start(3), wide.start(3) - len(wide[1]) - 2) if wide[3] else Mended(read, fault)
    if tight := _TIGHT.fullmatch(line):
        position, hint = Position(number, tight.start(2)), _("write a blank after the colon")
        fault = SyntaxFault("yaml-slip", _("there is no blank after `{name}:`", name=tight[1]), position, (hint,))
        return Mended(f"{tight[1]}: {tight[3]}", fault, tight.start(3), -1)
    return None


def _wide_blanks(line: str, number: int) -> Mended | None:
    """Put blanks in place of those that YAML does not know, before a field and behind its colon."""
    if not (found := _BLANKS.match(line) or _BLANKS.search(line)):
        return None
    fault = SyntaxFault(
        "yaml-slip", _("a blank is none that YAML knows"), Position(number, found.start()), (_("write plain blanks"),)
    )
    plain = re.sub("[\u00a0\u3000]", " ", found[0])
    return Mended(line[: found.start()] + plain + line[found.end() :], fault)


def _at_fault(lines: list[str], at: int) -> Mended | None:
    """Mend a line that is not YAML: put its value into quotes, or blanks in place of the tabs before it."""
    line = lines[at] if at < len(lines) else ""
    if line.lstrip(" ").startswith("\t"):
        bare = line.lstrip(" \t")
        indent = line[: len(line) - len(bare)].replace("\t", "  ")
        fault = SyntaxFault("yaml-slip", _("a line is indented with a tab"), Position(at), (_("indent with blanks"),))
        return Mended(indent + bare, fault, len(line) - len(bare), len(line) - len(bare) - len(indent))
    plain = _PLAIN.fullmatch(line.rstrip())
    if not plain or not _is_closed(plain[2]):
        return None
    curly = _CURLY.fullmatch(plain[2])
    value = (curly[1] or curly[2] or "") if curly else plain[2]
    quoted = "'" + value.replace("'", "''") + "'"
    position = Position(at, plain.start(2), len(plain[2]))
    if curly:
        hint = _('write straight quotation marks: "…"')
        fault = SyntaxFault("yaml-slip", _("curly quotation marks are no quotes"), position, (hint,))
        return Mended(f"{plain[1]}: {quoted}", fault)
    hint = _("put quotes around a value that contains `: `, or starts with one of `[{&*!|>%@#`")
    fault = SyntaxFault(
        "yaml-slip", _("the value of `{name}` needs quotes, and is read as text", name=plain[1]), position, (hint,)
    )
    return Mended(f"{plain[1]}: {quoted}", fault, plain.start(2), plain.start(2) - len(plain[1]) - 2)


def _is_closed(value: str) -> bool:
    """Tell whether what a value opens at its beginning is closed in its line: else it goes on in the next."""
    closing = {"[": "]", '"': '"', "'": "'"}.get(value[0], "")
    return closing in value[1:]


def _placed(located: Located, mended: dict[int, Mended]) -> Located:
    """Return the data with places in the text as it was written."""

    def back(find: Callable[[FieldPath], Position]) -> Callable[[FieldPath], Position]:
        return lambda path: _written(find(path), mended)

    return Located(located.data, back(located.place_of), back(located.name_of), _told(mended, *located.faults))


def _told(mended: dict[int, Mended], *others: SyntaxFault) -> tuple[SyntaxFault, ...]:
    return tuple(sorted((*(one.fault for one in mended.values()), *others), key=lambda fault: fault.place.line))


def _written(place: Position, mended: dict[int, Mended]) -> Position:
    found = mended.get(place.line)
    if not found or place.column < found.column - found.longer:
        return place
    return structs.replace(place, column=max(0, place.column + found.longer))
