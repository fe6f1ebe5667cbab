"""`mingpian answer MEMBER/TOPIC MEMBER`: an ask is answered, and closed; without names, those that nobody answered."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.commands.community.approve import add_options, ask_and_member
from mingpian.cli.console import print_error, print_text
from mingpian.core.errors import MingpianError
from mingpian.i18n import _, text_of

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel


def run(options: argparse.Namespace) -> int:
    """Write who answered into the asker's file; or list the open asks, the oldest first."""
    from mingpian.cli.loading import load_for
    from mingpian.host.decisions import answer

    read = load_for(options, "host")
    if read is None:
        return 1
    if not options.ask:
        _list(read.model)
        return 0
    found = ask_and_member(read.model, options)
    if not isinstance(found, list):
        print_error(found)
        return 2
    try:
        print_text(_("written: {path}", path=answer(Path(options.root), read.model, *found[0])))
    except MingpianError as refused:
        print_error(text_of(refused))
        return 2
    return 0


def _list(model: "SiteModel") -> None:
    from mingpian.host.pulse import age_of, open_asks
    from mingpian.schema.references import slug_in

    asks = open_asks(model)
    for old in asks:
        ask = f"{slug_in(old.need.member)}/{old.need.word}"
        who = "" if old.matched else _("; nobody is proposed")
        print_text(_("{ask}: open for {age}{who}", ask=ask, age=age_of(old), who=who))
    if not asks:
        print_text(_("no ask is open"))


COMMAND = Command(
    order=96,
    summary="write who answered an ask; list those that nobody answered",
    options=add_options,
    run=run,
    examples=("", "lin/design bo"),
)
