"""Pictures without what their makers did not mean to publish: place, camera, owner, comments, thumbnails.

What shows stays bit for bit; only a picture that EXIF says to turn is turned, and hence encoded again.
"""

import io
import re
import struct
import warnings
from collections.abc import Iterator

from mingpian.content.media import svg
from mingpian.content.media.credentials import GIF_BLOCK, is_jpeg_part
from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.marks import XMP_GIF, XMP_HEAD, XMP_KEYWORD
from mingpian.content.media.pictures import PICTURE_FORMATS, as_far_as_it_goes
from mingpian.i18n import _
from mingpian.render.avif.items import metadata_of
from mingpian.render.avif.rewriting import with_packet

MAX_PIXELS = 100_000_000  # decoded at the most, when a picture has to be turned

_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # APPn marker -> what it has to begin with
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # begins with a letter: searched for as fast as memory is read
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")

_IN_GIF = {XMP_GIF: "xmp", GIF_BLOCK: "credentials"}

Piece = tuple[str, bytes]  # what it is, nothing for what shows; and its bytes: in the file, or of what is in it


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


def beside(data: bytes) -> Iterator[Piece]:
    """Yield what a picture's file has beside what shows: `exif`, `xmp`, `credentials` or `other`, and its bytes. Raises
    ValueError."""
    if is_avif(data):
        yield from metadata_of(data)
        return
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")):
        raise ValueError(_("the file is no picture that is known"))
    yield from (piece for piece in _taken_apart(data)[1] if piece[0])


def _clean(data: bytes) -> bytes:
    """Return the picture's file without what is not shown. Raises ValueError."""
    if is_avif(data):
        return with_packet(data, b"")
    if data.lstrip()[:1] == b"<":
        return svg.cleaned(data).data
    head, pieces = _taken_apart(data)
    exif = next((body for name, body in pieces if name == "exif"), b"")
    if 2 <= _orientation(exif) <= 8:
        return _clean(encoded_again(data))
    body = b"".join(piece for name, piece in pieces if not name)
    return head + body if head else b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def is_avif(data: bytes) -> bool:
    """Tell by its first box whether a file is an AVIF, still or moving."""
    return data[4:12] in (b"ftypavif", b"ftypavis")


def _taken_apart(data: bytes) -> tuple[bytes, list[Piece]]:
    """Return the head of a file and its pieces; no head of one whose head says how long it is. Raises ValueError."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd8", list(_jpeg(data))
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return data[:8], list(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return b"", list(_webp(data))
        if data[:6] in (b"GIF87a", b"GIF89a"):
            head = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
            return data[:head], list(_gif(data, head))
    except (IndexError, struct.error) as error:
        raise ValueError(_("the picture's file is cut short")) from error
    raise ValueError(_("the picture's file is empty") if not data else _("the file is no picture that is known"))


def _jpeg(data: bytes) -> Iterator[Piece]:
    """Yield the segments (ITU-T T.81, annex B), and what follows the end of the image."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise ValueError(_("the JPEG has no marker where one must be"))
        marker = data[at + 1]
        if marker == 0xD9:
            yield "", b"\xff\xd9"
            if data[at + 2 :]:
                yield "other", data[at + 2 :]
            return
        end = at + 2 if marker in _JPEG_BARE else at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            match = _SCAN_END.search(data, end)
            end = match.end() - 2 if match else len(data)
            yield "", data[at:end]
            if not match:  # cut short: shown as far as it goes
                yield "", b"\xff\xd9"
                return
        else:
            yield from _segment(marker, data[at:end])
        at = end


def _segment(marker: int, segment: bytes) -> Iterator[Piece]:
    """Yield a segment of a JPEG by what it is; of a JFIF header, its thumbnail apart."""
    body = segment[4:]
    if marker == 0xE1 and body.startswith(b"Exif\0\0"):
        yield "exif", body[6:]
    elif marker == 0xE1 and body.startswith(XMP_HEAD):
        yield "xmp", body[len(XMP_HEAD) :]
    elif marker == 0xEB and is_jpeg_part(body):
        yield "credentials", body
    elif marker == 0xE0 and body.startswith(b"JFIF\0"):
        yield "", b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"
        if segment[2:4] + segment[16:] != b"\0\x10\0\0":
            yield "other", segment[16:]
    elif body.startswith(_JPEG_KEPT.get(marker, b"?")) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
        yield "", segment
    else:
        yield "other", body


def _png(data: bytes) -> Iterator[Piece]:
    """Yield the chunks (PNG, third edition, section 5), and what follows the last."""
    at = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError(_("the picture's file is cut short"))
        body = data[at + 8 : end - 4]
        if name in _PNG_KEPT:
            yield "", data[at:end]
        elif name == b"iTXt" and body.startswith(XMP_KEYWORD + b"\0\0"):
            yield "xmp", body
        else:
            yield {b"eXIf": "exif", b"caBX": "credentials"}.get(name, "other"), body
        if name == b"IEND":
            if data[end:]:
                yield "other", data[end:]
            return
        at = end


def _webp(data: bytes) -> Iterator[Piece]:
    """Yield the chunks (RFC 9649, section 2); a header that says what shows alone."""
    at, end = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        piece = data[at : at + 8 + length + length % 2]
        body = data[at + 8 : at + 8 + length]
        if name == b"VP8X":
            piece = piece[:8] + bytes((piece[8] & ~0x0C,)) + piece[9:]
        if name in _WEBP_KEPT:
            yield "", piece
        elif name == b"EXIF":
            yield "exif", body.removeprefix(b"Exif\0\0")
        else:
            yield {b"XMP ": "xmp", b"C2PA": "credentials"}.get(name, "other"), body
        at += len(piece) or end
    if data[end:]:
        yield "other", data[end:]


def _gif(data: bytes, at: int) -> Iterator[Piece]:
    """Yield the blocks (GIF89a): what shows, and how often it repeats; comments, and what applications add."""
    while data[at] != 0x3B:
        if data[at] == 0x21:
            end = _after_blocks(data, at + 2)
            shows = data[at + 1] in (0xF9, 0x01) or data[at + 3 : at + 14] in _GIF_LOOPS
            yield "" if shows else _IN_GIF.get(data[at + 3 : at + 14], "other"), data[at:end]
        elif data[at] == 0x2C:
            colors = 3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0
            end = _after_blocks(data, at + 11 + colors)
            yield "", data[at:end]
        else:
            raise ValueError(_("the GIF has no block where one must be"))
        at = end
    yield "", b";"
    if data[at + 1 :]:
        yield "other", data[at + 1 :]


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


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


def encoded_again(data: bytes) -> bytes:
    """Return the picture upright, encoded again in its own format at high quality, without metadata; of one that is cut
    short, as much as there is. Raises ValueError."""
    from PIL import Image

    try:
        return as_far_as_it_goes(lambda: _upright(data))
    except (*DAMAGED, Image.DecompressionBombError) as error:
        raise ValueError(_("the picture cannot be decoded: {error}", error=error)) from error


def _upright(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError(_("the picture has more than {most} pixels", most=MAX_PIXELS))
            upright = ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile")
            clean = {"exif": b"", "xmp": b"", "icc_profile": profile, "quality": 93, "max_threads": 1}
            upright.info.clear()
            upright.save(out, format=str(image.format), **clean)
    return out.getvalue()
