"""Draws what a page is shared with: its title in the brand's colours, 1200 × 630, as a PNG of few colours.

Every pixel is a place in one of four ramps of colour (from the paper to the ink, the brand's colour and a muted one,
and within the seal), so that the file is small and quickly made.
"""

import functools
import io
from typing import TYPE_CHECKING

import msgspec

from mingpian.render.brand import Scheme, mix
from mingpian.render.drawing.text_layout import Font, drawable_line, face_of, lines_of, needs_chinese, truncated

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _SEAL = 84, 96
_SIZES = ((84, 3), (72, 3), (58, 4))  # of the title, and how many lines there may be
_STEPS = 64
_INK, _BRAND, _MUTED, _ON_FILL = range(0, 4 * _STEPS, _STEPS)
_MOST = 160  # characters of a title


class Shared(msgspec.Struct, frozen=True):
    """What stands on the picture."""

    title: str
    site: str
    people: str
    lang: str


def draw_share_picture(shared: Shared, font: Font | None, scheme: Scheme) -> bytes:
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
    small = face_of(font, shared.lang, 36)
    _put(
        picture,
        truncated(drawable_line(shared.site), small, WIDTH - 2 * _MARGIN),
        (_MARGIN, _MARGIN - 8),
        small,
        _BRAND,
    )
    title = drawable_line(shared.title)[:_MOST]
    for size, most in _SIZES:
        face = face_of(font, shared.lang, size)
        lines = lines_of(title, face, WIDTH - 2 * _MARGIN)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], truncated("".join(lines[most - 1 :]), face, WIDTH - 2 * _MARGIN - _SEAL)]
    for number, line in enumerate(lines):
        _put(picture, line.rstrip(), (_MARGIN, 142 + round(number * size * 1.32)), face, _INK)
    people = truncated(drawable_line(shared.people), small, seal[0] - _MARGIN - 40)
    _put(picture, people, (_MARGIN, seal[1] + _SEAL - 46), small, _MUTED)
    mark = face_of(font, shared.lang, 58)
    sign = drawable_line(shared.site)[:1]
    width = mark.getlength(sign) if sign else 0
    _put(picture, sign, (round(seal[0] + (_SEAL - width) / 2), seal[1] + 9), mark, _ON_FILL)


def _put(picture: "Image", text: str, at: tuple[int, int], face: "FreeTypeFont", ramp: int) -> None:
    """Write a line of text in a ramp's colours."""
    from PIL import Image, ImageDraw

    if not text:
        return
    box = (min(WIDTH - at[0], round(face.getlength(text)) + 8), round(face.size * 1.5))
    mask = Image.new("L", box)
    ImageDraw.Draw(mask).text((0, 0), text, fill=255, font=face)
    picture.paste(mask.point(lambda value: ramp + value // 4), at, mask.point(lambda value: 255 if value > 3 else 0))


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
