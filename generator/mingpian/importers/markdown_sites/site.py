"""An old site as its system sees it, and where each of its texts stood: what the systems say differently."""

import re
from collections.abc import Callable, Iterable
from functools import reduce
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from mingpian.i18n import AnyText
from mingpian.importers import old_lists
from mingpian.importers.draft import OldSite
from mingpian.importers.markdown_sites import scripts
from mingpian.importers.markdown_sites.owner_settings import with_owner
from mingpian.importers.old_settings import languages_of
from mingpian.importers.references import finder

ENDINGS = (".md", ".mdx", ".markdown")
_NUMBER = re.compile(r"\A\d{1,3}[.\-_、]\s*(?=\D)")
_MATH = re.compile(
    r"\b(?:mathjax\w*|katex|remark-?math|markdown-it-(?:mathjax3|katex|texmath)|math:\s*true)\b", re.IGNORECASE
)
_DATED = re.compile(r"\A(\d{4})[-_/](\d\d)[-_/](\d\d)[-_/](.+)\Z")


class MarkdownSite(msgspec.Struct, frozen=True, kw_only=True):
    """An old site: its folder, that of its texts, and what its settings say, as they are written."""

    root: Path
    source: Path
    script: str = ""
    base: str = ""  # its address; the path alone where its host is not known
    public: tuple[Path, ...] = ()  # where `/a.png` may lie
    is_program: bool = False  # every text is MDX, whatever its name ends in
    tags: str = "/tags/"  # where the lists of tags were
    codes: dict[str, str] = {}  # languages, by the folders of texts that are in them
    authors: dict[str, str] = {}  # their names, by what texts call them
    locked: tuple[str, ...] = ()  # how the addresses of texts began that were shown for a password


class FormerPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text stood: its address, what it is called, and the day if its name says one."""

    address: str
    name: str
    date: str = ""
    is_page: bool = False
    lang: str = ""
    others: tuple[str, ...] = ()  # other addresses at which it was
    folder: str = ""  # from where its links are meant, if not from its own folder: a translation's, from the original's
    why: AnyText = ""  # it is left


class MarkdownSystem(msgspec.Struct, frozen=True, kw_only=True):
    """What one system says differently from the others. `of` is None where a folder is no site of it."""

    name: str
    wants: AnyText
    of: Callable[[Path], MarkdownSite | None]
    place: Callable[[MarkdownSite, Path, dict[str, Any]], FormerPlace]
    describes: Callable[[MarkdownSite], OldSite]
    files: Callable[[MarkdownSite], Iterable[Path]] | None = None  # by default all below `source`


def texts_below(folder: Path) -> list[Path]:
    """Return the texts below a folder, but not those of programs, nor hidden ones."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    return sorted(path for path in found if not _is_hidden(path.relative_to(folder)))


def _is_hidden(inside: Path) -> bool:
    return any(part.startswith(".") or part in ("node_modules", "dist") for part in inside.parts)


def settings_below(folder: Path) -> list[Path]:
    """Return the settings of VuePress and VitePress in their hidden folder: the main file first."""
    endings = (".js", ".ts", ".mjs", ".mts", ".cjs")
    found = [path for path in folder.rglob("*") if path.suffix in endings and path.is_file()]
    ours = [path for path in found if not {"dist", "cache", "components", "public", ".temp", ".cache"} & {*path.parts}]
    return sorted(ours, key=lambda path: (len(path.relative_to(folder).parts), path.stem != "config", path))


def by_path(site: MarkdownSite, path: Path, ending: str, indexes: tuple[str, ...] = ("index",)) -> FormerPlace:
    """Return the place of a text whose address is its path with this ending; those of `indexes` are their folder's."""
    inside = PurePosixPath(path.relative_to(site.source).as_posix()).with_suffix("")
    folders, lang = inside.parts[:-1], ""
    if folders and folders[0] in site.codes:
        lang, folders = site.codes[folders[0]], folders[1:]
    if path.stem.lower() in indexes:
        address = "/" + "/".join(inside.parts[:-1]) + ("/" if inside.parts[:-1] else "")
        name = "-".join(map(unnumbered, folders)) or "home"
        return FormerPlace(address=address, name=name, is_page=True, lang=lang)
    date, name = dated(folders[-1] if inside.name.lower() == "readme" and folders else inside.name)
    return FormerPlace(
        address=f"/{inside.as_posix()}{ending}", name=unnumbered(name), date=date, is_page=not folders, lang=lang
    )


def dated(name: str) -> tuple[str, str]:
    """Return the day in a name, and the name without it."""
    match = _DATED.match(name)
    return ("-".join(match.groups()[:3]), match[4]) if match else ("", name)


def unnumbered(name: str) -> str:
    """Return a name without the number by which files were put in order."""
    return _NUMBER.sub("", name) or name


def codes_of(script: str, source: Path) -> dict[str, str]:
    """Return the languages that settings name in `locales`, by the folders of their texts; the language of the folder
    `` is that of all others. What settings do not say, the name of the folder does."""
    found: dict[str, str] = {}
    stated = dict[str, str]()
    inners = [*scripts.blocks(script, "locales")]
    whole = languages_of(scripts.value(reduce(lambda rest, inner: rest.replace(inner, ""), inners, script), "lang"))
    for name, said in (entry for inner in inners for entry in scripts.entries(inner)):
        folder = "" if name == "root" else name.strip("/")
        if folder and not (source / folder).is_dir():
            continue
        if lang := languages_of(scripts.value(said, "lang")):
            stated.setdefault(folder, lang[0])
        if lang := languages_of(folder) if folder else whole:
            found.setdefault(folder, lang[0])
    found |= stated
    return dict(sorted(found.items(), key=lambda one: one[0] != ""))


def address_of(host: str, base: str) -> str:
    """Return the address of a site from that of its host and the path below which all of it is; this alone where the
    host is not known."""
    whole, path = host.rstrip("/"), base.strip("/")
    return f"{whole}/{path}/" if path and not whole.endswith(f"/{path}") else whole


def described(
    site: MarkdownSite, menu: tuple[tuple[str, str], ...], feeds: tuple[str, ...], author: Any = None
) -> OldSite:
    """Return what settings that are programs say of the site; `author` is what other files say of its owner."""
    said = languages_of(scripts.value(site.script, "lang", "locale", "defaultLocale"))
    old = OldSite(
        title=scripts.value(site.script, "title", "pageTitle"),
        base_url=site.base,
        description=scripts.value(site.script, "description", "desc", "tagline"),
        author=scripts.value(scripts.block(site.script, "author"), "name") or scripts.value(site.script, "author"),
        languages=tuple(dict.fromkeys([*site.codes.values(), *said])),
        menu=menu,
        feeds=feeds,
        lists=old_lists.OF_THEMES | dict.fromkeys(("/posts/", "/blog/"), old_lists.ALL),
        has_formulas=_MATH.search(site.script) is not None,
    )
    tops = (*site.public, site.source, site.source / "assets", site.root / "src", site.root)
    return with_owner(old, site.script, finder(site.root, roots=tops), author)
