"""Changes of data: what a form or a command wants to be said in a file, apart from how it is written there."""

import copy
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import msgspec

from mingpian.core.diagnostics import FieldPath
from mingpian.core.errors import MingpianError
from mingpian.core.splices import steps
from mingpian.i18n import _


class EditError(MingpianError):
    """A file that cannot be changed so without disturbing what stands in it; the text says why."""


class SetField(msgspec.Struct, frozen=True):
    """The value at `path` is `value`; mappings on the way are made where there are none."""

    path: FieldPath
    value: Any


class RemoveField(msgspec.Struct, frozen=True):
    """There is no field or item at `path`."""

    path: FieldPath


class AddItem(msgspec.Struct, frozen=True):
    """The list at `path` has `value`, at its end when it had it not; a single value there becomes a list with it."""

    path: FieldPath
    value: Any


FieldChange = SetField | RemoveField | AddItem


def changed(data: dict[str, Any], changes: Iterable[FieldChange]) -> dict[str, Any]:
    """Return data with changes. Raises EditError where something else stands in the way."""
    found = copy.deepcopy(data)
    for change in changes:
        if not change.path:
            raise EditError(_("no field is named"))
        match change:
            case SetField(path, value):
                _put(_holder(found, path), path[-1], value)
            case RemoveField(path):
                _take_out(found, path)
            case AddItem(path, value):
                _add(_holder(found, path), path[-1], value)
    return found


def _holder(data: Any, path: FieldPath) -> Any:
    """Return the mapping or list in which the last step of a path is."""
    for step in path[:-1]:
        if isinstance(data, dict) and data.get(str(step)) is None:
            data[str(step)] = {}
        data = _inside(data, step, path)
    return data


def _inside(data: Any, step: str | int, path: FieldPath) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        name = ".".join(map(str, path))
        raise EditError(_("there is no place for `{name}`: something else stands there", name=name)) from None


def _put(holder: Any, step: str | int, value: Any) -> None:
    if isinstance(holder, list) and isinstance(step, int) and step == len(holder):
        holder.append(value)
    elif isinstance(holder, dict) == isinstance(step, str) and isinstance(holder, dict | list):
        if isinstance(holder, list):
            _inside(holder, step, (step,))
        holder[step] = value  # type: ignore[index]
    else:
        _inside(None, step, (step,))


def _take_out(data: Any, path: FieldPath) -> None:
    for step in path[:-1]:
        if (isinstance(data, dict) and step not in data) or data is None:
            return
        data = _inside(data, step, path)
    if isinstance(data, dict):
        data.pop(path[-1], None)
    elif isinstance(data, list) and isinstance(path[-1], int) and path[-1] < len(data):
        del data[path[-1]]


def _add(holder: Any, step: str | int, value: Any) -> None:
    there = holder.get(step) if isinstance(holder, dict) else _inside(holder, step, (step,))
    items = there if isinstance(there, list) else [] if there in (None, "") else [there]
    if as_read(value) not in map(as_read, items):
        _put(holder, step, [*items, value])


def as_read(value: Any) -> Any:
    """Return a value as it is read back from a file: text, lists and mappings of text; None for nothing."""
    if isinstance(value, dict):
        return {str(name): as_read(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def list_steps(old: list[Any], new: list[Any]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes another (as `difflib` says it), with as many of its items kept as can be."""
    ours, theirs = (
        [msgspec.json.encode(as_read(item), order="deterministic") for item in items] for items in (old, new)
    )
    return [*steps(ours, theirs)]
