"""What keeps a site from being sealed, or a seal from being checked."""

from mingpian import MingpianError


class SealError(MingpianError):
    """The text says what is in the way."""
