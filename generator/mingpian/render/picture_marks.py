"""Writes the marks of a picture into a file that has none: as XMP, where each format keeps it."""

import io
import struct
import zlib

from mingpian.content.media.marks import GIF_HEAD, XMP_HEAD, XMP_KEYWORD, credentials_of, tells_more
from mingpian.content.media.xmp import Marks, packet_of
from mingpian.render.metadata import encoded_again, stripped
from mingpian.render.scaling import smaller

_WEBP_XMP, _WEBP_ALPHA = 0x04, 0x10  # flags of VP8X (RFC 9649, 2.7)
_TRAILER = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\0"  # by which what knows no XMP in a GIF finds its end


def published(data: bytes, max_megapixels: int, packet: bytes) -> bytes:
    """Return a picture as it is published: no larger than that, with no metadata but this packet of XMP.

    One whose content credentials say nothing that has to go, and which has nothing else that does, is left as it is:
    they hold for just these bytes. Raises ValueError.
    """
    sized = smaller(data, max_megapixels)
    if sized is data and _is_whole(data):
        return data
    if packet and sized[4:12] in (b"ftypavif", b"ftypavis"):  # whose boxes point into each other
        return encoded_again(sized, packet)
    clean = stripped(sized)
    return with_xmp(clean, packet) if packet else clean


def _is_whole(data: bytes) -> bool:
    """Tell whether a file carries content credentials, and beside these nothing that is taken out of pictures."""
    credentials = credentials_of(data)
    if not credentials or tells_more(credentials) or data[4:8] == b"ftyp":
        return False
    kept = stripped(data)
    return len(kept) + _room(data, credentials) == len(data)


def _room(data: bytes, credentials: bytes) -> int:
    """Return how many bytes content credentials take in a file, with what frames them."""
    if data.startswith(b"\xff\xd8"):
        return len(credentials) + 4 * _count(data, b"\xff\xeb")
    return len(credentials) + (12 if data.startswith(b"\x89PNG") else 8 + len(credentials) % 2)


def _count(data: bytes, mark: bytes) -> int:
    at, found = 2, 0
    while data[at : at + 1] == b"\xff" and data[at + 1] not in (0xDA, 0xD9):
        found += data[at : at + 2] == mark
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return found


def with_marks(data: bytes, marks: Marks) -> bytes:
    """Return a JPEG, PNG, WebP or GIF without metadata with these marks in it; anything else as it is."""
    packet = packet_of(marks)
    return with_xmp(data, packet) if packet else data


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a JPEG, PNG, WebP or GIF without metadata with a packet of XMP; anything else as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        at = _after_jfif(data)
        body = XMP_HEAD + packet
        return data[:at] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[at:]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        chunk = b"iTXt" + XMP_KEYWORD + b"\0\0\0\0\0" + packet
        framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        return data[:33] + framed + data[33:]  # after IHDR
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data, packet)
    if data[:6] == b"GIF89a":
        return data[:-1] + b"\x21\xff\x0b" + GIF_HEAD + packet + _TRAILER + data[-1:]
    return data


def _after_jfif(data: bytes) -> int:
    if data[2:4] != b"\xff\xe0":
        return 2
    return 4 + int(struct.unpack_from(">H", data, 4)[0])


def _webp(data: bytes, packet: bytes) -> bytes:
    """Return a WebP with a chunk of XMP, and a header that says so."""
    body = data[12:]
    body = body if body[:4] == b"VP8X" else _extended(data) + body
    body = body[:8] + bytes((body[8] | _WEBP_XMP,)) + body[9:]
    body += b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _extended(data: bytes) -> bytes:
    """Return the header that a simple WebP has none of (RFC 9649, 2.7)."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("WEBP",)) as image:
        (width, height), has_alpha = image.size, image.mode == "RGBA"
    flags = _WEBP_ALPHA if has_alpha else 0
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X" + struct.pack("<I", 10) + bytes((flags, 0, 0, 0)) + sides
