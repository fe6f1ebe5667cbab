"""`mingpian build`: bring output/ in line with the content."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import format_of, print_text, put
from mingpian.cli.options import build_options
from mingpian.core import garbage_collection
from mingpian.replay.clock import now

if TYPE_CHECKING:
    from mingpian.replay.unchanged import Observation


def run(options: argparse.Namespace) -> int:
    """Build; print what was wrong, and what was done."""
    with garbage_collection.paused():  # imports leave no cycles either
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from mingpian.replay import unchanged

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


def _build(options: argparse.Namespace, root: str, output: str, clock: int, seen: "Observation") -> int:
    from pathlib import Path

    from mingpian.cli import reporting
    from mingpian.core.workers import default_jobs
    from mingpian.pipeline import build
    from mingpian.replay import unchanged
    from mingpian.request import Request

    request = Request(
        root=Path(root),
        output=Path(output),
        now=clock,
        jobs=options.jobs or default_jobs(),
        drafts=options.drafts,
        base_url=options.base_url or "",
        strict=options.strict,
        seen=seen.seen(),
        progress=reporting.progress(options),
    )
    report = build(request)
    reporting.print_report(report, options)
    in_the_way = any(item.code == "not-ours" for item in report.diagnostics)  # until somebody takes it away
    if not report.failed and not in_the_way:
        outcome = unchanged.Outcome(clock, report.horizon, report.left, reporting.every_format(report))
        unchanged.record(seen, root, outcome)
    return 1 if report.failed else 0


COMMAND = Command(
    order=30,
    summary="build the site into output/",
    options=build_options,
    run=run,
    examples=("", "--drafts --output preview", "--base-url https://name.github.io/site/"),
)
