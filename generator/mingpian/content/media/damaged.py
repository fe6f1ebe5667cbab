"""How a damaged picture shows: the exceptions of the library that reads pictures, listed once."""

import struct

DAMAGED = (
    *(OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError, RuntimeError, SyntaxError),
    struct.error,
)
"""What Pillow raises on a picture that cannot be read to its end."""
