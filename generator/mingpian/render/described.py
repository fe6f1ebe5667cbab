"""JSON for programs, and the JSON Schema in which every field says what its declaration says of it."""

from typing import Any

import msgspec

from mingpian.schema.docstrings import field_docs


def described_json(value: object) -> bytes:
    """Return a value as JSON that people can read, too."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1) + b"\n"


def schema_of(struct: type[msgspec.Struct], parts: tuple[type[msgspec.Struct], ...], address: str) -> bytes:
    """Return the description (JSON Schema 2020-12) of a struct and its parts, which is to be found at `address`."""
    schema: dict[str, Any] = msgspec.json.schema(struct)
    for part in (*parts, struct):
        for name, text in field_docs(part).items():
            schema["$defs"][part.__name__]["properties"][name]["description"] = text
    return described_json({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address, **schema})
