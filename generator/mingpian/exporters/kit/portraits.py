"""A member's portrait in three crops, each with its face in it, its caption and its credit."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from mingpian import (
    PICTURE_FORMATS,
    AnyEntry,
    PictureFacts,
    RenderContext,
    scaled_down,
    to_eight_bits,
    with_marks,
    without_metadata,
)

if TYPE_CHECKING:
    from PIL.Image import Image

CROPS = {"square": (1, 1), "4x5": (4, 5), "16x9": (16, 9)}
_LONGEST = 1600  # pixels
_SHOWN = 480  # pixels, on the page
_QUALITY = 90
_MEGAPIXELS = 40
_FACE = 0.42  # of the height of a portrait: where most faces are


class Portrait(msgspec.Struct, frozen=True):
    """One crop, as JPEG: whole, and small for the page."""

    name: str
    data: bytes
    width: int
    height: int
    shown: bytes


class Portraits(msgspec.Struct, frozen=True):
    """The crops of a picture, what it shows, and who is to be named with it."""

    crops: tuple[Portrait, ...] = ()
    caption: str = ""
    credit: str = ""


def portraits_of(context: RenderContext, entry: AnyEntry, known: Mapping[str, PictureFacts]) -> Portraits:
    """Return the crops of a member's portrait; none where they have none that is made of pixels. Raises ValueError when
    it is damaged."""
    card = context.queries.card(entry.key)
    image = card.image if card else None
    facts = known.get(image.source) if image else None
    if image is None or facts is None or facts.format == "svg":
        return Portraits()
    from PIL import Image, ImageOps

    clean = without_metadata(scaled_down(context.read(facts.path), _MEGAPIXELS))
    with Image.open(io.BytesIO(clean), formats=PICTURE_FORMATS) as opened:
        whole = ImageOps.exif_transpose(to_eight_bits(opened)).convert("RGB")
    across, down = (int(part) / 100 for part in (image.focus or "50 0").split())
    if not entry.fields.photo.focus:  # what is found by itself may be the hair, or the clothes
        down = (down + _FACE) / 2
    crops = []
    for name, ratio in CROPS.items():
        width, height = _size(whole.size, ratio)
        centre = _centre(whole.size, (width, height), (across, down))
        cut = ImageOps.fit(whole, (width, height), Image.Resampling.LANCZOS, centering=centre)
        small = cut.copy()
        small.thumbnail((_SHOWN, _SHOWN))
        data = with_marks(_jpeg(cut), facts.marks)
        crops.append(Portrait(f"portrait-{name}.jpg", data, width, height, _jpeg(small)))
    rights = image.rights
    credit = rights.credit or ", ".join(rights.creators) or rights.notice if rights else ""
    return Portraits(tuple(crops), image.caption or image.alt, credit)


def _size(own: tuple[int, int], ratio: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size of a ratio that a picture has, no longer than is asked for."""
    part = min(own[0] / ratio[0], own[1] / ratio[1], _LONGEST / max(ratio))
    return max(1, int(ratio[0] * part)), max(1, int(ratio[1] * part))


def _centre(own: tuple[int, int], cut: tuple[int, int], focus: tuple[float, float]) -> tuple[float, float]:
    """Return which part of the room that is cut away lies before the crop, so that what is looked at is as near its
    middle as may be."""
    scale = max(cut[0] / own[0], cut[1] / own[1])
    found = []
    for whole, part, point in zip(own, cut, focus, strict=True):
        spare = whole * scale - part
        found.append(min(1.0, max(0.0, (point * whole * scale - part / 2) / spare)) if spare > 0.5 else 0.5)
    return found[0], found[1]


def _jpeg(image: "Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
