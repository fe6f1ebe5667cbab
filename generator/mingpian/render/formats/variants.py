"""Pictures in smaller widths, as WebP and, on request, AVIF: what a page asks for depends on the screen it is shown on.

One that was made is kept by its content. Metadata goes, but for whose it is and how it was made (XMP); the
colour profile stays, and what EXIF says to turn is turned.
"""

import functools
from collections.abc import Iterator
from pathlib import Path

from mingpian.config.outputs import Images
from mingpian.content.media.xmp import packet_of
from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.queries import picture_widths
from mingpian.queries.ownership.picture_rights import marks_of_width
from mingpian.render.asset_cache import cached
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.scaling import decoded, encoded
from mingpian.site.attachments import published
from mingpian.site.model import SiteModel

QUALITY = {  # by format and the original's: what is drawn shows faults that a photograph hides
    "webp": {"JPEG": 80, "WEBP": 80, "AVIF": 80, "PNG": 90},
    "avif": {"JPEG": 62, "WEBP": 62, "AVIF": 62, "PNG": 75},
}
WAY = 2  # counted on when the same picture comes out with other bytes, so that none that was kept is taken for it


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every width of every published picture."""
    for path in sorted(published(model) & model.site.pictures.keys()):
        packet = packet_of(marks_of_width(model, path)).decode()
        for width in reversed(picture_widths.picture_widths(model.site.config, model.site.pictures[path])):
            for form in picture_widths.picture_formats(model.site.config):
                name = picture_widths.variant_path(path, width, form)
                yield Output(name, picture_widths.FORMAT, (path, str(width), form, packet), source=path)


def render(output: Output, context: RenderContext) -> bytes:
    """Return the picture in that width and format: kept from an earlier build, or made."""
    return made(output, context.read(output.subject[0]), context.queries.config.images, context.cache)


def made(output: Output, data: bytes, images: Images, cache: Path) -> bytes:
    """Return the picture `data` in the output's width and format. Raises ValueError."""
    _, width, form, packet = output.subject
    widest = max(images.widths)
    how = (WAY, width, widest, form, sorted(QUALITY[form].items()), _library(), *([packet] if packet else []))
    key = digest.of((digest.of_bytes(data), *how))
    xmp = packet.encode()
    return cached(cache, output, key, lambda: scaled(data, int(width), images.max_megapixels, form, widest, xmp))


def scaled(
    data: bytes, width: int, max_megapixels: int, form: str = "webp", widest: int = 0, xmp: bytes = b""
) -> bytes:
    """Return a JPEG, PNG, WebP or AVIF picture as WebP or AVIF, `width` pixels wide, with this packet of XMP. Raises
    ValueError.

    With `widest`, all widths are made of that one, for which no more of a JPEG is decoded than it needs.
    """
    from PIL import Image

    whole = _decoded(data, max_megapixels, widest)
    height = max(1, round(whole.size[1] * width / whole.size[0]))
    small = whole.picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if form == "avif":
        return encoded(small, "AVIF", whole.profile, quality=QUALITY[form][whole.form], speed=8, max_threads=1, xmp=xmp)
    lossy = encoded(small, "WEBP", whole.profile, quality=QUALITY[form][whole.form], method=4, xmp=xmp)
    if whole.form == "PNG" and width == whole.size[0]:  # few colours take less room as they are
        return min(lossy, encoded(small, "WEBP", whole.profile, lossless=True, quality=50, method=2, xmp=xmp), key=len)
    return lossy


_decoded = functools.lru_cache(maxsize=1)(decoded)  # the widths of one picture are made one after the other


@functools.cache
def _library() -> str:
    from PIL import __version__, features

    return f"{__version__} {features.version('webp')} {features.version('avif')}"


FORMAT = Format(picture_widths.FORMAT, plan, render, ("PIL.features",))
