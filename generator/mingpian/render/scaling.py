"""Pictures decoded, upright, in no more pixels than are published, with eight bits a channel."""

import io
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.pictures import (
    MOST_MEGAPIXELS,
    as_far_as_it_goes,
    eight_bits,
    published_size,
)
from mingpian.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_QUALITY = 90  # of what is published smaller


class Whole(NamedTuple):
    """A picture, upright, in three or four channels: in the `size` in which it is published, or smaller."""

    picture: "Image"
    size: tuple[int, int]
    form: str
    profile: bytes


def decoded(data: bytes, max_megapixels: int, widest: int = 0) -> Whole:
    """Decode a picture, `widest` pixels wide where that is less. What has more pixels than are needed is scaled while
    it is read, where its format can. Raises ValueError."""
    from PIL import Image

    try:
        return as_far_as_it_goes(lambda: _decoded(data, max_megapixels, widest))
    except (*DAMAGED, Image.DecompressionBombError) as error:
        raise ValueError(_("the picture cannot be read to its end: {error}", error=error)) from error


def _decoded(data: bytes, max_megapixels: int, widest: int) -> Whole:
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            size = _size(image, max_megapixels)
            form, profile = str(image.format), image.info.get("icc_profile") or b""
            turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            upright_size = size[::-1] if turned else size
            shown = _within(upright_size, widest)
            at = shown[::-1] if turned else shown
            image.draft("RGB", at)
            whole = eight_bits(image)
            if whole.mode not in ("RGB", "RGBA"):
                profile = profile if whole.mode in ("P", "PA") else b""  # it speaks of other channels
                whole = whole.convert("RGBA" if whole.has_transparency_data else "RGB")
            if whole.size != at:
                whole = whole.resize(at, Image.Resampling.LANCZOS, reducing_gap=3.0)
            upright = ImageOps.exif_transpose(_with_orientation(whole, image))  # last: it has the fewest pixels now
            upright.load()
            upright.info.clear()
    return Whole(upright, upright_size, form, profile)


def _within(size: tuple[int, int], widest: int) -> tuple[int, int]:
    """Return the size of a picture that is made `widest` pixels wide where it is wider."""
    width, height = size
    return (widest, max(1, round(height * widest / width))) if 0 < widest < width else size


def smaller(data: bytes, max_megapixels: int) -> bytes:
    """Return a picture that has more pixels in as many, in its own format; any other as it is. Raises ValueError."""
    if data.lstrip()[:1] == b"<":  # a drawing, for which Pillow would look through all that it can read
        return data
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if _size(image, max_megapixels) == image.size:
                    return data
    except ValueError:
        raise
    except (*DAMAGED, Image.DecompressionBombError):
        return data  # damaged, which is told of by who takes it apart
    whole = decoded(data, max_megapixels)
    return encoded(whole.picture, whole.form, whole.profile, quality=_QUALITY)


def encoded(picture: "Image", form: str, profile: bytes, **how: Any) -> bytes:
    """Return a picture as a file of a format."""
    out = io.BytesIO()
    picture.save(out, form, icc_profile=profile, **how)
    return out.getvalue()


def _size(image: "Image", max_megapixels: int) -> tuple[int, int]:
    """Return the size in which a picture is published. Raises ValueError for one that is not decoded at all."""
    limit = max(max_megapixels, MOST_MEGAPIXELS.get(str(image.format), 0))
    if image.width * image.height > limit * 1_000_000:
        raise ValueError(_("the picture has more than {limit} megapixels", limit=limit))
    return published_size(*image.size, max_megapixels)


def _with_orientation(whole: "Image", image: "Image") -> "Image":
    """Return the picture with what EXIF says of the one that it was made of."""
    if whole is not image:
        whole.info["exif"] = image.info.get("exif", b"")
    return whole


def thumbnail(data: bytes, max_megapixels: int, widest: int) -> bytes:
    """Return a picture as a small JPEG without anything but its pixels, at most `widest` wide. Raises ValueError."""
    from PIL import Image

    whole = decoded(data, max_megapixels, widest)
    picture = whole.picture
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    picture.thumbnail((widest, 2 * widest))
    return encoded(picture, "JPEG", b"", quality=80)
