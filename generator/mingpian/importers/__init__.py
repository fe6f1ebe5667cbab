"""Texts and people from other systems: each is read into drafts, which one writer puts into content/."""

from importlib import import_module
from pathlib import Path

from mingpian import SiteConfig, extensions_of_site
from mingpian.importers.draft import Importer

MODULES = (
    *("biodrop", "friends", "ghost", "halo", "hexo", "hugo", "jekyll", "jsonresume"),
    *(f"markdown_sites.{name}" for name in ("astro", "docusaurus", "quartz", "vitepress", "vuepress")),
    *("mingpian", "notion", "obsidian", "pelican", "table", "typecho", "vcard", "wechat", "wordpress"),
)
"""One file a system; each has its `IMPORTER`."""


def importers(root: Path, config: SiteConfig) -> dict[str, Importer]:
    """Return what can be imported from, by name: what we read, and what the extensions of the site in `root` do."""
    modules = (import_module(f"{__name__}.{name}") for name in MODULES)
    own: tuple[Importer, ...] = extensions_of_site(root, config).importers
    found = [*(module.IMPORTER for module in modules), *own]
    return {one.name: one for one in sorted(found, key=lambda one: one.name)}
