"""Astro: collections of content, at the addresses that the files in `src/pages/` with brackets in their names make."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from mingpian.i18n import _
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import scripts, site
from mingpian.importers.markdown_sites.read import importer_of

_ROUTES = "src/pages"
_CONFIGS = ("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.cjs", "astro.config.mts")
_SAID = ("config", "consts", "constants", "site.config", "site-config", "siteConfig", "settings")
_HOSTS = ("site", "website", "siteUrl", "url")
_LISTED = re.compile(r"getCollection\(\s*[\"'`](\w[\w-]*)[\"'`]")
_BASE = re.compile(
    r"(\w+)\s*[:=]\s*defineCollection\(.*?(?:base\s*:\s*[\"'`]([^\"'`]+)[\"'`]|(?=defineCollection)|\Z)", re.DOTALL
)
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
    files = [*(path for path in named if path.is_file()), *configs]
    script = scripts.text_of(files, root)
    host = next((one for name in _HOSTS if "://" in (one := scripts.value(script, name))), "")
    base = site.address_of(host, scripts.value(script, "base"))
    return site.MarkdownSite(root=root, source=root / "src", script=script, base=base, public=(root / "public",))


def _files(old: site.MarkdownSite) -> Iterator[Path]:
    for folder in (old.source / "content", *_bases(old).values()):
        if folder.is_dir():
            yield from (path for path in site.texts_below(folder) if not path.name.startswith("_"))
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
    if len(parts) > 1 and parts[-1].lower() == "index":
        parts = parts[:-1]
    date, name = site.dated(parts[-1])
    stated = one_line(data.get("slug") or data.get("postSlug") or data.get("permalink")).strip("/")
    made = stated or "/".join(map(_slugged, parts))
    return site.FormerPlace(address=f"{_prefix(old, collection)}{made}/", name=name, date=date)


def _collection(old: site.MarkdownSite, path: Path) -> tuple[str, PurePosixPath]:
    for name, folder in _bases(old).items():
        if path.is_relative_to(folder):
            return name, PurePosixPath(path.relative_to(folder).as_posix())
    inside = PurePosixPath(path.relative_to(old.source / "content").as_posix())
    return (inside.parts[0], PurePosixPath(*inside.parts[1:])) if len(inside.parts) > 1 else ("", inside)


def _prefix(old: site.MarkdownSite, collection: str) -> str:
    """Return below which address the pages of a collection stood, as the route that shows it says."""
    routes = [
        path for path in sorted((old.root / _ROUTES).rglob("*.astro")) if "[" in path.relative_to(old.source).as_posix()
    ]
    named = {path: _parameter(path.relative_to(old.root / _ROUTES).as_posix()) for path in routes}
    ours = [path for path in routes if named[path].strip(".") not in _LIST_PARTS]
    own = [path for path in ours if collection in _LISTED.findall(_text(path, old))]
    named_like = [path for path in ours if collection in path.relative_to(old.root / _ROUTES).parts]
    chosen = next(
        iter((*own, *named_like, *(ours if len(ours) == 1 or collection in ("blog", "posts", "post") else ()))), None
    )
    if chosen is None:
        return f"/{collection}/" if collection else "/"
    before = chosen.relative_to(old.root / _ROUTES).as_posix().partition("[")[0]
    return f"/{before}"


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
