"""`mingpian announce`: tell a hub and search engines what is new. Nothing else of mingpian ever does."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import output_option, site_options
from mingpian.i18n import _, joined

if TYPE_CHECKING:
    from mingpian.fetch.news import Announcement
    from mingpian.site.model import SiteModel

KEPT = ".mingpian/announced.json"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    output_option(parser)
    parser.add_argument("--dry-run", action="store_true", help="say whom it would tell what; tell nobody")


def run(options: argparse.Namespace) -> int:
    """Tell what changed since the last time; say whom."""
    import msgspec

    from mingpian import __version__
    from mingpian.cli.loading import load_for
    from mingpian.cli.request import request_of
    from mingpian.core.store import atomic_write
    from mingpian.fetch import news
    from mingpian.write.state import State

    modelled = load_for(options, "public")
    if modelled is None:
        return 1
    model, request = modelled.model, request_of(options)
    signals = model.site.config.signals
    if not signals.hub and not signals.indexnow:
        print_error("site.toml says whom to tell: signals = {hub = …} or {indexnow = …}")
        return 2
    manifest = State(request.root).manifest(request.output)
    now = {path: left.digest.hex() for path, left in manifest.written.items()} if manifest else {}
    kept = request.root / KEPT
    before = _before(kept)
    changed = {path for path, digest in now.items() if before.get(path) != digest}
    agent = f"mingpian/{__version__} ({model.site.config.base_url})"
    failed = 0
    for message in _messages(model, changed):
        wrong = "" if options.dry_run else news.send(message, agent)
        failed += bool(wrong)
        some = ", ".join((*message.about[:3], *(["…"] if len(message.about) > 3 else [])))
        told = _("{to}: {pages}", to=message.to, pages=some)
        print_text(joined(" — ", (told, wrong)) if wrong else told)
    if not changed:
        print_text("nothing is new since the last time")
    if not options.dry_run and not failed:
        atomic_write(kept, msgspec.json.encode(dict(sorted(now.items()))))
    return 1 if failed else 0


def _before(kept: Path) -> dict[str, str]:
    import msgspec

    try:
        return msgspec.json.decode(kept.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}


def _messages(model: "SiteModel", changed: set[str]) -> Iterator["Announcement"]:
    from mingpian.fetch.news import to_engines, to_hub
    from mingpian.plan.routes import output_path
    from mingpian.queries.addresses import sitemap
    from mingpian.queries.feeds import channels

    config = model.site.config
    if config.signals.hub:
        feeds = [feed.url for channel in channels(model) for feed in channel.feeds if output_path(feed.url) in changed]
        yield from to_hub(config.signals.hub, [config.base_url + url for url in feeds])
    if config.signals.indexnow:
        pages = [page.url for page in sitemap(model) if output_path(page.url) in changed]
        yield from to_engines(config.base_url, config.signals.indexnow, [config.base_url + url for url in pages])


COMMAND = Command(
    order=60,
    summary="tell hubs and search engines what is new, once it is online",
    options=add_options,
    run=run,
    examples=("--dry-run", ""),
)
