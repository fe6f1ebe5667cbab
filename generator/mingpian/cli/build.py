"""`mingpian build`: bring output/ in line with the content."""

import argparse
import os
import sys
import time
from pathlib import Path


def run(options: argparse.Namespace) -> int:
    """Build; print what was wrong, and what was done."""
    from mingpian.build import build
    from mingpian.cli.printing import print_report
    from mingpian.core.lock import Busy

    try:
        report = build(request_of(options))
    except Busy:
        print("another build of this site is at work; wait until it is done", file=sys.stderr)
        return 2
    print_report(report, options)
    return 1 if report.failed else 0


def request_of(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    """Return the build that the options ask for."""
    from mingpian.build import Request
    from mingpian.cli.printing import progress
    from mingpian.core.workers import default_jobs

    root = Path(options.root).resolve()
    return Request(
        root=root,
        output=Path(options.output).resolve() if getattr(options, "output", None) else root / "output",
        now=now(),
        jobs=options.jobs or default_jobs(),
        drafts=options.drafts,
        base_url=getattr(options, "base_url", None) or "",
        progress=progress(options),
    )


def now() -> int:
    """Return the build's clock: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the time."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(stated) if stated.isdecimal() else int(time.time())
