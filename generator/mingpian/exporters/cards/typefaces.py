"""The font files that cards are drawn with: the site's own, else the system's, and others for what they lack."""

import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mingpian import MingpianError, RenderContext, font_face, needs_chinese
from mingpian.exporters.cards.pieces import CardType
from mingpian.i18n import _

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

GETA = "〓"  # what printers set for a sign that they lack
_LINUX, _MAC, _WINDOWS = "/usr/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts"
_NOTO = tuple(
    f"{_LINUX}/{folder}" for folder in ("opentype/noto", "noto-cjk", "google-noto-cjk", "google-noto-sans-cjk-fonts")
)
_SANS = (
    *(f"{folder}/NotoSansCJK-{weight}.ttc" for folder in _NOTO for weight in ("Regular", "Bold")),
    f"{_MAC}/PingFang.ttc",
    f"{_MAC}/Hiragino Sans GB.ttc",
    f"{_MAC}/STHeiti Light.ttc",
    f"{_MAC}/STHeiti Medium.ttc",
    f"{_WINDOWS}/msyh.ttc",
    f"{_WINDOWS}/msyhbd.ttc",
    f"{_WINDOWS}/msjh.ttc",
    f"{_WINDOWS}/msjhbd.ttc",
    f"{_WINDOWS}/simhei.ttf",
    f"{_LINUX}/truetype/wqy/wqy-microhei.ttc",
    f"{_LINUX}/truetype/wqy/wqy-zenhei.ttc",
    f"{_LINUX}/truetype/droid/DroidSansFallbackFull.ttf",
)
_SERIF = (
    *(f"{folder}/NotoSerifCJK-{weight}.ttc" for folder in _NOTO for weight in ("Regular", "Bold")),
    f"{_MAC}/Supplemental/Songti.ttc",
    f"{_WINDOWS}/simsun.ttc",
)
_MONO = (
    f"{_MAC}/Menlo.ttc",
    f"{_WINDOWS}/consola.ttf",
    f"{_LINUX}/truetype/dejavu/DejaVuSansMono.ttf",
    f"{_LINUX}/truetype/liberation/LiberationMono-Regular.ttf",
)
_OTHERS = (
    f"{_LINUX}/truetype/noto/NotoColorEmoji.ttf",
    f"{_LINUX}/noto/NotoColorEmoji.ttf",
    f"{_LINUX}/google-noto-color-emoji-fonts/NotoColorEmoji.ttf",
    f"{_MAC}/Apple Color Emoji.ttc",
    f"{_WINDOWS}/seguiemj.ttf",
    f"{_WINDOWS}/seguisym.ttf",
    f"{_LINUX}/truetype/dejavu/DejaVuSans.ttf",
    f"{_MAC}/Supplemental/Arial Unicode.ttf",
)
_BOLD = ("bold", "semibold", "heavy", "black", "w6", "medium")
_REGION = {"Hans": ("SC", "GB", "CN"), "Hant": ("TC", "TW", "HK"), "Latin": ("KR",)}
_MOST = 600  # files of fonts that are looked through for a letter
_FIXED = (109, 160, 136, 128)  # pixels in which colour fonts have their drawings
_UNKNOWN = "\U0010fffd"  # of no font


class FontlessError(MingpianError):
    """There is no font for the letters of an entry; the text says so."""


class FontFile(msgspec.Struct, frozen=True):
    """A face of a font file. `is_thickened` says that it is drawn bold; `is_color` that its letters have colours."""

    path: str
    index: int = 0
    is_thickened: bool = False
    is_color: bool = False


class Drawn(NamedTuple):
    """Letters, and the face that has them: None where no font has."""

    text: str
    file: FontFile | None


