"""`mingpian build`: bring output/ in line with the content."""

import argparse
import os
import sys
import time
from pathlib import Path

from mingpian.cli.console import format_of, print_error, print_text, put
from mingpian.replay import unchanged


def run(options: argparse.Namespace) -> int:
    """Build; print what was wrong, and what was done."""
    root = os.path.realpath(options.root)
    output = os.path.realpath(options.output) if options.output else f"{root}/output"
    clock = now()
    seen = unchanged.observe(root, output, (options.base_url or "", str(options.drafts), str(options.strict)))
    said = unchanged.last_report(seen, clock, format_of(options.format, options.verbose))
    if said is not None:
        put(said, options.format, sys.stdout if options.format == "json" else sys.stderr)
        if not options.quiet and options.format == "text":
            print_text("nothing changed")
        return 0
    return _build(options, root, output, clock, seen)


def _build(options: argparse.Namespace, root: str, output: str, clock: int, seen: unchanged.Observation) -> int:
    from mingpian.build import build
    from mingpian.cli import reporting
    from mingpian.core.lock import BusyError
    from mingpian.core.workers import default_jobs
    from mingpian.request import Request

    request = Request(
        root=Path(root),
        output=Path(output),
        now=clock,
        jobs=options.jobs or default_jobs(),
        drafts=options.drafts,
        base_url=options.base_url or "",
        strict=options.strict,
        seen=seen.outputs(),
        progress=reporting.progress(options),
    )
    try:
        report = build(request)
    except BusyError:
        print_error("another build of this site is at work; wait until it is done")
        return 2
    reporting.print_report(report, options)
    in_the_way = any(item.code == "not-ours" for item in report.diagnostics)  # until somebody takes it away
    if not report.failed and not in_the_way:
        outcome = unchanged.Outcome(clock, report.horizon, report.left, reporting.every_format(report))
        unchanged.record(seen, root, outcome)
    return 1 if report.failed else 0


def now() -> int:
    """Return the build's clock: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the time."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(stated) if stated.isdecimal() else int(time.time())
