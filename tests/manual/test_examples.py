"""What the manual and the README show works as it stands there: settings, topics, words, front matter and texts."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.config.load import load_config
from mingpian.config.settings import SiteConfig
from mingpian.content.data_files import topics
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.content.kinds import BUILTIN
from mingpian.schema.read import read_struct
from mingpian.schema.shapes import record_of
from tests.example import REPOSITORY

_BLOCK = re.compile(r"^```(toml|yaml|markdown)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^# content/(\w+)/[^\n]*\.md\n", re.MULTILINE)
_PATHS = (*sorted((REPOSITORY / "docs/content/chapters").glob("*.md")), REPOSITORY / "README.md")
EXAMPLES = [
    pytest.param(match[1], match[2], id=f"{path.name}-{number}")
    for path in _PATHS
    for number, match in enumerate(_BLOCK.finditer(path.read_text("utf-8")), 1)
]
ELSEWHERE = {"dangling-reference", "unknown-topic", "missing-file", "broken-link", "bad-font", "no-audience"}
MEMBERS = ("lin", "lin-yu", "zhou-bo")


def _check(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is wrong with a site, but for what lies outside of the example."""
    capsys.readouterr()
    main(["check", "--root", str(root), "--format", "json", "--jobs", "1"])
    said = capsys.readouterr()
    found = [item for item in json.loads(said.out or said.err) if item["severity"] != "note"]
    return [f"{item['code']}: {item['message']}" for item in found if item["code"] not in ELSEWHERE]


def _site(root: Path) -> None:
    (root / "content/members").mkdir(parents=True)
    settings = 'title = "T"\nbase_url = "https://t.example/"\nowner = "lin"\ntrusted = ["essays/", "members/"]\n'
    (root / "site.toml").write_text(settings, encoding="utf-8")
    (root / "content/essays").mkdir()
    (root / "content/essays/one.md").write_text("---\ntitle: The essay\ndate: 2026-01-01\n---\nx\n", encoding="utf-8")
    for slug in MEMBERS:
        reach = "contact: {email: {value: a@t.example, audience: public}}"
        card = f"---\nname: The member {slug}\nheadline: x\n{reach}\n---\n"
        (root / f"content/members/{slug}.md").write_text(card, encoding="utf-8")


def _of_toml(text: str, root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Take a table for what its keys say that it is: settings, a catalogue of words, else topics. What a theme states
    is tried where the theme is drawn (`test_own_theme.py`)."""
    if text.startswith("# themes/"):
        return []
    keys = tomllib.loads(text).keys()
    words = tomllib.loads((REPOSITORY / "themes/default/words/en.toml").read_text("utf-8"))
    if keys <= record_of(SiteConfig).fields.keys():
        whole = text if "title" in keys else f'title = "T"\n{text}'
        (root / "site.toml").write_text(whole, encoding="utf-8")
        return [str(one.message) for one in load_config(root)[1] if one.code not in ELSEWHERE]
    if keys <= words.keys():
        return []
    (root / "content/topics.toml").write_text(text, encoding="utf-8")
    _, diagnostics = topics.parse_topics(text.encode(), "content/topics.toml")
    return [*(str(one.message) for one in diagnostics if one.code not in ELSEWHERE), *_check(root, capsys)]


def _of_entry(text: str, root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    kind = "members" if re.search("^name:", text, re.MULTILINE) else "essays"
    own = text if text.startswith("---\n") else f"---\ntitle: T\ndate: 2026-01-01\n---\n{text}"
    (root / "content" / kind).mkdir(exist_ok=True)
    (root / "content" / kind / "of-the-manual.md").write_text(own, encoding="utf-8")
    return _check(root, capsys)


def _of_fields(text: str) -> list[str]:
    """Front matter of several files, each under its name."""
    _, *parts = _FILE.split(text)
    assert parts
    problems = []
    for kind, fields in zip(parts[::2], parts[1::2], strict=True):
        _, wrong = read_struct(BUILTIN[kind].fields, split_front_matter(f"---\n{fields}---\n").located.data)
        problems += [str(problem.message) for problem in wrong]
    return problems


@pytest.mark.parametrize(("language", "text"), EXAMPLES)
def test_an_example_works_as_it_stands(
    language: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _site(tmp_path)
    if language == "toml":
        assert _of_toml(text, tmp_path, capsys) == []
    elif _FILE.match(text):
        assert _of_fields(text) == []
    else:
        assert _of_entry(text, tmp_path, capsys) == []


def test_there_are_examples_and_a_wrong_one_would_be_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(EXAMPLES) > 15
    _site(tmp_path)
    assert _of_toml('[binding]\nname = "装订"\n', tmp_path, capsys)
    assert _of_fields("# content/members/a.md\nvouchs: []\n")
    assert _of_entry("---\nname: A\nvouchs: []\n---\n", tmp_path, capsys)
