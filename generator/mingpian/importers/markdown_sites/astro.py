"""Astro: collections of content, at the addresses that the files in `src/pages/` with brackets in their names make."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from mingpian.i18n import _
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import scripts, site
from mingpian.importers.markdown_sites.read import importer_of
from mingpian.importers.old_settings import languages_of

_ROUTES = "src/pages"
_CONFIGS = ("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.cjs", "astro.config.mts")
_SAID = ("config", "consts", "constants", "site.config", "site-config", "siteConfig", "settings")
_HOSTS = ("site", "website", "siteUrl", "url")
_LISTED = re.compile(r"getCollection\(\s*[\"'`](\w[\w-]*)[\"'`]")
_BASE = re.compile(
    r"(\w+)\s*[:=]\s*defineCollection\(.*?(?:base\s*:\s*[\"'`]([^\"'`]+)[\"'`]|(?=defineCollection)|\Z)", re.DOTALL
)
_OF_LANGUAGE = re.compile(r"\[(?:\.\.\.)?(?:lang|locale|language)\]/")
_LIST_PARTS = frozenset(
    {"tag", "tags", "category", "categories", "page", "author", "archive", "year", "lang", "locale"}
)


def _of(root: Path) -> site.MarkdownSite | None:
    configs = [root / name for name in _CONFIGS if (root / name).is_file()]
    if not configs or not (root / "src").is_dir():
        return None
    named = [root / "src" / f"{name}.{ending}" for name in _SAID for ending in ("ts", "js", "mjs")]
    named += [root / name for name in ("blog.config.ts", "site.config.ts", "src/config/index.ts", "src/config/site.ts")]
    named += [root / "src/content/config.ts", root / "src/content.config.ts"]
    files = [*(path for path in named if path.is_file()), *scripts.imported(configs, root), *configs]
    script = scripts.text_of(dict.fromkeys(files), root)
    host = next((one for name in _HOSTS if "://" in (one := scripts.value(script, name))), "")
    base = site.address_of(host, scripts.value(scripts.text_of(configs, root), "base"))  # collections have a `base` too
    old = site.MarkdownSite(root=root, source=root / "src", script=script, base=base, public=(root / "public",))
    return msgspec.structs.replace(old, codes=_codes(old))


def _codes(old: site.MarkdownSite) -> dict[str, str]:
    """Return the languages by the folders of their texts within a collection: those that the settings name, else those
    of collections whose texts all lie in folders of languages. That of the site itself has no folder in addresses."""
    tops = [*(one for one in (old.source / "content").glob("*") if one.is_dir()), *_bases(old).values()]
    inner = {top: sorted(one.name for one in top.glob("*") if one.is_dir()) for top in tops}
    stated = re.findall(r"[\"']([\w-]+)[\"']", scripts.block(old.script, "locales"))
    named = [one for one in stated if any(one in names for names in inner.values())]
    if not named:
        whole = [
            names for top, names in inner.items()
            if len(names) > 1 and all(map(_language, names)) and not any(top.glob("*.md*"))
        ]  # fmt: skip
        named = [name for names in whole for name in names]
    first = scripts.value(old.script, "defaultLocale") or scripts.value(old.script, "lang") or "".join(named[:1])
    found = {name: _language(name) for name in dict.fromkeys(named) if _language(name) and name != first}
    return {"": _language(first), first: _language(first)} | found if found and _language(first) else {}


def _language(name: str) -> str:
    return next(iter(languages_of(name.replace("_", "-"))), "")


def _files(old: site.MarkdownSite) -> Iterator[Path]:
    for folder in (old.source / "content", *_bases(old).values()):
        if folder.is_dir():
            yield from site.texts_below(folder)
    if (old.root / _ROUTES).is_dir():
        yield from site.texts_below(old.root / _ROUTES)


def _bases(old: site.MarkdownSite) -> dict[str, Path]:
    """Return the folders of collections that do not lie in `src/content/`, by the collections' names."""
    found = {}
    for name, base in _BASE.findall(old.script):
        folder = (old.root / base).resolve() if base else old.root
        if base and folder.is_relative_to(old.root) and not folder.is_relative_to(old.source / "content"):
            found[name] = folder
    return found


