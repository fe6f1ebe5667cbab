"""Draws what a page is shared with: its title in the brand's colours, 1200 × 630, as a PNG of few colours.

Every pixel is a place in one of four ramps of colour (from the paper to the ink, the brand's colour and a muted one,
and within the seal), so that the file is small and quickly made.
"""

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from mingpian.config.face import CornersName
from mingpian.render.drawing.banded_png import Band, Ground, packed_rows, png_of
from mingpian.render.drawing.letters import letters_of, pieces_of
from mingpian.render.drawing.text_layout import Font, drawable_line, face_of, lines_of, needs_chinese, truncated
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
_SIGNED = _CORNER[1] + _SEAL - 46  # top of the people
_ROUNDED: dict[CornersName, int] = {"": 10, "sharp": 0, "soft": 10, "round": 32}  # pixels of the seal's corners
_LINE = WIDTH - 2 * _MARGIN  # pixels
_SMALL = 36  # pixels of the site's name and of the people
_SIZES = ((84, 3), (72, 3), (58, 4))  # of the title, and how many lines there may be
_STEPS = 64
_INK, _BRAND, _MUTED, _ON_FILL = range(0, 4 * _STEPS, _STEPS)
_MOST = 160  # characters of a title
_SHAPE = bytes(255 if value > 3 else 0 for value in range(256))  # what of a letter hides the ground


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
    if not has_words:
        return png_of(ground, (), _palette(scheme))
    words = (*_titled(ground, shared.title, shared.lang, font), *_signed(ground, shared.people, shared.lang, font))
    return png_of(ground, words, _palette(scheme))


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


def _titled(ground: Ground, title: str, lang: str, font: Font | None) -> Iterator[Band]:
    """Yield the rows with the title, as large as it has room for."""
    title = drawable_line(title)[:_MOST]
    for size, most in _SIZES:
        face = face_of(font, lang, size)
        lines = lines_of(title, face, _LINE)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], truncated("".join(lines[most - 1 :]), face, _LINE - _SEAL)]
    tops = [142 + round(number * size * 1.32) for number in range(len(lines))]
    written = [_line(line.rstrip(), (_MARGIN, top), face, _INK) for line, top in zip(lines, tops, strict=True)]
    return _drawn(ground, written, 0, _SIGNED)


@functools.lru_cache(maxsize=512)
def _signed(ground: Ground, people: str, lang: str, font: Font | None) -> tuple[Band, ...]:
    """Return the rows with the people below: those of one entry have others, too."""
    small = face_of(font, lang, _SMALL)
    said = truncated(drawable_line(people), small, _CORNER[0] - _MARGIN - 40)
    return tuple(_drawn(ground, [_line(said, (_MARGIN, _SIGNED), small, _MUTED)], _SIGNED, HEIGHT))


def _line(text: str, at: tuple[int, int], face: "FreeTypeFont", ramp: int) -> Iterator[PlacedText]:
    """Yield a line of text in a ramp's colours, sign by sign: most signs of Chinese recur from title to title."""
    for piece, left in pieces_of(text, at[0], WIDTH, face):
        letters = _letters(piece, face, ramp)
        if letters is not None:
            yield PlacedText(letters, _EDGE + left + letters.offset[0], at[1] + letters.offset[1])


def _drawn(ground: Ground, lines: Iterable[Iterable[PlacedText]], start: int, stop: int) -> Iterator[Band]:
    """Yield the rows on which lines stand, between these two, packed: together where one line reaches into the next."""
    pieces: list[list[PlacedText]] = []
    for line in filter(None, map(list, lines)):
        if pieces and _top(line) <= _bottom(pieces[-1]):
            pieces[-1] += line
        else:
            pieces.append(line)
    for piece in pieces:
        top, bottom = max(start, _top(piece)), min(stop, _bottom(piece))
        if top < bottom:
            rows = ground.rows(top, bottom)
            _put(rows, piece, top)
            yield packed_rows(top, rows)


def _top(letters: list[PlacedText]) -> int:
    return min([placed.top for placed in letters])


def _bottom(letters: list[PlacedText]) -> int:
    return max([placed.top + placed.letters.shape.height for placed in letters])


def _put(picture: "Image", letters: Iterable[PlacedText], top: int = 0) -> None:
    """Put letters on a picture that begins with the row `top`."""
    for placed in letters:
        picture.paste(placed.letters.colors, (placed.left, placed.top - top), placed.letters.shape)


@functools.lru_cache(maxsize=1024)
def _letters(text: str, face: "FreeTypeFont", ramp: int) -> DrawnText | None:
    """Return a piece of text in a ramp's colours; None where it is blank."""
    from PIL import Image

    drawn = letters_of(text, face)
    if drawn is None:
        return None
    coverage, size = drawn.coverage.tobytes(), drawn.coverage.size
    colors, shape = (Image.frombytes("L", size, coverage.translate(table)) for table in (_ramp(ramp), _SHAPE))
    return DrawnText(colors, shape, (drawn.left, drawn.top))


@functools.cache
def _ramp(start: int) -> bytes:
    return bytes(start + value * _STEPS // 256 for value in range(256))


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
