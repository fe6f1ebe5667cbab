"""Texts and people from other systems: each is read into drafts, which one writer puts into content/."""

from mingpian.importers.draft import Importer


def importers() -> dict[str, Importer]:
    """Return what can be imported from, by name."""
    from mingpian.importers import ghost, hexo, hugo, jekyll, mingpian, pelican, people, wordpress

    found = [module.IMPORTER for module in (ghost, hexo, hugo, jekyll, mingpian, pelican, wordpress)]
    return {one.name: one for one in sorted([*found, *people.IMPORTERS], key=lambda one: one.name)}
