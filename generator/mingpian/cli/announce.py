"""`mingpian announce`: tell a hub and search engines what is new. Nothing else of mingpian ever does."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell

if TYPE_CHECKING:
    from mingpian.fetch.news import Message
    from mingpian.model.world import World

KEPT = ".mingpian/announced.json"


def run(options: argparse.Namespace) -> int:
    """Tell what changed since the last time; say whom."""
    import msgspec

    from mingpian import __version__
    from mingpian.cli.asked import request_of
    from mingpian.cli.reading import read_for
    from mingpian.core.store import atomic_write
    from mingpian.fetch import news
    from mingpian.write.state import State

    modelled = read_for(options, "public")
    if modelled is None:
        return 1
    world, request = modelled.world, request_of(options)
    signals = world.site.config.signals
    if not signals.hub and not signals.indexnow:
        complain("site.toml says whom to tell: signals = {hub = …} or {indexnow = …}")
        return 2
    manifest = State(request.root).manifest(request.output)
    now = {path: left.digest.hex() for path, left in manifest.written.items()} if manifest else {}
    kept = request.root / KEPT
    before = _before(kept)
    changed = {path for path, digest in now.items() if before.get(path) != digest}
    agent = f"mingpian/{__version__} ({world.site.config.base_url})"
    failed = 0
    for message in _messages(world, changed):
        wrong = "" if options.dry_run else news.tell(message, agent)
        failed += bool(wrong)
        some = ", ".join((*message.about[:3], *(["…"] if len(message.about) > 3 else [])))
        tell(f"{message.to}: {some}{f' — {wrong}' if wrong else ''}")
    if not changed:
        tell("nothing is new since the last time")
    if not options.dry_run and not failed:
        atomic_write(kept, msgspec.json.encode(dict(sorted(now.items()))))
    return 1 if failed else 0


def _before(kept: Path) -> dict[str, str]:
    import msgspec

    try:
        return msgspec.json.decode(kept.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}


def _messages(world: "World", changed: set[str]) -> Iterator["Message"]:
    from mingpian.fetch.news import to_engines, to_hub
    from mingpian.model.addresses import sitemap
    from mingpian.model.feeds import channels
    from mingpian.plan.routes import path_of

    config = world.site.config
    if config.signals.hub:
        feeds = [feed.url for channel in channels(world) for feed in channel.feeds if path_of(feed.url) in changed]
        yield from to_hub(config.signals.hub, [config.base_url + url for url in feeds])
    if config.signals.indexnow:
        pages = [page.url for page in sitemap(world) if path_of(page.url) in changed]
        yield from to_engines(config.base_url, config.signals.indexnow, [config.base_url + url for url in pages])
