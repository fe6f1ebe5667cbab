"""VitePress: the folder in which `.vitepress` lies, or the one that its settings name."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import msgspec

from mingpian.i18n import _
from mingpian.importers.draft import OldSite
from mingpian.importers.markdown_sites import scripts, site
from mingpian.importers.markdown_sites.read import importer_of
from mingpian.importers.stated_patterns import stated_pattern

_WHERE = ("", "docs", "src", "blog", "packages/docs")
_PARAMETER = re.compile(r":(\w+)(\*|\\?\([^()]*\\?\))?")


def _of(root: Path) -> site.MarkdownSite | None:
    folder = next((root / name for name in _WHERE if (root / name / ".vitepress").is_dir()), None)
    if folder is None:
        return None
    script = scripts.text_of(site.settings_below(folder / ".vitepress"), root)
    source = (folder / scripts.value(script, "srcDir")).resolve()
    if not source.is_relative_to(root) or not source.is_dir():
        source = folder
    codes = site.codes_of(script, source)
    host = scripts.value(script, "hostname", "baseUrl", "siteUrl")
    base = site.address_of(host, scripts.value(script, "base"))
    return site.MarkdownSite(
        root=root, source=source, script=script, base=base, public=(source / "public",), codes=codes
    )


def _place(old: site.MarkdownSite, path: Path, data: dict[str, Any]) -> site.FormerPlace:
    place = _file_place(old, path)
    inside = path.relative_to(old.source).as_posix()
    excluded = re.findall(r"[\"'`]([^\"'`\n]+)[\"'`]", scripts.block(old.script, "srcExclude"))
    if any(_excludes(pattern, inside) for pattern in excluded):
        place = msgspec.structs.replace(place, why=_("VitePress was told to leave it out (`srcExclude`)"))
    is_clean = scripts.is_on(old.script, "cleanUrls") and place.address.endswith(".html")
    clean = (place.address.removesuffix(".html"),) if is_clean else ()  # where its host showed it
    return msgspec.structs.replace(place, others=clean)


def _excludes(pattern: str, inside: str) -> bool:
    """Tell whether a pattern means a path: `**/` stands for any folders, and none."""
    return fnmatch(inside, pattern) or fnmatch(f"/{inside}", pattern.replace("**/", "*/"))


def _file_place(old: site.MarkdownSite, path: Path) -> site.FormerPlace:
    """Return the place of a text by its file and what `rewrites` say of it."""
    place = site.by_path(old, path, ".html")
    inside = path.relative_to(old.source).as_posix()
    for pattern, made in scripts.pairs(scripts.block(old.script, "rewrites")):
        if match := _matched(pattern, inside):
            moved = made
            for name, part in match.groupdict().items():
                moved = re.sub(rf":{name[2:]}(?:\*|\([^()]*\))?", part.replace("\\", ""), moved)
            other = site.by_path(old, old.source / moved, ".html")
            return msgspec.structs.replace(place, address=other.address)
    return place


def _matched(pattern: str, inside: str) -> "re.Match[str] | None":
    """Return what a path matches of a pattern of `rewrites`: `:name` is one part of it, `:name*` any."""
    parts = re.split(r"(:\w+(?:\*|\([^()]*\))?)", pattern)
    built = ""
    for part in parts:
        named = _PARAMETER.fullmatch(part)
        built += f"(?P<p_{named[1]}>{'.+' if named[2] else '[^/]+'})" if named else re.escape(part)
    return stated_pattern(built).fullmatch(inside)


def _describes(old: site.MarkdownSite) -> OldSite:
    return site.described(old, scripts.menu(old.script, "nav"), ("/feed.xml", "/rss.xml", "/feed.rss"))


IMPORTER = importer_of(
    site.MarkdownSystem(
        name="vitepress",
        wants=_("the folder of a VitePress site, with `.vitepress/`"),
        of=_of,
        place=_place,
        describes=_describes,
    )
)
