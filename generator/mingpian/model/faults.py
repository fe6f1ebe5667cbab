"""What is wrong with a site by what its entries say: of each other, of files, of themselves."""

from collections.abc import Iterable, Iterator

from mingpian.content.matches import Decided
from mingpian.core.diagnostics import Diagnostic
from mingpian.model.anchors import lost
from mingpian.model.attachments import refused
from mingpian.model.links import Links, broken
from mingpian.model.lookalikes import lookalikes
from mingpian.model.missing import missing
from mingpian.model.occurrences import backwards
from mingpian.model.references import dangling
from mingpian.model.site import Site


def faults(site: Site, links: Links, matches: Iterable[Decided], planned: frozenset[str]) -> Iterator[Diagnostic]:
    """Report everything that can be told from the assembled site and the names by which bodies refer to it. `planned`
    are all paths below output/."""
    yield from lookalikes(site)
    yield from refused(site, links)
    yield from backwards(site)
    yield from dangling(site, matches)
    yield from broken(site, links)
    yield from missing(site, links, planned)
    yield from lost(site, links)
