"""PNGs (ISO/IEC 15948) of many pictures that share a ground: only the rows that differ from it are drawn and packed.

A picture to be packed has a column more, its first, which is zero: the filter of each row, which is none (7.3).
"""

import struct
from collections.abc import Iterable

import msgspec

from mingpian.content.media.frames import png
from mingpian.render.drawing.deflate import adler32, packed_apart

_ADLER = 65521  # the modulus of its two sums (RFC 1950, 8.2)
_END = b"\x03\x00"  # an empty last block (RFC 1951, 3.2.3)


class Band(msgspec.Struct, frozen=True):
    """What becomes of the rows from `start` to `stop`: `packed` is a part of a Deflate stream that needs no other."""

    start: int
    stop: int
    packed: bytes
    size: int  # bytes that were packed
    sums: tuple[int, int]  # of Adler-32


class Ground:
    """A picture of one byte a pixel, with what its rows were packed to: between lines of text the same recur."""

    def __init__(self, data: bytes, width: int) -> None:
        self.width, self.height = width, len(data) // width
        self.rows = [data[start : start + width] for start in range(0, len(data), width)]
        self.blank = [width - len(row.lstrip(b"\0")) for row in self.rows]  # pixels at the left of each row
        self._bands: dict[tuple[int, int], Band] = {}

    def band(self, start: int, stop: int) -> Band:
        """Return some rows, packed."""
        found = self._bands.get((start, stop))
        if found is None:
            found = self._bands[start, stop] = packed_rows(start, stop, b"".join(self.rows[start:stop]))
        return found


def png_of(ground: Ground, drawn: Iterable[Band], palette: bytes) -> bytes:
    """Return a ground with some of its rows drawn anew, in order, as PNG. `palette` is the colours of its bytes."""
    height, bands, at = ground.height, list[Band](), 0
    for band in drawn:
        bands += [ground.band(at, band.start)] if at < band.start else []
        bands.append(band)
        at = band.stop
    bands += [ground.band(at, height)] if at < height else []
    first, second = 1, 0
    for band in bands:
        second = (second + band.sums[1] + band.size * (first - 1)) % _ADLER
        first = (first + band.sums[0] - 1) % _ADLER
    stream = b"".join((b"\x78\x01", *(band.packed for band in bands), _END, struct.pack(">HH", second, first)))
    header = struct.pack(">IIBBBBB", ground.width - 1, height, 8, 3, 0, 0, 0)  # eight bits, of a palette
    return png((b"IHDR", header), (b"PLTE", palette), (b"IDAT", stream))


def packed_rows(start: int, stop: int, data: bytes) -> Band:
    """Return rows that were drawn: those of the picture from `start` to `stop`."""
    sums = adler32(data)
    return Band(start, stop, packed_apart(data), len(data), (sums & 0xFFFF, sums >> 16))
