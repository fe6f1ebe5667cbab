"""Finds the values of certain types inside the fields of an entry, wherever they stand."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from mingpian.core.diagnostics import FieldPath
from mingpian.schema.shapes import Many, Mapping, Record, Scalar, Shape, record_of


class FieldValue(msgspec.Struct, frozen=True):
    """A value, the path to it, what kind of entry it refers to, if it is a reference, and the check of its type."""

    path: FieldPath
    to: str
    value: str
    check: str = ""


def values(fields: msgspec.Struct, checks: frozenset[str]) -> Iterator[FieldValue]:
    """Yield every value in `fields` whose type has one of these checks."""
    shape = _pruned_record(type(fields), checks)
    if shape is not None:
        yield from _values(shape, fields, ())


def mapped(fields: msgspec.Struct, checks: frozenset[str], change: Callable[[str], str]) -> Any:
    """Return the struct with every value changed whose type has one of these checks."""
    shape = _pruned_record(type(fields), checks)
    return fields if shape is None else _mapped(shape, fields, change)


def _mapped(shape: Shape, value: Any, change: Callable[[str], str]) -> Any:
    if not value:
        return value
    match shape:
        case Scalar():
            return change(value)
        case Many():
            return type(value)(_mapped(shape.item, item, change) for item in value)
        case Mapping():
            return {name: _mapped(shape.value, item, change) for name, item in value.items()}
        case Record():
            names = _attributes(shape.struct)
            inner = {names[written]: field for written, field in shape.fields.items()}
            changed = {name: _mapped(field, getattr(value, name), change) for name, field in inner.items()}
            return msgspec.structs.replace(value, **changed)
    return value


@functools.cache
def _pruned_record(struct: type[msgspec.Struct], checks: frozenset[str]) -> Record | None:
    """Return the shape with only those fields in which such values can be."""
    shape = record_of(struct)
    kept = {name: pruned for name, field in shape.fields.items() if (pruned := _pruned(field, checks)) is not None}
    return msgspec.structs.replace(shape, fields=kept) if kept else None


def _pruned(shape: Shape, checks: frozenset[str]) -> Shape | None:
    match shape:
        case Scalar(check=check):
            return shape if check in checks else None
        case Record():
            return _pruned_record(shape.struct, checks)
        case Many(item=inner):
            return None if (kept := _pruned(inner, checks)) is None else Many(kept)
        case Mapping(value=inner):
            return None if (kept := _pruned(inner, checks)) is None else Mapping(kept)
    return None


def _values(shape: Shape, value: Any, path: FieldPath) -> Iterator[FieldValue]:
    if not value:
        return
    match shape:
        case Scalar():
            yield FieldValue(path, shape.to, value, shape.check)
        case Many():
            for number, item in enumerate(value):
                yield from _values(shape.item, item, (*path, number))
        case Mapping():
            for name, item in value.items():
                yield from _values(shape.value, item, (*path, name))
        case Record():
            names = _attributes(shape.struct)
            for written, field in shape.fields.items():
                inner = getattr(value, names[written])
                if inner:
                    yield from _values(field, inner, (*path, written))


@functools.cache
def _attributes(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Return the names of a struct's attributes by those in files."""
    return dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))
