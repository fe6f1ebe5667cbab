"""The canonical digest of frozen values and of bytes."""

from hashlib import blake2b
from typing import Any

import msgspec

SIZE = 16  # bytes; 2**64 values before a collision is likely, and half the index of a full digest

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def of_bytes(data: bytes | memoryview) -> bytes:
    """Return the 16-byte BLAKE2b digest (RFC 7693) of `data`."""
    return blake2b(data, digest_size=SIZE).digest()


def of(value: Any) -> bytes:
    """Return the digest of a frozen value: structs, tuples, mappings (any order), strings and numbers."""
    return blake2b(_encode(value), digest_size=SIZE).digest()
