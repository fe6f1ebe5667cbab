"""Reads plain data into typed structs: every field checked, every problem reported, nothing guessed.

A struct is the only declaration: the checks here, the JSON Schema and the field reference all come from it.
Data is text, lists and mappings, as `frontmatter` and `config` deliver it.
"""

import functools
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, FieldPath, did_you_mean
from mingpian.schema.fields import CHECKS, InvalidValueError, Is, clipped, quoted

LARGEST = 10**15  # of numbers: beyond, a float no longer holds whole ones

T = TypeVar("T", bound=msgspec.Struct)

MAX_ITEMS = 2_000  # of one list: more is a mistake or an attack, and would cost every page that shows it


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with one value; `path` leads to it from the top of the data."""

    code: Code
    path: FieldPath
    message: str
    hints: tuple[str, ...] = ()


class Scalar(msgspec.Struct, frozen=True):
    """One value of text; `check` names the rule, or the Python type for numbers and truth values."""

    check: str
    to: str = ""


class Choice(msgspec.Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class Many(msgspec.Struct, frozen=True):
    """A list; a single value stands for a list of one."""

    item: "Shape"


class Mapping(msgspec.Struct, frozen=True):
    """Names chosen by the writer, each with a value."""

    value: "Shape"


class Record(msgspec.Struct, frozen=True):
    """A struct: known names with values."""

    struct: type[msgspec.Struct]
    fields: dict[str, "Shape"]
    shorthand: str = ""


class Anything(msgspec.Struct, frozen=True):
    """Any data at all."""


Shape = Scalar | Choice | Many | Mapping | Record | Anything


@functools.cache
def shape_of(annotation: Any) -> Shape:
    """Return the shape of a type annotation."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        mark = next((item for item in args[1:] if isinstance(item, Is)), None)
        return Scalar(mark.check, mark.to) if mark else shape_of(args[0])
    if origin is typing.Literal:
        return Choice(args)
    if origin is tuple:
        return Many(shape_of(args[0]))
    if origin is dict:
        return Mapping(shape_of(args[1]))
    if annotation is Any:
        return Anything()
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return _record(annotation)
    if annotation in (bool, int, float):
        return Scalar(annotation.__name__)
    raise TypeError(f"no shape for {annotation!r}")


def record_of(struct: type[msgspec.Struct]) -> Record:
    """Return the shape of a struct."""
    shape = shape_of(struct)
    assert isinstance(shape, Record)
    return shape


def read_struct(struct: type[T], data: dict[str, Any]) -> tuple[T, list[Problem]]:
    """Check `data` against `struct`. Values with problems keep their defaults, so that all problems show at once.

    Required fields are checked in nested structs; those of `struct` itself by `missing`.
    """
    problems: list[Problem] = []
    value = _read_record(record_of(struct), data, (), problems)
    return typing.cast(T, value), problems


def missing(struct: type[msgspec.Struct], data: dict[str, Any], path: FieldPath = ()) -> list[Problem]:
    """Report the required fields of `struct` that `data` does not give."""
    names: tuple[str, ...] = getattr(struct, "required", ())
    return [
        Problem("missing-field", (*path, name), f"`{_name((*path, name))}` is missing", (f"write `{name}: …`",))
        for name in names
        if data.get(name) in (None, "", [])
    ]


def _record(struct: type[msgspec.Struct]) -> Record:
    hints = typing.get_type_hints(struct, include_extras=True)
    names = zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True)
    fields = {written: shape_of(hints[name]) for written, name in names}
    return Record(struct, fields, getattr(struct, "shorthand", ""))


@functools.cache
def _python_names(struct: type[msgspec.Struct]) -> dict[str, str]:
    return dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))


def _read(shape: Shape, data: Any, path: FieldPath, problems: list[Problem]) -> Any:
    return _READERS[type(shape)](shape, data, path, problems)


def _read_record(shape: Record, data: Any, path: FieldPath, problems: list[Problem]) -> msgspec.Struct | None:
    if not isinstance(data, dict) and not shape.shorthand:
        problems.append(_wrong_type(path, "names with values", data))
        return None
    written = data if isinstance(data, dict) else {shape.shorthand: data}
    names, values = _python_names(shape.struct), {}
    for name, given in written.items():
        at = (*path, name) if written is data else path  # a value that stands for its record stands at its place
        field = shape.fields.get(name)
        if field is None:
            hints = _hints(name, shape) if len(problems) < HINTED else ()
            problems.append(Problem("unknown-field", at, f"unknown field `{clipped(name)}`", hints))
        elif given is not None:
            value = _read(field, given, at, problems)
            if value is not None:
                values[names[name]] = value
    if path:
        problems += missing(shape.struct, written, path)
    return shape.struct(**values)