def _place(old: site.MarkdownSite, path: Path, data: dict[str, Any]) -> site.FormerPlace:
    if path.is_relative_to(old.root / _ROUTES):
        inside = PurePosixPath(path.relative_to(old.root / _ROUTES).as_posix())
        place = site.by_path(old, old.source / inside, "/")
        return site.FormerPlace(address=place.address, name=place.name, is_page=True)
    collection, inside = _collection(old, path)
    parts = inside.with_suffix("").parts
    folder = parts[0] if len(parts) > 1 and parts[0] in old.codes else ""
    parts = parts[1:] if folder else parts
    lang = old.codes[folder] if folder and old.codes[folder] != old.codes[""] else ""
    if len(parts) > 1 and parts[-1].lower() == "index":
        parts = parts[:-1]
    date, name = site.dated(parts[-1])
    hidden = next((part for part in inside.parts if part.startswith("_")), "")
    why = _("Astro publishes nothing of `{name}`", name=hidden) if hidden else ""
    stated = one_line(data.get("slug") or data.get("postSlug") or data.get("permalink")).strip("/")
    made = stated or "/".join(map(_slugged, parts))
    address = f"{f'/{folder}' if lang else ''}{_prefix(old, collection)}{made}/"
    return site.FormerPlace(address=address, name=name, date=date, lang=lang, why=why)


def _collection(old: site.MarkdownSite, path: Path) -> tuple[str, PurePosixPath]:
    for name, folder in _bases(old).items():
        if path.is_relative_to(folder):
            return name, PurePosixPath(path.relative_to(folder).as_posix())
    inside = PurePosixPath(path.relative_to(old.source / "content").as_posix())
    return (inside.parts[0], PurePosixPath(*inside.parts[1:])) if len(inside.parts) > 1 else ("", inside)


def _prefix(old: site.MarkdownSite, collection: str) -> str:
    """Return below which address the pages of a collection stood, as the route that shows it says."""
    found = sorted((old.root / _ROUTES).rglob("*.astro"))
    shown = {path: _OF_LANGUAGE.sub("", path.relative_to(old.root / _ROUTES).as_posix()) for path in found}
    routes = [path for path in found if "[" in shown[path]]
    named = {path: _parameter(shown[path]) for path in routes}
    ours = [path for path in routes if named[path].strip(".") not in _LIST_PARTS]
    own = [path for path in ours if collection in _LISTED.findall(_text(path, old))]
    named_like = [path for path in ours if collection in shown[path].split("/")]
    chosen = next(
        iter((*own, *named_like, *(ours if len(ours) == 1 or collection in ("blog", "posts", "post") else ()))), None
    )
    if chosen is None:
        return f"/{collection}/" if collection else "/"
    return f"/{shown[chosen].partition('[')[0]}"


def _parameter(path: str) -> str:
    match = re.search(r"\[([^\[\]]+)\]", path)
    return match[1] if match else ""


def _text(path: Path, old: site.MarkdownSite) -> str:
    return scripts.text_of([path], old.root)


def _slugged(text: str) -> str:
    """Return a name as Astro writes it in addresses (github-slugger)."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _describes(old: site.MarkdownSite) -> OldSite:
    menu = scripts.menu(old.script, "navLinks", "navBarConfig", "navigation", "NAV_LINKS", "nav", "menu", "links")
    return site.described(old, menu, ("/rss.xml", "/atom.xml", "/feed.xml"))


IMPORTER = importer_of(
    site.MarkdownSystem(
        name="astro", wants=_("the folder of an Astro site, with `astro.config.mjs` and `src/content/`"),
        of=_of, place=_place, describes=_describes, files=_files,
    )
)  # fmt: skip
