"""A card as people write one in a chat or a mail: a line for each field, with its name in the form (`姓名：周八`)."""

import re
from collections.abc import Iterator, Mapping

from mingpian import Kind
from mingpian.host.intake.columns import columns_in, columns_of, fields_of_row
from mingpian.host.intake.handed_in import HandIn
from mingpian.host.intake.words import LANGUAGES
from mingpian.i18n import AnyText, _

_LEAST = 2  # fields: a single one is said in passing
_LONGEST = 60  # characters of the name of a field
_COLON = re.compile(r"\s*[:：]\s*")
_BEFORE = re.compile(r"[\s>*•·-]*")  # what marks a quotation or the item of a list

Line = tuple[str, str]  # the name of a field, or nothing, and what was said


def cards_in_lines(text: str, source: AnyText, kinds: Mapping[str, Kind]) -> Iterator[HandIn]:
    """Yield the cards in a text. Where a name or title is stated once more, the next one begins."""
    columns = [column for kind in kinds.values() for lang in LANGUAGES for column in columns_of(kind, lang)]
    labels = {_folded(column.label): column.label for column in columns}
    first = {column.label for column in columns if column.field.required}
    for lines in _parted([_line(one, labels) for one in text.splitlines() if one.strip()], first):
        names = list(dict.fromkeys(name for name, _said in lines if name))
        found, kind = max(((columns_in(kind, names), kind) for kind in kinds.values()), key=lambda one: len(one[0]))
        if len(found) < _LEAST:
            continue
        long = {name for name, column in found.items() if column.field.type == "prose"}
        row, others = _row([(name if name in found else "", said) for name, said in lines], long)
        fields, body = fields_of_row(row, found)
        notes = (_("also said: {said}", said=" / ".join(others)),) if others else ()
        yield HandIn(source=source, kind=kind.name, fields=fields, body=body, notes=notes)


def _parted(lines: list[Line], first: set[str]) -> Iterator[list[Line]]:
    """Yield the lines of each card: from the first that names a field of the form on, as what is before is talk."""
    card: list[Line] = []
    for name, said in lines:
        if name in first and any(before == name for before, _said in card):
            yield card
            card = []
        if name or card:
            card.append((name, said))
    if card:
        yield card


def _row(lines: list[Line], long: set[str]) -> tuple[dict[str, str], list[str]]:
    """Return what is said of each field, and what belongs to none. Only what is prose goes on in further lines."""
    row: dict[str, str] = {}
    others: list[str] = []
    last = ""
    for name, said in lines:
        if name and name not in row:
            row[name], last = said, name
        elif not name and last in long:
            row[last] = f"{row[last]}\n{said}".strip()
        else:
            others.append(said)
    return row, others


def _line(line: str, labels: Mapping[str, str]) -> Line:
    """Return the field that a line names, by the longest of its names, and the rest of it; else all of the line."""
    plain = _BEFORE.sub("", line, count=1).rstrip()
    for colon in reversed(list(_COLON.finditer(plain, 0, _LONGEST))):
        if label := labels.get(_folded(plain[: colon.start()])):
            return label, plain[colon.end() :]
    return "", plain


def _folded(label: str) -> str:
    return _COLON.sub(":", label).strip().casefold()
