"""Pictures for platforms: in a format that they take, and covers in their proportions."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from mingpian import (
    PICTURE_FORMATS,
    PictureFacts,
    RenderContext,
    file_url,
    scaled_down,
    to_eight_bits,
    with_marks,
    without_metadata,
)
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    import PIL.Image

WIDE, SQUARE = (900, 383), (500, 500)  # pixels: 2.35 : 1, and 1 : 1
MAX_BYTES = 10 * 1024 * 1024  # of a picture that WeChat takes
_TAKEN = frozenset({"jpg", "png", "gif"})


class PlatformPicture(NamedTuple):
    """A picture as a platform takes it. `problem` says why it may not."""

    name: str
    data: bytes
    width: int
    height: int
    problem: AnyText = ""


Prepare = Callable[[PictureFacts, bytes, int], PlatformPicture]
"""Makes a picture what a place takes: its facts, its bytes, the megapixels at the most. Raises ValueError."""


def prepared(
    context: RenderContext, shown: Iterable[str], known: Mapping[str, PictureFacts], prepare: Prepare
) -> tuple[dict[str, PlatformPicture], list[AnyText]]:
    """Return the pictures at these addresses, as a place takes them, each under a name of its own; and what is wrong
    with others."""
    base, limit = context.queries.config.base_url, context.queries.config.images.max_megapixels
    paths = {base + file_url(path): path for path in known}
    copies: dict[str, PlatformPicture] = {}
    problems: list[AnyText] = []
    for src in dict.fromkeys(shown):
        if src not in paths:
            problems.append(_("a picture of another site is not in the copy; add it by hand: {src}", src=src))
            continue
        try:
            one = prepare(known[paths[src]], context.read(paths[src]), limit)
        except (OSError, ValueError) as error:
            problems.append(_("{path}: {error}", path=paths[src], error=error))
            continue
        if any(one.name == other.name for other in copies.values()):
            one = one._replace(name=f"{len(copies) + 1}-{one.name}")
        copies[src] = one
        problems += [one.problem] if one.problem else []
    return copies, problems


def platform_picture(facts: PictureFacts, data: bytes, max_megapixels: int) -> PlatformPicture:
    """Return a picture in a format that WeChat takes, with no metadata but whose it is and how it was made. Raises
    ValueError when it is damaged."""
    name = facts.path.rpartition("/")[2]
    if facts.format == "svg":
        return PlatformPicture(name, data, facts.width, facts.height, f"{name}: WeChat takes no SVG; make a PNG of it")
    clean = without_metadata(scaled_down(data, max_megapixels))
    if facts.format not in _TAKEN:
        name, clean = f"{name}.png", as_png(clean)
    clean = with_marks(clean, facts.marks)
    problem = (
        _(
            "{name} has {kilobytes} KB; WeChat takes {most}",
            name=name,
            kilobytes=len(clean) // 1024,
            most=MAX_BYTES // 1024,
        )
        if len(clean) > MAX_BYTES
        else ""
    )
    return PlatformPicture(name, clean, facts.width, facts.height, problem)


def cover(data: bytes, size: tuple[int, int]) -> bytes:
    """Return the middle of a picture in a size, as JPEG. Raises ValueError."""
    from PIL import Image, ImageOps

    return _jpeg(ImageOps.fit(_opened(data).convert("RGB"), size, Image.Resampling.LANCZOS))


def ground(color: str, size: tuple[int, int]) -> bytes:
    """Return a plain ground in a colour (`#rrggbb`), for an entry without a picture."""
    from PIL import Image

    return _jpeg(Image.new("RGB", size, color))


def as_png(data: bytes) -> bytes:
    """Return a picture as PNG. Raises ValueError when it is damaged."""
    out = io.BytesIO()
    _opened(data).save(out, "PNG")
    return out.getvalue()


def _jpeg(image: "PIL.Image.Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _opened(data: bytes) -> "PIL.Image.Image":
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as image:
            return ImageOps.exif_transpose(to_eight_bits(image))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(_("the picture cannot be read: {error}", error=error)) from error
