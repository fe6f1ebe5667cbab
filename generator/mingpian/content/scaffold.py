"""The front matter that a new entry starts with: what is known is filled in, the rest waits to be uncommented."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from mingpian.content.data_formats.yaml_data import yaml_line
from mingpian.content.kind import Kind
from mingpian.core.paths import slugify
from mingpian.i18n import Language, translate
from mingpian.schema.docstrings import field_docs
from mingpian.schema.shapes import Anything, Choice, Many, Record, Scalar, Shape, record_of

_SAMPLES = {
    "bool": "true",
    "int": "1",
    "float": "100",
    "count": "1",
    "amount": "100",
    "date": "2026-03-01 19:30",
    "day": "2026-03-01",
    "url": "https://…",
    "link": "https://…",
    "email": "name@example.org",
    "file": "picture.jpg",
    "picture": "picture.jpg",
    "recording": "recording.mp3",
    "timespan": "12:34",
    "currency": "CNY",
    "lang": "en",
    "zone": "Asia/Shanghai",
    "repeat": "FREQ=MONTHLY;BYDAY=1SA",
    "path": "/old/page/",
}


def front_matter(kind: Kind, known: Mapping[str, str], names: Sequence[str], lang: Language = "en") -> str:
    """Return YAML front matter for a new entry: the `known` fields, then the others that are `names`, with what they
    mean in a language."""
    lines = [f"{name}: {yaml_line(value)}" for name, value in known.items()]
    shapes, docs = record_of(kind.fields).fields, field_docs(kind.fields)
    required = getattr(kind.fields, "required", ())
    for name in names:
        if name in required and name not in known:
            lines.append(f"{name}:  # {translate(docs[name], lang)}")
        elif name not in known:
            lines.append(f"# {name}: {_sample(shapes[name])}  # {translate(docs[name], lang)}")
    return "\n".join(("---", *lines, "---", ""))


def known_dates(kind: Kind, moment: datetime) -> dict[str, str]:
    """Return those of the kind's starters that are about the moment, in the site's time zone, at which it is made."""
    known = {"date": f"{moment:%Y-%m-%d %H:%M}", "joined": f"{moment:%Y-%m-%d}"}
    return {name: value for name, value in known.items() if name in kind.starters}


def slug_of_title(title: str, kind: Kind, slugs: str, moment: datetime) -> str:
    """Return the address that the setting `slugs` makes of a title; people and pages have no dated ones.

    Raises ImportError where it wants pinyin and that is not installed.
    """
    if slugs == "dated" and kind.dated:
        return slugify(f"{moment:%Y-%m-%d-%H%M}")
    if slugs == "pinyin":
        from pypinyin import lazy_pinyin

        return slugify(" ".join(lazy_pinyin(title)))
    return slugify(title)


def open_fields(kind: Kind, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the required fields that a new entry still lacks."""
    return tuple(name for name in getattr(kind.fields, "required", ()) if name not in known)


def _sample(shape: Shape) -> str:
    match shape:
        case Scalar():
            return _SAMPLES.get(shape.check, "…")
        case Choice():
            return next(word for word in shape.words if word)
        case Many():
            return f"[{_sample(shape.item)}]"
        case Record():
            return _record(shape)
        case Anything():
            return "…"
    return f"{{…: {_sample(shape.value)}}}"


def _record(shape: Record) -> str:
    """Return a sample of a record: its plain values, and the choices that one has to make to have it published."""
    defaults = {field.encode_name: field.default for field in msgspec.structs.fields(shape.struct)}
    parts = []
    for name, field in shape.fields.items():
        is_file = isinstance(field, Scalar) and field.check in ("file", "picture") and name != shape.shorthand
        is_default = isinstance(field, Choice) and defaults[name] in ("", field.words[0])
        if isinstance(field, Scalar | Choice) and not is_file and not is_default:
            parts.append(f"{name}: {_sample(field)}")
    return "{" + ", ".join(parts) + "}"
