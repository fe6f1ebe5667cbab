"""What a content file's path says: kind, section, slug and language."""

from collections.abc import Iterable, Iterator

import msgspec

from mingpian.content.kind import Kind
from mingpian.content.kinds import kinds
from mingpian.content.kinds.page import PAGES
from mingpian.core.diagnostics import Diagnostic, nearest
from mingpian.core.paths import composed, slug_problem, slugify
from mingpian.i18n import AnyText, _, listed, translate
from mingpian.schema.languages import is_language, matched

SUFFIXES = (".md", ".markdown")
_UNREAD = (".mdx", ".mdown", ".mkd", ".mkdn", ".mdwn", ".rmd", ".qmd")  # Markdown to other programs


class PathParts(msgspec.Struct, frozen=True):
    """The parts of a content file's path. `lang` is a language of the site; empty when the name states none."""

    kind: str
    section: str
    slug: str
    lang: str


def is_entry(path: str) -> bool:
    """Tell whether a file below content/ is an entry (as opposed to a picture, data or a static file)."""
    folder, slash, _rest = path.partition("/")
    return bool(slash) and folder in kinds() and path.lower().endswith(SUFFIXES)


def kind_named(said: str) -> Kind | None:
    """Return the kind that somebody means: by its folder, by one of its entries, or by its name in Chinese."""
    from mingpian.content.chinese_variants import simplified_letters

    named = {name: kind for kind in kinds().values() for name in _names(kind)}
    meant = named.get(said.lower())
    if meant is None and not said.isascii():
        meant = named.get("".join(simplified_letters().get(letter, letter) for letter in said))
    return meant


def meant_kind(said: str) -> tuple[AnyText, ...]:
    """Return the hint for a name that is no folder of a kind; empty when nothing is close."""
    kind = kind_named(said) or kind_named(nearest(said, kind_names()) or "")
    return (_("did you mean `{name}`?", name=kind.name),) if kind else ()


def kind_names() -> list[str]:
    """Return all names by which kinds are known."""
    return [name for kind in kinds().values() for name in _names(kind)]


def listed_kinds() -> AnyText:
    """Return how the entries of all kinds are called, in words."""
    return listed(kind.called or kind.name for kind in kinds().values())


def _names(kind: Kind) -> tuple[str, ...]:
    return kind.name, kind.name.removesuffix("s"), *((translate(kind.called, "zh"),) if kind.called else ())


def is_homeless(path: str) -> bool:
    """Tell whether a file is written like an entry and stands where it cannot be one, or where a kind has its folder. A
    README speaks to people."""
    if path in kinds():
        return True
    if not path.lower().endswith(SUFFIXES + _UNREAD) or is_entry(path) or path.startswith("static/"):
        return False
    return not path.rpartition("/")[2].startswith("README.")


def homeless(path: str) -> Diagnostic:
    """Return the warning about such a file; an error where it hides all entries of a kind."""
    if path in kinds():
        message = _("it is a file, where the folder of a kind is expected")
        return Diagnostic(
            code="no-kind", message=message, file=f"content/{path}", severity="error", hints=(_("move it"),)
        )
    if path.lower().endswith(_UNREAD) and "/" in path and path.partition("/")[0] in kinds():
        stem, ending = path.rsplit(".", 1)
        message = _("files that end with .{ending} are not read", ending=ending)
        hint = _("call it {name}", name=f"{stem.rpartition('/')[2]}.md")
        return Diagnostic(code="no-kind", message=message, file=f"content/{path}", severity="warning", hints=(hint,))
    folder = path.rpartition("/")[0].partition("/")[0]
    near = (kind_named(folder) or kind_named(nearest(folder, kinds()) or "")) if folder else None
    others = _("the kinds are {names}", names=", ".join(kinds()))
    hint = _("did you mean content/{near}/?", near=near.name) if near else others
    message = _("it is in no kind's folder, so it is not read")
    return Diagnostic(code="no-kind", message=message, file=f"content/{path}", severity="warning", hints=(hint,))


def path_parts(path: str, languages: tuple[str, ...]) -> PathParts:
    """Read the path of an entry below content/."""
    kind, *folders, name = path.split("/")
    stem, lang = _language(composed(name.rpartition(".")[0] or name), languages)
    if stem in ("index", "_index") and folders:
        stem = folders.pop()
    elif stem in ("index", "_index") and kind != PAGES:
        return PathParts(PAGES, "", kind, lang)  # `essays/index.md` is the page of the list of essays
    slug = stem if not slug_problem(stem) else slugify(stem)
    return PathParts(kind, "/".join(slugify(folder) for folder in folders), slug, lang)


def strays(paths: Iterable[str], languages: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Warn of files that are named like translations, into languages that the site does not have."""
    stems = {path.rpartition(".")[0]: path for path in paths if is_entry(path)}
    for stem, path in stems.items():
        original, dot, suffix = stem.rpartition(".")
        if dot and original in stems and not matched(suffix, languages) and is_language(suffix):
            told = _(
                "`{lang}` is no language of the site, so it is no translation of {original}",
                lang=suffix,
                original=f"content/{stems[original]}",
            )
            hint = _(
                "add it to `languages` in site.toml: {setting}",
                setting=f'languages = ["{languages[0]}", "{suffix}"]',
            )
            way_out = _("if it is none, nothing is wrong: the file's whole name is its address")
            yield Diagnostic(
                code="unknown-language",
                message=told,
                file=f"content/{path}",
                severity="warning",
                hints=(hint, way_out),
            )


def _language(stem: str, languages: tuple[str, ...]) -> tuple[str, str]:
    """Split a language of the site off a file's name; other names may have dots in them."""
    base, dot, suffix = stem.rpartition(".")
    lang = matched(suffix, languages) if dot else ""
    return (base, lang) if base and lang else (stem, "")
