"""`mingpian blogroll`: print the members' own sites as a list for feed readers; builds publish the same list."""

import argparse
import sys

from mingpian.cli.streams import hand_over


def run(options: argparse.Namespace) -> int:
    """Print OPML."""
    from mingpian.cli.reading import studio_for
    from mingpian.plan.outputs import Output
    from mingpian.render.formats.opml import BLOGROLL, FORMAT

    found = studio_for(options)
    if found is None:
        return 1
    studio, _ = found
    hand_over(FORMAT.render(Output(BLOGROLL, FORMAT.name, ()), studio).decode(), sys.stdout)
    return 0
