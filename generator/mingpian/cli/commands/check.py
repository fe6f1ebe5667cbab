"""`mingpian check`: all that a build would complain about, and advice; nothing is rendered or written to output/."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from mingpian.cli.console import print_error, print_text

if TYPE_CHECKING:
    from mingpian.request import Report, Request


def run(options: argparse.Namespace) -> int:
    """Read, model, look; print what was found."""
    if options.what == "links":
        from mingpian.cli import link_check

        return link_check.run(options)
    if options.what == "trust":
        from mingpian.cli.commands import trust

        return trust.run(options)
    if options.what == "privacy" or options.privacy:
        from mingpian.cli import privacy_check

        return privacy_check.run(options)
    from mingpian.cli.reporting import print_report
    from mingpian.cli.request import request_of
    from mingpian.core.lock import BusyError

    try:
        report = _look(request_of(options))
    except BusyError:
        print_error("a build of this site is at work; wait until it is done")
        return 2
    print_report(report, options)
    if not report.diagnostics and options.format == "text" and not options.quiet:
        print_text("nothing wrong")
    return 1 if report.failed else 0


def _look(request: "Request") -> "Report":
    """Return the report of a build that ends before it renders."""
    from mingpian.check.rule import Subject
    from mingpian.check.rules import findings
    from mingpian.cli.loading import load_site_as
    from mingpian.content.bodies import body_of
    from mingpian.content.locate import locate
    from mingpian.core.diagnostics import ordered
    from mingpian.core.store import Store
    from mingpian.request import Report
    from mingpian.write import moved_pages
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
