"""Names mean one thing: no class twice, exceptions in one tree, no word that the glossary lists as replaced."""

from __future__ import annotations

import re
from collections import Counter

from mingpian.core import errors
from tests.example import REPOSITORY
from tests.house.source import MODULES, module_name, named, source

GLOSSARY = REPOSITORY / "docs" / "glossary.md"
TWICE = {"Handler"}
"""What libraries want to be called so: a class within a function of `serve.watch`."""


def classes() -> list[tuple[str, str, tuple[str, ...]]]:
    """The module, name and bases of every class of ours."""
    return [(module_name(path), name, bases) for path in MODULES for name, bases in source(path).classes]


def test_no_class_name_occurs_twice() -> None:
    counts = Counter(name for _, name, _ in classes())
    assert {name: count for name, count in counts.items() if count > 1 and name not in TWICE} == {}


def test_the_tree_of_exceptions_is_the_one_that_is_drawn() -> None:
    drawn = set(re.findall(r"[├└]── (\w+) +([\w.]+):", errors.__doc__ or ""))
    real = {
        (name, module.removeprefix("mingpian."))
        for module, name, bases in classes()
        if any(base.endswith("Error") for base in bases)
    }
    assert drawn == real


def test_every_exception_of_ours_is_called_an_error() -> None:
    roots = {"Exception", "BaseException", "ValueError", "MingpianError"}
    misnamed = [name for _, name, bases in classes() if roots & {*bases} and not name.endswith("Error")]
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
