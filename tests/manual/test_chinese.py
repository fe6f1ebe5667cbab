"""The Chinese of the manual, of the example and of all that is said is set as a copy editor would have it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import autocorrect_py
import pytest

from mingpian.i18n.catalogue import read_catalogue
from tests.example import REPOSITORY
from tests.i18n.extract import CATALOGUE

ALL, AS_SET = '{"rules": {"space-word": 1}}', '{"rules": {"space-word": 0}}'
"""The example leaves the space between Chinese and Latin to the style sheet, and has an essay that says so."""
FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
RUBY = re.compile(r"\{([^|{}]+)\|[^|{}]+\}")
CHAPTERS = sorted(path for path in (REPOSITORY / "docs/content").rglob("*.md") if not path.name.endswith(".en.md"))
ESSAYS = sorted(path for path in (REPOSITORY / "content").rglob("*.md") if not path.name.endswith(".en.md"))
SAID = [
    REPOSITORY / "generator/mingpian/schema/codes.toml",
    *sorted((REPOSITORY / "themes/default/words").glob("zh-*.toml")),
]


def findings(text: str, rules: str = ALL) -> list[tuple[str, str]]:
    """What the copy editor would change, and to what."""
    autocorrect_py.load_config(rules)  # type: ignore[attr-defined]  # its types lack it
    return [(found.old, found.new) for found in autocorrect_py.lint_for(text, "md").lines]


def texts(value: Any) -> Iterator[str]:
    """All texts of a TOML file but the English ones of codes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name != "en":
                yield from texts(item)


def shown(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("path", CHAPTERS, ids=shown)
def test_the_manual(path: Path) -> None:
    assert findings(path.read_text(encoding="utf-8")) == []


def test_the_example() -> None:
    for path in ESSAYS:
        text = path.read_text(encoding="utf-8")
        if "\nlang: en\n" not in text:
            body = RUBY.sub(r"\1", FRONT.sub("", text, count=1))
            assert findings(body, AS_SET) == [], shown(path)


@pytest.mark.parametrize("path", SAID, ids=shown)
def test_all_that_is_said(path: Path) -> None:
    for text in texts(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert findings(text) == []


def test_what_people_are_told() -> None:
    told = read_catalogue(CATALOGUE)
    assert len(told) > 1_000
    assert [found for text in told.values() for found in findings(text)] == []


def test_the_copy_editor_finds_what_is_wrong() -> None:
    assert findings("写CSS的，7月, 你") == [("写CSS的，7月, 你", "写 CSS 的，7 月，你")]
    assert findings("写CSS的，7月, 你", AS_SET) == [("写CSS的，7月, 你", "写CSS的，7月，你")]
