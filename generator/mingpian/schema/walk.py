"""Finds the values of certain types inside the fields of an entry, wherever they stand."""

import functools
from collections.abc import Callable, Iterable
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


Find = Callable[[Any, FieldPath, list[FieldValue]], None]  # adds those in a value, which stands at a path, to a list


def values(fields: msgspec.Struct, checks: frozenset[str]) -> list[FieldValue]:
    """Return every value in `fields` whose type has one of these checks."""
    found: list[FieldValue] = []
    _finder_in(type(fields), checks)(fields, (), found)
    return found


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


@functools.cache
def _finder_in(struct: type[msgspec.Struct], checks: frozenset[str]) -> Find:
    shape = _pruned_record(struct, checks)
    return _finder(shape) if shape else lambda _value, _path, _found: None


def _finder(shape: Shape) -> Find:
    """Return what finds all values in one of this shape, which is not empty. Whole sites are walked through several
    times, so the shape is looked at once, and not for each entry."""
    match shape:
        case Scalar(to=to, check=check):
            return lambda value, path, found: found.append(FieldValue(path, to, value, check))
        case Many(item=inner):
            return _finder_in_all(_finder(inner), enumerate)
        case Mapping(value=inner):
            return _finder_in_all(_finder(inner), dict.items)
        case Record():
            return _finder_in_record(shape)
    return lambda _value, _path, _found: None


def _finder_in_all(inner: Find, items_of: Callable[[Any], Iterable[tuple[Any, Any]]]) -> Find:
    def find(value: Any, path: FieldPath, found: list[FieldValue]) -> None:
        for step, item in items_of(value):
            if item:
                inner(item, (*path, step), found)

    return find


def _finder_in_record(shape: Record) -> Find:
    names = _attributes(shape.struct)
    finders = [(names[written], written, _finder(field)) for written, field in shape.fields.items()]

    def find(value: Any, path: FieldPath, found: list[FieldValue]) -> None:
        for name, written, inner in finders:
            if held := getattr(value, name):
                inner(held, (*path, written), found)

    return find


@functools.cache
def _attributes(struct: type[msgspec.Struct]) -> dict[str, str]:
    """Return the names of a struct's attributes by those in files."""
    return dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))
