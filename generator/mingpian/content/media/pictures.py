"""What a picture's bytes say: format, size, colour, where one looks. Nothing is trusted that was not looked at."""

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from mingpian.content.media.credentials import credentials_of, tells_more
from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.marks import marks_of, may_be_turned
from mingpian.content.media.xmp import NONE, Marks
from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".jpg", ".jpeg", ".jfif", ".jpe", ".pjpeg", ".pjp", ".png", ".apng", ".gif", ".webp", ".avif", ".svg")
MAX_BYTES = 40 * 1024 * 1024
MOST_MEGAPIXELS = {"JPEG": 178, "PNG": 100, "WEBP": 100, "AVIF": 60, "GIF": 40}
"""Beyond these a picture is refused: its pixels would take gigabytes of memory, however few bytes the file has.

A JPEG is decoded at a half, a quarter or an eighth of its size where that is enough; Pillow opens none above 178.
"""

POINTER: Code = "large-file-pointer"
T = TypeVar("T")

_POINTER = b"version https://git-lfs.github.com/spec/"
_FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
PICTURE_FORMATS = tuple(_FORMATS)
"""Pillow's names of the formats that are published; no other is opened."""
_LONGEST_GIF = 65_535  # pixels of a side: two bytes say them (GIF89a)
_UNSHOWN = lazy_pattern(  # by browsers; many say where and with what they were taken
    r"\.(?:hei[cf]|hif|avci|tiff?|psd|psb|raw|dng|cr[23]|n[er][fw]|arw|sr[fw]|raf|orf|rw2|pef|ai|eps|cdr|xcf|sketc[h]"
    r"|jp2|jxr)\Z",
    re.IGNORECASE,
)


class PictureFacts(msgspec.Struct, frozen=True):
    """A picture below content/. Width and height are pixels, as published (after EXIF orientation); 0 when unknown."""

    path: str
    digest: bytes
    format: str
    width: int
    height: int
    color: str | None = ""  # the average; empty when it has none, None as long as nobody looked
    moves: bool = False  # it has more than one frame
    reduced: bool = False  # it is published smaller than it is
    focus: str = ""  # where it is looked at, as far as its pixels tell: per cent of its width and height
    marks: Marks = NONE  # what its file says of rights, and of how it was made
    credentials: bool = False  # its file carries content credentials (C2PA)
    telling: bool = False  # they, or its EXIF, tell of a place, a device or people: they are not published


def is_picture(path: str) -> bool:
    """Tell by its name whether a file is a picture."""
    return path.lower().endswith(SUFFIXES)


def is_unshown(path: str) -> bool:
    """Tell by its name whether a file is a picture in a format that browsers do not show."""
    return _UNSHOWN.search(path) is not None


def inspect_picture(
    path: str, data: bytes, digest: bytes, max_megapixels: int, is_colored: bool = True
) -> tuple[PictureFacts | None, tuple[Diagnostic, ...]]:
    """Read a picture's header; and all of it for its colour, where that is wanted. `path` is below content/.

    None for what cannot be published; and what is to be said.
    """
    if data.startswith(_POINTER):
        message = _("Git LFS left a pointer here in place of the picture")
        diagnostic = _said(POINTER, path, message, "warning")
        return None, (msgspec.structs.replace(diagnostic, hints=(_("run `git lfs pull`"),)),)
    try:
        if not data:
            raise ValueError(_("is an empty file"))
        facts, notes = (
            _svg(path, data, digest)
            if path.lower().endswith(".svg")
            else _raster(path, data, digest, max_megapixels, is_colored)
        )
    except ValueError as error:
        hint = _("save it anew as JPEG or PNG, smaller if need be; or take another picture")
        refused = _said("bad-picture", path, _("the picture {error}", error=error), "warning")
        return None, (msgspec.structs.replace(refused, hints=(hint,)),)
    return facts, notes


def _raster(
    path: str, data: bytes, digest: bytes, max_megapixels: int, is_colored: bool
) -> tuple[PictureFacts, tuple[Diagnostic, ...]]:
    """Return the facts of a picture made of pixels: of one that is damaged, as far as it can be read. Raises
    ValueError."""
    from PIL import Image

    try:
        return _whole(path, data, digest, max_megapixels, is_colored)
    except Image.DecompressionBombError as error:
        raise ValueError(
            _("has more than {most} megapixels, which none may have", most=MOST_MEGAPIXELS["JPEG"])
        ) from error
    except ValueError:
        raise
    except DAMAGED:
        try:
            with lenient():
                facts, notes = _whole(path, data, digest, max_megapixels, is_colored)
        except DAMAGED as error:
            raise ValueError(
                _("is not a JPEG, PNG, GIF, WebP or AVIF picture, whatever its name says, or nothing of it can be read")
            ) from error
    damaged = _said("bad-picture", path, _("the picture is damaged: what can be read of it is shown"), "warning")
    hint = _("copy it again from where it came from")
    return facts, (*notes, msgspec.structs.replace(damaged, hints=(hint,)))


