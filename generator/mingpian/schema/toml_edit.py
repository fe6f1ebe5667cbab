"""TOML changed where its data changes, and nowhere else: comments, order and blanks of the rest stay (tomlkit)."""

import tomllib
from collections.abc import MutableMapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from mingpian.core.splices import between, plain_lines, spliced, spliced_as_written
from mingpian.i18n import _
from mingpian.schema import toml_data
from mingpian.schema.edits import EditError, as_read, list_steps

if TYPE_CHECKING:
    from tomlkit.items import AoT, Array


def edited_toml(written: str, data: dict[str, Any]) -> str:
    """Return TOML with this data in place of its own. Raises UnreadableError and EditError."""
    text = plain_lines(written)
    new = edited_plain_toml(text, data)
    return spliced_as_written(written, between(text, new))


def edited_plain_toml(text: str, data: dict[str, Any]) -> str:
    """Return TOML of line feeds only with this data in place of its own. Raises UnreadableError and EditError."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    if as_read(toml_data.load(text).data) == as_read(data):
        return text
    try:
        document = tomlkit.parse(text)
        _mapping(document, data)
        found = tomlkit.dumps(document)
        is_meant = as_read(tomllib.loads(found)) == as_read(data)
    except (TOMLKitError, ValueError, TypeError, KeyError, IndexError):
        is_meant = False
    if not is_meant:
        raise EditError(_("it is written in a way that cannot be changed here; change it by hand"))
    # tomlkit tidies ends of lines here and there: only what differs is taken from it.
    return spliced(text, between(text, found))


def _mapping(there: MutableMapping[str, Any], new: dict[str, Any]) -> None:
    for name in [name for name in there if name not in new]:
        del there[name]
    for name, value in new.items():
        if name not in there:
            there[name] = _written(value)
        elif as_read(there[name]) != as_read(value):
            _field(there, name, value)


def _field(there: Any, name: Any, new: Any) -> None:
    from tomlkit.items import AoT, Array, Table

    old = there[name]
    if isinstance(old, MutableMapping) and isinstance(new, dict):
        _mapping(old, new)
    elif isinstance(old, Array | AoT) and isinstance(new, list | tuple) and new:
        _sequence(old, [*new])
    elif isinstance(old, Table | AoT) or isinstance(new, dict):
        del there[name]  # a table ends where the next one begins: a value has its place before them
        there[name] = _written(new)
    else:
        there[name] = _typed(old, new)


def _sequence(there: "Array | AoT", new: list[Any]) -> None:
    """Make a list say `new`, from its end, so that the places before stay what they were."""
    for tag, one, other, first, last in reversed(list_steps([*there.unwrap()], new)):
        if tag == "equal":
            continue
        paired = min(other - one, last - first)
        for at in reversed(range(one + paired, other)):
            del there[at]
        for at, item in enumerate(new[first + paired : last]):
            there.insert(one + paired + at, _written(item))
        for at in range(paired):
            _field(there, one + at, new[first + at])


def _typed(old: Any, new: Any) -> Any:
    """Return a new value of the type that the old one had, where its text says such a one."""
    if isinstance(new, str):
        plain = old.unwrap() if hasattr(old, "unwrap") else old
        for kind, read in (
            (bool, {"true": True, "false": False}.__getitem__),
            (int, int),
            (float, float),
            (datetime, datetime.fromisoformat),
            (date, date.fromisoformat),
            (time, time.fromisoformat),
        ):
            if isinstance(plain, kind):
                try:
                    return read(new)
                except (KeyError, ValueError):
                    break
    return _written(new)


def _written(value: Any) -> Any:
    import tomlkit

    if isinstance(value, dict):
        return {str(name): _written(one) for name, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_written(one) for one in value]
    if isinstance(value, str) and "\n" in value and "'''" not in value and '"""' not in value and "\\" not in value:
        return tomlkit.string(value, multiline=True)
    return value
