"""`mingpian check`: all that a build would complain about, and advice; nothing is rendered or written to output/."""

import argparse
from functools import partial
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell

if TYPE_CHECKING:
    from mingpian.request import Report, Request


def run(options: argparse.Namespace) -> int:
    """Read, model, look; print what was found."""
    if options.what == "links":
        from mingpian.cli import links

        return links.run(options)
    if options.what == "trust":
        from mingpian.cli import trust

        return trust.run(options)
    if options.what == "privacy" or options.privacy:
        from mingpian.cli import privacy

        return privacy.run(options)
    from mingpian.cli.asked import request_of
    from mingpian.cli.printing import print_report
    from mingpian.core.lock import Busy

    try:
        report = _look(request_of(options))
    except Busy:
        complain("a build of this site is at work; wait until it is done")
        return 2
    print_report(report, options)
    if not report.diagnostics and options.format == "text" and not options.quiet:
        tell("nothing wrong")
    return 1 if report.failed else 0


def _look(request: "Request") -> "Report":
    """Return the report of a build that ends before it renders."""
    from mingpian.check.rule import Subject
    from mingpian.check.rules import findings
    from mingpian.cli.reading import site_of
    from mingpian.content.bodies import body_of
    from mingpian.content.pin import pin
    from mingpian.core.diagnostics import ordered
    from mingpian.core.store import Store
    from mingpian.request import Report
    from mingpian.write import moves
    from mingpian.write.state import State

    with site_of(request) as (read, modelled):
        state = State(request.root)
        store = Store(state.store)
        subject = Subject(modelled.world, partial(body_of, store, read.reader, read.config))
        advice = findings(subject, modelled.theme)
        moved = moves.advice(moves.places_of(state.places(request.output), modelled.world, modelled.outputs))
        found = pin((*read.diagnostics, *modelled.diagnostics, *advice, *moved), request.root)
    return Report(diagnostics=tuple(ordered(found))).weighed(request.strict or read.config.strict)