class CardFonts:
    """The fonts for one language. It remembers which letters no font had, and how wide a word is."""

    def __init__(self, context: RenderContext, lang: str) -> None:
        self._lang = "zh-Hant" if lang.startswith("zh-Hant") else lang
        self._script = "Hant" if self._lang == "zh-Hant" else "Hans"
        look = context.assets.look.type or "book"
        sans, serif = _there(_SANS), _there(_SERIF)
        own = _own(context)
        title = serif or sans if look in ("book", "serif", "kai", "typewriter") else sans or serif
        text = serif or sans if look == "serif" else sans or serif
        drawn = (context.font.path,) if context.font else ()
        self._files = {
            "title": own["heading"] or title or drawn,
            "text": own["body"] or text or drawn,
            "mono": own["code"] or (() if any("CJK" in one for one in text) else _there(_MONO)) or text or drawn,
        }
        self.missing: set[str] = set()
        self._widths: dict[tuple[str, str, int], float] = {}

    def pieces(self, text: str, face: str) -> list[Drawn]:
        """Return a text with the face that each part of it is drawn with."""
        is_latin = len(text) > 1 if self._lang.startswith("zh") else True  # of signs alone, “” are Chinese in Chinese
        if not self._lang.startswith(("zh", "ja")):
            text = text.replace("…", "...")  # that of Chinese fonts is in the middle of the line
        script = "Latin" if is_latin and not needs_chinese(text) else self._script
        return list(_pieces(text, self._chain(face, script), self.missing))

    def width(self, text: str, type: CardType) -> float:
        """Return how wide (pixels) a text is."""
        asked = text, type.face, type.size
        if asked not in self._widths:
            self._widths[asked] = sum(self.length(one, type.size) for one in self.pieces(text, type.face))
        return self._widths[asked]

    def length(self, one: Drawn, size: int) -> float:
        """Return how wide (pixels) letters of one face are."""
        if one.file is None:
            return size * len(one.text) * 0.5
        if not one.file.path:
            return self.face(one.file, size)[0].getlength(one.text)
        return _length(one.text, one.file, size)

    def can_write(self, text: str) -> bool:
        """Tell whether there is a font for the script of a text."""
        return not needs_chinese(text) or bool(self._files["text"])

    def face(self, file: FontFile, size: int) -> "tuple[FreeTypeFont, float]":
        """Return a face in a size, and by how much what it draws is to be scaled."""
        if not file.path:
            return font_face(None, self._lang, size), 1.0
        return _loaded(file, size)

    def _chain(self, face: str, script: str) -> tuple[FontFile, ...]:
        bold = face in ("strong", "title")
        files = self._files["text" if face == "strong" else face]
        first = tuple(_chosen(files, script, bold, face == "mono"))
        rest = tuple(_chosen(self._files["text"], self._script, bold, mono=False))
        return tuple(dict.fromkeys((*first, *rest))) or (FontFile(""),)


def _own(context: RenderContext) -> dict[str, tuple[str, ...]]:
    """Return the font files that the site brings, by role; a font stated for pictures is that of all of them."""
    config = context.queries.config
    stated = (context.font.path,) if config.images.font and context.font else ()
    files = {face.file: face.path for face in context.faces}
    brand = {"heading": config.brand.heading_font, "body": config.brand.body_font, "code": config.brand.code_font}
    parts = {role: [part.strip() for part in text.split(",")] for role, text in brand.items()}
    return {role: tuple(files[name] for name in names if name in files) or stated for role, names in parts.items()}


