"""`mingpian completion SHELL`: print what makes a shell complete commands, options and folders."""

import argparse
import sys

from mingpian.cli.streams import hand_over

_FOLDERS = frozenset({"DIR", "FOLDER"})


def run(options: argparse.Namespace) -> int:
    """Print the script for bash, zsh or fish."""
    import shtab

    from mingpian.cli.registry import parser

    whole = parser()
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
