"""Themes: finding one, and its layers of files.

A theme is a folder with `templates/`, `styles/`, `words/`, `icons/`, `assets/` and a `theme.toml`. It may inherit from
another; then a file of its own stands in for the other's file of the same path. The site itself is the nearest
layer: what it has in `templates/`, `styles/`, `words/` and `icons/` stands in for the theme's.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath

import msgspec

import mingpian
from mingpian.config.settings import CONFIG_FILE
from mingpian.core import digest
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.core.errors import MingpianError
from mingpian.core.patterns import lazy_pattern
from mingpian.core.sources import SourceFile, files_below, span_of
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import NOT_UTF_8, foreign
from mingpian.render.theme_settings import DEFAULT, FILE, ThemeSettings, parse_settings
from mingpian.render.words import FALLBACK, Catalogue, Words, lacking, merged, misshapen, parse_catalogue, words_for
from mingpian.schema.decoding import SAVE_AS_UTF_8, decode_text
from mingpian.schema.languages import canonical

PARTS = ("templates", "styles", "words", "icons", "assets")
OF_SITES = PARTS[:4]  # a site's own files are published from its content, not from `assets/`
_OF_FRONT = re.compile("templates/(?:heroes|sections)/")
_IN_HEADINGS = lazy_pattern(r"(?:<h[1-6][^>]*>\{\{|m\.section\(\"[^\"]*\",) t\.(\w+)")
_LISTS_IN_HEADINGS = re.compile(r"(?:<h[1-6][^>]*>\{\{|m\.section\(\"[^\"]*\",) t\.lists\.(\w+)")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


class IncompleteInstallationError(MingpianError):
    """The theme that all others inherit from did not come with the program."""


class Layer(msgspec.Struct, frozen=True):
    """The files of one theme, without those that it inherits, by path; and what its theme.toml states."""

    name: str
    files: dict[str, SourceFile]
    settings: ThemeSettings = ThemeSettings()
    in_site: bool = True  # where somebody may edit it
    ships: bool = False  # with mingpian, wherever it lies, byte for byte


class Theme(msgspec.Struct, frozen=True):
    """A theme as it was read, nearest layer first, and the site's own code. Equal digests render equally."""

    name: str
    layers: tuple[Layer, ...]
    code: tuple[SourceFile, ...]
    digest: bytes

    def find(self, path: str) -> SourceFile | None:
        """Return the nearest file of that path."""
        return next((layer.files[path] for layer in self.layers if path in layer.files), None)

    def shown(self) -> dict[str, SourceFile]:
        """Return all files that somebody wrote for this site or theme, by the names that messages call them."""
        files = (*(file for layer in self.layers for file in layer.files.values()), *self.code)
        return {file.shown: file for file in files}

    def names(self, part: str) -> list[str]:
        """Return the paths of all files below a folder, relative to it, sorted."""
        paths = {path for layer in self.layers for path in layer.files if path.startswith(part + "/")}
        return sorted(path[len(part) + 1 :] for path in paths)

    def texts(self) -> list[str]:
        """Return the templates and the catalogues: what they say stands on pages."""
        return [
            file.data.decode(errors="replace")
            for layer in self.layers
            for path, file in layer.files.items()
            if path.startswith(("templates/", "words/"))
        ]

    def headings(self, lang: str, sections: Collection[str]) -> list[str]:
        """Return the words that a front page of these sections sets like titles, as far as templates show them."""
        words = self.words(lang)
        pages = [
            file.data.decode(errors="replace")
            for layer in self.layers
            for path, file in layer.files.items()
            if path == "templates/home.html" or (_OF_FRONT.match(path) and PurePosixPath(path).stem in sections)
        ]
        said = (getattr(words, name, "") for name in sorted({*_IN_HEADINGS.findall("".join(pages))}))
        lists = (words.lists.get(name, "") for name in sorted({*_LISTS_IN_HEADINGS.findall("".join(pages))}))
        prices = (*words.per.values(), *words.price_notes.values())
        return [*(one for one in said if isinstance(one, str)), *lists, *prices]

    def words(self, lang: str) -> Words:
        """Return the theme's words in a language; what it lacks in English."""
        return _words(self, lang)

    def catalogues(self) -> dict[str, Catalogue]:
        """Return the theme's words by language, as far as each states them."""
        return _catalogues(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theme) and self.digest == other.digest  # rather than byte by byte, at each question

    def __hash__(self) -> int:
        return hash(self.digest)


