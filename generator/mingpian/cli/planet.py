"""`mingpian planet`: fetch what members published on sites of their own, for the next build to show."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell

if TYPE_CHECKING:
    from mingpian.content.planet import Planet
    from mingpian.fetch.feeds import Heard


def run(options: argparse.Namespace) -> int:
    """Ask each site for its feed; keep what is new in content/planet.json.

    What was known of a site that does not answer stays; a site that no member links to any more goes.
    """
    from datetime import UTC, datetime, timedelta

    from mingpian import __version__
    from mingpian.cli.asked import request_of
    from mingpian.cli.reading import read_for
    from mingpian.content.planet import FILE, written
    from mingpian.core.store import atomic_write
    from mingpian.model.elsewhere import owners

    read = read_for(options, "public")
    if read is None:
        return 1
    world, request = read.world, request_of(options)
    sites = owners(world)
    if options.dry_run or not sites:
        tell("\n".join(sites) if sites else "no member's page links to a site of their own")
        return 0
    try:
        from mingpian.fetch.feeds import Known, heard
    except ImportError:
        complain('reading feeds needs feedparser: pip install "mingpian[planet]"')
        return 2
    known = {site.url: Known(site.feed, site.etag, site.modified) for site in world.planet.sites}
    agent = f"mingpian/{__version__} (members' feeds; {world.site.config.base_url})"
    tomorrow = (datetime.fromtimestamp(request.now, UTC) + timedelta(days=1)).date().isoformat()  # zones ahead of UTC
    found = heard(sites, known, agent, tomorrow)
    planet = _with(world.planet, found)
    for site in planet.sites:
        told = found[site.url].wrong or f"{len(site.entries)} entries"
        tell(f"{site.url}: {told}{'' if found[site.url].site else ', as before'}")
    data, path = written(planet), request.root / "content" / FILE
    if not path.is_file() or path.read_bytes() != data:
        atomic_write(path, data)
    return 1 if all(said.wrong for said in found.values()) else 0


def _with(before: "Planet", found: "Mapping[str, Heard]") -> "Planet":
    """Put together what is known now; no problem is told of what strangers wrote, it is just left out."""
    from mingpian.content.planet import Outpost, Planet, outpost

    known = {site.url: site for site in before.sites}
    fresh = {url: outpost(said.site)[0] for url, said in found.items() if said.site}
    return Planet(tuple(fresh.get(url) or known.get(url, Outpost(url=url)) for url in sorted(found)))
