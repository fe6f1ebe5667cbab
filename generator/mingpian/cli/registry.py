"""Which commands there are, what they do, and how they are called."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from mingpian.cli import options
from mingpian.cli.console import localized

_EXAMPLES = "examples:"


@dataclass(frozen=True)
class Command:
    """A command: its module, what it does in a line, its options, and how it is called."""

    module: str
    summary: str
    options: Callable[[argparse.ArgumentParser], None]
    examples: tuple[str, ...] = ()


COMMANDS: dict[str, Command] = {
    "init": Command(
        "init",
        "make a new site",
        options.of_init,
        ("my-site", "my-site --yes --lang zh-Hans --name 林语", ". --host github"),
    ),
    "new": Command(
        "new",
        "make a new entry",
        options.of_new,
        ('essay "Why quotes should be short"', "member 林语", 'event "读书会" --slug reading'),
    ),
    "build": Command(
        "build",
        "build the site into output/",
        options.of_build,
        ("", "--drafts --output preview", "--base-url https://name.github.io/site/"),
    ),
    "serve": Command(
        "serve",
        "show the site while you write: drafts too, each change at once",
        options.of_serve,
        ("", "--port 0 --open"),
    ),
    "deploy": Command(
        "deploy",
        "build, and put the site where it is served",
        options.of_deploy,
        ("production --dry-run", "production"),
    ),
    "announce": Command(
        "announce",
        "tell hubs and search engines what is new, once it is online",
        options.of_announce,
        ("--dry-run", ""),
    ),
    "check": Command(
        "check",
        "look for what is wrong, without building",
        options.of_check,
        ("", "privacy", "trust", "links --external"),
    ),
    "topics": Command(
        "topics", "list the topics of offers and asks, and propose what to merge", options.of_site, ("",)
    ),
    "match": Command(
        "match",
        "propose who may answer the open asks, in content/matches.toml",
        options.of_match,
        ("--dry-run", ""),
    ),
    "intro": Command(
        "intro",
        "write the letters that bring two members together",
        options.of_intro,
        ("lin bo", "--for lin/design"),
    ),
    "pulse": Command("pulse", "say how the community is doing, for the host alone", options.of_site, ("",)),
    "digest": Command(
        "digest",
        "write what is new, for the group's chat and for mail",
        options.of_digest,
        ("--since 7d", "--since 2026-11-01"),
    ),
    "import": Command(
        "importing",
        "bring in texts and people from other systems",
        options.of_import,
        ("hexo ../old-blog", "csv people.csv"),
    ),
    "export": Command(
        "export",
        "copy entries for WeChat, Zhihu, Juejin, mail, or as plain Markdown",
        options.of_export,
        ("wechat essays/first", "markdown --since 2026-11-01", "site --into ../copy"),
    ),
    "syndicate": Command("syndicate", "note in an entry where else it was published", options.of_syndicate),
    "planet": Command(
        "planet", "fetch what members published on sites of their own", options.of_planet, ("--dry-run", "")
    ),
    "blogroll": Command(
        "blogroll",
        "print the members' own sites as a list for feed readers (OPML)",
        options.of_site,
        ("> blogroll.opml",),
    ),
    "forget": Command(
        "forget",
        "say where a member is in all files, and remove what was derived",
        options.of_forget,
        ("lin", "lin --yes"),
    ),
    "explain": Command(
        "explain",
        "say why a page would be rendered again, or what a diagnostic means",
        options.of_explain,
        ("/essays/first/", "broken-link"),
    ),
    "schema": Command(
        "schema",
        "write JSON Schemas of front matter and site.toml, for editors",
        options.of_schema,
        ("", "--markdown --into docs"),
    ),
    "doctor": Command(
        "doctor",
        "say what this installation has and lacks, and what the site uses of it",
        options.of_doctor,
        ("",),
    ),
    "completion": Command(
        "completion",
        "print what makes a shell complete mingpian's commands",
        options.of_completion,
        ("bash > mingpian.bash", "zsh > _mingpian", "fish > mingpian.fish"),
    ),
    "clean": Command("clean", "remove what mingpian wrote into output/", options.of_clean, ("", "--cache")),
}


class Parser(argparse.ArgumentParser):
    """A parser that speaks the user's language; catalogues are read when there is something to say."""

    def format_help(self) -> str:
        """Return the help."""
        self.description, self.epilog = _localized(self.description), _localized(self.epilog)
        for action in self._actions:
            action.help = _localized(action.help)
            for choice in getattr(action, "_choices_actions", ()):
                choice.help = _localized(choice.help)
        for group in self._action_groups:
            group.title = _localized(group.title)
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and exit."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {localized(message)}\n")


class Intermixed(Parser):
    """A parser of one command: options stand before, between and after what is named."""

    _is_at_work = False  # its own way to do so comes back here

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what was said, and what nobody knows."""
        if self._is_at_work:
            return super().parse_known_args(args, namespace)
        self._is_at_work = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_at_work = False


def _localized(text: str | None) -> str | None:
    """Return a text of the help in the user's language; the summary of a command is known without its full stop."""
    if text is None:
        return text
    if text.startswith(_EXAMPLES):
        return localized("examples:") + text.removeprefix(_EXAMPLES)
    summary = text[:1].lower() + text[1:].removesuffix(".")
    return next((own for form in (text, summary) if (own := localized(form)) != form), text)


argparse._ = _localized  # type: ignore[attr-defined]  # by which it looks up its own texts, as gettext has it


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = Parser(prog="mingpian", description="A folder of Markdown becomes a personal-brand site.")
    top.add_argument("--version", action="store_true", help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=Intermixed)
    for name, command in COMMANDS.items():
        examples = "\n".join((_EXAMPLES, *(f"  mingpian {name} {one}".rstrip() for one in command.examples)))
        command.options(
            commands.add_parser(
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
