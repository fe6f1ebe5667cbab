"""Where the marks of a picture lie in its file: XMP, IPTC and EXIF in JPEG, PNG, WebP, AVIF, GIF and SVG."""

import io
import struct
import warnings
import zlib

import msgspec

from mingpian.content.media.credentials import credentials_of, source_type
from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.frames import beside_pixels, chunks, riff, segments
from mingpian.content.media.svg import marks_of_drawing
from mingpian.content.media.xmp import MAX_PACKET, MAX_TEXT, NONE, Marks, read_marks

XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
XMP_KEYWORD = b"XML:com.adobe.xmp"
XMP_GIF = b"XMP DataXMP"
_RDF = b"22-rdf-syntax-ns#"  # in a drawing
_HINTS = (XMP_HEAD, XMP_KEYWORD, b"XMP ", b"8BIM", b"AIGC", b"application/rdf+xml", XMP_GIF, b"c2pa", _RDF)
_EXIF_HINTS = (b"Exif\0", b"eXIf", b"EXIF", b"Raw profile type exif")
_IPTC = {80: "creators", 110: "credit", 116: "rights"}  # IIM 4.2, record 2
_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def marks_of(data: bytes) -> Marks:
    """Return what a picture says of its rights and its making; nothing where it says nothing that can be read."""
    said = beside_pixels(data)
    found = _within(data) if any(hint in said for hint in _HINTS) else NONE
    if any(hint in said for hint in _EXIF_HINTS):
        found = _under(found, _of_exif(data))
    if not found.source_type and (made := source_type(credentials_of(data))):
        found = msgspec.structs.replace(found, source_type=_SOURCES + made)
    return found


def may_be_turned(data: bytes) -> bool:
    """Tell whether a picture may say which side is up, or where it was taken: in EXIF, or in XMP."""
    said = beside_pixels(data)
    return any(hint in said for hint in (*_EXIF_HINTS, XMP_KEYWORD))


def _within(data: bytes) -> Marks:
    try:
        return _marks(data)
    except (*DAMAGED, zlib.error):
        return NONE


def _marks(data: bytes) -> Marks:
    if data.startswith(b"\xff\xd8\xff"):
        return _of_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _of_png(data)
    if data[:4] == b"RIFF":
        return read_marks(next((body for name, body in riff(data) if name == b"XMP "), b""))
    if data[:4] == b"GIF8":
        start = data.find(XMP_GIF)
        return read_marks(data[start + len(XMP_GIF) :].partition(b"\x01\xff\xfe")[0]) if start > 0 else NONE
    if data.lstrip()[:1] == b"<":
        return marks_of_drawing(data)
    return read_marks(_of_avif(data)) if data[4:8] == b"ftyp" else NONE


def _of_jpeg(data: bytes) -> Marks:
    xmp, iptc = NONE, {}
    for marker, body in segments(data):
        if marker == 0xE1 and body.startswith(XMP_HEAD):
            xmp = read_marks(body[len(XMP_HEAD) :])
        elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
            iptc = _iptc(body[14:])
    return _under(xmp, iptc)


def _under(marks: Marks, more: dict[str, list[str]]) -> Marks:
    """Return the marks with what only older forms say."""
    found = {name: tuple(values) if name == "creators" else values[0] for name, values in more.items()}
    return msgspec.structs.replace(marks, **{name: one for name, one in found.items() if not getattr(marks, name)})


def _iptc(resources: bytes) -> dict[str, list[str]]:
    """Return what IPTC's older form says (IIM 4.2), which lies in a resource of Photoshop's."""
    at, found = 0, dict[str, list[str]]()
    while resources[at : at + 4] == b"8BIM":
        (kind,) = struct.unpack_from(">H", resources, at + 4)
        named = 1 + resources[at + 6]
        body = at + 6 + named + named % 2
        (size,) = struct.unpack_from(">I", resources, body)
        if kind == 0x0404:
            _records(resources[body + 4 : body + 4 + size], found)
        at = body + 4 + size + size % 2
    return found


def _records(data: bytes, found: dict[str, list[str]]) -> None:
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, kind, size = struct.unpack_from(">BBH", data, at + 1)
        value = data[at + 5 : at + 5 + size]
        if record == 2 and kind in _IPTC and size < 0x8000 and (clean := _clean(value)):
            found.setdefault(_IPTC[kind], []).append(clean)
        at += 5 + size


def _of_exif(data: bytes) -> dict[str, list[str]]:
    """Return what EXIF says (Exif 3.0, 4.6.5): the copyright of the photographer and of the editor; and the artist,
    where a copyright stands beside. Alone it is whoever the camera belongs to, who never said it of this picture.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "AVIF")) as image:
                exif = image.getexif()
                rights, artists = (_parts(exif.get(tag, ""), apart) for tag, apart in ((0x8298, b"\0"), (0x013B, b";")))
    except (*DAMAGED, Image.DecompressionBombError):
        return {}
    found = {"rights": [", ".join(rights)], "creators": artists}
    return {name: values for name, values in found.items() if rights and values}


def _parts(value: object, apart: bytes) -> list[str]:
    """Return the parts of a text in EXIF, which is of bytes whatever Pillow takes them for."""
    raw = value.encode("latin-1", "ignore") if isinstance(value, str) else value if isinstance(value, bytes) else b""
    return [clean for part in raw[:MAX_TEXT].split(apart) if (clean := _clean(part))]


def _clean(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return "".join(char for char in text if char.isprintable()).strip()


def _of_png(data: bytes) -> Marks:
    found, label = NONE, ""
    for name, body in chunks(data):
        keyword, _, rest = body[:100].partition(b"\0")
        if name == b"iTXt" and keyword == XMP_KEYWORD:
            found = read_marks(_international(body[len(keyword) + 1 :]))
        elif name in (b"tEXt", b"iTXt") and keyword == b"AIGC":
            rest = body[len(keyword) + 1 :]
            label = (_international(rest) if name == b"iTXt" else rest).decode(errors="replace")[:2_000]
    return found if found.aigc or not label else msgspec.structs.replace(found, aigc=label)


def _international(body: bytes) -> bytes:
    """Return the text of an iTXt chunk after its keyword (PNG, third edition, 11.3.3.4)."""
    packed, text = body[0], body[2:].split(b"\0", 2)[2]
    return zlib.decompressobj().decompress(text, MAX_PACKET) if packed else text


def _of_avif(data: bytes) -> bytes:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("AVIF",)) as image:
            return bytes(image.info.get("xmp") or b"")
