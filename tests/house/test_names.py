"""Names mean one thing: no class twice, exceptions in one tree, no word that the glossary lists as replaced."""

from __future__ import annotations

import ast
import re
from collections import Counter

from mingpian.core import errors
from tests.example import REPOSITORY
from tests.house.test_imports import MODULES, module_name, named

GLOSSARY = REPOSITORY / "docs" / "glossary.md"
TWICE = {"Handler"}
"""What libraries want to be called so: a class within a function of `serve.watch`."""


def classes() -> list[tuple[str, ast.ClassDef]]:
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.append((module_name(path), node))
    return found


def test_no_class_name_occurs_twice() -> None:
    counts = Counter(node.name for _, node in classes())
    assert {name: count for name, count in counts.items() if count > 1 and name not in TWICE} == {}


def test_the_tree_of_exceptions_is_the_one_that_is_drawn() -> None:
    drawn = set(re.findall(r"[├└]── (\w+) +([\w.]+):", errors.__doc__ or ""))
    real = {
        (node.name, module.removeprefix("mingpian."))
        for module, node in classes()
        if any(isinstance(base, ast.Name) and base.id.endswith("Error") for base in node.bases)
    }
    assert drawn == real


def test_every_exception_of_ours_is_called_an_error() -> None:
    roots = {"Exception", "BaseException", "ValueError", "MingpianError"}
    misnamed = [
        node.name
        for _, node in classes()
        if any(isinstance(base, ast.Name) and base.id in roots for base in node.bases)
        and not node.name.endswith("Error")
    ]
    assert misnamed == []


def replaced() -> set[str]:
    """The first column of the glossary's table of replaced words."""
    table = GLOSSARY.read_text(encoding="utf-8").split("## Replaced words")[1]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[1])}


def test_nothing_in_the_generator_uses_a_replaced_word() -> None:
    words = replaced()
    assert len(words) > 30
    pattern = re.compile(r"(?<![\w.\"'/-])(?:" + "|".join(map(re.escape, sorted(words))) + r")(?![\w-])")
    used = [
        f"{named(path)}:{number}: {match[0]}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in pattern.finditer(line)
    ]
    assert used == []
