"""Draws what a page is shared with: its title in the brand's colours, 1200 × 630, as a PNG of few colours.

Every pixel is a place in one of four ramps of colour (from the paper to the ink, the brand's colour and a muted one,
and within the seal), so that the file is small and quickly made.
"""

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from mingpian.config.face import CornersName
from mingpian.render.drawing.banded_png import Ground, png_of
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


class DrawnText(msgspec.Struct, frozen=True):
    """A piece of text in a ramp's colours, its shape, and where it lies from the pen."""

    colors: "Image"
    shape: "Image"
    offset: tuple[int, int]


class PlacedText(msgspec.Struct, frozen=True):
    """A piece of text where it stands on the picture."""

    letters: DrawnText
    left: int
    top: int


def draw_share_picture(shared: Shared, font: Font | None, scheme: Scheme, corners: CornersName = "soft") -> bytes:
    """Return the picture as PNG. Without a font for its letters, it is the ground and the seal alone."""
    has_words = font is not None or not needs_chinese(shared.title + shared.site + shared.people)
    ground = _ground(shared.site if has_words else "", shared.lang, font, corners)
    letters = list(_written(shared, font)) if has_words else []
    return png_of(ground, _drawn(ground, letters), _palette(scheme))


def draw_square(site: str, font: Font | None, scheme: Scheme, lang: str) -> bytes:
    """Return the seal of a site as a square PNG: its first sign, where a font has it, on the brand's colour."""
    from PIL import Image

    picture = Image.new("L", (_EDGE + SQUARE, SQUARE), _ON_FILL)
    picture.paste(0, (0, 0, _EDGE, SQUARE))
    name = drawable_line(site)
    if name and (font is not None or not needs_chinese(name[0])):
        face = face_of(font, lang, round(SQUARE * 0.6))
        left, top, right, bottom = face.getbbox(name[0])
        at = (round((SQUARE - right - left) / 2), round((SQUARE - bottom - top) / 2))
        _put(picture, _line(name[0], at, face, _ON_FILL))
    return png_of(Ground(picture), (), _palette(scheme))


@functools.lru_cache(maxsize=8)
def _ground(site: str, lang: str, font: Font | None, corners: CornersName) -> Ground:
    """Return what all pictures of a site in one language share: the bar, the site's name, and the seal."""
    from PIL import Image

    picture = Image.new("L", (_EDGE + WIDTH, HEIGHT), _INK)
    picture.paste(_BRAND + _STEPS - 1, (_EDGE, 0, _EDGE + WIDTH, 12))
    left, top = _CORNER
    picture.paste(_sealed(_ROUNDED[corners]), (_EDGE + left, top))
    name = drawable_line(site)
    if name:
        small, large = face_of(font, lang, _SMALL), face_of(font, lang, 58)
        _put(picture, _line(truncated(name, small, _LINE), (_MARGIN, _MARGIN - 8), small, _BRAND))
        centred = round(left + (_SEAL - large.getlength(name[0])) / 2)
        _put(picture, _line(name[0], (centred, top + 9), large, _ON_FILL))
    return Ground(picture)


def _sealed(radius: int) -> "Image":
    """Return the seal without its sign: filled, and towards its round corners less so."""
    from PIL import Image, ImageDraw

    fine = 4
    shape = Image.new("L", (fine * _SEAL, fine * _SEAL))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, fine * _SEAL - 1, fine * _SEAL - 1), fine * radius, fill=255)
    ramp = [_ON_FILL if value == 255 else _BRAND + value * _STEPS // 256 for value in range(256)]
    return shape.resize((_SEAL, _SEAL), Image.Resampling.BOX).point(ramp)


def _written(shared: Shared, font: Font | None) -> Iterator[PlacedText]:
    """Yield the words that are this page's own: its title, and the people below."""
    title = drawable_line(shared.title)[:_MOST]
    for size, most in _SIZES:
        face = face_of(font, shared.lang, size)
        lines = lines_of(title, face, _LINE)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], truncated("".join(lines[most - 1 :]), face, _LINE - _SEAL)]
    for number, line in enumerate(lines):
        yield from _line(line.rstrip(), (_MARGIN, 142 + round(number * size * 1.32)), face, _INK)
    small = face_of(font, shared.lang, _SMALL)
    people = truncated(drawable_line(shared.people), small, _CORNER[0] - _MARGIN - 40)
    yield from _line(people, (_MARGIN, _CORNER[1] + _SEAL - 46), small, _MUTED)


def _line(text: str, at: tuple[int, int], face: "FreeTypeFont", ramp: int) -> Iterator[PlacedText]:
    """Yield a line of text in a ramp's colours, sign by sign: most signs of Chinese recur from title to title."""
    left = float(at[0])
    for piece in words_of(text):
        if left >= WIDTH:
            break
        letters = _letters(piece, face, ramp)
        if letters is not None:
            yield PlacedText(letters, _EDGE + round(left) + letters.offset[0], at[1] + letters.offset[1])
        left += length_of(piece, face)


def _drawn(ground: Ground, letters: list[PlacedText]) -> "Iterator[tuple[int, Image]]":
    """Yield the rows on which letters stand, each with the row that it begins at: a piece for each line of text."""
    lines: list[tuple[int, int, list[PlacedText]]] = []
    for placed in sorted(letters, key=lambda placed: placed.top):
        bottom = placed.top + placed.letters.shape.height
        start, stop, line = lines.pop() if lines and placed.top <= lines[-1][1] else (placed.top, bottom, [])
        lines.append((start, max(stop, bottom), [*line, placed]))
    for start, stop, line in lines:
        top = max(0, start)
        rows = ground.rows(top, min(HEIGHT, stop))
        _put(rows, sorted(line, key=lambda placed: placed.left), top)
        yield top, rows


def _put(picture: "Image", letters: Iterable[PlacedText], top: int = 0) -> None:
    """Put letters on a picture that begins with the row `top`."""
    for placed in letters:
        picture.paste(placed.letters.colors, (placed.left, placed.top - top), placed.letters.shape)


@functools.lru_cache(maxsize=1024)
def _letters(text: str, face: "FreeTypeFont", ramp: int) -> DrawnText | None:
    """Draw a piece of text; None where it is blank."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = map(round, face.getbbox(text))
    if left >= right or top >= bottom:
        return None
    drawing = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(drawing).text((-left, -top), text, 255, face)
    return DrawnText(drawing.point(_ramp(ramp)), drawing.point(_SHAPE), (left, top))


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
