"""Draws a member's card as a square picture to pass on: portrait, name, what they do, a code that leads to the page."""

import functools
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from mingpian.config.face import CornersName
from mingpian.render.drawing.letters import letters_of, pieces_of
from mingpian.render.drawing.portraits import squared
from mingpian.render.drawing.text_layout import Font, drawable_line, face_of, lines_of, needs_chinese, truncated
from mingpian.render.look.palettes import Scheme

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIDE = 1080
_MARGIN, _PORTRAIT, _CODE = 90, 300, 232
_TOP = 110
_FACE = (_MARGIN, _TOP, _MARGIN + _PORTRAIT, _TOP + _PORTRAIT)
_WIDTH = SIDE - 2 * _MARGIN  # of a line
_QUALITY = 90
_NAME, _SMALLEST = 96, 48  # pixels
_DARK = b"\xff\x00" + bytes(254)  # of light and dark modules


class CardPicture(msgspec.Struct, frozen=True):
    """What stands on the picture."""

    name: str
    role: str
    headline: str
    site: str
    address: str
    lang: str
    focus: str = ""  # of the portrait: where its head is, in per cent


def draw_card_picture(
    passed: CardPicture,
    portrait: bytes,
    code: Sequence[bytes],
    font: Font | None,
    scheme: Scheme,
    corners: CornersName = "soft",
) -> bytes:
    """Return the picture as JPEG: with a portrait that is round, or square where all corners are. `code` is the modules
    of a QR code, row by row; without them, a portrait, or a font for the letters, the fonts at hand are used."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (SIDE, SIDE), scheme.paper)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIDE, 18), fill=scheme.fill)
    writes = font is not None or not needs_chinese("".join((passed.name, passed.role, passed.headline, passed.site)))
    face = _cropped(portrait, passed.focus, corners) if portrait else None
    if face:
        picture.paste(face, (_MARGIN, _TOP), face)
    else:
        (pen.rectangle if corners == "sharp" else pen.ellipse)(_FACE, fill=scheme.fill)
        middle = (_MARGIN + _PORTRAIT / 2, _TOP + _PORTRAIT / 2)
        sign = drawable_line(passed.name)[:1] if writes else ""
        pen.text(middle, sign, font=face_of(font, passed.lang, 150), fill=scheme.on_fill, anchor="mm")
    if code:
        _put_code(picture, code, (SIDE - _MARGIN - _CODE, SIDE - _MARGIN - _CODE))
    if writes:
        _write(pen, passed, font, scheme)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _write(pen: "ImageDraw", passed: CardPicture, font: Font | None, scheme: Scheme) -> None:
    name, size = drawable_line(passed.name), _NAME
    while size > _SMALLEST and face_of(font, passed.lang, size).getlength(name) > _WIDTH:
        size -= 16
    large, middle, small, least = (face_of(font, passed.lang, one) for one in (size, 48, 36, 28))
    _line(pen, 540, truncated(name, large, _WIDTH), large, scheme.ink)
    _line(pen, 610, truncated(drawable_line(passed.role), small, _WIDTH), small, scheme.muted)
    lines = lines_of(drawable_line(passed.headline), middle, _WIDTH)
    if len(lines) > 2:
        lines = [lines[0], truncated("".join(lines[1:]), middle, _WIDTH)]
    for number, line in enumerate(lines):
        _line(pen, 700 + 68 * number, line.rstrip(), middle, scheme.ink)
    width = _WIDTH - _CODE - 40
    _line(pen, 940, truncated(drawable_line(passed.site), small, width), small, scheme.brand)
    _line(pen, 986, truncated(drawable_line(passed.address), least, width), least, scheme.muted)


def _line(pen: "ImageDraw", base: int, text: str, face: "FreeTypeFont", color: str) -> None:
    """Write a line whose letters stand on the row `base`."""
    top = base - face.getmetrics()[0]
    for piece, left in pieces_of(text, _MARGIN, SIDE, face):
        if letters := letters_of(piece, face):
            pen.bitmap((left + letters.left, top + letters.top), letters.coverage, color)


@functools.lru_cache(maxsize=4)  # of the languages of a member, which come one after the other
def _cropped(portrait: bytes, focus: str, corners: CornersName) -> "Image | None":
    """Return the picture as a circle or a square; None when it cannot be read, which scaling reports."""
    from PIL import Image

    found = squared(portrait, _PORTRAIT, focus)
    if found is None:
        return None
    found = found.convert("RGBA")
    if corners == "sharp":
        return found
    whole = Image.new("RGBA", found.size)
    whole.paste(found, (0, 0), _disc())
    return whole


@functools.cache
def _disc() -> "Image":
    """Return what of a round portrait is seen."""
    from PIL import Image, ImageDraw

    large = Image.new("L", (4 * _PORTRAIT, 4 * _PORTRAIT))
    ImageDraw.Draw(large).ellipse((0, 0, 4 * _PORTRAIT, 4 * _PORTRAIT), fill=255)
    return large.resize((_PORTRAIT, _PORTRAIT), Image.Resampling.LANCZOS)


def _put_code(picture: "Image", code: Sequence[bytes], at: tuple[int, int]) -> None:
    """Draw the modules, with their quiet zone of four, in whole pixels (ISO/IEC 18004)."""
    from PIL import Image

    drawn = Image.new("L", (len(code) + 8, len(code) + 8), 255)
    drawn.paste(Image.frombytes("L", (len(code), len(code)), b"".join(code).translate(_DARK)), (4, 4))
    edge = drawn.width * (_CODE // drawn.width)
    picture.paste(drawn.resize((edge, edge), Image.Resampling.NEAREST), (at[0] + _CODE - edge, at[1] + _CODE - edge))
