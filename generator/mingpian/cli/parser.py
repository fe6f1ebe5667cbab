"""The command line, as argparse reads it and as its help shows it."""

import argparse
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from mingpian.cli.command import Command
from mingpian.cli.console import localized
from mingpian.i18n import _

_EXAMPLES = "examples:"


class Parser(argparse.ArgumentParser):
    """A parser that speaks the user's language; catalogues are read when there is something to say. It knows options by
    their whole names: a shorter one may mean something else tomorrow."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "allow_abbrev": False})

    def format_help(self) -> str:
        """Return the help."""
        self.description, self.epilog = _localized(self.description), _localized(self.epilog)
        for action in self._actions:
            action.help = _localized(action.help)
            for choice in getattr(action, "_choices_actions", ()):
                choice.help = _localized(choice.help)
        for group in self._action_groups:
            group.title = _localized(group.title)
        return self._with_colons(super().format_help())

    def _with_colons(self, text: str) -> str:
        """Return a help whose titles have the colon of their language: argparse has one of its own."""
        for group in self._action_groups:
            text = text.replace(f"\n{group.title}:\n", f"\n{localized(_('{title}:', title=group.title))}\n")
        return text

    def _add_action(self, action: Any) -> Any:
        """Take up an option or a name: what may be left out is not missing, and is called as the usage has it."""
        if not action.option_strings and action.choices and action.metavar is None:
            action.metavar = f"{{{','.join(map(str, action.choices))}}}"
        if action.nargs == argparse.ZERO_OR_MORE:
            action.required = False
        return super()._add_action(action)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and exit."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {localized(message)}\n")


class Intermixed(Parser):
    """A parser of one command: options stand before, between and after what is named."""

    _is_at_work = False  # its own way to do so comes back here

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what was said, and what nobody knows."""
        if self._is_at_work or all(action.option_strings for action in self._actions):
            return super().parse_known_args(args, namespace)
        # argparse (3.11) takes the usage of two passes by cutting "usage: ", as English has it, from what is localized.
        self._is_at_work, self.usage = True, self._usage()
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_at_work, self.usage = False, None

    def _usage(self) -> str:
        """Return how the command is written, without what stands before it."""
        return self.format_usage().removeprefix(localized("usage: ")).rstrip().replace("%", "%%")


def _localized(text: str | None) -> str | None:
    """Return a text of the help in the user's language; the summary of a command is known without its full stop."""
    if text is None:
        return text
    if text.startswith(_EXAMPLES):
        return localized("examples:") + text.removeprefix(_EXAMPLES)
    summary = text[:1].lower() + text[1:].removesuffix(".")
    return next((own for form in (text, summary) if (own := localized(form)) != form), text)


argparse._ = _localized  # type: ignore[attr-defined]  # by which it looks up its own texts, as gettext has it


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser of a command line with these commands."""
    top = Parser(prog="mingpian", description="A folder of Markdown becomes a personal-brand site.")
    top.add_argument("--version", action="store_true", help="print the version")
    parsers = top.add_subparsers(
        prog=top.prog, dest="command", metavar="COMMAND", title="commands", parser_class=Intermixed
    )
    for name, command in commands.items():
        examples = "\n".join((_EXAMPLES, *(f"  mingpian {name} {one}".rstrip() for one in command.examples)))
        command.options(
            parsers.add_parser(
                name,
                help=command.summary,
                description=sentence(command.summary),
                epilog=examples if command.examples else None,
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )
    return top


def sentence(summary: str, stop: str = ".") -> str:
    """Return a summary as a sentence."""
    return f"{summary[0].upper()}{summary[1:]}{stop}"
