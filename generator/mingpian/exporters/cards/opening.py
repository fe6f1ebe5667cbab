"""Opens the pictures that are drawn on cards."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingpian import PICTURE_FORMATS, to_eight_bits
from mingpian.exporters.pictures import PlatformPicture

if TYPE_CHECKING:
    from PIL.Image import Image


class PictureOpener:
    """Opens the pictures that are at hand."""

    def __init__(self, pictures: Mapping[str, PlatformPicture]) -> None:
        self._pictures = pictures

    def __call__(self, src: str, width: int) -> "Image | None":
        """Return a picture, in colours that it can be pasted in; None when there is none such."""
        from PIL import Image, ImageOps

        if src not in self._pictures:
            return None
        with Image.open(io.BytesIO(self._pictures[src].data), formats=PICTURE_FORMATS) as image:
            image.draft("RGB", (width, width))
            turned = ImageOps.exif_transpose(to_eight_bits(image))
            has_alpha = "A" in turned.getbands() or "transparency" in turned.info
            return turned.convert("RGBA" if has_alpha else "RGB")
