"""Content credentials in a picture's file (C2PA 2.1): found by how they are framed, and what they tell.

They are a store of manifests in boxes (JUMBF, ISO/IEC 19566-5), signed for the very bytes of the file around them.
"""

import base64
import re
import struct
from collections.abc import Callable, Iterator

from mingpian.content.media.frames import boxes, chunks, riff, segments
from mingpian.core.patterns import lazy_pattern

GIF_BLOCK = b"C2PA_GIF\1\0\0"
UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")  # of the box in AVIF (annex A.5)
_STORE = b"c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71"  # the type of a store of manifests
_MAX_DEPTH = 12
_TELLING = lazy_pattern(  # assertions of place and device, and of people by name
    r"stds\.(exif|schema-org\.CreativeWork|metadata)|(c2pa|cawg|org\.cai|adobe)\.metadata|c2pa\.thumbnail\.ingredient"
)
_TELLING_BYTES = (b"exif:", b"Exif\0", b"GPSLatitude", b"8BIM", b"<x:xmpmeta")
_GENERATED = re.compile(rb"digitalsourcetype/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia)")
_IN_SVG = re.compile(rb"<(?:[\w.-]+:)?manifest\b[^>]*>([A-Za-z0-9+/=\s]+)</")


def credentials_of(data: bytes) -> bytes:
    """Return the store of manifests in a picture's file; empty when there is none."""
    try:
        return next((store for store in _stores(data) if _is_store(store)), b"")
    except (struct.error, IndexError, ValueError):
        return b""


def source_type(credentials: bytes) -> str:
    """Return which kind of model made the picture, by the last part of IPTC's address; empty when none is named."""
    found = _GENERATED.search(credentials)
    return found[1].decode() if found else ""


def tells_more(credentials: bytes) -> bool:
    """Tell whether content credentials carry what is not published: place, device, other pictures, people; or what
    cannot be read, as it is packed."""
    try:
        labels = list(_labels(credentials))
    except (struct.error, ValueError):
        return True
    thumbnails = sum(label.startswith("c2pa.thumbnail") for label in labels)
    return thumbnails > 1 or any(map(_TELLING.match, labels)) or any(one in credentials for one in _TELLING_BYTES)


def is_jpeg_part(body: bytes) -> bool:
    """Tell whether a segment APP11 holds a piece of a box (ISO/IEC 19566-5, annex D)."""
    return body[:2] == b"JP" and body[12:16] == b"jumb"


def _stores(data: bytes) -> Iterator[bytes]:
    """Yield what may be a store of manifests in a file (annex A.3)."""
    for head, found in _FOUND.items():
        if data.startswith(head):
            yield from found(data)
            return
    if data[4:8] == b"ftyp":
        yield from _in_boxes(data)
    elif data.lstrip()[:1] == b"<":
        yield from (base64.b64decode(b"".join(text.split()), validate=True) for text in _IN_SVG.findall(data))


def _in_jpeg(data: bytes) -> Iterator[bytes]:
    """Yield the boxes that lie in pieces in segments, each piece with the head of its box."""
    parts: dict[int, list[tuple[int, bytes]]] = {}
    for marker, body in segments(data):
        if marker == 0xEB and is_jpeg_part(body):
            number, order = struct.unpack_from(">HI", body, 2)
            parts.setdefault(number, []).append((order, body))
    for found in parts.values():
        first, *others = (body for _order, body in sorted(found))
        yield first[8:] + b"".join(body[16:] for body in others)


def _in_gif(data: bytes) -> Iterator[bytes]:
    at = data.find(b"\x21\xff\x0b" + GIF_BLOCK)
    at, whole = at + 14, b""
    while at > 13 and data[at]:
        whole, at = whole + data[at + 1 : at + 1 + data[at]], at + 1 + data[at]
    yield whole


def _in_boxes(data: bytes) -> Iterator[bytes]:
    for one in boxes(data):
        if one.name == b"uuid" and data[one.body : one.body + 16] == UUID:
            purpose, _, rest = data[one.body + 20 : one.end].partition(b"\0")
            if purpose in (b"manifest", b"original", b"update"):
                yield rest[8:]


def _is_store(found: bytes) -> bool:
    return found[4:8] == b"jumb" and found[12:16] == b"jumd" and found[16:32] == _STORE


def _labels(found: bytes) -> Iterator[str]:
    """Yield the labels of all boxes that hold others. Raises ValueError."""
    waiting = [(0, len(found), 0)]
    while waiting:
        start, end, depth = waiting.pop()
        for one in boxes(found, start, end):
            if one.name == b"brob" or depth > _MAX_DEPTH:
                raise ValueError("packed, or too deep")
            if one.name == b"jumb":
                waiting.append((one.body, one.end, depth + 1))
            elif one.name == b"jumd" and found[one.body + 16] & 2:
                yield found[one.body + 17 : one.end].partition(b"\0")[0].decode(errors="replace")


_FOUND: dict[bytes, Callable[[bytes], Iterator[bytes]]] = {
    b"\xff\xd8\xff": _in_jpeg,
    b"\x89PNG\r\n\x1a\n": lambda data: (body for name, body in chunks(data) if name == b"caBX"),
    b"RIFF": lambda data: (body for name, body in riff(data) if name == b"C2PA"),
    b"GIF8": _in_gif,
}
