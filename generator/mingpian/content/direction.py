"""Characters that turn the direction of text around (UAX #9): what follows them reads as it is not written."""

import re
from unicodedata import name

from mingpian.core.diagnostics import Diagnostic
from mingpian.schema.located import Position, span_at

_TURN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def turned(text: str, file: str) -> list[Diagnostic]:
    """Warn of the first such character in a file."""
    turn = _TURN.search(text)
    if turn is None:
        return []
    position = Position(text.count("\n", 0, turn.start()), turn.start() - (text.rfind("\n", 0, turn.start()) + 1), 1)
    message = f"the invisible character U+{ord(turn[0]):04X} {name(turn[0])} turns the direction of text"
    hint = "delete it, unless it stands in text that is written from right to left"
    return [
        Diagnostic(
            code="bidi-control",
            message=message,
            file=file,
            severity="warning",
            span=span_at(text, position),
            hints=(hint,),
        )
    ]
