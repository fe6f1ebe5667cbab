"""`mingpian check ready`: what `deploy` would refuse before it builds, for hosts that build the site themselves."""

import argparse
from typing import TYPE_CHECKING

from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.request import Request
    from mingpian.write.report import Report


def run(options: argparse.Namespace) -> int:
    """Print what keeps the site from being put online."""
    from mingpian.cli.reporting import print_findings
    from mingpian.cli.request import request_of

    return print_findings(unready, request_of(options), options, _("the site is ready to be put online"))


def unready(request: "Request") -> "Report":
    """Return what is not ready to be public. Raises BusyError when another command is at work."""
    from mingpian.check.unfinished import unfinished
    from mingpian.cli.loading import load_site_as
    from mingpian.content.locate import locate
    from mingpian.core.diagnostics import ordered
    from mingpian.write.report import Report

    with load_site_as(request) as (_read, planned):
        problems = [*unfinished(planned.model)]
    return Report(diagnostics=tuple(ordered(locate(problems, request.root))))
