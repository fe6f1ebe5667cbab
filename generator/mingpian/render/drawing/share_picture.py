"""Draws what a page is shared with: its title in the brand's colours, 1200 × 630, as a PNG of few colours.

Every pixel is a place in one of four ramps of colour (from the paper to the ink, the brand's colour and a muted one,
and within the seal), so that the file is small and quickly made.
"""

import functools
from collections.abc import Iterable, Iterator
from itertools import chain, count
from typing import TYPE_CHECKING

import msgspec

from mingpian.config.face import CornersName
from mingpian.render.drawing.banded_png import Band, Ground, packed_rows, png_of
from mingpian.render.drawing.letters import letters_of, pieces_of
from mingpian.render.drawing.pieces import Piece, laid
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
_APART = 24  # pixels of a title from the seal, beside it
_ROUNDED: dict[CornersName, int] = {"": 10, "sharp": 0, "soft": 10, "round": 32}  # pixels of the seal's corners
_LINE = WIDTH - 2 * _MARGIN  # pixels
_SMALL = 36  # pixels of the site's name and of the people
_SIZES = ((84, 3), (72, 3), (58, 4))  # of the title, and how many lines there may be
_STEPS = 64
_INK, _BRAND, _MUTED, _ON_FILL = range(0, 4 * _STEPS, _STEPS)
_MOST = 160  # characters of a title
_LEAST = 4  # of 255: a pixel that a letter covers less is the ground


class Shared(msgspec.Struct, frozen=True):
    """What stands on the picture."""

    title: str
    site: str
    people: str
    lang: str


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
    ground = Ground((bytes(_EDGE) + bytes([_ON_FILL]) * SQUARE) * SQUARE, _EDGE + SQUARE)
    name = drawable_line(site)
    if name and (font is not None or not needs_chinese(name[0])):
        face = face_of(font, lang, round(SQUARE * 0.6))
        left, top, right, bottom = face.getbbox(name[0])
        at = (round((SQUARE - right - left) / 2), round((SQUARE - bottom - top) / 2))
        ground = _written(ground, _line(name[0], at, face, _ON_FILL))
    return png_of(ground, (), _palette(scheme))


@functools.lru_cache(maxsize=8)
def _ground(site: str, lang: str, font: Font | None, corners: CornersName) -> Ground:
    """Return what all pictures of a site in one language share: the bar, the site's name, and the seal."""
    from PIL import Image

    picture = Image.new("L", (_EDGE + WIDTH, HEIGHT), _INK)
    picture.paste(_BRAND + _STEPS - 1, (_EDGE, 0, _EDGE + WIDTH, 12))
    left, top = _CORNER
    picture.paste(_sealed(_ROUNDED[corners]), (_EDGE + left, top))
    ground, name = Ground(picture.tobytes(), picture.width), drawable_line(site)
    if not name:
        return ground
    small, large = face_of(font, lang, _SMALL), face_of(font, lang, 58)
    centred = round(left + (_SEAL - large.getlength(name[0])) / 2)
    title = _line(truncated(name, small, _LINE), (_MARGIN, _MARGIN - 8), small, _BRAND)
    return _written(ground, (*title, *_line(name[0], (centred, top + 9), large, _ON_FILL)))


def _written(ground: Ground, letters: Iterable[Piece]) -> Ground:
    """Return a ground with letters on it."""
    return Ground(laid(ground, letters, 0, ground.height), ground.width)


