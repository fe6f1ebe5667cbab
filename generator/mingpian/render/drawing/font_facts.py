"""What a font file says of itself: whose it is, under which licence, and how its letters are measured (fontTools)."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_NO_EMBEDDING, _NO_SUBSETTING = 0x0002, 0x0100  # of `fsType` (OpenType 1.9, OS/2)
_COPYRIGHT, _FAMILY, _FULL, _LICENCE, _LICENCE_URL = 0, 1, 4, 13, 14  # of the table `name`, the same
_SUFFIXES = {b"wOF2": ".woff2", b"wOFF": ".woff", b"OTTO": ".otf", b"ttcf": ".ttc"}
# Letters of English in a thousand, with the blanks between words.
_OFTEN = dict(
    zip(
        "eotahinsrdlumwcfygpbvkxjqz ",
        (102, 62, 74, 66, 50, 56, 58, 52, 49, 35, 33, 23, 20, 19, 22, 18, 16, 16, 15, 12, 8, 6, 1, 1, 1, 1, 184),
        strict=True,
    )
)


class FontFacts(msgspec.Struct, frozen=True):
    """Who made a font, what may be done with it, and which letters it has."""

    name: str
    suffix: str  # of its file, by its format
    copyright: str
    licence: str
    licence_url: str
    allowed: bool  # it does not say that it may not be cut, or not be embedded
    chinese: int  # letters
    latin: int


class Metrics(msgspec.Struct, frozen=True):
    """What decides how much room lines and words take (CSS Fonts 5, section 5): shares of the font's size."""

    ascent: float
    descent: float
    gap: float
    width: float  # of a letter of English, at the mean; 0 when it has none


def font_facts(data: bytes) -> FontFacts:
    """Read them. Raises ValueError when it is no font."""
    from fontTools.ttLib import TTFont

    try:
        number = 0 if data[:4] == b"ttcf" else -1
        with TTFont(io.BytesIO(data), fontNumber=number, lazy=True) as font:
            letters, limits, names = font.getBestCmap() or {}, font["OS/2"].fsType, font["name"]
            said = {number: str(names.getDebugName(number) or "").strip() for number in range(15)}
    except Exception as error:  # whatever a reader of bytes may stumble over
        raise ValueError(_("it is no font that can be read: {error}", error=foreign(error))) from error
    return FontFacts(
        name=said[_FULL] or said[_FAMILY],
        suffix=_SUFFIXES.get(data[:4], ".ttf"),
        copyright=said[_COPYRIGHT],
        licence=said[_LICENCE],
        licence_url=said[_LICENCE_URL],
        allowed=not limits & (_NO_EMBEDDING | _NO_SUBSETTING),
        chinese=sum(1 for letter in letters if 0x4E00 <= letter <= 0x9FFF),
        latin=sum(1 for letter in letters if 0x41 <= letter <= 0x7A),
    )


_REGIONS = {"zh-Hans": ("SC", "CN", "GB"), "zh-Hant": ("TC", "TW", "HK"), "ja": ("JP",), "ko": ("KR",)}


def of_language(data: bytes, lang: str) -> bytes:
    """Return, of a collection, the face with the letters as a language writes them, in a file of its own; of one that
    tells no regions apart, the first. Any other font as it is. Raises ValueError when it is none, or has no such face.
    """
    from fontTools.ttLib import TTCollection

    if data[:4] != b"ttcf":
        return data
    try:
        with TTCollection(io.BytesIO(data), lazy=True) as faces:
            names = [str(face["name"].getDebugName(_FULL) or face["name"].getDebugName(_FAMILY)) for face in faces]
            chosen = _face_of(names, lang)
            if chosen is not None:
                out = io.BytesIO()
                faces[chosen].save(out)
                return out.getvalue()
    except Exception as error:  # whatever a reader of bytes may stumble over
        raise ValueError(_("it is no font that can be read: {error}", error=foreign(error))) from error
    raise ValueError(_("none of its faces is for {lang}: {names}", lang=lang, names=", ".join(names)))


def _face_of(names: list[str], lang: str) -> int | None:
    """Return the face that is for a language; None where all are for others."""
    marks = [{mark for marks in _REGIONS.values() for mark in marks} & {*name.split()} for name in names]
    wanted = {*_REGIONS.get(lang, ())}
    if not wanted or not any(marks):
        return 0
    return next((at for at, found in enumerate(marks) if found & wanted), None)


def unwrapped(data: bytes) -> bytes:
    """Return a font without the compression of the web (WOFF, WOFF2), which would be undone for every piece. Raises
    ValueError when it is no font."""
    from fontTools.ttLib import TTFont

    if data[:4] not in (b"wOF2", b"wOFF"):
        return data
    try:
        with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
            font.flavor = None
            out = io.BytesIO()
            font.save(out)
    except Exception as error:  # whatever a reader of bytes may stumble over
        raise ValueError(_("it is no font that can be read: {error}", error=foreign(error))) from error
    return out.getvalue()


def metrics_of(font: "TTFont", letters: Mapping[int, str]) -> Metrics:
    """Return the metrics of an open font, whose letters have these glyphs."""
    size, across = font["head"].unitsPerEm, font["hhea"]
    widths = font["hmtx"].metrics
    shares = [(often, widths[letters[ord(letter)]][0]) for letter, often in _OFTEN.items() if ord(letter) in letters]
    told = sum(often for often, _width in shares)
    width = sum(often * width for often, width in shares) / told / size if told > 900 else 0.0
    return Metrics(across.ascent / size, -across.descent / size, across.lineGap / size, width)
