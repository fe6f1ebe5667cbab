"""The build that a command's options ask about."""

import argparse
import os
from pathlib import Path

from mingpian.core.workers import default_jobs
from mingpian.replay.clock import now
from mingpian.request import Request


def request_of(options: argparse.Namespace) -> Request:
    """Return the build that these options would make."""
    root = os.path.realpath(options.root)
    output = getattr(options, "output", None)
    return Request(
        root=Path(root),
        output=Path(os.path.realpath(output) if output else f"{root}/output"),
        now=now(),
        jobs=options.jobs or default_jobs(),
        drafts=getattr(options, "drafts", False),
        base_url=getattr(options, "base_url", None) or "",
        strict=getattr(options, "strict", False),
    )