def _sealed(radius: int) -> "Image":
    """Return the seal without its sign: filled, and towards its round corners less so."""
    from PIL import Image, ImageDraw

    fine = 4
    shape = Image.new("L", (fine * _SEAL, fine * _SEAL))
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, fine * _SEAL - 1, fine * _SEAL - 1), fine * radius, fill=255)
    ramp = [_ON_FILL if value == 255 else _BRAND + value * _STEPS // 256 for value in range(256)]
    return shape.resize((_SEAL, _SEAL), Image.Resampling.BOX).point(ramp)


def _titled(ground: Ground, title: str, lang: str, font: Font | None) -> Iterator[Band]:
    """Yield the rows with the title, as large as it has room for above the seal and beside it."""
    title = drawable_line(title)[:_MOST]
    for size, most in _SIZES:
        face = face_of(font, lang, size)
        lines = lines_of(title, face, _LINE)
        if len(lines) <= most:
            written = _below_each_other(lines, size, face)
            if not any(map(_meets_seal, chain.from_iterable(written))):
                break
    else:
        last = truncated("".join(lines[most - 1 :]), face, _LINE - _SEAL)
        written = _below_each_other([*lines[: most - 1], last], size, face)
    return _drawn(ground, written, 0, _SIGNED)


def _below_each_other(lines: Iterable[str], size: int, face: "FreeTypeFont") -> list[list[Piece]]:
    tops = (142 + round(number * size * 1.32) for number in count())
    return [list(_line(line.rstrip(), (_MARGIN, top), face, _INK)) for line, top in zip(lines, tops, strict=False)]


def _meets_seal(piece: Piece) -> bool:
    return piece.bottom > _CORNER[1] and piece.right > _CORNER[0] - _APART


@functools.lru_cache(maxsize=512)
def _signed(ground: Ground, people: str, lang: str, font: Font | None) -> tuple[Band, ...]:
    """Return the rows with the people below: those of one entry have others, too."""
    small = face_of(font, lang, _SMALL)
    said = truncated(drawable_line(people), small, _CORNER[0] - _MARGIN - 40)
    return tuple(_drawn(ground, [list(_line(said, (_MARGIN, _SIGNED), small, _MUTED))], _SIGNED, HEIGHT))


def _line(text: str, at: tuple[int, int], face: "FreeTypeFont", ramp: int) -> Iterator[Piece]:
    """Yield a line of text in a ramp's colours, sign by sign: most signs of Chinese recur from title to title."""
    for word, left in pieces_of(text, at[0], WIDTH, face):
        letters = _letters(word, face, ramp)
        if letters is not None:
            yield Piece(letters.rows, _EDGE + left + letters.left, at[1] + letters.top)


def _drawn(ground: Ground, lines: Iterable[list[Piece]], start: int, stop: int) -> Iterator[Band]:
    """Yield the rows on which lines stand, between these two, packed: together where one line reaches into the next."""
    bands: list[list[Piece]] = []
    for line in filter(None, lines):
        if bands and _top(line) <= _bottom(bands[-1]):
            bands[-1] += line
        else:
            bands.append(line)
    for band in bands:
        top, bottom = max(start, _top(band)), min(stop, _bottom(band))
        if top < bottom:
            yield packed_rows(top, bottom, laid(ground, band, top, bottom))


def _top(letters: list[Piece]) -> int:
    return min([piece.top for piece in letters])


def _bottom(letters: list[Piece]) -> int:
    return max([piece.bottom for piece in letters])


@functools.lru_cache(maxsize=1024)
def _letters(text: str, face: "FreeTypeFont", ramp: int) -> Piece | None:
    """Return a piece of text in a ramp's colours, as it lies from the pen; None where it is blank."""
    drawn = letters_of(text, face)
    box = drawn.coverage.getbbox() if drawn else None
    if drawn is None or box is None:
        return None
    colors, width = drawn.coverage.tobytes().translate(_ramp(ramp)), drawn.coverage.width
    rows = tuple(colors[start + box[0] : start + box[2]] for start in range(0, len(colors), width))
    return Piece(rows, drawn.left + box[0], drawn.top)


@functools.cache
def _ramp(start: int) -> bytes:
    """Return the colours of all coverages. The ground of each ramp has its bits, or none."""
    return bytes(start + value * _STEPS // 256 if value >= _LEAST else 0 for value in range(256))


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