def _read_many(shape: Many, data: Any, path: FieldPath, problems: list[Problem]) -> tuple[Any, ...]:
    items = data if isinstance(data, list) else [data]
    if len(items) > MAX_ITEMS:
        problems.append(Problem("too-many", path, f"has {len(items)} items; at most {MAX_ITEMS} are allowed"))
        return ()
    at: Callable[[int], FieldPath] = (lambda i: (*path, i)) if isinstance(data, list) else (lambda _: path)
    values = (_read(shape.item, item, at(i), problems) for i, item in enumerate(items) if item is not None)
    return tuple(value for value in values if value is not None)


def _read_mapping(shape: Mapping, data: Any, path: FieldPath, problems: list[Problem]) -> dict[str, Any] | None:
    if not isinstance(data, dict):
        problems.append(_wrong_type(path, "names with values", data))
        return None
    given = {name: item for name, item in data.items() if item is not None}
    values = {name: _read(shape.value, item, (*path, name), problems) for name, item in given.items()}
    return {name: value for name, value in values.items() if value is not None}


def _read_choice(shape: Choice, data: Any, path: FieldPath, problems: list[Problem]) -> str | None:
    if isinstance(data, str) and data.strip() in shape.words:
        return data.strip()
    if not isinstance(data, str):
        problems.append(_wrong_type(path, "one word", data))
        return None
    words = [word for word in shape.words if word]
    hints = did_you_mean(data, words) or (f"one of: {', '.join(words)}",)
    problems.append(Problem("bad-value", path, f"`{clipped(data)}` is not a value of `{_name(path)}`", hints))
    return None


def _read_scalar(shape: Scalar, data: Any, path: FieldPath, problems: list[Problem]) -> Any:
    if not isinstance(data, str):
        problems.append(_wrong_type(path, "one value", data))
        return None
    try:
        return _NUMBERS[shape.check](data) if shape.check in _NUMBERS else CHECKS[shape.check](data)
    except InvalidValueError as wrong:
        code = _CODES.get(shape.check, "bad-value")
        problems.append(Problem(code, path, f"`{_name(path)}` {wrong.args[0]}", tuple(wrong.args[1:])))
        return None


def _read_anything(_shape: Anything, data: Any, _path: FieldPath, _problems: list[Problem]) -> Any:
    return data


_CODES: dict[str, Code] = {
    "date": "bad-date",
    "day": "bad-date",
    "url": "bad-url",
    "link": "bad-url",
    "slug": "bad-slug",
    "email": "bad-email",
    "file": "bad-file",
}

_READERS: dict[type, Callable[[Any, Any, FieldPath, list[Problem]], Any]] = {
    Record: _read_record,
    Many: _read_many,
    Mapping: _read_mapping,
    Choice: _read_choice,
    Scalar: _read_scalar,
    Anything: _read_anything,
}


def _truth(text: str) -> bool:
    word = text.strip().lower()
    if word not in ("true", "false", "yes", "no", "on", "off"):
        raise InvalidValueError(f"is neither true nor false: {quoted(text)}", "write true or false")
    return word in ("true", "yes", "on")


def _whole(text: str) -> int:
    try:
        value = int(text[:20])
    except ValueError:
        raise InvalidValueError(f"is not a whole number: {quoted(text)}") from None
    if not -LARGEST < value < LARGEST:
        raise InvalidValueError(f"is out of range: {quoted(text)}")
    return value


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "")[:30])
    except ValueError:
        raise InvalidValueError(f"is not a number: {quoted(text)}") from None
    if not -LARGEST < value < LARGEST:
        raise InvalidValueError(f"is out of range: {quoted(text)}")
    return value


_NUMBERS: dict[str, Callable[[str], Any]] = {"bool": _truth, "int": _whole, "float": _number}


def _name(path: FieldPath) -> str:
    return ".".join(str(step) for step in path if not isinstance(step, int))


_SAID: dict[type, str] = {dict: "names with values", list: "a list", str: "text"}


def _wrong_type(path: FieldPath, expected: str, data: Any) -> Problem:
    found = next((said for kind, said in _SAID.items() if isinstance(data, kind)), "something else")
    return Problem("wrong-type", path, f"`{_name(path)}` takes {expected}, not {found}")


def _hints(name: str, shape: Record) -> tuple[str, ...]:
    """Say what an unknown field may be: one of other programs (`elsewhere` of the struct), a slip, or one of these."""
    elsewhere: str = getattr(shape.struct, "elsewhere", {}).get(name, "")
    if elsewhere in shape.fields:
        return (f"that is `{elsewhere}` here",)
    if " " in elsewhere:
        return (elsewhere,)
    return did_you_mean(name, shape.fields) or (f"known here: {', '.join(sorted(shape.fields))}",)
