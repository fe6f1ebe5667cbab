"""`mingpian planet`: fetch what members published on sites of their own, for the next build to show."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.content.data_files.planet import Planet
    from mingpian.fetch.feeds import FetchedSite


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="name the sites that would be asked; ask nobody")


def run(options: argparse.Namespace) -> int:
    """Ask each site for its feed; keep what is new in content/planet.json.

    What was known of a site that does not answer stays; a site that no member links to any more goes.
    """
    from datetime import UTC, datetime, timedelta

    from mingpian import __version__
    from mingpian.cli.loading import load_for
    from mingpian.cli.request import request_of
    from mingpian.content.data_files.planet import FILE, encode_planet
    from mingpian.core.store import atomic_write
    from mingpian.queries.elsewhere import owners

    read = load_for(options, "public")
    if read is None:
        return 1
    model, request = read.model, request_of(options)
    sites = owners(model)
    if options.dry_run or not sites:
        print_text("\n".join(sites) if sites else _("no member's page links to a site of their own"))
        return 0
    try:
        from mingpian.fetch.feeds import LastFetch, fetch_sites
    except ImportError:
        print_error('reading feeds needs feedparser: pip install "mingpian[planet]"')
        return 2
    known = {site.url: LastFetch(site.feed, site.etag, site.modified) for site in model.planet.sites}
    agent = f"mingpian/{__version__} (members' feeds; {model.site.config.base_url})"
    tomorrow = (datetime.fromtimestamp(request.now, UTC) + timedelta(days=1)).date().isoformat()  # zones ahead of UTC
    found = fetch_sites(sites, known, agent, tomorrow)
    planet = _with(model.planet, found)
    for site in planet.sites:
        told = found[site.url].wrong or f"{len(site.entries)} entries"
        print_text(f"{site.url}: {told}{'' if found[site.url].site else ', as before'}")
    data, path = encode_planet(planet), request.root / "content" / FILE
    if not path.is_file() or path.read_bytes() != data:
        atomic_write(path, data)
    return 1 if all(fetched.wrong for fetched in found.values()) else 0


def _with(before: "Planet", found: "Mapping[str, FetchedSite]") -> "Planet":
    """Put together what is known now; no problem is told of what strangers wrote, it is just left out."""
    from mingpian.content.data_files.planet import Outpost, Planet, parse_outpost

    known = {site.url: site for site in before.sites}
    fresh = {url: parse_outpost(fetched.site)[0] for url, fetched in found.items() if fetched.site}
    return Planet(tuple(fresh.get(url) or known.get(url, Outpost(url=url)) for url in sorted(found)))


COMMAND = Command(
    order=160,
    summary="fetch what members published on sites of their own",
    options=add_options,
    run=run,
    examples=("--dry-run", ""),
)