@cache
def _words(theme: Theme, lang: str) -> Words:
    return words_for(lang, _catalogues(theme))


@cache
def _catalogues(theme: Theme) -> dict[str, Catalogue]:
    """Read the catalogues; one that cannot be read was reported when the theme was loaded, and says nothing."""
    catalogues: dict[str, list[Catalogue]] = {}
    for layer in theme.layers:
        for path, file in layer.files.items():
            if path.startswith("words/"):
                found = catalogues.setdefault(canonical(Path(path).stem), [])
                with suppress(ValueError):
                    catalogue = parse_catalogue(file.data)
                    bad = {name for name, _form in misshapen(catalogue, _usual(theme))}
                    found.append({name: value for name, value in catalogue.items() if name not in bad})
    return {name: merged(layers) for name, layers in catalogues.items()}


def _usual(theme: Theme) -> Catalogue:
    """Return the words of the theme that the others inherit from, which has each in its form."""
    file = theme.layers[-1].files.get(f"words/{FALLBACK}.toml")
    with suppress(ValueError):
        return parse_catalogue(file.data) if file else {}
    return {}


def untranslated(theme: Theme, languages: Iterable[str]) -> Iterator[Diagnostic]:
    """Tell of languages of the site that the theme does not speak, or not wholly: its words are in English there."""
    for place, lang in enumerate(languages):
        left, every = lacking(lang, theme.catalogues())
        if left:
            message = _("the theme has no words in `{lang}`: what pages say by themselves is English there", lang=lang)
            if len(left) < every:
                message = _(
                    "{missing} of the theme's {words} words are missing in `{lang}`, such as `{example}`",
                    missing=len(left),
                    words=every,
                    lang=lang,
                    example=left[0],
                )
            yield Diagnostic(
                code="missing-words",
                message=message,
                file=CONFIG_FILE,
                severity="warning",
                field=("languages", place),
                hints=(
                    _("`mingpian schema --words {lang}` writes words/{lang}.toml, for you to translate", lang=lang),
                ),
            )


def load_theme(root: Path, name: str, code: tuple[SourceFile, ...] = ()) -> tuple[Theme, list[Diagnostic]]:
    """Read the theme `name` for the site in `root`; when there is none such, the default one. `code` is the site's.

    Raises `IncompleteInstallationError` when the default one is not there either.
    """
    diagnostics: list[Diagnostic] = []
    layers = [_layer("site", root, root, diagnostics)]
    wanted, place = name, CONFIG_FILE
    while wanted and (wanted != DEFAULT or all(layer.name != DEFAULT for layer in layers)):
        folder = _folder(root, wanted)
        if folder is None and wanted == DEFAULT:
            raise IncompleteInstallationError(
                _("mingpian is not installed whole: its themes are missing; install it anew, from a wheel")
            )
        if folder is None or any(layer.name == wanted for layer in layers):
            diagnostics.append(_unknown(root, wanted, place) if folder is None else _circular(wanted, place))
            wanted = DEFAULT
            continue
        place = _shown(root, folder, FILE)
        layers.append(_layer(wanted, root, folder, diagnostics))
        wanted = layers[-1].settings.inherits
    theme = Theme(name, tuple(layers), code, digest.of((layers, code)))
    return theme, [*diagnostics, *_bad_words(theme), *_bad_sheets(theme)]


def _layer(name: str, root: Path, folder: Path, found: list[Diagnostic]) -> Layer:
    """Read the files of one layer; one that cannot be read is reported."""
    try:
        if folder == root:
            return Layer(name, dict(_files(root, folder, OF_SITES)))
        settings, problems = parse_settings((folder / FILE).read_bytes(), _shown(root, folder, FILE))
        found += problems
        files = dict(_files(root, folder, PARTS))
        return Layer(name, files, settings, folder.is_relative_to(root), _ships(root, folder, files))
    except OSError as error:
        message = _("cannot read it: {reason}", reason=foreign(error.strerror))
        found.append(_bad(message, str(error.filename or folder).removeprefix(f"{root}/")))
        return Layer(name, {})


