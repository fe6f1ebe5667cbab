"""Reference pages in Markdown, from structs: each field with its type and its meaning."""

from collections.abc import Iterator
from typing import Any

import msgspec

from mingpian.i18n import AnyText, Language, _, translate
from mingpian.schema.docstrings import field_docs, purpose
from mingpian.schema.shapes import Anything, Choice, Many, Mapping, Record, Scalar, Shape, record_of

_TAKES: dict[str, AnyText] = {
    "bool": _("`true` or `false`"),
    "int": _("whole number"),
    "float": _("number"),
    "count": _("whole number, not below 0"),
    "amount": _("number, not below 0"),
    "alias": _("path from the site's root, or a name"),
    "term": _("text"),
    "text": _("text"),
    "prose": _("text, also of several lines"),
    "slug": _("one part of a URL"),
    "voice": _("slug of a member, or a name"),
    "date": _("`2026-03-01` or `2026-03-01 19:30`"),
    "day": _("`2026-03-01`, `2026-03` or `2026`"),
    "url": "URL",
    "link": _("URL, `mailto:`, `tel:`, or a path on this site"),
    "email": _("e-mail address"),
    "file": _("path of a file"),
    "picture": _("path or address of a picture"),
    "recording": _("path or address of a recording"),
    "transcript": _("path of a file, `text` or `none`"),
    "timespan": _("span of time, such as `1:02:03`"),
    "lang": _("language tag, such as `zh-Hans`"),
    "zone": _("time zone, such as `Asia/Shanghai`"),
    "color": "`#rrggbb`",
    "focus": _("`50% 30%`, `top`, `left` …"),
    "currency": _("ISO 4217 code"),
    "unit": _("text"),
    "outcome": _("text"),
    "licence": _("licence"),
    "permit": _("`yes` or `no`"),
    "repeat": _("RFC 5545 rule"),
    "topic": _("topic"),
}


_COLUMNS = (_("Name"), _("Takes"), _("Meaning"))


def field_table(struct: type[msgspec.Struct], lang: Language, without: type[msgspec.Struct] | None = None) -> str:
    """Return the table of a struct's own fields; those that it has from `without` are left out."""
    record, docs = record_of(struct), field_docs(struct)
    inherited = record_of(without).fields if without else {}
    defaults = {field.encode_name: field.default for field in msgspec.structs.fields(struct)}
    required = getattr(struct, "required", ())
    rows = [f"| {' | '.join(translate(name, lang) for name in _COLUMNS)} |", "|---|---|---|"]
    for name, shape in record.fields.items():
        if name not in inherited:
            stated = translate(_(" **Required.**") if name in required else _default(defaults[name]), lang)
            meaning = translate(docs.get(name, ""), lang) + stated
            rows.append(f"| `{name}` | {_cell(takes(shape, lang))} | {_cell(meaning)} |")
    return "\n".join(rows) + "\n"


def nested(struct: type[msgspec.Struct], without: type[msgspec.Struct] | None = None) -> list[type[msgspec.Struct]]:
    """Return the structs that a struct's fields are made of, each once, in order of appearance."""
    inherited = record_of(without).fields if without else {}
    found: dict[type[msgspec.Struct], None] = {}
    for name, shape in record_of(struct).fields.items():
        if name not in inherited:
            for record in _records(shape):
                found[record.struct] = None
                found |= dict.fromkeys(nested(record.struct))
    return list(found)


def section(struct: type[msgspec.Struct], lang: Language) -> str:
    """Return a section on a struct that is the value of fields."""
    record = record_of(struct)
    about = translate(purpose(struct), lang)
    if record.shorthand:
        about += translate(_(" In its short form: its `{shorthand}` alone.", shorthand=record.shorthand), lang)
    return f"### {struct.__name__}\n\n{about}\n\n{field_table(struct, lang)}"


def _records(shape: Shape) -> Iterator[Record]:
    match shape:
        case Record():
            yield shape
        case Many(item=inner) | Mapping(value=inner):
            yield from _records(inner)


def takes(shape: Shape, lang: Language) -> str:
    """Say what a value of a shape is written as."""
    match shape:
        case Scalar():
            return translate(_TAKES.get(shape.check) or _("slug of one of the {kind}", kind=shape.to), lang)
        case Choice():
            return translate(" or ", lang).join(f"`{word}`" for word in shape.words if word)
        case Many():
            return translate("one, or a list: ", lang) + takes(shape.item, lang)
        case Mapping():
            return translate("names with values: ", lang) + takes(shape.value, lang)
        case Record():
            name = shape.struct.__name__
            return f"[{name}](#{name.lower()})"
        case Anything():
            return translate("anything", lang)


def _default(value: Any) -> AnyText:
    """Say what stands in for a field that is left out, where that is more than nothing."""
    if value in ("", 0, (), msgspec.NODEFAULT) or isinstance(value, msgspec.Struct) or value is msgspec.UNSET:
        return ""
    if isinstance(value, bool):
        return _(" Default: {names}.", names=f"`{str(value).lower()}`")
    listed = value if isinstance(value, tuple) else (value,)
    return _(" Default: {names}.", names=", ".join(f"`{item}`" for item in listed))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
