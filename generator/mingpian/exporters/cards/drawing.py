"""Draws cards that are laid out, as JPEG: what stands on them is where it was placed."""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mingpian import Scheme
from mingpian.exporters.cards.forms import CardForm
from mingpian.exporters.cards.pieces import CardItem, CardType, Code, DrawnCard, Letters, Panel, Photo
from mingpian.exporters.cards.typefaces import CardFonts, Drawn, FontFile

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_QUALITY = 93  # with all of the colours: what places do to a picture begins from this
_DARK = b"\xff\x00" + bytes(254)  # of light and dark modules

OpenPicture = Callable[[str, int], "Image | None"]
"""Opens the picture at an address, at least as wide as told (pixels) where it can be."""


def draw_card(card: DrawnCard, form: CardForm, fonts: CardFonts, scheme: Scheme, opened: OpenPicture) -> bytes:
    """Return a card as JPEG."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (form.width, form.height), scheme.paper)
    pen = ImageDraw.Draw(picture)
    for item in card.items:
        _draw(picture, pen, item, fonts, scheme, opened)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def _draw(
    picture: "Image", pen: "ImageDraw", item: CardItem, fonts: CardFonts, scheme: Scheme, opened: OpenPicture
) -> None:
    if isinstance(item, Letters):
        _letters(picture, pen, item, fonts, scheme)
    elif isinstance(item, Panel):
        box = (item.x, item.y, item.x + item.width - 1, item.y + item.height - 1)
        pen.rounded_rectangle(tuple(map(round, box)), item.radius, fill=_color(item.color, scheme))
    elif isinstance(item, Photo):
        found = opened(item.src, round(item.width))
        if found is not None:
            _photo(picture, item, found)
    else:
        _code(picture, item)


def _color(name: str, scheme: Scheme) -> str:
    return name if name.startswith("#") else str(getattr(scheme, name))


def _letters(picture: "Image", pen: "ImageDraw", item: Letters, fonts: CardFonts, scheme: Scheme) -> None:
    type, size = item.type, item.type.size
    color = _color(type.color, scheme)
    if type.ground:
        apart = size * 0.06
        box = (item.x - apart, item.y - size * 0.92, item.x + item.width + apart, item.y + size * 0.26)
        pen.rectangle(tuple(map(round, box)), fill=_color(type.ground, scheme))
    left = item.x
    for one in fonts.pieces(item.text, type.face):
        if one.file is not None and one.file.is_color:
            _sign(picture, one, (left, item.y), fonts, type)
        elif one.file is not None:
            shape, (x, y) = _shape(one.text, one.file, size, fonts)
            if shape is not None:
                picture.paste(color, (round(left) + x, round(item.y) + y), shape)
        left += fonts.length(one, size)
    if type.is_struck:
        high = round(item.y - size * 0.3)
        pen.line((round(item.x), high, round(item.x + item.width), high), fill=color, width=max(2, size // 16))


@lru_cache(maxsize=4096)
def _shape(text: str, file: FontFile, size: int, fonts: CardFonts) -> "tuple[Image | None, tuple[int, int]]":
    """Return the shape of letters, and where it lies from the pen."""
    from PIL import Image

    face: Any
    face, scale = fonts.face(file, size)
    thick = max(1, size // 32) if file.is_thickened else 0
    mask, (x, y) = face.getmask2(text, "L", anchor="ls", stroke_width=thick)
    if not all(mask.size):
        return None, (0, 0)
    shape = Image.frombytes("L", mask.size, bytes(mask))
    if scale != 1:
        shape = shape.resize((max(1, round(shape.width * scale)), max(1, round(shape.height * scale))))
    return shape, (round(x * scale), round(y * scale))


def _sign(picture: "Image", one: Drawn, at: tuple[float, float], fonts: CardFonts, type: CardType) -> None:
    """Draw a sign that has colours of its own, in the height of the text."""
    from PIL import Image, ImageDraw

    assert one.file is not None
    face, scale = fonts.face(one.file, type.size)
    left, top, right, bottom = map(round, face.getbbox(one.text))
    if right <= left or bottom <= top:
        return
    drawn = Image.new("RGBA", (right - left, bottom - top))
    ImageDraw.Draw(drawn).text((-left, -top), one.text, font=face, embedded_color=True)
    if scale != 1:
        drawn = drawn.resize((max(1, round(drawn.width * scale)), max(1, round(drawn.height * scale))))
    picture.paste(drawn, (round(at[0]), round(at[1] - type.size * 0.38 - drawn.height / 2)), drawn)


def _photo(picture: "Image", item: Photo, found: "Image") -> None:
    from PIL import Image, ImageOps

    size = max(1, round(item.width)), max(1, round(item.height))
    if item.fills:
        made = ImageOps.fit(found, size, Image.Resampling.BICUBIC, centering=(0.5, 0.25))  # heads are above
    else:
        made = found.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    has_alpha = made.mode == "RGBA"
    picture.paste(made, (round(item.x), round(item.y)), made if has_alpha else None)


def _code(picture: "Image", item: Code) -> None:
    """Draw the modules, with their quiet zone of four, in whole pixels (ISO/IEC 18004)."""
    from PIL import Image

    count = len(item.modules)
    drawn = Image.new("L", (count + 8, count + 8), 255)
    drawn.paste(Image.frombytes("L", (count, count), b"".join(item.modules).translate(_DARK)), (4, 4))
    edge = drawn.width * max(1, int(item.side / drawn.width))
    picture.paste(drawn.resize((edge, edge), Image.Resampling.NEAREST), (round(item.x), round(item.y)))