def _folder(root: Path, name: str) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    candidates = [folder / name for folder in _theme_folders(root)]
    return next((folder for folder in candidates if (folder / FILE).is_file()), None)


def _theme_folders(root: Path) -> list[Path]:
    """Where themes lie: in the site, in the installed package, in the source tree of an editable install."""
    package = Path(mingpian.__file__).resolve().parent
    return [root / "themes", package / "_themes", package.parent.parent / "themes"]


def _ships(root: Path, folder: Path, files: dict[str, SourceFile]) -> bool:
    """Tell whether a theme is one that ships, or a copy of it in the site to which nothing was done."""
    shipped = next((one for one in _theme_folders(root)[1:] if (one / folder.name / FILE).is_file()), None)
    if shipped is None or not folder.is_relative_to(root) or folder.samefile(shipped / folder.name):
        return shipped is not None
    return files == dict(_files(root, shipped / folder.name, PARTS))


def _files(root: Path, folder: Path, parts: tuple[str, ...]) -> Iterator[tuple[str, SourceFile]]:
    shown = _shown(root, folder, "")
    for part in parts:
        for path in files_below(folder / part):
            name = path.rpartition("/")[2]
            if not name.startswith(".") and not name.endswith("~"):
                with open(f"{folder}/{part}/{path}", "rb") as file:
                    yield f"{part}/{path}", SourceFile(f"{shown}{part}/{path}", file.read())


def _shown(root: Path, folder: Path, inside: str) -> str:
    """Name a file from the site's root; what ships by the name of its theme, wherever it is installed."""
    base = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else f"themes/{folder.name}"
    return inside if base == "." else f"{base}/{inside}"


def _bad(message: AnyText, shown: str, *hints: AnyText) -> Diagnostic:
    return Diagnostic(code="bad-theme", message=message, file=shown, hints=hints)


def _circular(name: str, shown: str) -> Diagnostic:
    hint = _("write in `inherits` the name of another theme, or delete the line")
    told = _bad(_("theme `{name}` inherits from itself", name=name), shown, hint)
    return msgspec.structs.replace(told, field=("inherits",))


def known_themes(root: Path) -> list[str]:
    """Return the names of the themes that a site may have: those that ship, and its own."""
    return sorted({path.parent.name for folder in _theme_folders(root) for path in folder.glob(f"*/{FILE}")})


def _unknown(root: Path, name: str, place: str) -> Diagnostic:
    known = known_themes(root)
    hints = did_you_mean(name, known) or (_("known themes: {names}", names=", ".join(known)),)
    field = ("theme",) if place == CONFIG_FILE else ("inherits",)
    message = _("there is no theme `{name}`", name=name)
    return Diagnostic(code="unknown-theme", message=message, file=place, field=field, hints=hints)


def _own_files(theme: Theme) -> Iterator[tuple[str, SourceFile]]:
    """Yield the files that may have faults, each layer's by path. Those that ship were looked at before they did."""
    for layer in theme.layers:
        if not layer.ships:
            yield from sorted(layer.files.items())


def _bad_words(theme: Theme) -> Iterator[Diagnostic]:
    for path, file in _own_files(theme):
        if path.startswith("words/"):
            text, told = decode_text(file.data, file.shown)
            yield from told
            try:
                catalogue = {} if text is None else parse_catalogue(file.data)
            except ValueError as error:
                yield _bad(_("cannot read it as TOML: {error}", error=error), file.shown)
                continue
            for name, form in misshapen(catalogue, _usual(theme)):
                wanted = _("a table of texts") if form == "table" else _("a text")
                message = _("`{name}` has to be {wanted}, and is left out", name=name, wanted=wanted)
                hint = _("`mingpian schema --words {lang}` shows how each is written", lang=Path(path).stem)
                yield msgspec.structs.replace(_bad(message, file.shown, hint), field=(name,))


def _bad_sheets(theme: Theme) -> Iterator[Diagnostic]:
    for path, file in _own_files(theme):
        if path.endswith(".css"):
            try:
                file.data.decode()
            except UnicodeDecodeError as error:
                place = span_of(file, file.data.count(b"\n", 0, error.start) + 1)
                yield msgspec.structs.replace(_bad(foreign(NOT_UTF_8), file.shown, SAVE_AS_UTF_8), span=place)
