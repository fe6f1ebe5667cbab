"""Characters that turn the direction of text around (UAX #9): what follows them reads as it is not written."""

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import name

from mingpian.content.data_formats.frontmatter import FrontMatter
from mingpian.core.diagnostics import Diagnostic, FieldPath, Span
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.located import Position, span_at

_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TURN = re.compile(f"[{_TURNING}]")
_BY_NUMBER = lazy_pattern(r"&#(?:x0*(?:202[a-e]|206[6-9])|0*(?:823[4-8]|829[4-7]));", re.IGNORECASE)  # in HTML


def turned(text: str, file: str) -> list[Diagnostic]:
    """Warn of the first such character in a file."""
    turn = _turn_in(text)
    return [_diagnostic(turn[0], file, _span(text, turn))] if turn else []


def _turn_in(text: str) -> re.Match[str] | None:
    """Find the first such character. Nine looks for one each, in C, take a tenth of one look at each character."""
    return _TURN.search(text) if any(character in text for character in _TURNING) else None


def turned_values(front: FrontMatter, file: str) -> list[Diagnostic]:
    """Warn of values in front matter that have such a character, where it is written as an escape (`\\u202E`)."""
    if "\\" not in front.text or _turn_in(front.text):
        return []
    return [
        _diagnostic(turn[0], file, span_at(front.text, front.located.place_of(path), front.text_line))
        for path, value in _texts(front.located.data, ())
        if (turn := _TURN.search(value))
    ]


def turned_by_number(shown: str, text: str, file: str) -> list[Diagnostic]:
    """Warn of the first such character that a body shows, where it is written as a number (`&#x202E;`)."""
    written = _BY_NUMBER.search(text) if "&#" in text else None
    turn = _TURN.search(shown) if written and not _TURN.search(text) else None
    return [_diagnostic(turn[0], file, _span(text, written))] if turn and written else []


def _texts(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Yield all texts in data, keys too, each with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(str(key), (*path, key))
            yield from _texts(below, (*path, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _texts(below, (*path, place))


def _span(text: str, found: re.Match[str]) -> Span:
    start = found.start()
    return span_at(text, Position(text.count("\n", 0, start), start - (text.rfind("\n", 0, start) + 1), len(found[0])))


def _diagnostic(char: str, file: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="bidi-control",
        message=_(
            "the invisible character U+{code_point} {name} turns the direction of text",
            code_point=f"{ord(char):04X}",
            name=name(char),
        ),
        file=file,
        severity="warning",
        span=span,
        hints=(_("delete it, unless it stands in text that is written from right to left"),),
    )
