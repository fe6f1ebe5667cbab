"""`mingpian check ready`: what `deploy` would refuse to put online, for hosts that build the site themselves."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.content.loading import LoadedContent
    from mingpian.core.diagnostics import Diagnostic
    from mingpian.request import Request
    from mingpian.write.planning import PlannedSite


def run(options: argparse.Namespace) -> int:
    """Print what keeps the site from being put online."""
    from mingpian.cli.reporting import findings, print_findings
    from mingpian.cli.request import request_of

    report = findings(request_of(options), unready)
    return print_findings(report, options, _("the site is ready to be put online"))


def unready(_request: "Request", _read: "LoadedContent", planned: "PlannedSite") -> Iterator["Diagnostic"]:
    """Yield what is not ready to be public."""
    from mingpian.check.unfinished import unfinished

    return unfinished(planned.model)
