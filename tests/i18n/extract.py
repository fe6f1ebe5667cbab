"""Finds the texts that people are told, and brings the catalogue in line with them: `make messages`.

Templates are marked in the source by `_`, as gettext's tools have it. What fields, settings, templates, questions and
options mean stands where these are declared: it is what the manual's reference looks up.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

from babel.messages import pofile
from babel.messages.catalog import Catalog

from mingpian import i18n
from mingpian.cli import manual
from mingpian.cli.commands import commands
from mingpian.cli.parser import parser
from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import VocabularyTopic
from mingpian.schema.docstrings import purpose
from tests.example import REPOSITORY

PACKAGE = REPOSITORY / "generator" / "mingpian"
CATALOGUE = PACKAGE / "i18n" / "locale" / "zh" / "LC_MESSAGES" / "mingpian.po"
HEADER = "# What mingpian says to the people who run it, in Chinese. `make messages` brings it in line with the source."
MARKS = ("_", "translate", "localized", "print_text", "print_error")


@cache
def marked(source: str) -> list[tuple[int, str, frozenset[str] | None]]:
    """Return the line and template of each marked text, and the names of its values: None where they come later."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            template = node.args[0]
            if isinstance(template, ast.Constant) and isinstance(template.value, str):
                names = [keyword.arg for keyword in node.keywords]
                is_whole = bool(names) and None not in names
                found.append((node.lineno, template.value, frozenset(map(str, names)) if is_whole else None))
    return found


TELLING = {
    "BodyProblem", "DeployError", "Diagnostic", "ForbiddenAddressError", "FormulaError", "Importer", "InitError",
    "InvalidValueError", "NewEntryError", "Problem", "Skipped", "SyntaxFault", "UnfitFileError", "UnreachableError",
    "UnsupportedMarkdownError", "advice",
}  # fmt: skip


def finished(source: str) -> Iterator[tuple[int, str]]:
    """Yield the texts with words of their own that are told as finished English; `{}` stands for a value."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            told = [*node.args] if name in TELLING else []
            told += [one for one in node.args if name in MARKS and not isinstance(one, ast.Constant)]
            told += [keyword.value for keyword in node.keywords if keyword.arg in ("message", "hints")]
            yield from ((line, text) for value in told for line, text in _plain(value) if is_told(text) and " " in text)


def _plain(value: ast.expr) -> Iterator[tuple[int, str]]:
    """Yield the plain texts among the values that an expression may have."""
    match value:
        case ast.Constant(value=str(text)):
            yield value.lineno, text
        case ast.JoinedStr():
            yield (
                value.lineno,
                "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in value.values),
            )
        case ast.IfExp():
            yield from (*_plain(value.body), *_plain(value.orelse))
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            yield from (found for part in parts for found in _plain(part))


class _Asked(dict[str, str]):
    """A catalogue without a text in it, which knows what was looked up."""

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self[key] = default
        return default


def declared() -> list[str]:
    """Return what the manual's reference looks up, and what the help says beside."""
    asked, top = _Asked(), parser(commands())
    with patch.object(i18n, "_catalogue", lambda _lang: asked):
        manual.chapters()
    titles = [top.description, *(action.help for action in top._actions), *(one.title for one in top._action_groups)]
    return [*asked, *filter(None, titles), purpose(SiteConfig), purpose(VocabularyTopic)]


def is_told(template: str) -> bool:
    """Tell whether a template has words of its own; one that puts values side by side needs no Chinese."""
    return re.search("[A-Za-z]{2}", re.sub(r"\{\w*\}|mingpian|Python", "", template)) is not None


@cache
def templates() -> dict[str, str]:
    """Return each text that people are told, with the file in which it stands, in the order of the files."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for _line, template, _names in marked(path.read_text(encoding="utf-8")):
            found.setdefault(template, path.relative_to(PACKAGE).as_posix())
    return found | {template: "" for template in declared() if template not in found}


def of_argparse() -> set[str]:
    """Return the texts of the standard library's parser, which says what is wrong with a command line."""
    return {template for _line, template, _names in marked(Path(argparse.__file__).read_text(encoding="utf-8"))}


def catalogue() -> Catalog:
    """Return the catalogue as Babel reads it."""
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="zh")


def main() -> int:
    """Write the catalogue anew: what is told now, in the order of the files; say what lacks its Chinese."""
    before, found, lacking = catalogue(), templates(), []
    optional = of_argparse() | {template for template in found if not is_told(template)}
    found = {template: file for template, file in found.items() if is_told(template) or template in before}
    found |= {template: found.get(template, "") for template in sorted(optional) if template in before}
    renewed = Catalog(locale="zh", header_comment=HEADER, fuzzy=False, creation_date=before.creation_date)
    for template, file in found.items():
        known = before.get(template)
        text = known.string if known else ""
        lacking += [] if text else [template]
        renewed.add(template, text, locations=[(file, None)] if file else [])  # type: ignore[list-item]
    gone = [message for message in before if message.id and message.id not in found]
    renewed.obsolete = {str(message.id): message for message in gone}  # kept as comments until the next time
    with CATALOGUE.open("wb") as out:
        pofile.write_po(out, renewed, width=0, include_lineno=False)
    for line in (
        *(f"no Chinese: {template}" for template in lacking),
        *(f"taken out: {message.id}" for message in gone),
    ):
        print(line)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
