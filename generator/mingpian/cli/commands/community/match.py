"""`mingpian match`: propose who may answer the open asks, in content/matches.toml, for the host to decide."""

import argparse
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.host.proposals import Proposals
    from mingpian.write.planning import PlannedSite


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="show the proposals; write nothing")


def run(options: argparse.Namespace) -> int:
    """Add the proposals to the file, unless only asked to show them; say what there is to decide."""
    from pathlib import Path

    from mingpian.cli.loading import load_for
    from mingpian.content.data_files.matches import FILE, parse_matches
    from mingpian.core.diagnostics import has_errors
    from mingpian.host.proposals import add_proposals, propose

    read = load_for(options, "public")
    if read is None:
        return 1
    path = Path(options.root).resolve() / "content" / FILE
    before = path.read_bytes() if path.is_file() else b""
    if has_errors(parse_matches(before, FILE)[1]):
        print_error(_("content/{file} is left as it is until its errors are put right", file=FILE))
        return 1
    model = read.model
    proposals = propose(model)
    words = read.theme.words(model.site.config.default_lang)
    if proposals.new and not options.dry_run:
        add_proposals(Path(options.root), model, proposals.new, words)
    _say(read, proposals)
    return 0


def _say(read: "PlannedSite", found: "Proposals") -> None:
    from mingpian.host.proposals import reasons

    model, lang = read.model, read.model.site.config.default_lang
    words = read.theme.words(lang)

    def name(id: str) -> str:
        entry = model.site.best(id, lang)
        return entry.title if entry else id

    for match in found.new:
        why = words.semicolon.join(reasons(model, match, words))
        topic = model.site.topics.name(match.need.topic, lang)
        print_text(
            _(
                "{name} · {topic} → {other}: {why}",
                name=name(match.need.member),
                topic=topic,
                other=name(match.member),
                why=why,
            )
        )
    for need in found.unmatched:
        topic = model.site.topics.name(need.topic, lang)
        print_text(
            _(
                "{name} · {topic} → nobody yet (since {since})",
                name=name(need.member),
                topic=topic,
                since=need.since or _("an unknown day"),
            )
        )
    print_text(
        _(
            "{new} new, {waiting} still to decide, {over} of asks that are over",
            new=len(found.new),
            waiting=len(found.waiting),
            over=len(found.over),
        )
    )


COMMAND = Command(
    order=90,
    summary="propose who may answer the open asks, in content/matches.toml",
    options=add_options,
    run=run,
    examples=("--dry-run", ""),
)
