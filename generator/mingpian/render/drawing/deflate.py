"""Deflate (RFC 1951) for what is packed by the thousand: by ISA-L in a fifth of the time, where there is a wheel of it;
else by zlib.

ISA-L packs at its level 0, which gives the same bytes each time: from 1 on it packs one part in a hundred thousand
otherwise than in another process, though never wrongly.
"""

import functools
import zlib
from types import ModuleType


def packed(data: bytes) -> bytes:
    """Return a stream of zlib (RFC 1950)."""
    isal = _isal()
    stream: bytes = isal.compress(data, 0) if isal else zlib.compress(data, 4)  # at 9 in ten times the time
    return stream


def packed_apart(data: bytes) -> bytes:
    """Return a part of a Deflate stream that needs no other part."""
    raw, isal = (zlib.DEFLATED, -15), _isal()
    packer = isal.compressobj(0, *raw) if isal else zlib.compressobj(1, *raw, 9, zlib.Z_RLE)  # Z_RLE: runs alone
    part: bytes = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return part


def adler32(data: bytes) -> int:
    """Return the checksum of a stream of zlib (RFC 1950, 8.2)."""
    sums: int = (_isal() or zlib).adler32(data)
    return sums


@functools.cache
def _isal() -> ModuleType | None:
    try:
        from isal import isal_zlib
    except ImportError:
        return None
    return isal_zlib
