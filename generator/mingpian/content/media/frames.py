"""What files of pictures are made of: segments of JPEG, chunks of PNG and WebP, boxes of AVIF (ISO/IEC 14496-12)."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers of JPEG without a length
_PNG_PIXELS = frozenset((b"IDAT", b"fdAT"))
_WEBP_PIXELS = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANMF"))


class FileBox(NamedTuple):
    """A box by the places in the bytes it stands in: its own start and end, and where what is in it begins."""

    name: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes, start: int = 0, end: int = -1) -> Iterator[FileBox]:
    """Yield the boxes between two places in `data`, one after the other. Raises ValueError where there is none."""
    end = len(data) if end < 0 else end
    while start < end:
        if start + 8 > end:
            raise ValueError("a box is cut short")
        size, name = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1 and start + 16 <= end:
            (size,), body = struct.unpack_from(">Q", data, body), body + 8
        stop = end if size == 0 else start + size
        if not body <= stop <= end:
            raise ValueError("a box is longer than what it stands in")
        yield FileBox(name, start, body, stop)
        start = stop


def box(name: bytes, body: bytes) -> bytes:
    """Return a box with this in it."""
    return struct.pack(">I4s", 8 + len(body), name) + body


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG before its first scan (ITU-T T.81, annex B)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        (length,) = struct.unpack_from(">H", data, at + 2)
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG (PNG, third edition, 5.3)."""
    at = 8
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def beside_pixels(data: bytes) -> bytes:
    """Return all of a JPEG, PNG or WebP but most of its pixels, which say nothing; any other file as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        return data[: _first_scan(data)]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _without(data, 8, ">I4s", 4, _PNG_PIXELS)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _without(data, 12, "<4sI", 0, _WEBP_PIXELS)
    return data


def _first_scan(data: bytes) -> int:
    """Return where the first scan of a JPEG begins; its end where none is found."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            return at
        if marker == 0xFF:  # what fills up
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return len(data)


def _without(data: bytes, at: int, head: str, check: int, names: frozenset[bytes]) -> bytes:
    """Return a file without chunks of these names. Each has its length and name in a head of eight bytes; behind its
    body are the bytes of a check, or one that makes its length even."""
    pieces = [data[:at]]
    while at + 8 <= len(data):
        one, other = struct.unpack_from(head, data, at)
        name, length = (one, other) if isinstance(one, bytes) else (other, one)
        end = at + 8 + length + (check or length % 2)
        if name not in names:
            pieces.append(data[at:end])
        at = end
    return b"".join((*pieces, data[at:]))


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG with this in it."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(name)))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of these chunks, and of its end (5.2, 5.6)."""
    return b"\x89PNG\r\n\x1a\n" + b"".join([chunk(name, body) for name, body in (*chunks, (b"IEND", b""))])


def riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a WebP (RFC 9649, 2.3)."""
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
