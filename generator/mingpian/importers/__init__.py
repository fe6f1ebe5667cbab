"""Texts and people from other systems: each is read into drafts, which one writer puts into content/."""

from pathlib import Path

from mingpian import SiteConfig, extensions_of_site
from mingpian.importers.draft import Importer


def importers(root: Path, config: SiteConfig) -> dict[str, Importer]:
    """Return what can be imported from, by name: what we read, and what the extensions of the site in `root` do."""
    from mingpian.importers import ghost, hexo, hugo, jekyll, mingpian, pelican, people, wordpress

    found = [module.IMPORTER for module in (ghost, hexo, hugo, jekyll, mingpian, pelican, wordpress)]
    own: tuple[Importer, ...] = extensions_of_site(root, config).importers
    return {one.name: one for one in sorted([*found, *people.IMPORTERS, *own], key=lambda one: one.name)}
