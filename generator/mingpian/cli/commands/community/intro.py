"""`mingpian intro A B`: the letters that bring two members together, each asked first."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error
from mingpian.cli.options import site_options
from mingpian.cli.people import ask_named, member_named, no_such_ask, nobody
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("members", metavar="MEMBER", nargs="*", help="two members, by slug or name")
    parser.add_argument("--for", dest="ask", metavar="MEMBER/TOPIC", help="an open ask, in place of two members")


def run(options: argparse.Namespace) -> int:
    """Print the letters for a chat; write them in all forms to the desk."""
    from mingpian.cli.loading import load_for
    from mingpian.core.diagnostics import escape_controls
    from mingpian.host.folder import write_message
    from mingpian.host.introduction import introduce, messages
    from mingpian.host.message import chat_text
    from mingpian.schema.references import slug_in

    read = load_for(options, "members")
    if read is None:
        return 1
    model = read.model
    pairs = _for_ask(model, options.ask) if options.ask else _pair(model, options.members)
    if not isinstance(pairs, list):
        print_error(pairs)
        return 2
    for one, other in pairs:
        introduction = introduce(model, one, other)
        names = "-".join(map(slug_in, (introduction.one, introduction.other)))
        for number, message in enumerate(messages(model, introduction, read.theme.words), 1):
            print("\n".join(map(escape_controls, chat_text(message).split("\n"))))
            write_message(Path(options.root), f"intro-{names}-{number}", message)
    return 0


def _pair(model: "SiteModel", names: list[str]) -> list[tuple[str, str]] | AnyText:
    if len(names) != 2:
        return _("name two members, or an ask: mingpian intro A B; mingpian intro --for MEMBER/TOPIC")
    found = [member_named(model, name) for name in names]
    unknown = next((name for name, id in zip(names, found, strict=True) if not id), "")
    if unknown:
        return nobody(model, unknown)
    return [(found[0], found[1])] if found[0] != found[1] else _("these are one and the same member")


def _for_ask(model: "SiteModel", ask: str) -> list[tuple[str, str]] | AnyText:
    """Return the pairs for an open ask: who is approved for it, else who is proposed."""
    from mingpian.queries.suggestions import need_key, open_needs

    asker, name, topic = ask_named(model, ask)
    if not asker:
        return nobody(model, name)
    asks = open_needs(model)
    key = model.site.topics.key
    if all(need.member != asker or need.topic != key(topic) for need in asks.values()):
        return no_such_ask(model, asker, name, topic)
    rows = [
        row
        for row in model.matches
        if need_key(model, row) in asks and row.asker == asker and key(row.topic) == key(topic)
    ]
    chosen = [row for row in rows if row.decision == "approved"] or [row for row in rows if row.decision == "proposed"]
    pairs = [(asker, row.member) for row in chosen if row.member in model.site.ids]
    return pairs or _("nobody is proposed for this ask; run `mingpian match` first")


COMMAND = Command(
    order=100,
    summary="write the letters that bring two members together",
    options=add_options,
    run=run,
    examples=("lin bo", "--for lin/design"),
)
