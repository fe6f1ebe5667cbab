"""A site's own code adds what the manual says, and what goes wrong in it is told with file and line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.example import REPOSITORY

MANUAL = (REPOSITORY / "docs/extensions.md").read_text(encoding="utf-8")
BOOKS, RESULTS = re.findall(r"^```python\n(.*?)^```$", MANUAL, re.M | re.S)
OTHER = BOOKS.replace("books.json", "other.json").replace('"books", (', '"other", (').replace('("books"', '("other"')
SITE = 'title = "A"\nbase_url = "https://a.example/"\nwithout = ["share", "qr"]\n'
CSV = "title,author,read,word\n营造法式,李诫,2026-02-01,木头有规矩。\nOn Typography,Ada,2026-03-01,Short.\n"
WORK = "---\ntitle: 店\n---\n字\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in {
        "site.toml": SITE,
        "content/works/shop.md": WORK,
        "content/data/books.csv": CSV,
        "extensions/books.py": BOOKS,
        "extensions/results.py": RESULTS,
    }.items():
        write(tmp_path, path, text)
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def do(root: Path, command: str, *more: str) -> int:
    return main([command, "--root", str(root), "--jobs", "1", *more])


def titles(root: Path) -> list[str]:
    return [item["title"] for item in json.loads((root / "output/books.json").read_text("utf-8"))["items"]]


def test_the_books_of_the_manual(root: Path) -> None:
    assert do(root, "build") == 0
    assert titles(root) == ["On Typography, Ada", "营造法式, 李诫"]
    write(root, "content/data/books.csv", CSV + "长物志,文震亨,2026-04-01,少。\n")
    assert do(root, "build") == 0
    assert titles(root)[0] == "长物志, 文震亨"
    write(root, "extensions/books.py", BOOKS.replace(": books", ": what I read"))
    assert do(root, "build") == 0
    assert "A: what I read" in (root / "output/books.json").read_text("utf-8")
    (root / "extensions/books.py").unlink()
    assert do(root, "build") == 0
    assert not (root / "output/books.json").exists()


def test_the_check_of_the_manual(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(root, "check") == 0
    assert "content/works/shop.md" in (said := capsys.readouterr().err) and "warning[no-result]" in said
    write(root, "content/works/shop.md", WORK.replace("title: 店", "title: 店\nresults: [{what: x, after: y}]"))
    assert do(root, "check") == 0
    assert "no-result" not in capsys.readouterr().err


def test_a_filter(root: Path) -> None:
    write(root, "extensions/shout.py", 'FILTERS = {"shout": lambda text: text.upper() + "!"}\n')
    write(root, "templates/404.html", '{{ "gone" | shout }}')
    assert do(root, "build") == 0
    assert (root / "output/404.html").read_text() == "GONE!"


def test_a_target(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "from mingpian.deploy.target import Change, Target\n"
        "def put(job):\n    (job.root / 'sent').write_text(job.options['to'])\n"
        "    return [Change(path) for path in job.paths]\n"
        "TARGET = Target('pigeon', {'to': 'whom'}, ('to',), put)\n"
    )
    write(root, "extensions/pigeon.py", code)
    write(root, "site.toml", SITE + '[deploy.roof]\ntarget = "pigeon"\noptions = {to = "lin"}\n')
    assert do(root, "deploy") == 0
    assert (root / "sent").read_text() == "lin"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("x = = 1\n", "extensions/bad.py:1"),
        ("import nowhere_to_be_found\n", "extensions/bad.py:1"),
        (OTHER.replace('if "data', 'if 1 / 0 or "data'), "extensions/bad.py:10"),
        (OTHER.replace("items = [", "items = [1 / 0,"), "extensions/bad.py:16"),
        (BOOKS.replace('("books"', '("feed"'), "there is a format"),
    ],
    ids=["syntax", "import", "plan", "render", "twice"],
)  # fmt: skip
def test_what_goes_wrong_is_named_and_the_rest_is_built(
    code: str, place: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(root, "build") == 0
    before = (root / "output/books.json").read_bytes()
    capsys.readouterr()
    write(root, "extensions/bad.py", code)
    write(root, "content/works/shop.md", WORK.replace("字", "新"))
    assert do(root, "build") == 1
    said = capsys.readouterr().err
    assert "error[bad-extension]" in said and place in said and "Traceback" not in said, said
    assert "新" in (root / "output/works/shop/index.html").read_text("utf-8")
    assert (root / "output/books.json").read_bytes() == before


def test_a_rule_that_fails_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "extensions/results.py", RESULTS.replace("yield advice", "yield 1 / 0 or advice"))
    assert do(root, "check") == 1
    assert "extensions/results.py:10" in capsys.readouterr().err


def test_a_body_edit_keeps_to_what_an_extension_makes(root: Path) -> None:
    write(root, "extensions/shout.py", 'FILTERS = {"shout": lambda text: text.upper()}\n')
    write(root, "templates/work.html", '{{ "body" | shout }} {{ body }}')
    for word in ("一", "二"):
        write(root, "content/works/shop.md", WORK.replace("字", word))
        assert do(root, "build") == 0
        page = (root / "output/works/shop/index.html").read_text("utf-8")
        assert "BODY" in page and word in page
