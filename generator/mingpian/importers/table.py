"""Tables of people: of address books (Google, Outlook, iCloud), and of forms (Feishu, WPS, Tencent), as CSV.

What a column is, its name tells, and for the others whoever imports, with `--map`.
"""

import csv
import io
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import zip_longest
from pathlib import Path

from mingpian import MingpianError, is_way, standard_way
from mingpian.i18n import AnyText, _, text_of
from mingpian.importers import texts
from mingpian.importers.columns import consent
from mingpian.importers.columns.names import FIELDS, LEAVE, REACH, known_as, part_of_address, plain_name
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.member import ImportedPerson, draft_of

_NAMES = frozenset({"name", "family", "given", "nickname"})
_SINGLE = frozenset({"city", "org", "role", "headline", "name_latin"})
_SEVERAL = frozenset({"languages", "offers", "asks"})
_SIGNS = re.compile(r"\W")
_SEPARATORS = ("\t", ";", "，", "；", "|", ",")
_LOOKED_AT = 5  # lines, for the names of the columns


class UnknownColumnError(MingpianError):
    """`--map` names an unknown field; the text lists the known ones."""


def mapping(arguments: list[str]) -> dict[str, str]:
    """Return what `--map COLUMN=FIELD` states. Raises UnknownColumnError."""
    known = {*FIELDS, *REACH, "name_latin", LEAVE}
    found = {}
    for one in arguments:
        column, is_stated, field = one.rpartition("=")
        if not is_stated or not column.strip() or not (field in known or is_way(standard_way(field))):
            fields = ", ".join(sorted(known))
            raise UnknownColumnError(
                _("`--map {said}` is not COLUMN=FIELD; a field is one of: {fields}", said=one, fields=fields)
            )
        found[column.strip()] = field
    return found


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the members of a table, or of all in a folder."""
    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        try:
            text, notes = texts.decode_text(texts.bytes_of(file, file.parent))
        except texts.UnfitFileError as unfit:
            yield Skipped(file.name, text_of(unfit))
            continue
        yield from _of_table(text, file, notes, into)


def _of_table(text: str, file: Path, notes: list[AnyText], into: Into) -> Iterator[Found | Skipped]:
    rows = list(_rows(text))
    at = _head(rows, into.columns)
    if at is None:
        why = _(
            "no column is called `姓名` or `name`: call the one with the names so, "
            "or import it with `--map COLUMN=name`"
        )
        yield Skipped(file.name, why)
        return
    names, at = _columns(rows, at, into.columns)
    known = {name: known_as(name, into.columns) for name in names}
    if {"title", "job title"} <= {name.casefold() for name in names}:
        known["Title"] = into.columns.get("Title", "")  # Outlook's is Dr or Ms
    told_in = _cells(names, rows[at + 1 :])
    others = [one for one in known if one and not known[one]]
    asked = {one for one in others if consent.is_asked_in(plain_name(one), told_in.get(one, ()))}
    unknown = [one for one in others if one in told_in and one not in asked and not part_of_address(one)]
    once = [_unknown(unknown)] if unknown else []
    for line, row in rows[at + 1 :]:
        shown = _("{name}, line {line}", name=file.name, line=line)
        if isinstance(row, str):
            yield Skipped(shown, row)
        elif any(cell.strip() for cell in row):
            told = list(zip_longest(names, row[: len(names)], fillvalue=""))
            nameless = [*row[len(names) :], *(cell for name, cell in told if not name)]
            person = ImportedPerson(shown, notes=[*notes, *(_beyond(cell) for cell in nameless if cell.strip())])
            person.closed += [
                f"{_shown(name)}: {cell.strip()}"
                for name, cell in told
                if name in asked and not consent.is_given(plain_name(name), cell)
            ]
            if any(known[name] in _NAMES and cell.strip() for name, cell in told):
                person.notes += once
                once = []
            yield Found(shown, partial(_member, person, [(name, known[name], cell) for name, cell in told], into))


def _cells(names: list[str], rows: list[tuple[int, list[str] | str]]) -> dict[str, list[str]]:
    """Return what stands in the columns that are not empty, by their names."""
    found: dict[str, list[str]] = {}
    for _line, row in rows:
        for name, cell in zip(names, row, strict=False) if isinstance(row, list) else ():
            if cell.strip():
                found.setdefault(name, []).append(cell)
    return found


def _shown(name: str) -> str:
    return " ".join(name.split())


def _beyond(cell: str) -> AnyText:
    return _("a cell stands under no column: {cell}", cell=cell)


def _unknown(names: list[str]) -> AnyText:
    listed = ", ".join(map(_shown, names))
    return _(
        "columns not known here are kept under `extra`: {listed}; `--map COLUMN=FIELD` says what one is, and "
        "`--map {name}=-` leaves it out",
        listed=listed,
        name=shlex.quote(_shown(names[0])),
    )


def _rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the number of each line, and its cells, or what is wrong with it."""
    first, _, rest = text.partition("\n")
    stated = re.fullmatch(r'"?sep=(.)"?', first.strip(" \r"), re.IGNORECASE) if first.strip() else None
    separator = stated[1] if stated else _separator(text)
    parse_context = csv.reader(
        io.StringIO(rest if stated else text, newline=""), delimiter=separator, skipinitialspace=True
    )
    while True:
        before = parse_context.line_num + 1 + bool(stated)
        try:
            row = next(parse_context, None)
        except csv.Error as broken:
            yield before, str(broken)
            continue
        if row is None:
            return
        yield before, row


