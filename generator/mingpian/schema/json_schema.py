"""Structs as JSON Schema (draft 2020-12), for editors that complete and check while one writes.

It accepts what `schema.read` accepts, in the one spelling that is best (`true`, where `yes` would be understood too).
Where a rule is more than a pattern (does that member exist?) it lets pass what a build will report.
"""

from typing import Any

import msgspec

from mingpian.schema.docstrings import field_docs, purpose
from mingpian.schema.fields import COLOR, EMAIL
from mingpian.schema.moments import WHEN
from mingpian.schema.shapes import MAX_ITEMS, Anything, Choice, Many, Mapping, Record, Scalar, Shape, record_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, Any]

_WORDS = ["string", "number", "boolean"]  # YAML takes `2026` and `true` for more than words; we read them as written

_SCALARS: dict[str, Json] = {
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": ["number", "string"], "pattern": r"^-?[0-9][0-9,]*(\.[0-9]+)?$"},
    "count": {"type": "integer", "minimum": 0},
    "amount": {"type": ["number", "string"], "minimum": 0, "pattern": r"^[0-9][0-9,]*(\.[0-9]+)?$"},
    "date": {"type": "string", "pattern": rf"^\s*{WHEN}\s*$", "examples": ["2026-03-01", "2026-03-01 19:30"]},
    "day": {
        "type": ["string", "integer"],
        "pattern": rf"^\s*([0-9]{{4}}(-(0[1-9]|1[0-2]))?|{WHEN})\s*$",
        "examples": ["2026-03-01", "2026-03", "2026"],
    },
    "url": {
        "type": "string",
        "pattern": r"^\s*[hH][tT][tT][pP][sS]?://[^\s]+\s*$",
        "examples": ["https://example.org/"],
    },
    "link": {"type": "string", "examples": ["https://example.org/", "mailto:name@example.org", "/about/"]},
    "email": {"type": "string", "pattern": rf"^\s*(mailto:)?{EMAIL}\s*$"},
    "lang": {"type": "string", "examples": ["zh-Hans", "zh-Hant", "en"]},
    "zone": {"type": "string", "examples": ["Asia/Shanghai", "Asia/Taipei", "Europe/Berlin"]},
    "color": {"type": "string", "pattern": rf"^\s*{COLOR}\s*$", "format": "color"},
    "focus": {"type": "string", "examples": ["50% 30%", "top", "left"]},
    "currency": {"type": "string", "pattern": r"^\s*[A-Za-z]{3}\s*$", "examples": ["CNY", "TWD", "HKD", "USD"]},
    "repeat": {"type": "string", "examples": ["FREQ=MONTHLY;BYDAY=1SA"]},
    "alias": {"type": "string", "examples": ["/old/page/"]},
    "file": {"type": "string", "minLength": 1},
    "licence": {"type": "string", "examples": ["CC BY-NC-SA 4.0", "CC0-1.0", "all rights reserved"]},
    "permit": {"enum": ["yes", "no"]},
    "picture": {"type": "string", "minLength": 1},
    "recording": {"type": "string", "minLength": 1, "examples": ["talk.mp3"]},
    "timespan": {"type": ["string", "number"], "examples": ["1:02:03", "62:03"]},
}


def document(name: str, struct: type[msgspec.Struct], extra: dict[str, Shape] | None = None) -> Json:
    """Return the schema of a file that holds one `struct`; `extra` are fields that the site itself adds."""
    record = record_of(struct)
    record = msgspec.structs.replace(record, fields={**record.fields, **(extra or {})})
    definitions: dict[str, Json] = {}
    schema = {"$schema": DIALECT, "title": name, **_object(record, definitions)}
    return schema | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def mapping_document(name: str, description: str, struct: type[msgspec.Struct]) -> Json:
    """Return the schema of a file that holds one `struct` under each of its names."""
    definitions: dict[str, Json] = {}
    values = _object(record_of(struct), definitions)
    schema = {"$schema": DIALECT, "title": name, "description": description, "type": "object"}
    return {**schema, "additionalProperties": values} | ({"$defs": definitions} if definitions else {})


def _object(record: Record, definitions: dict[str, Json]) -> Json:
    docs = field_docs(record.struct)
    properties = {
        name: ({"description": docs[name]} if name in docs else {}) | _schema(shape, definitions)
        for name, shape in record.fields.items()
    }
    required = list(getattr(record.struct, "required", ()))
    return {
        "description": purpose(record.struct),
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _schema(shape: Shape, definitions: dict[str, Json]) -> Json:
    match shape:
        case Scalar():
            return _SCALARS.get(shape.check) or {"type": _WORDS}
        case Choice():
            return {"enum": [word for word in shape.words if word]}
        case Many():
            item = _schema(shape.item, definitions)
            return {"anyOf": [item, {"type": "array", "items": item, "maxItems": MAX_ITEMS}]}
        case Mapping():
            return {"type": "object", "additionalProperties": _schema(shape.value, definitions)}
        case Record():
            return _reference(shape, definitions)
        case Anything():
            return {}


def _reference(record: Record, definitions: dict[str, Json]) -> Json:
    """Define a record once, and refer to it; beside it, the short form that stands for its main field."""
    name = record.struct.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(record, definitions)
    reference = {"$ref": f"#/$defs/{name}"}
    if not record.shorthand:
        return reference
    return {"anyOf": [_schema(record.fields[record.shorthand], definitions), reference]}
