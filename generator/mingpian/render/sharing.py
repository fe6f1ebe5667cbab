"""Draws what a page is shared with: its title in the brand's colours, 1200 × 630, as a PNG of few colours.

Every pixel is a place in one of four ramps of colour (from the paper to the ink, the brand's colour and a muted one,
and within the seal), so that the file is small and quickly made.
"""

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from mingpian.render.brand import Scheme, mix

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _SEAL = 84, 96
_SIZES = ((84, 3), (72, 3), (58, 4))  # of the title, and how many lines there may be
_STEPS = 64
_INK, _BRAND, _MUTED, _ON_FILL = range(0, 4 * _STEPS, _STEPS)
_MOST = 160  # characters of a title
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u052f'’\-.,:;/&@#%+()!?]+[ ]?|\s+|.", re.DOTALL)
_NOT_FIRST = "，。、；：？！）》」』”’…—·,.;:?!)]}"
_NOT_LAST = "（《「『“‘([{"


class Font(msgspec.Struct, frozen=True):
    """A font file for Chinese; a collection has one face a region."""

    path: str
    size: int  # bytes; with the time, what tells it from another
    modified: int  # nanoseconds since 1970-01-01T00:00Z
    is_collection: bool = False  # of Noto or Source Han: JP, KR, SC, TC, HK in this order


class Shared(msgspec.Struct, frozen=True):
    """What stands on the picture."""

    title: str
    site: str
    people: str
    lang: str


def needs_chinese(text: str) -> bool:
    """Tell whether a font for Chinese, Japanese or Korean is needed."""
    return _WIDE.search(text) is not None


def drawn(shared: Shared, font: Font | None, scheme: Scheme) -> bytes:
    """Return the picture as PNG. Without a font for its letters, it is the ground and the seal alone."""
    from PIL import Image

    picture = Image.new("L", (WIDTH, HEIGHT), _INK)
    picture.paste(_BRAND + _STEPS - 1, (0, 0, WIDTH, 12))
    left, top = WIDTH - _MARGIN - _SEAL, HEIGHT - _MARGIN - _SEAL
    picture.paste(_ON_FILL, (left, top, left + _SEAL, top + _SEAL))
    if font is not None or not needs_chinese(shared.title + shared.site + shared.people):
        _write(picture, shared, font, (left, top))
    picture.putpalette(_palette(scheme))
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _write(picture: "Image", shared: Shared, font: Font | None, seal: tuple[int, int]) -> None:
    """Write the words: the site above, the title, the people below, and the seal's character."""
    small = _face(font, shared.lang, 36)
    _put(picture, _cut(_clean(shared.site), small, WIDTH - 2 * _MARGIN), (_MARGIN, _MARGIN - 8), small, _BRAND)
    title = _clean(shared.title)[:_MOST]
    for size, most in _SIZES:
        face = _face(font, shared.lang, size)
        lines = _lines(title, face, WIDTH - 2 * _MARGIN)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut("".join(lines[most - 1 :]), face, WIDTH - 2 * _MARGIN - _SEAL)]
    for number, line in enumerate(lines):
        _put(picture, line.rstrip(), (_MARGIN, 142 + round(number * size * 1.32)), face, _INK)
    people = _cut(_clean(shared.people), small, seal[0] - _MARGIN - 40)
    _put(picture, people, (_MARGIN, seal[1] + _SEAL - 46), small, _MUTED)
    mark = _face(font, shared.lang, 58)
    sign = _clean(shared.site)[:1]
    width = mark.getlength(sign) if sign else 0
    _put(picture, sign, (round(seal[0] + (_SEAL - width) / 2), seal[1] + 9), mark, _ON_FILL)


@lru_cache(maxsize=16)
def _face(font: Font | None, lang: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    if font is None:
        face = ImageFont.load_default(size)
        assert isinstance(face, ImageFont.FreeTypeFont)  # with a size it is one
        return face
    index = (3 if lang == "zh-Hant" else 2) if font.is_collection else 0
    return ImageFont.truetype(font.path, size, index=index, layout_engine=ImageFont.Layout.BASIC)


def _put(picture: "Image", text: str, at: tuple[int, int], face: "FreeTypeFont", ramp: int) -> None:
    """Write a line of text in a ramp's colours."""
    from PIL import Image, ImageDraw

    if not text:
        return
    box = (min(WIDTH - at[0], round(face.getlength(text)) + 8), round(face.size * 1.5))
    mask = Image.new("L", box)
    ImageDraw.Draw(mask).text((0, 0), text, fill=255, font=face)
    picture.paste(mask.point(lambda value: ramp + value // 4), at, mask.point(lambda value: 255 if value > 3 else 0))


def _lines(text: str, face: "FreeTypeFont", width: int) -> list[str]:
    """Break a title into lines: between Chinese characters and between words, no closing sign first in a line."""
    pieces: list[str] = []
    for word in _words(text, face, width):
        if pieces and (word[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += word
        else:
            pieces.append(word)
    lines, line = [], ""
    for piece in pieces:
        if line and face.getlength((line + piece).rstrip()) > width:
            lines.append(line)
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line] if line else lines


def _words(text: str, face: "FreeTypeFont", width: int) -> list[str]:
    """Return the words of a text, and the letters of those that no line has room for."""
    words = _WORD.findall(text)
    return [part for word in words for part in ([word] if face.getlength(word.rstrip()) <= width else word)]


def _cut(text: str, face: "FreeTypeFont", width: float) -> str:
    """Return as much of the text as has room."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _clean(text: str) -> str:
    """Return the text on one line, without what is not drawn or turns its direction."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _palette(scheme: Scheme) -> bytes:
    ramps = (
        (scheme.paper, scheme.ink),
        (scheme.paper, scheme.brand),
        (scheme.paper, scheme.muted),
        (scheme.fill, scheme.on_fill),
    )
    colors = (mix(start, end, step / (_STEPS - 1)) for start, end in ramps for step in range(_STEPS))
    return b"".join(bytes.fromhex(color.removeprefix("#")) for color in colors)