def _whole(
    path: str, data: bytes, digest: bytes, max_megapixels: int, is_colored: bool
) -> tuple[PictureFacts, tuple[Diagnostic, ...]]:
    """Return the facts of a picture that can be read to its end. Raises `DAMAGED`."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as image:
            own, moves = image.size, getattr(image, "is_animated", False)
            size = _size(image, moves, max_megapixels)
            if str(image.format) == "GIF":
                _look_into(image)
            exif = _exif(image, data, moves)
            turned, placed = exif.get(0x0112, 1) in (5, 6, 7, 8), 0x8825 in exif
            width, height = size[::-1] if turned else size
            color, focus = ("", "") if moves else _seen(image) if is_colored else (None, "")
    form = _FORMATS[str(image.format)]
    seen = PictureFacts(path, digest, form, width, height, color, moves, size != own, focus)
    facts = _with_said(seen, data, placed)
    return facts, (_reduced(path, own, size),) if facts.reduced else ()


def _exif(image: "Image", data: bytes, moves: bool) -> Mapping[int, Any]:
    """Return what EXIF says. Of a PNG, Pillow decodes all pixels to see whether more is said behind them. Raises
    `DAMAGED`."""
    if image.format == "PNG" and not moves and not may_be_turned(data):
        return {}
    return image.getexif()


def _look_into(image: "Image") -> None:
    """Read the first frame of a GIF, whose head alone says little. Raises OSError when nothing can be made of it."""
    if max(image.size) > _LONGEST_GIF:
        raise OSError("a frame reaches beyond what a GIF can be")
    try:
        image.load()
    except ValueError as error:
        raise OSError(str(error)) from error


def _size(image: "Image", moves: bool, max_megapixels: int) -> tuple[int, int]:
    """Return the size in which a picture is published. Raises ValueError for one of too many pixels."""
    limit = max(max_megapixels, MOST_MEGAPIXELS[str(image.format)])
    if image.width * image.height > limit * 1_000_000:
        raise ValueError(
            _(
                "has {width} × {height} pixels; at most {limit} megapixels are read",
                width=image.width,
                height=image.height,
                limit=limit,
            )
        )
    size = published_size(*image.size, max_megapixels)
    if moves and size != image.size:
        raise ValueError(_("moves, and has more than {most} megapixels", most=max_megapixels))
    return size


def published_size(width: int, height: int, max_megapixels: int) -> tuple[int, int]:
    """Return the size in which a picture is published: its own, unless that is more than `max_megapixels`."""
    pixels = max_megapixels * 1_000_000
    if width * height <= pixels:
        return width, height
    scale = (pixels / (width * height)) ** 0.5
    return max(1, int(width * scale)), max(1, int(height * scale))


def eight_bits(image: "Image") -> "Image":
    """Return a picture of 16 bits a grey value with 8 of them, its tones kept; any other as it is."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")


def _reduced(path: str, own: tuple[int, int], size: tuple[int, int]) -> Diagnostic:
    message = _(
        "the picture has {width} × {height} pixels; it is published with {new_width} × {new_height}",
        width=own[0],
        height=own[1],
        new_width=size[0],
        new_height=size[1],
    )
    return _said("picture-scaled", path, message, "note")


def _seen(image: "Image") -> tuple[str, str]:
    """Return the average colour, and where the picture is looked at. One that something shines through has no colour
    of its own. Raises `DAMAGED` for what cannot be read to its end."""
    from PIL import ImageOps

    from mingpian.content.media.focus import SIDE, focus_of

    shines_through = image.has_transparency_data
    image.draft("RGB", (SIDE, SIDE))  # of a JPEG, an eighth is decoded
    small = eight_bits(image)
    small.thumbnail((SIDE, SIDE), reducing_gap=1.0)
    small = ImageOps.exif_transpose(small).convert("RGB")
    red, green, blue = small.resize((1, 1)).tobytes()
    return "" if shines_through else f"#{red:02x}{green:02x}{blue:02x}", focus_of(small)


def as_far_as_it_goes(read: Callable[[], T]) -> T:
    """Return what `read` makes of a picture: of one that is cut short, of as much as there is, as browsers show it.
    Raises `DAMAGED`."""
    try:
        return read()
    except DAMAGED:
        with lenient():
            return read()


@contextmanager
def lenient() -> Iterator[None]:
    """Have Pillow decode what there is of a picture that is cut short."""
    from PIL import ImageFile

    kept = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept


def _said(code: Code, path: str, message: AnyText, severity: Severity) -> Diagnostic:
    return Diagnostic(code=code, message=message, file=f"content/{path}", severity=severity)


def _svg(path: str, data: bytes, digest: bytes) -> tuple[PictureFacts, tuple[Diagnostic, ...]]:
    """Return the facts of a drawing. Raises ValueError."""
    from mingpian.content.media import svg

    clean = svg.cleaned(data)
    notes = [
        _said("svg-cleaned", path, _("the drawing is published without {parts}", parts=lost), "note")
        for lost in clean.dropped
    ]
    return _with_said(PictureFacts(path, digest, "svg", *svg_size(data)), data), tuple(notes)


def _with_said(facts: PictureFacts, data: bytes, is_placed: bool = False) -> PictureFacts:
    """Return the facts of a picture with what its file says beside what shows."""
    found = credentials_of(data)
    telling = bool(found) and (is_placed or tells_more(found))
    return msgspec.structs.replace(facts, marks=marks_of(data), credentials=bool(found), telling=telling)


def svg_size(data: bytes) -> tuple[int, int]:
    """Return the size that an SVG's root element states, in CSS pixels; (0, 0) when it states none."""
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
