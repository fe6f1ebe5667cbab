"""Draws what a page is shared with: its title in the brand's colours, 1200 × 630, as a PNG of few colours.

Every pixel is a place in one of four ramps of colour (from the paper to the ink, the brand's colour and a muted one,
and within the seal), so that the file is small and quickly made.
"""

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from mingpian.config.face import CornersName
from mingpian.render.drawing.banded_png import Band, bands_of, png_of
from mingpian.render.drawing.text_layout import (
    Font,
    drawable_line,
    face_of,
    length_of,
    lines_of,
    needs_chinese,
    truncated,
    words_of,
)
from mingpian.render.look.colors import mix
from mingpian.render.look.palettes import Scheme

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
SQUARE = 400  # pixels: WeChat takes no less than 300
_EDGE = 1  # pixels at the left that are the filters of rows, and not seen
_MARGIN, _SEAL = 84, 96
_CORNER = (WIDTH - _MARGIN - _SEAL, HEIGHT - _MARGIN - _SEAL)  # left and top of the seal
_ROUNDED: dict[CornersName, int] = {"": 10, "sharp": 0, "soft": 10, "round": 32}  # pixels of the seal's corners
_LINE = WIDTH - 2 * _MARGIN  # pixels
_SMALL = 36  # pixels of the site's name and of the people
_SIZES = ((84, 3), (72, 3), (58, 4))  # of the title, and how many lines there may be
_STEPS = 64
_INK, _BRAND, _MUTED, _ON_FILL = range(0, 4 * _STEPS, _STEPS)
_MOST = 160  # characters of a title
_SHAPE = [255 if value > 3 else 0 for value in range(256)]  # what of a letter hides the ground


class Shared(msgspec.Struct, frozen=True):
    """What stands on the picture."""

    title: str
    site: str
    people: str
    lang: str


def draw_share_picture(shared: Shared, font: Font | None, scheme: Scheme, corners: CornersName = "soft") -> bytes:
    """Return the picture as PNG. Without a font for its letters, it is the ground and the seal alone."""
    has_words = font is not None or not needs_chinese(shared.title + shared.site + shared.people)
    ground, bands = _ground(shared.site if has_words else "", shared.lang, font, corners)
    picture = ground.copy()
    drawn = list(_write(picture, shared, font)) if has_words else []
    return png_of(picture, bands, drawn, _palette(scheme))


def draw_square(site: str, font: Font | None, scheme: Scheme, lang: str) -> bytes:
    """Return the seal of a site as a square PNG: its first sign, where a font has it, on the brand's colour."""
    from PIL import Image

    picture = Image.new("L", (_EDGE + SQUARE, SQUARE), _ON_FILL)
    picture.paste(0, (0, 0, _EDGE, SQUARE))
    name = drawable_line(site)
    if name and (font is not None or not needs_chinese(name[0])):
        face = face_of(font, lang, round(SQUARE * 0.6))
        left, top, right, bottom = face.getbbox(name[0])
        _put(picture, name[0], (round((SQUARE - right - left) / 2), round((SQUARE - bottom - top) / 2)), face, _ON_FILL)
    return png_of(picture, (), (), _palette(scheme))


@functools.lru_cache(maxsize=8)
def _ground(site: str, lang: str, font: Font | None, corners: CornersName) -> "tuple[Image, tuple[Band, ...]]":
    """Return what all pictures of a site in one language share: the bar, the site's name, and the seal."""
    from PIL import Image

    picture = Image.new("L", (_EDGE + WIDTH, HEIGHT), _INK)
    picture.paste(_BRAND + _STEPS - 1, (_EDGE, 0, _EDGE + WIDTH, 12))
    left, top = _CORNER
    picture.paste(_sealed(_ROUNDED[corners]), (_EDGE + left, top))
    name = drawable_line(site)
    if name:
        small, large = face_of(font, lang, _SMALL), face_of(font, lang, 58)
        _put(picture, truncated(name, small, _LINE), (_MARGIN, _MARGIN - 8), small, _BRAND)
        centred = round(left + (_SEAL - large.getlength(name[0])) / 2)
        _put(picture, name[0], (centred, top + 9), large, _ON_FILL)
    return picture, bands_of(picture)


def _sealed(radius: int) -> "Image":
    """Return the seal without its sign: filled, and towards its round corners less so."""
    from PIL import Image, ImageDraw

    fine = 4
    shape = Image.new("L", (fine * _SEAL, fine * _SEAL))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, fine * _SEAL - 1, fine * _SEAL - 1), fine * radius, fill=255)
    ramp = [_ON_FILL if value == 255 else _BRAND + value * _STEPS // 256 for value in range(256)]
    return shape.resize((_SEAL, _SEAL), Image.Resampling.BOX).point(ramp)


def _write(picture: "Image", shared: Shared, font: Font | None) -> Iterator[range]:
    """Write the words that are this page's own: its title, and the people below. Yield the rows of each line."""
    title = drawable_line(shared.title)[:_MOST]
    for size, most in _SIZES:
        face = face_of(font, shared.lang, size)
        lines = lines_of(title, face, _LINE)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], truncated("".join(lines[most - 1 :]), face, _LINE - _SEAL)]
    for number, line in enumerate(lines):
        yield _put(picture, line.rstrip(), (_MARGIN, 142 + round(number * size * 1.32)), face, _INK)
    small = face_of(font, shared.lang, _SMALL)
    people = truncated(drawable_line(shared.people), small, _CORNER[0] - _MARGIN - 40)
    yield _put(picture, people, (_MARGIN, _CORNER[1] + _SEAL - 46), small, _MUTED)


def _put(picture: "Image", text: str, at: tuple[int, int], face: "FreeTypeFont", ramp: int) -> range:
    """Write a line of text in a ramp's colours, sign by sign: most signs of Chinese recur from title to title. Return
    the rows that it takes."""
    left, rows = float(at[0]), range(at[1], at[1] + 1)
    for piece in words_of(text):
        if left >= WIDTH:
            break
        drawn_before = _letters(piece, face, ramp)
        if drawn_before is not None:
            colors, shape, (x, y) = drawn_before
            top = at[1] + y
            picture.paste(colors, (_EDGE + round(left) + x, top), shape)
            rows = range(max(0, min(rows.start, top)), min(HEIGHT, max(rows.stop, top + shape.height)))
        left += length_of(piece, face)
    return rows


@functools.lru_cache(maxsize=1024)
def _letters(text: str, face: "FreeTypeFont", ramp: int) -> "tuple[Image, Image, tuple[int, int]] | None":
    """Return a piece of text in a ramp's colours, its shape, and where it lies from the pen; None where it is blank."""
    from PIL import Image

    mask, offset = face.getmask2(text, "L")
    if not all(mask.size):
        return None
    drawing = Image.frombytes("L", mask.size, bytes(mask))
    return drawing.point(_ramp(ramp)), drawing.point(_SHAPE), offset


@functools.cache
def _ramp(start: int) -> list[int]:
    return [start + value * _STEPS // 256 for value in range(256)]


@functools.cache
def _palette(scheme: Scheme) -> bytes:
    ramps = (
        (scheme.paper, scheme.ink),
        (scheme.paper, scheme.brand),
        (scheme.paper, scheme.muted),
        (scheme.fill, scheme.on_fill),
    )
    colors = (mix(start, end, step / (_STEPS - 1)) for start, end in ramps for step in range(_STEPS))
    return b"".join(bytes.fromhex(color.removeprefix("#")) for color in colors)
