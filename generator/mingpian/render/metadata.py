"""Pictures without what their makers did not mean to publish: place, camera, owner, comments, thumbnails.

What shows stays bit for bit; only a picture that EXIF says to turn is turned, and hence encoded again.
"""

import io
import re
import struct
import warnings
from collections.abc import Iterator

from mingpian.content.media import svg
from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.pictures import as_far_as_it_goes
from mingpian.i18n import _

MAX_PIXELS = 100_000_000  # decoded at the most, when a picture has to be turned

_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # APPn marker -> what it has to begin with
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # begins with a letter: searched for as fast as memory is read
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")

Piece = tuple[bytes, bytes]  # a name, and the bytes with which it stands in the file


def stripped(data: bytes) -> bytes:
    """Return a JPEG, PNG, WebP, GIF, AVIF or SVG picture without its metadata, its colour profile kept.

    What cannot be read to its end cannot be told to be clean: of that, what shows is encoded again. Raises `ValueError`
    when nothing does, and on anything else.
    """
    try:
        return _clean(data)
    except ValueError as error:
        try:
            return encoded_again(data)
        except ValueError:
            raise error from None


def _clean(data: bytes) -> bytes:
    """Return the picture's file without what is not shown. Raises ValueError."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _rebuilt(data, b"\xff\xd8", list(_jpeg(data)))
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _rebuilt(data, data[:8], list(_png(data)))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return b"".join(_gif(data))
        if data[4:12] in (b"ftypavif", b"ftypavis"):
            return _avif(data)
    except (IndexError, struct.error) as error:
        raise ValueError(_("the picture's file is cut short")) from error
    if not data.lstrip()[:1] == b"<":
        raise ValueError(_("the picture's file is empty") if not data else _("the file is no picture that is known"))
    return svg.cleaned(data).data


def _rebuilt(data: bytes, head: bytes, pieces: list[Piece]) -> bytes:
    """Join the pieces again, without EXIF; turn the picture first if that is what EXIF says."""
    exif = next((piece for name, piece in pieces if name == b"Exif"), b"")
    if 2 <= _orientation(exif) <= 8:
        return _clean(encoded_again(data))
    return head + b"".join(piece for name, piece in pieces if name != b"Exif")


def _jpeg(data: bytes) -> Iterator[Piece]:
    """Yield the segments to keep, and `Exif` (ITU-T T.81, annex B). What follows the end of the image is dropped."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise ValueError(_("the JPEG has no marker where one must be"))
        marker = data[at + 1]
        if marker == 0xD9:
            yield b"", b"\xff\xd9"
            return
        end = at + 2 if marker in _JPEG_BARE else at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at:end]
        if marker == 0xDA:
            match = _SCAN_END.search(data, end)
            end = match.end() - 2 if match else len(data)
            yield b"", data[at:end]
            if not match:  # cut short: shown as far as it goes
                yield b"", b"\xff\xd9"
                return
        elif marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            yield b"Exif", segment[10:]
        elif marker == 0xE0 and segment[4:9] == b"JFIF\0":
            yield b"", b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"  # without its thumbnail
        elif segment[4:].startswith(_JPEG_KEPT.get(marker, b"?")) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield b"", segment
        at = end


def _png(data: bytes) -> Iterator[Piece]:
    """Yield the chunks to keep, and `Exif` (PNG, third edition, section 5)."""
    at = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError(_("the picture's file is cut short"))
        if name in _PNG_KEPT:
            yield name, data[at:end]
        elif name == b"eXIf":
            yield b"Exif", data[at + 8 : end - 4]
        if name == b"IEND":
            return
        at = end


def _webp(data: bytes) -> bytes:
    """Keep the chunks that show (RFC 9649, section 2), and say in the header that the others are gone."""
    pieces: list[Piece] = []
    at, end = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        piece = data[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            piece = piece[:8] + bytes((piece[8] & ~0x0C,)) + piece[9:]
        if name == b"EXIF":
            pieces.append((b"Exif", piece[8:].removeprefix(b"Exif\0\0")))
        elif name in _WEBP_KEPT:
            pieces.append((name, piece))
        at += len(piece) or end
    body = _rebuilt(data, b"", pieces)
    return body if body.startswith(b"RIFF") else b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _gif(data: bytes) -> Iterator[bytes]:
    """Yield the blocks that show (GIF89a), without comments and applications' own, but with how often it repeats."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    yield data[:at]
    while data[at] != 0x3B:
        if data[at] == 0x21:
            end = _after_blocks(data, at + 2)
            if data[at + 1] in (0xF9, 0x01) or data[at + 3 : at + 14] in _GIF_LOOPS:
                yield data[at:end]
        elif data[at] == 0x2C:
            colors = 3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0
            end = _after_blocks(data, at + 11 + colors)
            yield data[at:end]
        else:
            raise ValueError(_("the GIF has no block where one must be"))
        at = end
    yield b";"


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _avif(data: bytes) -> bytes:
    """Encode it again if it carries metadata, since its boxes point into each other; else return it as it is."""
    known = (b"Exif", b"application/rdf+xml", b"xpacket")
    return encoded_again(data) if any(mark in data for mark in known) else data


def _orientation(tiff: bytes) -> int:
    """Return the orientation that EXIF states (TIFF 6.0, tag 274); 1, upright, when it states none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 1
    at = struct.unpack_from(order + "I", tiff, 4)[0]
    count = struct.unpack_from(order + "H", tiff, at)[0] if at + 2 <= len(tiff) else 0
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if (tag, kind) == (0x0112, 3):
            return int(value)
    return 1


def encoded_again(data: bytes, xmp: bytes = b"") -> bytes:
    """Return the picture upright, encoded again in its own format at high quality, with no metadata but this XMP; of
    one that is cut short, as much as there is. Raises ValueError."""
    from PIL import Image

    try:
        return as_far_as_it_goes(lambda: _upright(data, xmp))
    except (*DAMAGED, Image.DecompressionBombError) as error:
        raise ValueError(_("the picture cannot be decoded: {error}", error=error)) from error


def _upright(data: bytes, xmp: bytes) -> bytes:
    from PIL import Image, ImageOps

    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "AVIF", "GIF")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError(_("the picture has more than {most} pixels", most=MAX_PIXELS))
            upright = ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile")
            clean = {"exif": b"", "xmp": xmp, "icc_profile": profile, "quality": 93, "max_threads": 1}
            upright.info.clear()
            upright.save(out, format=str(image.format), **clean)
    return out.getvalue()
