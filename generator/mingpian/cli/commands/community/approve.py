"""`mingpian approve MEMBER/TOPIC MEMBER`: a proposed match is shown on the asker's page; without names, what waits."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.cli.people import ask_named, member_named, no_such_ask, nobody
from mingpian.core.errors import MingpianError
from mingpian.i18n import AnyText, _, text_of

if TYPE_CHECKING:
    from mingpian.matching.values import Need
    from mingpian.site.model import SiteModel
    from mingpian.write.planning import PlannedSite


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("ask", metavar="MEMBER/TOPIC", nargs="?", help="an open ask")
    parser.add_argument("member", metavar="MEMBER", nargs="?", help="who may have the answer, by slug or name")
    parser.add_argument("--since", metavar="DAY", default="", help="day of the ask, where there are several")


def run(options: argparse.Namespace) -> int:
    """Write the decision; or list what is to decide."""
    return decided(options, "approved")


def decided(options: argparse.Namespace, decision: Literal["approved", "declined"]) -> int:
    """Write a decision about a match into content/matches.toml, or list the proposals. Returns the exit code."""
    from mingpian.cli.loading import load_for
    from mingpian.host.decisions import decide

    read = load_for(options, "host")
    if read is None:
        return 1
    if not options.ask:
        _list(read)
        return 0
    found = ask_and_member(read.model, options)
    if not isinstance(found, list):
        print_error(found)
        return 2
    ((need, member),) = found
    try:
        print_text(_("written: {path}", path=decide(Path(options.root), read.model, need, member, decision)))
    except MingpianError as refused:
        print_error(text_of(refused))
        return 2
    if decision == "approved":
        print_text(_("the letters: mingpian intro --for {ask}", ask=options.ask))
    return 0


def ask_and_member(model: "SiteModel", options: argparse.Namespace) -> "list[tuple[Need, str]] | AnyText":
    """Return the ask and the member that the options name; or what is wrong with them."""
    from mingpian.host.decisions import needs_of

    asker, name, topic = ask_named(model, options.ask)
    if not asker:
        return nobody(model, name)
    if not options.member:
        return _("name a member, too: who it is")
    member = member_named(model, options.member)
    if not member:
        return nobody(model, options.member)
    if member == asker:
        return _("these are one and the same member")
    needs = needs_of(model, asker, topic, options.since)
    if not needs:
        return no_such_ask(model, asker, name, topic)
    if len(needs) > 1:
        days = ", ".join(need.since or "?" for need in needs)
        return _("there are several asks about `{topic}`; say which: --since DAY ({days})", topic=topic, days=days)
    return [(needs[0], member)]


def _list(read: "PlannedSite") -> None:
    from mingpian.host.decisions import of_open_asks
    from mingpian.host.proposals import reasons_now
    from mingpian.schema.references import slug_in

    model = read.model
    lang = model.site.config.default_lang
    words, waiting = read.theme.words(lang), tuple(of_open_asks(model, "proposed"))
    for need, row in waiting:
        why = words.semicolon.join(reasons_now(model, need, row, words)) or _("nothing speaks for it now")
        ask = f"{slug_in(need.member)}/{need.word}"
        print_text(_("{ask} {member}: {why}", ask=ask, member=slug_in(row.member), why=why))
    if waiting:
        print_text(_("to decide: mingpian approve ASK MEMBER, or mingpian decline ASK MEMBER"))
    else:
        print_text(_("nothing is to decide; `mingpian match` looks for proposals"))


COMMAND = Command(
    order=92,
    summary="approve a proposed match; list those to decide",
    options=add_options,
    run=run,
    examples=("", "lin/design bo"),
)
