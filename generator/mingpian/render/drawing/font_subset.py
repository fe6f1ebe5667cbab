"""Parts of font files, for the letters that a piece has (fontTools)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from mingpian.i18n import _
from mingpian.render.drawing.font_facts import Metrics, metrics_of
from mingpian.site.charset import FontFace

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_ITALIC = 1 << 0  # of `fsSelection` (OpenType 1.9, OS/2)
BOLD = 700  # the weight of titles
_NO_EMBEDDING, _NO_SUBSETTING = 0x0002, 0x0100  # of `fsType`, the same
_NAMES = [0, 1, 2, 13, 14]  # whose it is, what it is called, and its licence


class Traits(msgspec.Struct, frozen=True):
    """What a style sheet says of a face (CSS Fonts 4, 4.4), the letters in it, and whether it says that it may be cut
    and published."""

    weight: str  # one, or the two ends of a variable font
    style: str
    letters: frozenset[str]
    allowed: bool
    metrics: Metrics


def traits(face: FontFace, lang: str) -> Traits:
    """Read them. Raises ValueError when the file is no font."""
    with _read_as_font(face), _opened(face, lang) as font:
        about, letters = font["OS/2"], font.getBestCmap() or {}
        axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
        weight = f"{axes['wght'].minValue:g} {axes['wght'].maxValue:g}" if "wght" in axes else str(about.usWeightClass)
        return Traits(
            weight="1 1000" if face.titles else weight,  # titles have one weight, which no browser shall thicken
            style="italic" if about.fsSelection & _ITALIC else "normal",
            letters=frozenset(map(chr, letters)),
            allowed=not about.fsType & (_NO_EMBEDDING | _NO_SUBSETTING),
            metrics=metrics_of(font, letters),
        )


def subset(face: FontFace, characters: str, lang: str) -> bytes:
    """Return the part of a font that has these letters, as WOFF2. Raises ValueError when the file is no font."""
    import logging

    from fontTools.subset import Options, Subsetter
    from fontTools.varLib.instancer import instantiateVariableFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # tables that no browser reads are dropped, and it says so
    with _read_as_font(face), _opened(face, lang) as font:
        cutter = Subsetter(Options(hinting=False, notdef_outline=True, name_IDs=_NAMES))
        cutter.populate(text=characters)
        cutter.subset(font)
        varies = face.titles and "fvar" in font and any(axis.axisTag == "wght" for axis in font["fvar"].axes)
        cut = instantiateVariableFont(font, {"wght": BOLD}) if varies else font
        cut.flavor = "woff2"
        out = io.BytesIO()
        cut.save(out)
        return out.getvalue()


@contextmanager
def _read_as_font(face: FontFace) -> Iterator[None]:
    """Raise ValueError for whatever a reader of bytes may stumble over, in whichever table it is read at last."""
    try:
        yield
    except Exception as error:
        said = str(error) or type(error).__name__
        raise ValueError(_("{file} is no font that can be read: {error}", file=face.file, error=said)) from error


def _opened(face: FontFace, lang: str) -> "TTFont":
    """Open a font; of a collection, the face for the form of Chinese."""
    from fontTools.ttLib import TTFont

    number = _number(face.path, "TC" if lang == "zh-Hant" else "SC")
    return TTFont(face.path, fontNumber=number, lazy=True, recalcTimestamp=False)


def _number(path: str, region: str) -> int:
    """Return the number of the face of a collection whose name ends like its region; -1 of a single font."""
    from fontTools.ttLib import TTCollection

    with open(path, "rb") as file:
        if file.read(4) != b"ttcf":
            return -1
    with TTCollection(path, lazy=True) as collection:
        names = [font["name"].getBestFamilyName() or "" for font in collection.fonts]
    return next((number for number, name in enumerate(names) if name.endswith(region)), 0)
