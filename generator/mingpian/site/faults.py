"""Faults that show only in the whole site: references, files, relations of its entries."""

from collections.abc import Iterable, Iterator, Mapping

from mingpian.content.data_files.matches import Decision
from mingpian.content.media.sounds import SoundFacts
from mingpian.core.diagnostics import Diagnostic
from mingpian.site.anchors import lost
from mingpian.site.attachments import refused
from mingpian.site.links import Links, broken
from mingpian.site.lookalikes import lookalikes, unwieldy
from mingpian.site.missing import missing
from mingpian.site.occurrences import backwards
from mingpian.site.recordings import recordings
from mingpian.site.references import circular, dangling
from mingpian.site.series import same_parts
from mingpian.site.site import Site


def faults(
    site: Site,
    links: Links,
    matches: Iterable[Decision],
    planned: frozenset[str],
    sounds: Mapping[str, SoundFacts],
) -> Iterator[Diagnostic]:
    """Report everything that can be told from the assembled site, the names by which bodies refer to it, and the
    recordings that it has. `planned` are all paths below output/."""
    yield from lookalikes(site)
    yield from unwieldy(site)
    yield from refused(site, links)
    yield from backwards(site)
    yield from dangling(site, matches)
    yield from circular(site)
    yield from same_parts(site)
    yield from broken(site, links)
    yield from missing(site, links, planned)
    yield from lost(site, links)
    yield from recordings(site, links, sounds)
