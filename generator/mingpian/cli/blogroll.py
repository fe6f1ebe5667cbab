"""`mingpian blogroll`: print the members' own sites as a list for feed readers; builds publish the same list."""

import argparse


def run(options: argparse.Namespace) -> int:
    """Print OPML."""
    from mingpian.cli.reading import studio_for
    from mingpian.plan.outputs import Output
    from mingpian.render.formats.opml import BLOGROLL, FORMAT

    found = studio_for(options)
    if found is None:
        return 1
    studio, _ = found
    print(FORMAT.render(Output(BLOGROLL, FORMAT.name, ()), studio).decode(), end="")
    return 0
