"""All that is to be said of references: to entries, topics, files, pages, and places within them."""

from collections.abc import Iterator

from mingpian.core.diagnostics import Diagnostic
from mingpian.model.anchors import lost
from mingpian.model.attachments import refused
from mingpian.model.links import Links, broken
from mingpian.model.missing import missing
from mingpian.model.references import dangling
from mingpian.model.site import Site


def astray(site: Site, links: Links, planned: frozenset[str]) -> Iterator[Diagnostic]:
    """Report the references that do not lead where they should. `planned` are all paths below output/."""
    yield from refused(site, links)
    yield from dangling(site)
    yield from broken(site, links)
    yield from missing(site, links, planned)
    yield from lost(site, links)
