"""`mingpian check`: all that a build would complain about, and advice; nothing is rendered or written to output/."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.options import output_option, publishing_options

if TYPE_CHECKING:
    from mingpian.request import Request
    from mingpian.write.report import Report


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    publishing_options(parser)
    told = (
        "`privacy`: search the output for what is not public; `trust`: say which entries are the owner's, and why;"
        " `ready`: name samples and example addresses, which `deploy` refuses;"
        " `links`: ask whether links to elsewhere work"
    )
    parser.add_argument("what", nargs="?", choices=("privacy", "ready", "trust", "links"), help=told)
    parser.add_argument("--external", action="store_true", help="with `links`: yes, ask other hosts")
    parser.add_argument("--privacy", action="store_true", help="the same as `check privacy`")
    parser.add_argument("--strict", action="store_true", help="take warnings for errors")
    parser.add_argument("--all", action="store_true", help="print every warning, not the first of each kind")
    output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, model, look; print what was found."""
    if options.what == "links":
        from mingpian.cli import link_check

        return link_check.run(options)
    if options.what == "ready":
        from mingpian.cli import ready_check

        return ready_check.run(options)
    if options.what == "trust":
        from mingpian.cli import trust_check

        return trust_check.run(options)
    if options.what == "privacy" or options.privacy:
        from mingpian.cli import privacy_check

        return privacy_check.run(options)
    from mingpian.cli.reporting import print_findings
    from mingpian.cli.request import request_of
    from mingpian.i18n import _

    return print_findings(_look(request_of(options)), options, _("nothing wrong"))


def _look(request: "Request") -> "Report":
    """Return the report of a build that ends before it renders."""
    from mingpian.check.rule import Subject
    from mingpian.check.rules import findings
    from mingpian.cli.loading import load_site_as
    from mingpian.content.bodies import body_of
    from mingpian.content.locate import locate
    from mingpian.core.diagnostics import ordered
    from mingpian.core.store import Store
    from mingpian.write import moved_pages
    from mingpian.write.report import Report
    from mingpian.write.state import State

    with load_site_as(request) as (read, modelled):
        state = State(request.root)
        store = Store(state.store)
        subject = Subject(modelled.model, partial(body_of, store, read.parse_context, read.config))
        advice = findings(subject, modelled.theme)
        moved = moved_pages.propose_aliases(
            moved_pages.page_locations(state.locations(request.output), modelled.model, modelled.outputs)
        )
        diagnostics = locate((*read.diagnostics, *modelled.diagnostics, *advice, *moved), request.root)
    return Report(diagnostics=tuple(ordered(diagnostics))).weighed(request.strict or read.config.strict)


COMMAND = Command(
    order=70,
    summary="look for what is wrong, without building",
    options=add_options,
    run=run,
    examples=("", "privacy", "ready", "trust", "links --external"),
)
