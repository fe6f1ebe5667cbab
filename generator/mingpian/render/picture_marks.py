"""Writes the marks of a picture into a file that has none, as XMP, where each format keeps it; and leaves alone what is
signed as it is."""

import io
import struct

from mingpian.content.media import svg
from mingpian.content.media.credentials import credentials_of, tells_more
from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.frames import chunk
from mingpian.content.media.marks import XMP_GIF, XMP_HEAD, XMP_KEYWORD, marks_of
from mingpian.content.media.xmp import Marks, packet_of, read_marks, says_only_marks
from mingpian.i18n import _
from mingpian.render.avif.rewriting import with_packet
from mingpian.render.metadata import beside, is_avif, stripped
from mingpian.render.scaling import smaller

_DRAWN = frozenset((0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x8298, 0x8769))
_DRAWN_MORE = frozenset((0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003))
_WEBP_XMP, _WEBP_ALPHA = 0x04, 0x10  # flags of VP8X (RFC 9649, 2.7)
_TRAILER = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\0"  # by which what knows no XMP in a GIF finds its end


def published(data: bytes, max_megapixels: int, packet: bytes) -> bytes:
    """Return a picture as it is published: no larger than that, with no metadata but this packet of XMP.

    One whose content credentials say nothing that has to go, and which has nothing else that does, is left as it is:
    they hold for just these bytes. Only a label that its file lacks is worth more. Raises ValueError.
    """
    sized = smaller(data, max_megapixels)
    if sized is data and is_published_whole(data) and not _adds_label(data, packet):
        return data
    clean = stripped(sized)
    return with_xmp(clean, packet) if packet else clean


def is_published_whole(data: bytes) -> bool:
    """Tell whether a file carries content credentials, and neither in them nor beside them what is taken out."""
    credentials = credentials_of(data)
    if not credentials or tells_more(credentials):
        return False
    if data.lstrip()[:1] == b"<":
        return svg.is_clean(data)
    try:
        return all(_is_public(kind, body) for kind, body in beside(data))
    except ValueError:
        return False


def _is_public(kind: str, body: bytes) -> bool:
    if kind == "xmp":
        return says_only_marks(body[body.find(b"<") :])
    return kind == "credentials" or (kind == "exif" and _says_how_it_lies(body))


def _says_how_it_lies(exif: bytes) -> bool:
    """Tell whether EXIF says nothing but which side is up, how dense its pixels are, their colours, its copyright."""
    from PIL import Image

    found = Image.Exif()
    try:
        found.load(b"Exif\0\0" + exif)
        return _DRAWN.issuperset(found) and _DRAWN_MORE.issuperset(found.get_ifd(0x8769))
    except DAMAGED:
        return False


def _adds_label(data: bytes, packet: bytes) -> bool:
    wanted, said = read_marks(packet), marks_of(data)
    return bool((wanted.aigc or wanted.source_type) and not (said.aigc or said.source_type))


def with_marks(data: bytes, marks: Marks) -> bytes:
    """Return a picture without metadata with these marks in it; what is no picture as it is."""
    packet = packet_of(marks)
    return with_xmp(data, packet) if packet else data


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a picture without metadata with a packet of XMP in it; what is no picture as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        at = _after_jfif(data)
        body = XMP_HEAD + packet
        return data[:at] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[at:]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data[:33] + chunk(b"iTXt", XMP_KEYWORD + b"\0\0\0\0\0" + packet) + data[33:]  # after IHDR
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data, packet)
    if data[:6] == b"GIF89a":
        return data[:-1] + b"\x21\xff\x0b" + XMP_GIF + packet + _TRAILER + data[-1:]
    if is_avif(data):
        return with_packet(data, packet)
    return svg.with_metadata(data, packet) if data.lstrip()[:1] == b"<" else data


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
    """Return the header that a simple WebP has none of (RFC 9649, 2.7). Raises ValueError."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("WEBP",)) as image:
            (width, height), has_alpha = image.size, image.mode == "RGBA"
    except DAMAGED as error:
        raise ValueError(_("the picture cannot be decoded: {error}", error=error)) from error
    flags = _WEBP_ALPHA if has_alpha else 0
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X" + struct.pack("<I", 10) + bytes((flags, 0, 0, 0)) + sides
