"""Footnotes that would vanish: defined twice, or never used. They are shown as they are written, and told of.

Engines keep the first of two notes of one name and leave out what nobody refers to; a reference to a note that is not
there stays text. In each case the writer meant something else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from mingpian.content.markdown.document import BodyProblem
from mingpian.content.markdown.syntax.codespans import Ticks, after
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

_STOP = lazy_pattern(r"\\.|``*|~~*|\[\^([^\[\]\s^][^\[\]\n]{0,200})\](:?)", re.DOTALL)
_INDENT = re.compile(r"[ \t>]{0,12}\Z")
_END = lazy_pattern(r"\n[ \t>]*\n(?![ \t>]*(?: {2,}|\t))")
_REACH = 12  # characters before a definition: of its indentation, and the marks of quotes


def checked(source: str, problems: list[BodyProblem]) -> str:
    """Return the source with notes that would vanish as text; add what is wrong to `problems`."""
    if "[^" not in source:
        return source
    defined: dict[str, int] = {}
    lost: list[tuple[int, BodyProblem]] = []
    uses: list[tuple[str, int, str]] = []
    for match, is_definition in _marks(source):
        name, at = match[1].casefold(), match.start()
        if not is_definition:
            uses.append((name, at, match[0]))
        elif name in defined:
            lost.append((at, _twice(match[0])))
        else:
            defined[name] = at
    reached = _reached(source, defined, uses)
    lost += [(at, _unused(source[at:])) for name, at in defined.items() if name not in reached]
    problems += [problem for _at, problem in sorted(lost, key=lambda one: one[0])]
    problems += _undefined(uses, defined)
    edits = [(at, at, "\n\\" if source[at - 1 : at] == "\n" else "\\") for at, _ in lost]  # apart from what is above
    edits += _respelled(source, uses, defined)
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _respelled(
    source: str, uses: list[tuple[str, int, str]], defined: dict[str, int]
) -> Iterator[tuple[int, int, str]]:
    """Yield the references whose letters differ in case from the note's: one of the engines would not find it."""
    for name, at, written in uses:
        if name in defined:
            end = source.index("]", defined[name]) + 1
            note = source[defined[name] : end]
            if note != written:
                yield at, at + len(written), note


def _marks(source: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the names of notes outside code, and whether each begins a definition."""
    ticks = Ticks(source)
    position = 0
    while stop := _STOP.search(source, position):
        position = stop.end()
        if stop[1] is None:
            position = after(source, stop.start(), stop[0], ticks) if stop[0][0] in "`~" else position
            continue
        before = source[max(0, stop.start() - _REACH) : stop.start()]
        begins_line = _INDENT.match(before[before.rfind("\n") + 1 :]) is not None
        yield stop, bool(stop[2]) and begins_line


def _reached(source: str, defined: dict[str, int], uses: list[tuple[str, int, str]]) -> set[str]:
    """Return the notes that the text refers to, or a note that it refers to."""
    starts = sorted(defined.values())
    names = {at: name for name, at in defined.items()}
    ends = {at: match.start() if (match := _END.search(source, at)) else len(source) for at in starts}
    within: dict[str, list[str]] = {}  # the note in which a reference stands ("": the text) -> the notes it names
    for name, at, _written in uses:
        index = bisect_right(starts, at) - 1
        owner = names[starts[index]] if index >= 0 and at < ends[starts[index]] else ""
        within.setdefault(owner, []).append(name)
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for name in within.get(waiting.pop(), ()):
            if name in defined and name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _undefined(uses: list[tuple[str, int, str]], defined: dict[str, int]) -> list[BodyProblem]:
    missing = {name: written for name, _, written in reversed(uses) if name not in defined}
    return [_missing(written) for written in reversed(missing.values())]


def _missing(written: str) -> BodyProblem:
    hint = _("write `{written}: …` on a line of its own", written=written)
    return BodyProblem("missing-footnote", _("the note `{written}` is not in the text", written=written), written, hint)


def _twice(written: str) -> BodyProblem:
    hint = _("give it another name, or put both into one")
    return BodyProblem(
        "duplicate-footnote", _("the note `{written}` stands twice", written=written[:-1]), written, hint, 1
    )


def _unused(rest: str) -> BodyProblem:
    written = rest[: rest.index("]") + 2]
    hint = _("write `{written}` where it belongs", written=written[:-1])
    return BodyProblem(
        "unused-footnote", _("nothing refers to the note `{written}`", written=written[:-1]), written, hint
    )
