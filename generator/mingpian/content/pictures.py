"""What a picture's bytes say: format, size in pixels, average colour. Nothing is trusted that was not looked at."""

from typing import TYPE_CHECKING

import msgspec

from mingpian.core.diagnostics import Diagnostic

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
MAX_BYTES = 40 * 1024 * 1024

_FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


class PictureFacts(msgspec.Struct, frozen=True):
    """A picture below content/. Width and height are pixels, as shown (after EXIF orientation); 0 when unknown."""

    path: str
    digest: bytes
    format: str
    width: int
    height: int
    color: str = ""
    moves: bool = False  # it has more than one frame


def is_picture(path: str) -> bool:
    """Tell by its name whether a file is a picture."""
    return path.lower().endswith(SUFFIXES)


def inspect_picture(path: str, data: bytes, digest: bytes, max_megapixels: int) -> PictureFacts | Diagnostic:
    """Read a picture's header. `path` is below content/."""
    if path.lower().endswith(".svg"):
        return PictureFacts(path, digest, "svg", *_svg_size(data))
    import io
    import warnings

    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=tuple(_FORMATS)) as image:
                width, height = image.size
                if width * height > max_megapixels * 1_000_000:
                    return _refused(
                        path, f"has {width} × {height} pixels; at most {max_megapixels} megapixels are read"
                    )
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                size = (height, width) if turned else (width, height)
                moves = getattr(image, "is_animated", False)
                form = _FORMATS[str(image.format)]
                return PictureFacts(path, digest, form, *size, color="" if moves else _color(image), moves=moves)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, KeyError):
        return _refused(path, "is not a JPEG, PNG, GIF, WebP or AVIF picture, whatever its name says")


def _color(image: "Image") -> str:
    """Return the average colour; nothing where something shines through, or when the picture cannot be read to its end:
    it is told of by who scales it."""
    if image.has_transparency_data:
        return ""
    try:
        image.thumbnail((16, 16), reducing_gap=1.0)  # of a JPEG, an eighth is decoded
        red, green, blue = image.convert("RGB").resize((1, 1)).tobytes()
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, EOFError):
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}"


def _refused(path: str, message: str) -> Diagnostic:
    return Diagnostic(code="bad-picture", message=f"the picture {message}", file=f"content/{path}", severity="warning")


def _svg_size(data: bytes) -> tuple[int, int]:
    """Return the size that an SVG's root element states, in CSS pixels; (0, 0) when it states none."""
    import re

    root = re.search(rb"<svg\b[^>]*>", data[:20_000])
    if not root:
        return 0, 0
    found = {
        name: re.search(rb"\s" + name + rb"\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']", root.group())
        for name in (b"width", b"height")
    }
    if all(found.values()):
        width, height = (round(float(match.group(1))) for match in found.values() if match)
        return width, height
    box = re.search(rb"\sviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)", root.group())
    return (round(float(box.group(1))), round(float(box.group(2)))) if box else (0, 0)