def _there(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files of a list that are there, as far as they lie in the folder of the first."""
    found = [path for path in paths if os.path.exists(path)]
    return tuple(path for path in found if os.path.dirname(path) == os.path.dirname(found[0]))


@lru_cache(maxsize=64)
def _chosen(paths: tuple[str, ...], script: str, bold: bool, mono: bool) -> tuple[FontFile, ...]:
    """Return the best face of some files: of the width asked for, in the forms of its region, bold if so."""
    faces = [(path, index, family, style) for path in paths for index, family, style in _faces(path)]

    def fitness(one: tuple[str, int, str, str]) -> tuple[bool, bool, bool]:
        _path, _index, family, style = one
        is_bold = any(name in f"{family} {style}".lower() for name in _BOLD)
        return ("mono" in family.lower()) is mono, family.endswith(_REGION[script]), is_bold is bold

    best = sorted(faces, key=fitness, reverse=True)[:1]
    return tuple(FontFile(one[0], one[1], bold and not fitness(one)[2]) for one in best)


@lru_cache(maxsize=64)
def _faces(path: str) -> tuple[tuple[int, str, str], ...]:
    """Return the faces of a file: the number of each, its family and its style."""
    found = []
    for index in range(24):
        face = _opened(path, index, 24)
        if face is None:
            break
        family, style = face.getname()
        found.append((index, family or "", style or ""))
        if not path.lower().endswith(("c", "woff2")):
            break
    return tuple(found)


def _opened(path: str, index: int, size: int) -> "FreeTypeFont | None":
    from PIL import ImageFont

    try:
        return ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return None


@lru_cache(maxsize=64)  # one of Chinese takes 3 MB, in each size anew
def _loaded(file: FontFile, size: int) -> "tuple[FreeTypeFont, float]":
    for drawn in (size, *_FIXED):
        face = _opened(file.path, file.index, drawn)
        if face is not None:
            return face, size / drawn
    raise FontlessError(_("the font {path} cannot be read", path=file.path))


@lru_cache(maxsize=65536)
def _length(text: str, file: FontFile, size: int) -> float:
    face, scale = _loaded(file, size)
    return face.getlength(text) * scale


def _pieces(text: str, chain: tuple[FontFile, ...], missing: set[str]) -> Iterator[Drawn]:
    if _has_all(chain[0], text):
        yield Drawn(text, chain[0])
        return
    if (whole := _color_face(text)) is not None:
        yield Drawn(text, whole)
        return
    for sign in text:
        if not sign.isprintable() or "\ufe00" <= sign <= "\ufe0f":
            continue  # joins or chooses, and draws nothing
        file = next((one for one in (*chain, *_others()) if _has(one, sign)), None) or _searched(sign)
        if file is None:
            missing.add(sign)
            yield Drawn(GETA, next((one for one in chain if _has(one, GETA)), None))
        else:
            yield Drawn(sign, file)


@lru_cache(maxsize=16384)
def _has_all(file: FontFile, text: str) -> bool:
    return all(_has(file, sign) for sign in text)


@lru_cache(maxsize=65536)
def _has(file: FontFile, sign: str) -> bool:
    """Tell whether a face has a sign: what it draws is not what it draws for one that is unknown."""
    if sign.isspace():
        return True
    face = _to_look_at(file)
    return _mask(face, sign) != _mask(face, _UNKNOWN)


@lru_cache(maxsize=_MOST)
def _to_look_at(file: FontFile) -> "FreeTypeFont":
    return font_face(None, "en", 24) if not file.path else _loaded(file, 24)[0]


def _mask(face: Any, sign: str) -> tuple[tuple[int, int], bytes]:
    mask, _offset = face.getmask2(sign, "L")
    return mask.size, bytes(mask)


def _color_face(text: str) -> FontFile | None:
    """Return the font of colours that has a sign of several parts, where letters can be joined."""
    from PIL import features

    if len(text) < 2 or not ("\u200d" in text or "\U0001f1e6" <= text[0] <= "\U0001f9ff"):
        return None
    first = next((one for one in _others() if one.is_color), None)
    joins = features.check("raqm") and first is not None and _has(first, text[0])
    return first if joins else None


@lru_cache(maxsize=1)
def _others() -> tuple[FontFile, ...]:
    """Return the fonts for signs that those of the text lack."""
    files = (FontFile(path, 0, False, "moji" in path) for path in _OTHERS if os.path.exists(path))
    return tuple(one for one in files if _faces_of_other(one))


def _faces_of_other(file: FontFile) -> bool:
    return any(_opened(file.path, file.index, size) for size in (24, *_FIXED))


@lru_cache(maxsize=4096)
def _searched(sign: str) -> FontFile | None:
    """Return any font of the system that has a sign, in order of the names of their files."""
    return next((one for one in _all() if _has(one, sign)), None)


@lru_cache(maxsize=1)
def _all() -> tuple[FontFile, ...]:
    folders = (_LINUX, _MAC, _WINDOWS)
    paths = (path for folder in folders for path in sorted(Path(folder).rglob("*.[ot]tf")))
    files = (FontFile(str(path)) for path in islice(paths, _MOST))
    return tuple(one for one in files if _opened(one.path, 0, 24) is not None)
