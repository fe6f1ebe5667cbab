"""The canonical digest of frozen values and of bytes."""

from hashlib import sha256
from typing import Any

import msgspec

SIZE = 16  # bytes; 2**64 values before a collision is likely, and half the index of a full digest

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def of_bytes(data: bytes | memoryview) -> bytes:
    """Return the first 16 bytes of the SHA-256 digest (FIPS 180-4) of `data`: processors have instructions for it."""
    return sha256(data).digest()[:SIZE]


def of(value: Any) -> bytes:
    """Return the digest of a frozen value: structs, tuples, mappings (any order), strings and numbers."""
    return of_bytes(_encode(value))
