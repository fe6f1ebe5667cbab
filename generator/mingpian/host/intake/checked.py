"""What somebody handed in, checked against the declaration of its kind: the one gate through which it comes.

A field that a form does not ask for is left out; a value that a check refuses is left out and told of; who may see
something is what was chosen, and the host alone where that cannot be understood. Pictures are those that were sent
along, without what cameras note.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from mingpian import (
    Choice,
    Kind,
    Many,
    NamedValues,
    Picture,
    RecordShape,
    Scalar,
    escape_markdown,
    read_struct,
    record_of,
    slug_in,
    slugify,
    standard_way,
    unindent_markdown,
    values_as_text,
    without_metadata,
)
from mingpian.host.intake.columns import chosen
from mingpian.host.intake.form import NOT_HANDED_IN
from mingpian.host.intake.handed_in import HandIn
from mingpian.i18n import AnyText, _, clauses, joined

AUDIENCES: tuple[str, ...] = getattr(record_of(Picture).fields["audience"], "words", ())  # the widest first
_ENDINGS = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"RIFF", "webp"))
_LONGEST = 20_000  # characters of a body
_STEM = re.compile(r"[^a-z0-9-]+")


class CheckedCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card that may be shown to the host. `fields` are as they stand in front matter; an empty one is taken out."""

    kind: str
    title: str
    slug: str
    source: AnyText
    fields: dict[str, Any]
    body: str = ""  # Markdown in which nothing acts
    of: str = ""
    is_whole: bool = False
    files: dict[str, bytes] = {}
    notes: tuple[AnyText, ...] = ()


def checked(card: HandIn, kind: Kind, kept: frozenset[str] = frozenset()) -> CheckedCard:
    """Return what of a card can be taken. `kept` are the pictures that the entry has which it renews."""
    notes: list[AnyText] = [*card.notes]
    shape = _own(kind)
    stated = {name: value for name, value in values_as_text(card.fields).items() if name in shape.fields}
    left_out = sorted(str(name)[:40] for name in card.fields if name not in shape.fields)
    if left_out:
        notes.append(_("not taken, as a form does not ask for it: {names}", names=", ".join(left_out)))
    emptied = [name for name, value in stated.items() if value in ("", [], {})]
    files = _Pictures(card.files, kept, notes)
    data = {name: _settled(shape.fields[name], value, files) for name, value in stated.items() if name not in emptied}
    fields, problems = read_struct(kind.fields, data)
    for problem in problems:
        at = ".".join(map(str, problem.path))
        notes.append(joined(": ", (f"`{at}`", clauses((problem.message, *problem.hints)))) if at else problem.message)
    found = {
        name: value
        for name in data
        if (value := as_stated(shape.fields[name], getattr(fields, _attribute(kind, name))))
    }
    title = str(found.get(kind.title_field) or "")
    return CheckedCard(
        kind=kind.name,
        title=title,
        slug=slugify(title) if title else "",
        source=card.source,
        fields={**found, **(dict.fromkeys(emptied, "") if card.is_whole else {})},
        body=escape_markdown(unindent_markdown(card.body[:_LONGEST].strip())),
        of=card.of,
        is_whole=card.is_whole,
        files=files.used,
        notes=tuple(dict.fromkeys(notes)),
    )


def _own(kind: Kind) -> RecordShape:
    shape = record_of(kind.fields)
    own = {name: inner for name, inner in shape.fields.items() if name not in NOT_HANDED_IN}
    return msgspec.structs.replace(shape, fields=own)


def _attribute(kind: Kind, name: str) -> str:
    """Return what a field is called in Python."""
    named = zip(kind.fields.__struct_encode_fields__, kind.fields.__struct_fields__, strict=True)
    return dict(named)[name]


