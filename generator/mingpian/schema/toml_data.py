"""TOML as text, lists and mappings, with the place of each value."""

import functools
import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from mingpian.core.diagnostics import FieldPath
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign
from mingpian.schema.located import Located, Position, SyntaxFault, UnreadableError

MAX_DOTS = 60  # in one dotted key

_DOTTED = lazy_pattern(r"(?:\.\s*(?:[\w-]{1,80}|\"[^\"]{0,80}\"|'[^']{0,80}')\s*)" + f"{{{MAX_DOTS}}}")
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(#.*)?$")
_KEY = lazy_pattern(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=\s*")
_NAME = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_AT = re.compile(r"(.*) \(at line (\d+), column (\d+)\)$")


def load(text: str) -> Located:
    """Read a TOML document (v1.0). Raises UnreadableError."""
    _check_depth(text)
    try:
        data = as_text(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(_fault(str(error), text)) from None

    places = functools.cache(lambda: _places(text))

    def find(path: FieldPath) -> Position:
        return _furthest(places(), path)

    return Located(data, find, find)


def _check_depth(text: str) -> None:
    """Refuse dotted keys beyond reason, which the parser takes quadratic time to follow."""
    for number, line in enumerate(text.split("\n") if text.count(".") >= MAX_DOTS else ()):
        match = _DOTTED.search(line) if line.count(".") >= MAX_DOTS else None
        if match:
            message = _("a name has more than {most} parts", most=MAX_DOTS)
            raise UnreadableError(
                SyntaxFault("too-complex", message, Position(number, match.start()), (_("use fewer dots"),))
            )


def as_text(value: Any) -> Any:
    """Return the data with every value in it as text: lists and mappings of text."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


_TWICE = _("keep one of them; make a list if both are meant")
_SHAPE = _(
    'write each setting on a line of its own, as `name = "text"`, `name = 3`, `name = true` or `name = ["a", "b"]`'
)


def _fault(message: str, text: str) -> SyntaxFault:
    match = _AT.match(message)
    if not match:
        last = text.rstrip("\n").count("\n")
        return SyntaxFault(
            "bad-toml",
            _("this is not TOML: {message}", message=foreign(message.partition(" (")[0])),
            Position(last),
            (_SHAPE,),
        )
    said, line, column = match.groups()
    hint = _TWICE if re.match("Cannot (?:overwrite|declare)|Duplicate", said) else _SHAPE
    return _slip(text.split("\n"), int(line) - 1) or SyntaxFault(
        "bad-toml",
        _("this is not TOML: {reason}", reason=foreign(said)),
        Position(int(line) - 1, int(column) - 1),
        (hint,),
    )


_SLIPS = (
    (
        re.compile(r"\s*[\w.-]+\s*([:：＝])"),
        _("this is not TOML: a name and its value are joined by `=` in TOML, not by `{text}`"),
        _("write `=`"),
    ),
    (
        re.compile(r"\s*[\w.-]+\s*=\s*\[?\s*([“”‘’「])"),
        _("this is not TOML: `{text}` is no quotation mark of TOML"),
        _('write straight ones: "…"'),
    ),
    (
        re.compile(r"\s*[\w.-]+\s*=\s*(?!true|false|inf|nan)([^\W\d_]\S*)"),
        _("this is not TOML: text needs quotes in TOML: `{text}`"),
        _('write "…"'),
    ),
)


def _slip(lines: list[str], number: int) -> SyntaxFault | None:
    """Name a slip that people make in the line where TOML ends, or in the one before."""
    for at in (number, number - 1):
        line = lines[at] if 0 <= at < len(lines) else ""
        for form, message, hint in _SLIPS:
            if match := form.match(line):
                position = Position(at, match.start(1), len(match[1]))
                return SyntaxFault("bad-toml", message.with_values(text=match[1][:40]), position, (hint,))
    return None


def place_of(text: str, path: FieldPath) -> Position:
    """Return the place of the key or table that leads furthest along `path`."""
    return _furthest(_places(text), path)


def _furthest(places: list[tuple[FieldPath, Position]], path: FieldPath) -> Position:
    best, best_length = Position(), 0
    for reached, position in places:
        length = len(reached)
        if length > best_length and path[:length] == reached:
            best, best_length = position, length
    return best


def _places(text: str) -> list[tuple[FieldPath, Position]]:
    """List every table header and key line with its path; tables in arrays are numbered."""
    places: list[tuple[FieldPath, Position]] = []
    table: FieldPath = ()
    counts: dict[FieldPath, int] = {}
    for number, line in enumerate(text.split("\n")):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header and not key:
            table = _table_path(_names(header.group(2)), header.group(1) == "[[", counts)
            places.append((table, Position(number, line.index("["), len(line.strip()))))
        elif key:
            start = key.start(1)
            places.append(((*table, *_names(key.group(1))), Position(number, start, len(key.group(1)))))
    return places


def _names(dotted: str) -> FieldPath:
    return tuple(name.strip("\"'") for name in _NAME.findall(dotted))


def _table_path(names: FieldPath, is_array: bool, counts: dict[FieldPath, int]) -> FieldPath:
    path: FieldPath = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if depth == len(names) and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
