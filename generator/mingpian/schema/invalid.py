"""A value that a check refuses, and how such values are shown in messages."""

from mingpian.core.errors import MingpianError


class InvalidValueError(MingpianError, ValueError):
    """A value that a check refuses; the arguments are the message and, optionally, a hint."""


def clipped(text: str) -> str:
    """Return the beginning of a text, for a message."""
    return text if len(text) <= 60 else text[:60] + "…"


def quoted(text: str) -> str:
    """Return a text in quotes, for a message."""
    return repr(clipped(text))
