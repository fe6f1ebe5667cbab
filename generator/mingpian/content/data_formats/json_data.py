"""JSON as front matter: text, lists and mappings, with the place of each value."""

import functools
import json
from collections.abc import Callable
from typing import Any

from mingpian.content.data_formats import yaml_data
from mingpian.core.diagnostics import FieldPath
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign
from mingpian.schema.located import Located, Position, SyntaxFault, UnreadableError
from mingpian.schema.toml_data import as_text

_HINT = _("names and texts stand in straight double quotes, with a comma between two, and none after the last")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def whole(text: str) -> str:
    """Return the names and values of front matter that leaves out the braces (Hexo's), with them; no line moves."""
    return f"{{{text}}}"


def end_of(source: str, begin: int) -> int:
    """Return where the JSON object ends that begins a text; 0 when it begins with none."""
    try:
        value, end = _DECODER.raw_decode(source, begin)
    except (json.JSONDecodeError, RecursionError):
        return 0
    is_alone = not source[end:].partition("\n")[0].strip(" \t;")
    return end if isinstance(value, dict) and is_alone else 0


def read_json(text: str, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """Read JSON, numbers as text; mappings are what `pairs` makes of their items. Raises UnreadableError."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        message = _("this is not JSON: {reason}", reason=foreign(error.msg))
        place = Position(error.lineno - 1, error.colno - 1)
        raise UnreadableError(SyntaxFault("bad-json", message, place, (_HINT,))) from None
    except RecursionError:
        raise UnreadableError(SyntaxFault("bad-json", _("its lists stand in each other too deeply"))) from None


def load(text: str) -> Located:
    """Read a JSON object (RFC 8259). Raises UnreadableError."""
    faults: list[SyntaxFault] = []

    def pairs(stated: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in stated:
            if name in found:
                hint = _("keep one of them; make a list if both are meant")
                fault = SyntaxFault(
                    "duplicate-field", _("`{name}` stands here twice", name=name), Position(), (hint,), (name,)
                )
                faults.append(fault)
            found.setdefault(name, value)
        return found

    data = read_json(text, pairs)
    places = functools.cache(lambda: _places(text))
    return Located(
        _without_nulls(data),
        lambda path: places().place_of(path),
        lambda path: places().name_of(path),
        tuple(faults),
    )


def _without_nulls(data: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value is None else as_text(value) for name, value in data.items()}


def _places(text: str) -> Located:
    """Read the text as YAML, which says where things stand."""
    lines = [" " * (len(line) - len(line.lstrip())) + line.lstrip() for line in text.split("\n")]

    def nowhere(_path: FieldPath) -> Position:
        return Position()

    try:
        return yaml_data.located("\n".join(lines))
    except UnreadableError:
        return Located({}, nowhere, nowhere)
