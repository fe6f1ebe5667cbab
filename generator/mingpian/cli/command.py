"""What a command is."""

import argparse
from collections.abc import Callable
from typing import NamedTuple


class Command(NamedTuple):
    """Something that `mingpian` does. Its name is that of its file in `cli/commands/`."""

    order: int  # place in the help and in the manual: smaller comes first
    summary: str  # what it does, in a line
    options: Callable[[argparse.ArgumentParser], None]  # adds them to its parser
    run: Callable[[argparse.Namespace], int]  # returns the exit code, as `cli.main` does
    examples: tuple[str, ...] = ()  # what may stand after its name
