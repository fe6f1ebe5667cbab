"""`mingpian blogroll`: print the members' own sites as a list for feed readers; builds publish the same list."""

import argparse
import sys

from mingpian.cli.command import Command
from mingpian.cli.options import site_options
from mingpian.cli.streams import hand_over


def run(options: argparse.Namespace) -> int:
    """Print OPML."""
    from mingpian.cli.loading import render_context_for
    from mingpian.plan.outputs import Output
    from mingpian.render.formats.opml import BLOGROLL, FORMAT

    loaded = render_context_for(options)
    if loaded is None:
        return 1
    context, _ = loaded
    hand_over(FORMAT.render(Output(BLOGROLL, FORMAT.name, ()), context).decode(), sys.stdout)
    return 0


COMMAND = Command(
    order=170,
    summary="print the members' own sites as a list for feed readers (OPML)",
    options=site_options,
    run=run,
    examples=("> blogroll.opml",),
)
