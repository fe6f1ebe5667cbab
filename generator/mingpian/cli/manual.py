"""The chapters of the manual that come from the declarations: settings, fields, commands, templates, diagnostics."""

import argparse
import ast
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from mingpian.check.rules import explained
from mingpian.cli.commands import commands
from mingpian.cli.parser import parser, sentence
from mingpian.cli.public_reference import of_public_names
from mingpian.content.published_schemas import of_fields, of_settings
from mingpian.i18n import AnyText, Language, _, translate
from mingpian.queries.facade import Queries
from mingpian.queries.query import Query
from mingpian.render.body.components import declared
from mingpian.render.theme import Theme, load_theme
from mingpian.render.theme_settings import DEFAULT

_COMMENT = re.compile(r"\s*\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)


class Chapter(NamedTuple):
    """A chapter that is written by the program: its place in the manual, its title, its lede, its text."""

    order: int
    title: AnyText
    summary: AnyText
    text: Callable[[Language], str]


def chapters() -> dict[str, str]:
    """Return the Markdown of every such chapter in each language, by file name."""
    languages: dict[Language, str] = {"zh": "", "en": ".en"}
    return {
        f"{slug}{suffix}.md": _written(chapter, lang)
        for slug, chapter in CHAPTERS.items()
        for lang, suffix in languages.items()
    }


def _written(chapter: Chapter, lang: Language) -> str:
    title, summary = translate(chapter.title, lang), translate(chapter.summary, lang)
    head = f"title: {title}\norder: {chapter.order}\nsummary: {summary}\n"
    note = translate("This chapter comes from the declarations; `make reference` renews it.", lang)
    return f"---\n{head}---\n\n{note}\n\n{chapter.text(lang).rstrip()}\n"


def _diagnostics(lang: Language) -> str:
    between = {"en": " ", "zh": ""}[lang]
    return "\n".join(f"## {code}\n\n{between.join(getattr(one, lang))}\n" for code, one in explained().items())


def _commands(lang: Language) -> str:
    top = parser(commands())
    (subparsers,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    helps = {action.dest: action.help or "" for action in subparsers._choices_actions}
    return "\n".join(
        part for name, command in subparsers.choices.items() for part in _command(name, helps[name], command, lang)
    )


def _command(name: str, summary: str, command: argparse.ArgumentParser, lang: Language) -> Iterator[str]:
    stop = "。" if lang == "zh" else "."
    yield f"## {name}\n\n{sentence(translate(summary, lang), stop)}\n"
    rows = [row for action in command._actions if (row := _row(action, lang))]
    if rows:
        yield "\n".join((f"| {translate('Option', lang)} | {translate('Meaning', lang)} |", "|---|---|", *rows, ""))
    examples = (command.epilog or "").partition("\n")[2]
    if examples:
        yield f"```sh\n{inspect.cleandoc(examples)}\n```\n"


def _row(action: argparse.Action, lang: Language) -> str:
    if action.dest == "help" or action.help == argparse.SUPPRESS:
        return ""
    name = ", ".join(f"`{one}`" for one in action.option_strings) or f"`{action.metavar or action.dest}`"
    choices = translate(" or ", lang).join(f"`{one}`" for one in action.choices or ())
    told = "; ".join(part for part in (translate(str(action.help), lang), choices) if part)
    return f"| {name} | {told.replace('|', chr(92) + '|')} |"


def _templates(lang: Language) -> str:
    theme, _ = load_theme(Path(), DEFAULT)
    pages = [name for name in theme.names("templates") if "/" not in name]
    lines = [
        translate(_HOW, lang) + "\n",
        f"## {translate('Templates', lang)}\n",
        _table(lang, ((name, translate(_head(theme, name), lang)) for name in pages)),
        f"## {translate('Components', lang)}\n",
        _table(lang, ((name, translate(one.about, lang)) for name, one in declared(theme).items())),
        f"## {translate('Questions', lang)}\n",
        translate(_ASKED, lang) + "\n",
        *(
            f"### ask.{name}\n\n```python\n{call}\n```\n\n{translate(told, lang)}\n"
            for name, call, told in _questions()
        ),
    ]
    return "\n".join(lines)


_HOW = _(
    "A file of the same path in your site's `templates/` stands in for one of the theme; "
    '`{% extends "default/essay.html" %}` takes the theme\'s own and changes single blocks of it. Every template has '
    "`page` (its head), `site`, `t` (the words), `lang`, `root` (to put before addresses), `ask` and `data`; pages of "
    "entries have `entry`, `card`, `context` and `body` too."
)
_ASKED = _(
    "`ask` tells templates what the site knows: a page is made again when an answer to one of its questions differs, "
    'and only then. `{% for card in ask.listing("kind", "essays", lang, "1").cards %}` goes through the essays.'
)


def _table(lang: Language, rows: Iterator[tuple[str, str]]) -> str:
    head = f"| {translate('Name', lang)} | {translate('Meaning', lang)} |\n|---|---|\n"
    return head + "".join(f"| `{name}` | {told} |\n" for name, told in rows)


def _head(theme: Theme, name: str) -> str:
    """Return what a template says of itself in its first comment."""
    file = theme.find(f"templates/{name}")
    match = _COMMENT.match(file.data.decode()) if file else None
    return " ".join(match[1].split()) if match else ""


def _questions() -> Iterator[tuple[str, str, str]]:
    """Yield the name, the signature and the summary of each question."""
    for name, asked in vars(Queries).items():
        if not name.startswith("_"):
            function = asked.function if isinstance(asked, Query) else asked
            (node,) = ast.parse(dedent(inspect.getsource(function))).body
            assert isinstance(node, ast.FunctionDef) and node.returns
            arguments = ", ".join(ast.unparse(one) for one in node.args.args[1:])  # after the model, or `self`
            call = f"ask.{name}({arguments}) -> {ast.unparse(node.returns)}"
            yield name, call, (ast.get_docstring(node) or "").partition("\n\n")[0]


CHAPTERS = {
    "templates": Chapter(
        7, _("Templates and questions"), _("Every template, and what one may ask the site."), _templates
    ),
    "settings": Chapter(
        8, _("Settings of site.toml"), _("Only the title is needed. An unknown setting is an error."), of_settings
    ),
    "fields": Chapter(
        9,
        _("Fields of content files"),
        _("What stands in front matter (YAML or TOML). An unknown field is an error."),
        of_fields,
    ),
    "commands": Chapter(10, "Commands", _("What each command does, and its options."), _commands),
    "python": Chapter(
        19, _("Python names"), _("What extensions and scripts import, and what each name is."), of_public_names
    ),
    "diagnostics": Chapter(18, "Diagnostics", _("What each message means, and what to do about it."), _diagnostics),
}
