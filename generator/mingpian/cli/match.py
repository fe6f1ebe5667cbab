"""`mingpian match`: propose who may answer the open asks, in content/matches.toml, for the host to decide."""

import argparse
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell

if TYPE_CHECKING:
    from mingpian.build import Modelled
    from mingpian.desk.proposals import Proposals


def run(options: argparse.Namespace) -> int:
    """Add the proposals to the file, unless only asked to show them; say what there is to decide."""
    from pathlib import Path

    from mingpian.cli.reading import read_for
    from mingpian.content.matches import FILE, parse
    from mingpian.core.diagnostics import has_errors
    from mingpian.core.store import atomic_write
    from mingpian.desk.proposals import extended, propose

    read = read_for(options, "public")
    if read is None:
        return 1
    path = Path(options.root).resolve() / "content" / FILE
    before = path.read_bytes() if path.is_file() else b""
    if has_errors(parse(before, FILE)[1]):
        complain(f"content/{FILE} is left as it is until its errors are put right")
        return 1
    world = read.world
    found = propose(world)
    words = read.theme.words(world.site.config.default_lang)
    if found.new and not options.dry_run:
        text = extended(world, before.decode("utf-8-sig").replace("\r\n", "\n"), found.new, words)
        atomic_write(path, text.encode())
    _say(read, found)
    return 0


def _say(read: "Modelled", found: "Proposals") -> None:
    from mingpian.desk.proposals import reasons

    world, lang = read.world, read.world.site.config.default_lang
    words = read.theme.words(lang)

    def name(id: str) -> str:
        entry = world.site.best(id, lang)
        return entry.title if entry else id

    for match in found.new:
        why = words.semicolon.join(reasons(world, match, words))
        topic = world.site.topics.name(match.need.topic, lang)
        tell(f"{name(match.need.member)} · {topic} → {name(match.member)}: {why}")
    for need in found.unmatched:
        topic = world.site.topics.name(need.topic, lang)
        tell(f"{name(need.member)} · {topic} → nobody yet (since {need.since or 'an unknown day'})")
    tell(f"{len(found.new)} new, {len(found.waiting)} still to decide, {len(found.over)} of asks that are over")
