"""`mingpian blogroll`: print the members' own sites as a list for feed readers; builds publish the same list."""

import argparse


def run(options: argparse.Namespace) -> int:
    """Print OPML."""
    from mingpian.cli.loading import render_context_for
    from mingpian.plan.outputs import Output
    from mingpian.render.formats.opml import BLOGROLL, FORMAT

    loaded = render_context_for(options)
    if loaded is None:
        return 1
    context, _ = loaded
    print(FORMAT.render(Output(BLOGROLL, FORMAT.name, ()), context).decode(), end="")
    return 0
