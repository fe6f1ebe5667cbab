"""Font files: the site's own that it publishes, and one with Chinese letters to draw pictures with."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.core import digest
from mingpian.core.codes import Code
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText, _, text_of
from mingpian.render import brand
from mingpian.render.drawing.font_subset import traits
from mingpian.render.drawing.text_layout import Font, needs_chinese
from mingpian.site.charset import MANY, MANY_OF_TITLES, FontFace, FontPieces, split_charset
from mingpian.site.model import SiteModel
from mingpian.site.site import Site

_LINUX, _MAC, _WINDOWS = "/usr/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts"
_SERIFS = ("Serif", "Songti")
PLACES = (
    f"{_LINUX}/opentype/noto/NotoSerifCJK-Bold.ttc",
    f"{_LINUX}/opentype/noto/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/opentype/noto/NotoSansCJK-Regular.ttc",
    f"{_LINUX}/noto-cjk/NotoSerifCJK-Bold.ttc",
    f"{_LINUX}/noto-cjk/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/google-noto-cjk/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/truetype/wqy/wqy-zenhei.ttc",
    f"{_LINUX}/truetype/wqy/wqy-microhei.ttc",
    f"{_LINUX}/truetype/droid/DroidSansFallbackFull.ttf",
    f"{_MAC}/Supplemental/Songti.ttc",
    f"{_MAC}/PingFang.ttc",
    f"{_MAC}/Hiragino Sans GB.ttc",
    f"{_MAC}/STHeiti Medium.ttc",
    f"{_WINDOWS}/NotoSerifSC-VF.ttf",
    f"{_WINDOWS}/msyhbd.ttc",
    f"{_WINDOWS}/msyh.ttc",
    f"{_WINDOWS}/simhei.ttf",
)


def unfit_fonts(root: Path, model: SiteModel) -> Iterator[Diagnostic]:
    """Report what is wrong with the fonts that the site states, or lacks."""
    yield from _fontless(root, model)
    yield from _unfit_faces(root, model.site.config)


def _fontless(root: Path, model: SiteModel) -> Iterator[Diagnostic]:
    """Report that there is no font for the letters that are to be drawn, or not the one that is stated."""
    config = model.site.config
    if "share" in config.without or font_of(root, config) is not None:
        return
    if config.images.font:
        message = _("there is no font file {font}", font=config.images.font)
        yield Diagnostic(
            code="missing-file", message=message, file=CONFIG_FILE, severity="error", field=("images", "font")
        )
    elif any(needs_chinese(entry.title) for entry in model.site.entries.values()):
        message = _("no font with Chinese letters was found; pages are shared with pictures that have no words")
        state = _('state one: images = {font = "fonts/x.ttf"}')
        hints = (_('install Noto CJK, {alternative}, or do without: without = ["share"]', alternative=state),)
        yield Diagnostic(code="no-font", message=message, file=CONFIG_FILE, severity="warning", hints=hints)


def font_of(root: Path, config: SiteConfig, face: str = "serif") -> Font | None:
    """Return the font that a site states, or the first of the system's; None when there is none. `face` is the one in
    which titles are set (`look.typefaces`): it tells whether those with serifs come first."""
    stated: tuple[str, ...] = (str(root / config.images.font),) if config.images.font else PLACES
    if face in ("sans", "round"):
        stated = tuple(sorted(stated, key=lambda path: any(name in path for name in _SERIFS)))
    for path in stated:
        try:
            facts = os.stat(path)
        except OSError:
            continue
        return Font(path, facts.st_size, facts.st_mtime_ns, "CJK" in os.path.basename(path))
    return None


def faces_of(root: Path, config: SiteConfig) -> tuple[FontFace, ...]:
    """Return the font files that the site publishes, without those that are not there."""
    if config.fonts != "subset" or not _can_cut():
        return ()
    roles = brand.font_files(config.brand)
    files = dict.fromkeys(file for files in roles.values() for file in files)
    text = {file for role, files in roles.items() if role != "heading" for file in files}
    stated = ((file, _digest_of(root / file)) for file in files)
    return tuple(FontFace(file, str(root / file), found, file not in text) for file, found in stated if found)


def split_fonts(
    faces: tuple[FontFace, ...], letters: Callable[[bool], Mapping[str, int]], site: Site
) -> tuple[FontPieces, ...]:
    """Return how the faces that can be read are cut to the letters in use: `letters` tells those of titles alone, or of
    everything."""
    used = {titles: letters(titles) for titles in {face.titles for face in faces}}
    cuts = []
    for face in faces:
        with suppress(ValueError):  # `unfit` reports it
            covered = traits(face, site.config.default_lang).letters
            many = MANY_OF_TITLES if face.titles else MANY
            cuts.append(FontPieces(face, split_charset(used[face.titles], covered, many)))
    return tuple(cuts)


def _unfit_faces(root: Path, config: SiteConfig) -> Iterator[Diagnostic]:
    """Report what keeps the stated font files from being published."""
    stated = [(role, file) for role, files in brand.font_files(config.brand).items() for file in files]
    if config.fonts != "subset":
        hint = _('write fonts = "subset" above the first [table], so that it is published')
        for role, _file in stated:
            yield _problem("bad-value", _("a font file is stated, but fonts are the system's"), role, hint)
    elif not stated:
        hint = _('state one in fonts/: [brand] body_font = "fonts/x.otf"')
        yield _problem("bad-value", _("no font file is stated that could be cut"), "", hint)
    elif not _can_cut():
        yield _problem("not-installed", _("cutting fonts needs more: pip install 'mingpian[fonts]'"), "")
    else:
        faces = {face.file: face for face in faces_of(root, config)}
        for role, file in stated:
            yield from _unfit_face(role, file, faces.get(file), config.default_lang)


def _unfit_face(role: str, file: str, face: FontFace | None, lang: str) -> Iterator[Diagnostic]:
    if not file.startswith("fonts/") or ".." in file.split("/"):
        yield _problem("bad-value", _("the font file {file} is not in fonts/", file=file), role)
    elif face is None:
        yield _problem("missing-file", _("there is no font file {file}", file=file), role)
    else:
        try:
            allowed = traits(face, lang).allowed
        except ValueError as error:
            yield _problem("bad-font", text_of(error), role)
            return
        if not allowed:
            message = _("{file} says of itself that it may not be cut, or not be embedded", file=file)
            hint = _("look at its licence: whoever publishes it answers for that")
            warning = _problem("font-licence", message, role, hint)
            yield msgspec.structs.replace(warning, severity="warning")


def _problem(code: Code, message: AnyText, role: str, hint: AnyText = "") -> Diagnostic:
    path = ("brand", f"{role}_font") if role else ("fonts",)
    hints = (hint,) if hint else ()
    return Diagnostic(code=code, message=message, file=CONFIG_FILE, severity="error", field=path, hints=hints)


def _can_cut() -> bool:
    return find_spec("fontTools") is not None and find_spec("brotli") is not None


def _digest_of(path: Path) -> bytes:
    try:
        facts = os.stat(path)
        return _digest(str(path), facts.st_size, facts.st_mtime_ns)
    except OSError:
        return b""


@cache
def _digest(path: str, size: int, modified: int) -> bytes:
    """Return the digest of a file's bytes; files of these facts are read once."""
    with open(path, "rb") as file:
        return digest.of_bytes(file.read())
