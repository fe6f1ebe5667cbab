"""`mingpian completion SHELL`: print what makes a shell complete commands, options and folders."""

import argparse
import sys

from mingpian.cli.command import Command
from mingpian.cli.streams import hand_over

_FOLDERS = frozenset({"DIR", "FOLDER"})


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")


def run(options: argparse.Namespace) -> int:
    """Print the script for bash, zsh or fish."""
    import shtab

    from mingpian.cli.commands import commands
    from mingpian.cli.parser import parser

    whole = parser(commands())
    for action in _actions(whole):
        if action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    hand_over(f"{shtab.complete(whole, options.shell)}\n", sys.stdout)
    return 0


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the options of a parser and of the commands in it."""
    found = list(parser._actions)  # argparse has no public way to walk what was added
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [one for command in action.choices.values() for one in _actions(command)]
    return found


COMMAND = Command(
    order=220,
    summary="print what makes a shell complete mingpian's commands",
    options=add_options,
    run=run,
    examples=("bash > mingpian.bash", "zsh > _mingpian", "fish > mingpian.fish"),
)
