"""Searches the bytes of a file for values, however they are written there.

A value is found in plain text and in what text is wrapped in: HTML entities, JSON and JavaScript escapes, percent
signs, folded vCard and iCalendar lines, quoted-printable, base64, gzip, UTF-16, and the metadata of pictures. Case,
spaces and the signs that people put into numbers do not matter. Words drawn as pixels are not read.
"""

import binascii
import gzip
import html
import io
import quopri
import re
import unicodedata
import zlib
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.pictures import PICTURE_FORMATS

LEAST = 4  # characters of a value, without blanks and signs: less would be found anywhere (two, if all are Chinese)
_DIGITS = 6  # of a value that has nothing else: years and sizes stand anywhere
_WINDOW = 4
_FEW = 300  # values that are quicker searched for one by one
_DEPTH = 3  # wrappings inside each other
_MOST = 64 * 1024 * 1024  # bytes that a packed file may unpack to
_PLACES = (b"GPSLatitude", b"com.apple.quicktime.location.ISO6709", b"\xa9xyz")
_CARRIERS = (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xdb", b"\xff\xd8\xff\xe2")
_EXIF = 256 * 1024  # bytes of it that are read
_FORMATS = (*PICTURE_FORMATS, "TIFF")  # which content/static/ may have, as any file
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8", b"II*\0", b"MM\0*")

_FOLD = re.compile(r"\r?\n[ \t]")
_SOFT = re.compile(r"=\r?\n")
_ESCAPE = re.compile(
    r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([^ux\n])|\\([0-9a-f]{2,6}) "
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_SIGNS = re.compile(r"[\s\-().·\u200b\u00ad]+")


def squeezed(text: str) -> str:
    """Return what the spellings of a value share: no case, blanks, or signs between digits."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def needles(values: Iterable[str]) -> Mapping[str, str]:
    """Return values by what is searched for; those too short to tell anything are left out."""
    return {key: value for value in values if _tells(key := squeezed(value))}


def _tells(key: str) -> bool:
    if key.isdigit():
        return len(key) >= _DIGITS
    return len(key) >= LEAST or (len(key) > 1 and all("\u3400" <= char <= "\u9fff" for char in key))


def leaked_values(data: bytes, wanted: Mapping[str, str]) -> frozenset[str]:
    """Return the values among `wanted` (see `needles`) that the bytes of a file contain."""
    if not wanted:
        return frozenset()
    starts = {key[:_WINDOW] for key in wanted} if len(wanted) > _FEW else None
    hits = {value for key, value in wanted.items() if _in_bytes(data, key, value)} if _is_binary(data) else set()
    for text in _texts(data, _DEPTH):
        hay = squeezed(text)
        windows = {hay[at : at + _WINDOW] for at in range(len(hay))} & starts if starts else None
        likely = (key for key in wanted if windows is None or len(key) < _WINDOW or key[:_WINDOW] in windows)
        hits.update(wanted[key] for key in likely if key in hay)
    return frozenset(hits)


def tells_place(data: bytes) -> bool:
    """Tell whether a picture or a film says where it was taken: by EXIF, XMP, or what phones write into films."""
    if any(mark in data for mark in _PLACES):
        return True
    from PIL import Image

    start = data.find(b"Exif\0\0") if data[:4] in _CARRIERS or data[4:8] == b"ftyp" else -1
    exif = Image.Exif()
    try:
        if data.startswith((b"\x89PNG", b"RIFF", b"II*\0", b"MM\0*")):
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                exif = picture.getexif()
        elif start >= 0:
            exif.load(data[start : start + _EXIF])
        return bool({2, 4} & exif.get_ifd(0x8825).keys())  # latitude, longitude
    except (*DAMAGED, Image.DecompressionBombError):
        return False


def _is_binary(data: bytes) -> bool:
    return data.startswith(_PICTURES) or b"\0" in data[:4096]


def _in_bytes(data: bytes, *spellings: str) -> bool:
    return any(text.encode(name) in data for text in spellings for name in ("utf-8", "utf-16-le", "utf-16-be"))


def _texts(data: bytes, depth: int) -> Iterator[str]:
    """Yield the readings of the bytes."""
    if data.startswith(b"\x1f\x8b"):
        yield from _texts(_unpacked(data), depth - 1) if depth else ()
    elif data.startswith(_PICTURES):
        yield from (text for value in _metadata(data) for text in _unwrapped(value, depth - 1))
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from _unwrapped(data.decode("utf-16", "replace"), depth)
    else:
        yield from _unwrapped(data.decode("utf-8", "replace"), depth)


def _unwrapped(text: str, depth: int) -> Iterator[str]:
    seen = {text}
    yield text
    for unwrap in (_unfolded, _unescaped, html.unescape, unquote, _unquoted):
        for known in tuple(seen):
            other = unwrap(known)
            if other not in seen:
                seen.add(other)
                yield other
    if depth > 0:
        packed = {run for known in seen for run in _BASE64.findall(known) if not run.islower() and not run.isdigit()}
        for data in filter(None, map(_decoded, sorted(packed))):
            yield from _texts(data, depth - 1)


def _unfolded(text: str) -> str:
    return _SOFT.sub("", _FOLD.sub("", text))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3] or escape[5]
    if code is None:
        return {"n": "\n", "t": "\t", "r": "\r"}.get(escape[4], escape[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _unquoted(text: str) -> str:
    return quopri.decodestring(text.encode()).decode("utf-8", "replace") if "=" in text else text


def _decoded(run: str) -> bytes:
    """Return what base64 stands for; nothing when it is none, or gives no text."""
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""
    if data.startswith((b"\x1f\x8b", *_PICTURES)):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b""
    return data


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            return packed.read(_MOST)
    except (OSError, EOFError, zlib.error):
        return b""


def _metadata(data: bytes) -> Iterator[str]:
    """Yield the texts that a picture carries beside its pixels."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            exif = picture.getexif()
            values: list[Any] = [*picture.info.values(), *exif.values()]
            values += [value for block in (0x8769, 0x8825) for value in exif.get_ifd(block).values()]
    except (*DAMAGED, Image.DecompressionBombError):
        return
    for value in values:
        if isinstance(value, bytes):
            yield value.decode("utf-8", "ignore")
            yield value.decode("utf-16-le", "ignore")
        elif isinstance(value, str):
            yield value
