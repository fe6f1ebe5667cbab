"""Reads plain data into typed structs: as much as can be read is read, and every problem is reported.

A struct is the only declaration of its fields. What cannot be read costs its own field or its own item of a list, and
nothing beside it; except where a field keeps something from the public (`guards`).
"""

import functools
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from mingpian.core.codes import Code, Severity, severity_of
from mingpian.core.diagnostics import HINTED, UNSTATED, FieldPath, did_you_mean, nearest
from mingpian.core.unseen import shows_nothing
from mingpian.i18n import AnyText, _
from mingpian.schema.fields import CHECKS
from mingpian.schema.invalid import InvalidValueError, clipped
from mingpian.schema.numbers import NUMBERS
from mingpian.schema.references import canonical
from mingpian.schema.shapes import (
    MAX_ITEMS,
    Anything,
    Choice,
    Many,
    Mapping,
    Record,
    Scalar,
    Shape,
    called_here,
    hints_for,
    items_of,
    listed,
    misfit,
    record_of,
)

T = TypeVar("T", bound=msgspec.Struct)


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with one value; `path` leads to it from the top of the data."""

    code: Code
    path: FieldPath
    message: AnyText
    hints: tuple[AnyText, ...] = ()
    severity: Severity = UNSTATED

    def __post_init__(self) -> None:
        if self.severity is UNSTATED:
            msgspec.structs.force_setattr(self, "severity", severity_of(self.code))


class ReadResult(msgspec.Struct):
    """What became of data. `unknown` are the values of unknown fields, by dotted path. `moved` leads from where an item
    stands in the struct to where it stands in the data, when items before it were left out."""

    problems: list[Problem]
    unknown: dict[str, Any]
    moved: dict[FieldPath, FieldPath]


def read_struct(struct: type[T], data: dict[str, Any]) -> tuple[T, list[Problem]]:
    """Check `data` against `struct`. Values with problems keep their defaults, so that all problems show at once.

    Required fields are checked in nested structs; those of `struct` itself by `missing`.
    """
    value, outcome = read_whole(struct, data)
    return value, outcome.problems


def read_whole(struct: type[T], data: dict[str, Any]) -> tuple[T, ReadResult]:
    """Check `data` against `struct`, and keep what it has no field for."""
    outcome = ReadResult([], {}, {})
    value = _read_record(record_of(struct), data, (), outcome)
    return typing.cast(T, value), outcome


def missing(struct: type[msgspec.Struct], data: dict[str, Any], path: FieldPath = ()) -> list[Problem]:
    """Report the required fields of `struct` that `data` does not give."""
    names: tuple[str, ...] = getattr(struct, "required", ())
    needs = {other: None for name, other in getattr(struct, "needs", {}).items() if data.get(name)}
    absent = [(*path, name) for name in (*names, *needs) if data.get(name) in (None, "", [])]
    return [
        Problem("missing-field", at, _("`{name}` is missing", name=_name(at)), (_("write `{name}: …`", name=at[-1]),))
        for at in absent
    ]


@functools.cache
def _python_names(struct: type[msgspec.Struct]) -> dict[str, str]:
    return dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))


def _read(shape: Shape, data: Any, path: FieldPath, outcome: ReadResult) -> Any:
    return _READERS[type(shape)](shape, data, path, outcome)


def _read_record(shape: Record, data: Any, path: FieldPath, outcome: ReadResult) -> msgspec.Struct | None:
    if isinstance(data, list) and not isinstance(shape.fields.get(shape.shorthand), Many):
        data = _first(data, path, outcome)
    if not isinstance(data, dict) and not shape.shorthand:
        outcome.problems.append(_wrong_type(path, shape, data))
        return None
    written, at_first = data, len(outcome.problems)
    if not isinstance(data, dict):
        written, path = {shape.shorthand: data}, (*path, _ITSELF)
    values, wrong = _read_fields(shape, written, path, outcome)
    if not path:
        outcome.problems[at_first:] = _grave(outcome.problems[at_first:], wrong & _declared(shape, "guards"))
        return shape.struct(**values)
    if wrong and isinstance(data, str) and (advice := getattr(shape.struct, "advice", None)):
        outcome.problems[-1] = msgspec.structs.replace(outcome.problems[-1], hints=(advice(data),))
    return shape.struct(**values) if _is_whole(shape, written, path, outcome, (values, wrong)) else None


_ITSELF = ""  # in a path: the value that stands for the record at that place


def _read_fields(
    shape: Record, written: dict[str, Any], path: FieldPath, outcome: ReadResult
) -> tuple[dict[str, Any], set[str]]:
    """Return the values that could be read, and the names of those with problems."""
    names, values, wrong = _python_names(shape.struct), dict[str, Any](), set[str]()
    is_shown = "audience" not in shape.fields
    for name, given in written.items():
        ours = called_here(shape, name, written) if path else name  # names at the top are `content/meant.py`'s affair
        at, field, before = _at(path, name), shape.fields.get(ours), len(outcome.problems)
        if field is None:
            hints = hints_for(name, shape) if before < HINTED else ()
            told = _("unknown field `{name}`", name=clipped(name))
            outcome.problems.append(Problem("unknown-field", at, told, hints))
            if is_shown:
                outcome.unknown[".".join(map(str, at))] = given
        elif given is not None:
            value = _read(field, given, at, outcome)
            if value is not None:
                values[names[ours]] = value
            if len(outcome.problems) > before:
                wrong.add(ours)
    if not is_shown and "audience" not in values and any(_may_guard(shape, *one) for one in written.items()):
        values["audience"] = "host"
        kept = _("`{name}` is kept from the public: one of its fields is unknown, and may say who may see it")
        message = kept.with_values(name=_name(path))
        outcome.problems.append(Problem("no-audience", path, message, (_("state `audience: public` to publish it"),)))
    return values, wrong


def _may_guard(shape: Record, name: str, value: Any) -> bool:
    """Tell whether an unknown field may say who may see its record: unless it is surely something else."""
    if called_here(shape, name, {}) in shape.fields or (value in (None, "", []) and name != "audience"):
        return False
    near = nearest(name.lower(), shape.fields, 0.7)
    is_else = name in _declared(shape, "harmless") or (near is not None and near not in _declared(shape, "guards"))
    return not is_else or str(value).strip().lower() in _CLOSED


_CLOSED = frozenset({"host", "members", "member", "private", "hidden", "secret", "false", "no", "none"})


def _at(path: FieldPath, name: str) -> FieldPath:
    """Return the path to a field. A value that stands for its record stands at its place."""
    return path[:-1] if path[-1:] == (_ITSELF,) else (*path, name)


def _declared(shape: Record, what: str) -> frozenset[str]:
    return frozenset(getattr(shape.struct, what, ()))


def _grave(problems: list[Problem], guards: frozenset[str] | set[str]) -> list[Problem]:
    """Raise problems with fields that keep something from the public to errors."""
    return [
        msgspec.structs.replace(one, severity="error") if one.path and one.path[0] in guards else one
        for one in problems
    ]


def _is_whole(
    shape: Record, written: dict[str, Any], path: FieldPath, outcome: ReadResult, read: tuple[dict[str, Any], set[str]]
) -> bool:
    """Tell whether what was read of a record inside another still says something, and to nobody that it should not."""
    values, wrong = read
    at = path[:-1] if path[-1:] == (_ITSELF,) else path
    outcome.problems += missing(shape.struct, written, at)
    names = _python_names(shape.struct)
    if any(names[name] not in values for name in _declared(shape, "required")) or wrong & _declared(shape, "guards"):
        return False
    any_of = _declared(shape, "any_of") or frozenset(names)
    return not wrong or any(names[name] in values for name in any_of)


def _read_many(shape: Many, data: Any, path: FieldPath, outcome: ReadResult) -> tuple[Any, ...]:
    if isinstance(data, dict) and isinstance(shape.item, Scalar | Choice):
        outcome.problems.append(_wrong_type(path, shape, data))
        return ()
    items = items_of(shape.item, data)
    if len(items) > MAX_ITEMS:
        message = _("has {items} items; at most {most} are allowed", items=len(items), most=MAX_ITEMS)
        outcome.problems.append(Problem("too-many", path, message))
        return ()
    values: list[Any] = []
    for i, item in enumerate(items):
        at = (*path, i) if isinstance(data, list) else path
        value = None if item is None else _read(shape.item, item, at, outcome)
        if value is None:
            continue
        if i != len(values) and at != path:
            outcome.moved[*path, len(values)] = at
        values.append(value)
    return tuple(values)


def _read_mapping(shape: Mapping, data: Any, path: FieldPath, outcome: ReadResult) -> dict[str, Any] | None:
    if not isinstance(data, dict):
        outcome.problems.append(_wrong_type(path, shape, data))
        return None
    given = {name: item for name, item in data.items() if item is not None}
    values = {name: _read(shape.value, item, (*path, name), outcome) for name, item in given.items()}
    return {name: value for name, value in values.items() if value is not None}


def _read_choice(shape: Choice, data: Any, path: FieldPath, outcome: ReadResult) -> str | None:
    is_audience = path[-1:] == ("audience",)  # never guessed: one word, or none
    data = _first(data, path, outcome) if isinstance(data, list) and not is_audience else data
    if data is None:
        return None
    if isinstance(data, str) and (meant := data.strip().lower()) in shape.words:
        return meant
    if not isinstance(data, str):
        wrong = _wrong_type(path, shape, data)
        outcome.problems.append(Problem("bad-audience", path, wrong.message, listed(shape)) if is_audience else wrong)
        return None
    words = [word for word in shape.words if word]
    message = _("`{value}` is not a value of `{name}`", value=clipped(data), name=_name(path))
    code: Code = "bad-audience" if is_audience else "bad-value"
    outcome.problems.append(Problem(code, path, message, (*did_you_mean(data, words), *listed(shape))))
    return None


def _read_scalar(shape: Scalar, data: Any, path: FieldPath, outcome: ReadResult) -> Any:
    data = _first(data, path, outcome) if isinstance(data, list) else data
    if data is None:
        return None
    if not isinstance(data, str):
        outcome.problems.append(_wrong_type(path, shape, data))
        return None
    if shows_nothing(data) and shape.check not in ("text", "prose"):
        return None  # nothing is written: the default holds
    try:
        value = NUMBERS[shape.check](data) if shape.check in NUMBERS else CHECKS[shape.check](data)
        return canonical(value, shape.to) if shape.check == "ref" else value
    except InvalidValueError as wrong:
        code, hints = _CODES.get(shape.check, "bad-value"), wrong.args[1:]
        if data[:1] in "“”‘’「":
            hints = (*hints, _("delete the curly quotation marks: only straight ones are quotes"))
        told = _("`{name}` {problem}", name=_name(path), problem=wrong.args[0])
        outcome.problems.append(Problem(code, path, told, hints))
        return None


def _first(data: list[Any], path: FieldPath, outcome: ReadResult) -> Any:
    """Return the one item of a list where one value is wanted; of several the first, which is told."""
    given = [item for item in data if item not in (None, "")]
    if len(given) > 1:
        message = _("`{name}` takes one value, not a list; the first is taken", name=_name(path))
        outcome.problems.append(Problem("wrong-type", path, message, (_("write one of them alone"),)))
    return given[0] if given else None


_CODES: dict[str, Code] = {
    "date": "bad-date",
    "day": "bad-date",
    "url": "bad-url",
    "link": "bad-url",
    "slug": "bad-slug",
    "email": "bad-email",
    **dict.fromkeys(("file", "picture", "recording", "transcript"), "bad-file"),
}

_READERS: dict[type, Callable[[Any, Any, FieldPath, ReadResult], Any]] = {
    Record: _read_record,
    Many: _read_many,
    Mapping: _read_mapping,
    Choice: _read_choice,
    Scalar: _read_scalar,
    Anything: lambda _shape, data, _path, _outcome: data,
}


def _name(path: FieldPath) -> str:
    return ".".join(str(step) for step in path if step and not isinstance(step, int))


def _wrong_type(path: FieldPath, shape: Shape, data: Any) -> Problem:
    told, hint = misfit(shape, _name(path), data)
    return Problem("wrong-type", path, told, (hint,))
