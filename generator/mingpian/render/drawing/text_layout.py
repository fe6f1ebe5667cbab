"""Words on pictures: the letters of a font file, broken into lines as Chinese and Latin text are."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from mingpian.core.patterns import lazy_pattern

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_WIDE = lazy_pattern(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_WORD = lazy_pattern(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u052f'’\-.,:;/&@#%+()!?]+[ ]?|\s+|.", re.DOTALL)
_NOT_FIRST = "，。、；：？！）》」』”’…—·,.;:?!)]}"
_NOT_LAST = "（《「『“‘([{"


class Font(msgspec.Struct, frozen=True):
    """A font file for Chinese; a collection has one face a region."""

    path: str
    size: int  # bytes; with the time, what tells it from another
    modified: int  # nanoseconds since 1970-01-01T00:00Z
    is_collection: bool = False  # of Noto or Source Han: JP, KR, SC, TC, HK in this order


def needs_chinese(text: str) -> bool:
    """Tell whether a font for Chinese, Japanese or Korean is needed."""
    return _WIDE.search(text) is not None


@lru_cache(maxsize=16)
def face_of(font: Font | None, lang: str, size: int) -> "FreeTypeFont":
    """Return a size (in pixels) of a font file; without one, of a font for Latin letters."""
    from PIL import ImageFont

    if font is None:
        found = ImageFont.load_default(size)
        assert isinstance(found, ImageFont.FreeTypeFont)  # with a size it is one
        return found
    index = (3 if lang == "zh-Hant" else 2) if font.is_collection else 0
    return ImageFont.truetype(font.path, size, index=index, layout_engine=ImageFont.Layout.BASIC)


def words_of(text: str) -> list[str]:
    """Return a text as words, and as single signs where it is Chinese."""
    return _WORD.findall(text)


@lru_cache(maxsize=8192)
def length_of(piece: str, face: "FreeTypeFont") -> float:
    """Return how wide (pixels) a piece of text is."""
    return face.getlength(piece)


def lines_of(text: str, face: "FreeTypeFont", width: int) -> list[str]:
    """Break a title into lines: between Chinese characters and between words, no closing sign first in a line."""
    pieces: list[str] = []
    for word in _words(text, face, width):
        if pieces and (word[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += word
        else:
            pieces.append(word)
    lines, line, length = [], "", 0.0
    for piece in pieces:
        if line and length + _length(piece.rstrip(), face) > width:
            lines.append(line)
            line = piece.lstrip()
            length = _length(line, face)
        else:
            line += piece
            length += _length(piece, face)
    return [*lines, line] if line else lines


@lru_cache(maxsize=8192)
def _length(text: str, face: "FreeTypeFont") -> float:
    return sum(length_of(piece, face) for piece in words_of(text))


def _words(text: str, face: "FreeTypeFont", width: int) -> list[str]:
    """Return the words of a text, and the letters of those that no line has room for."""
    words = words_of(text)
    return [part for word in words for part in ([word] if length_of(word.rstrip(), face) <= width else word)]


def truncated(text: str, face: "FreeTypeFont", width: float) -> str:
    """Return as much of the text as has room."""
    if _length(text, face) <= width:
        return text
    room = width - length_of("…", face)
    kept, used = 0, 0.0
    for sign in text:
        used += length_of(sign, face)
        if used > room:
            break
        kept += 1
    return text[:kept] + "…"


def drawable_line(text: str) -> str:
    """Return the text on one line, without what is not drawn or turns its direction."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
