"""Portraits as squares: for name cards and for the contacts of a telephone."""

import io
import warnings
from typing import TYPE_CHECKING

from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.pictures import PICTURE_FORMATS, eight_bits

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 60_000_000


def squared(portrait: bytes, side: int, focus: str) -> "Image | None":
    """Return a picture as an upright square of `side` pixels about what it shows (per cent of its width and height;
    empty when unknown); None when it cannot be read, or has too many pixels."""
    from PIL import Image, ImageOps

    read = io.BytesIO(portrait)
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(read, formats=PICTURE_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            image.draft("RGB", (2 * side, 2 * side))
            upright = ImageOps.exif_transpose(eight_bits(image))
            upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            return ImageOps.fit(upright, (side, side), centering=_centering(focus))
    except (*DAMAGED, Image.DecompressionBombError):
        return None


def _centering(focus: str) -> tuple[float, float]:
    """Return the shares of what is cut off at the left and at the top, as style sheets reckon them for portraits."""
    across, down = (int(part) / 100 for part in (focus or "50 34").split())
    return across, min(1.0, max(0.0, (down - 0.24) * 2.5))