class _Pictures:
    """The pictures of a card: under names of ours, and only those that are pictures."""

    def __init__(self, sent: Mapping[str, bytes], kept: frozenset[str], notes: list[AnyText]) -> None:
        self._sent = sent
        self._kept = kept
        self._notes = notes
        self._names: dict[str, str] = {}
        self.used: dict[str, bytes] = {}

    def name_of(self, stated: str) -> str:
        """Return the name under which a picture that a field names is kept; nothing when it cannot be."""
        if stated in self._names:
            return self._names[stated]
        data = self._sent.get(stated)
        name = stated if data is None and stated in self._kept else ""
        if data is None and not name:
            self._notes.append(_("the picture `{name}` was not sent along", name=stated[:60]))
        elif data is not None:
            ending = next((ending for head, ending in _ENDINGS if data.startswith(head)), "")
            try:
                clean = without_metadata(data) if ending else b""
            except (ValueError, OSError, IndexError, ArithmeticError):
                clean = b""
            if clean:
                stem = _STEM.sub("-", stated.lower().rpartition("/")[2].partition(".")[0]).strip("-")[:40] or "picture"
                name = f"{stem}.{ending}"
                while name in self.used:
                    stem += "-2"
                    name = f"{stem}.{ending}"
                self.used[name] = clean
            else:
                self._notes.append(_("the picture `{name}` cannot be read", name=stated[:60]))
        self._names[stated] = name
        return name


def _settled(shape: Any, value: Any, files: _Pictures) -> Any:
    """Return data with the pictures that were sent, and with an audience that is one."""
    match shape:
        case Scalar(check="picture"):
            return files.name_of(value) if isinstance(value, str) and value else ""
        case Many(item=item):
            items = value if isinstance(value, list) else [value]
            return [_settled(item, one, files) for one in items]
        case NamedValues(value=inner) if isinstance(value, dict):
            return {standard_way(_name(name)): _settled(inner, one, files) for name, one in value.items()}
        case RecordShape():
            return _settled_record(shape, value, files)
    return value


def _name(stated: object) -> str:
    """Return a name that somebody chose as front matter reads it: a line of what is seen."""
    return " ".join("".join(sign for sign in str(stated)[:60] if sign.isprintable() or sign.isspace()).split())


def _settled_record(shape: RecordShape, value: Any, files: _Pictures) -> Any:
    stated = value if isinstance(value, dict) else {shape.shorthand: value} if shape.shorthand else value
    if not isinstance(stated, dict):
        return stated
    found = {
        name: _settled(shape.fields[name], one, files) if name in shape.fields else one for name, one in stated.items()
    }
    found = {name: one for name, one in found.items() if one not in ("", [], {}) and name in shape.fields}
    if "audience" in shape.fields and found.keys() - {"audience"}:
        said = chosen(str(found.get("audience", "")))
        found["audience"] = said if said in AUDIENCES else "host"
    return found


def as_stated(shape: Any, value: Any) -> Any:
    """Return a checked value as front matter states it: without what goes without saying; who may see it is said."""
    match shape:
        case Scalar(check="ref", to=to):
            return slug_in(value) if value.startswith(f"{to}/") else value
        case Scalar() | Choice():
            return value
        case Many(item=item):
            return [one for item_value in value if (one := as_stated(item, item_value))]
        case NamedValues(value=inner):
            stated = {name: as_stated(inner, one) for name, one in value.items()}
            return {name: one[0] if len(one) == 1 else one for name, one in stated.items() if one}
        case RecordShape():
            return _stated_record(shape, value)
    return None


def _stated_record(shape: RecordShape, value: Any) -> Any:
    found = dict(_parts(shape, value))
    if not found.keys() - {"audience"}:
        return None
    only = next(iter(found)) if len(found) == 1 else ""
    return found[only] if only and only == shape.shorthand else found


def _parts(shape: RecordShape, value: Any) -> Iterator[tuple[str, Any]]:
    usual = {field.encode_name: field.default for field in msgspec.structs.fields(shape.struct)}
    for field in msgspec.structs.fields(shape.struct):
        written = field.encode_name
        said = getattr(value, field.name)
        if written in shape.fields and (written == "audience" or said != usual[written]):
            stated = as_stated(shape.fields[written], said)
            if stated:
                yield written, stated