def _separator(text: str) -> str:
    for line in text.split("\n")[:_LOOKED_AT]:
        bare = re.sub(r'"[^"]*"', "", line)
        counts = {one: bare.count(one) for one in _SEPARATORS}
        if best := max(counts.values()):
            return next(one for one, count in counts.items() if count == best)
    return ","


def _head(rows: list[tuple[int, list[str] | str]], said: Mapping[str, str]) -> int | None:
    """Return the index of the row with the names of the columns: forms put a title before it."""
    for at, (_line, row) in enumerate(rows[:_LOOKED_AT]):
        if isinstance(row, list) and {known_as(cell, said) for cell in row} & {"name", "family", "given"}:
            return at
    return None


def _columns(rows: list[tuple[int, list[str] | str]], at: int, said: Mapping[str, str]) -> tuple[list[str], int]:
    """Return the names of the columns, and the index of the last row that has any: below a name that spans several
    columns, the next row has theirs."""
    head, below = [row if isinstance(row, list) else [] for _line, row in (*rows[at : at + 2], (0, []))][:2]
    names = [name.strip() for name in head]
    inner = {column: name.strip() for column, name in enumerate(below[: len(names)]) if name.strip()}
    spans = any(not names[column] for column in inner)
    is_head = spans and all(known_as(name, said) and names[column] != name for column, name in inner.items())
    for column, name in inner.items() if is_head else ():
        names[column] = name
    return names, at + bool(is_head)


def _fill(person: ImportedPerson, told: list[tuple[str, str, str]]) -> None:
    """Take what the cells of a row say, each with the name of its column and the field that it stands for."""
    found = _values(person, told)
    names = _names(found)
    person.fields["name"] = next(iter(names), "")
    for name in names[1:]:
        person.keep("name", name)
    person.fields |= {field: found.pop(field) for field in sorted(_SEVERAL & found.keys())}
    for field in sorted(_SINGLE & found.keys()):
        person.fields[field], *others = found.pop(field)
        for value in others:
            person.keep(field, value)
    for url in (word for value in found.pop("url", []) for word in re.split(r"[\s,，、;；]+", value)):
        person.link(url)
    for value in found.pop("nickname", []):
        person.keep("nickname", value)
    person.extra.update({"photo": photo[0]} if (photo := found.pop("photo", [])) else {})
    for way, values in found.items():
        for value in values:
            person.reach(way, value)


def _values(person: ImportedPerson, told: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return what the cells say, by field; addresses are put together out of their parts, what has no field is kept."""
    found: dict[str, list[str]] = {}
    addresses: dict[str, list[str]] = {}
    for column, field, cell in told:
        values = [one.strip() for one in cell.split(" ::: ") if one.strip()]
        if (part := part_of_address(column)) and values:
            addresses.setdefault(part, []).extend(values)
        if field and field != LEAVE and values:
            found.setdefault(field, []).extend(values)
        for value in values if column and not field and not part else ():
            person.keep(column, value)
    whole = [_SIGNS.sub("", one) for one in found.get("address", [])]  # Google says each whole, and in parts
    for parts in addresses.values():
        if not any(_SIGNS.sub("", parts[0]) in one for one in whole):
            found.setdefault("address", []).append(", ".join(parts))
    return found


def _names(found: dict[str, list[str]]) -> list[str]:
    """Take the names out of what was found: those that are stated, and that made of parts where it says more."""
    family, given, middle = (" ".join(found.pop(part, [])) for part in ("family", "given", "middle"))
    is_latin = (family + given).isascii()
    made = " ".join(filter(None, (given, middle, family))) if is_latin else family + middle + given
    stated = found.pop("name", [])
    if made and not any(all(part in one for part in (family, given, middle)) for one in stated):
        stated.append(made)
    return stated or found.get("nickname", [])[:1]


def _member(person: ImportedPerson, told: list[tuple[str, str, str]], into: Into) -> Draft | Skipped:
    _fill(person, told)
    photo = person.extra.pop("photo", "")
    if photo:
        path = into.fetched(photo) if into.fetched and photo.startswith(("http://", "https://")) else None
        person.portrait(path, _("the picture stays where it is: {address}", address=photo))
    return draft_of(person)


def recognises(path: Path) -> bool:
    """Tell whether it is a table."""
    return path.is_file() and path.suffix.lower() in (".csv", ".tsv")


IMPORTER = Importer("csv", _("a table of members, with the names of its columns in the first line"), read, recognises)
