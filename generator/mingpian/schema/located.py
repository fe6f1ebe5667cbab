"""Plain data together with the places where its values stand."""

from collections.abc import Callable
from typing import Any

import msgspec

from mingpian.core.codes import Code, Severity, severity_of
from mingpian.core.diagnostics import Diagnostic, FieldPath, Span
from mingpian.core.errors import MingpianError
from mingpian.i18n import AnyText


class Position(msgspec.Struct, frozen=True):
    """Zero-based line and column, and the length of what stands there, in code points."""

    line: int = 0
    column: int = 0
    length: int = 1


class SyntaxFault(msgspec.Struct, frozen=True):
    """One thing wrong with a text, at a place in it."""

    code: Code
    message: AnyText
    place: Position = Position()
    hints: tuple[AnyText, ...] = ()
    path: FieldPath = ()  # of the field that it is about, where it is about one

    def diagnostic(self, file: str, text: str, first_line: int = 0, severity: Severity | None = None) -> Diagnostic:
        """Return the diagnostic, given that the text starts at `first_line` (from 0) of the file."""
        span = span_at(text, self.place, first_line)
        severity = severity or severity_of(self.code)
        return Diagnostic(
            code=self.code, message=self.message, file=file, span=span, hints=self.hints, severity=severity
        )


class Located(msgspec.Struct, frozen=True):
    """Data made of text, lists and mappings only; `place_of` finds a value and `name_of` the name that it stands under,
    or the nearest thing around it. `faults` are slips that could be read nevertheless."""

    data: dict[str, Any]
    place_of: Callable[[FieldPath], Position]
    name_of: Callable[[FieldPath], Position]
    faults: tuple[SyntaxFault, ...] = ()


class UnreadableError(MingpianError):
    """Text that is no data; carries all that is wrong with it."""

    def __init__(self, *faults: SyntaxFault) -> None:
        super().__init__(*faults)
        self.faults = faults


def span_at(text: str, place: Position, first_line: int = 0) -> Span:
    """Return the span of a place in `text`, whose first line is line `first_line` (from 0) of its file."""
    lines = text.split("\n")
    source = lines[place.line] if 0 <= place.line < len(lines) else ""
    column = min(place.column, len(source))
    length = max(1, min(place.length, len(source) - column))
    return Span(place.line + first_line + 1, column + 1, length, source[:2_000].rstrip("\r"))
