"""`mingpian decline MEMBER/TOPIC MEMBER`: a proposed match is never proposed again."""

import argparse

from mingpian.cli.command import Command
from mingpian.cli.commands.community import approve


def run(options: argparse.Namespace) -> int:
    """Write the decision; or list what is to decide."""
    return approve.decided(options, "declined")


COMMAND = Command(
    order=94,
    summary="decline a proposed match; list those to decide",
    options=approve.add_options,
    run=run,
    examples=("lin/design bo",),
)
