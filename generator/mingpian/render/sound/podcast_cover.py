"""The cover of a podcast: a square of 1400 to 3000 pixels in RGB, as directories ask for it."""

import io
from typing import TYPE_CHECKING

from mingpian.render.drawing.text_layout import Font, drawable_line, face_of, lines_of, needs_chinese, truncated
from mingpian.render.look.palettes import Scheme

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST, MOST = 1400, 3000  # pixels of a side
_DRAWN = 1600
_MARGIN = 150
_SIZES = ((250, 3), (200, 4), (150, 6))  # of the title, and how many lines there may be
_QUALITY = 88


def fitted_cover(data: bytes, focus: str) -> bytes:
    """Return the square of a picture about its focus (per cent of its width and height) as JPEG, scaled to a size that
    is taken. Raises ValueError when the picture is damaged."""
    from PIL import Image, ImageOps

    from mingpian.content.media.pictures import PICTURE_FORMATS, eight_bits

    with Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as image:
        turned = ImageOps.exif_transpose(eight_bits(image))
    ground = Image.new("RGB", turned.size, "#fff")
    ground.paste(turned.convert("RGB"), mask=turned.getchannel("A") if "A" in turned.getbands() else None)
    side = min(max(min(ground.size), LEAST), MOST)
    across, down = (int(part) / 100 for part in (focus or "50 50").split())
    return _jpeg(ImageOps.fit(ground, (side, side), Image.Resampling.LANCZOS, centering=(across, down)))


def drawn_cover(title: str, author: str, font: Font | None, scheme: Scheme, lang: str) -> bytes:
    """Return a cover in the brand's colours, as JPEG; without a font for its letters, plain."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (_DRAWN, _DRAWN), scheme.fill)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((_MARGIN, _DRAWN - 330, _MARGIN + 240, _DRAWN - 316), fill=scheme.on_fill)
    if font is not None or not needs_chinese(title + author):
        room = _DRAWN - 2 * _MARGIN
        for size, most in _SIZES:
            face = face_of(font, lang, size)
            lines = lines_of(drawable_line(title), face, room)
            if len(lines) <= most:
                break
        lines = [*lines[: most - 1], truncated("".join(lines[most - 1 :]), face, room)]
        for number, line in enumerate(lines):
            top = _MARGIN + round((number + 1) * size * 1.28)
            pen.text((_MARGIN, top), line.strip(), font=face, fill=scheme.on_fill, anchor="ls")
        small = face_of(font, lang, 84)
        told = truncated(drawable_line(author), small, room)
        pen.text((_MARGIN, _DRAWN - 190), told, font=small, fill=scheme.on_fill, anchor="ls")
    return _jpeg(picture)


def _jpeg(image: "Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
