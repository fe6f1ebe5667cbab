"""The manual is whole, true, built without a complaint, and written in both languages."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from mingpian import public_names
from mingpian.check.rules import explained
from mingpian.cli import main
from mingpian.cli.commands import commands
from mingpian.cli.manual import chapters
from mingpian.config.settings import SiteConfig
from mingpian.content.kinds import BUILTIN
from mingpian.queries.facade import Queries
from mingpian.render.body.components import declared
from mingpian.render.theme import load_theme
from mingpian.render.theme_settings import DEFAULT
from mingpian.schema.shapes import record_of
from tests.example import REPOSITORY
from tests.server import serving

MANUAL = REPOSITORY / "docs"
CHAPTERS = MANUAL / "content" / "chapters"
LANGUAGES = pytest.mark.parametrize("suffix", ["", ".en"], ids=["zh", "en"])


def text(slug: str, suffix: str) -> str:
    return (CHAPTERS / f"{slug}{suffix}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(chapters()))
def test_what_comes_from_the_declarations_is_that_of_the_declarations(name: str) -> None:
    written, declared_now = (CHAPTERS / name).read_text(encoding="utf-8"), chapters()[name]
    diff = difflib.unified_diff(written.splitlines(), declared_now.splitlines(), "written", "declared", lineterm="")
    assert "\n".join(diff) == "", "run `make reference`, and read the difference"


@LANGUAGES
def test_it_has_every_setting_field_command_template_question_code_and_name(suffix: str) -> None:
    theme, _ = load_theme(Path(), DEFAULT)
    templates = [name for name in theme.names("templates") if "/" not in name]
    questions = [f"### ask.{name}" for name in vars(Queries) if not name.startswith("_")]
    wanted = {
        "settings": [f"| `{name}` |" for name in record_of(SiteConfig).fields],
        "fields": [f"| `{name}` |" for kind in BUILTIN.values() for name in record_of(kind.fields).fields],
        "commands": [f"## {name}" for name in commands()],
        "templates": [f"| `{name}` |" for name in (*templates, *declared(theme))] + questions,
        "diagnostics": [f"## {code}" for code in explained()],
        "python": [f"| `{name}" for name in public_names.names()],
    }
    for slug, names in wanted.items():
        page = text(slug, suffix)
        assert [name for name in names if name not in page] == [], slug


@LANGUAGES
def test_every_component_stands_in_the_chapter_on_them(suffix: str) -> None:
    page = text("components", suffix)
    assert [name for name in declared(load_theme(Path(), DEFAULT)[0]) if f"| `{name}` |" not in page] == []


def test_each_chapter_is_there_in_both_languages_and_in_the_same_place() -> None:
    slugs = {path.name.partition(".")[0] for path in CHAPTERS.glob("*.md")}
    chinese, english = (
        [int(re.findall(r"^order: (\d+)$", text(slug, suffix), re.M)[0]) for slug in sorted(slugs)]
        for suffix in ("", ".en")
    )
    assert chinese == english and sorted(chinese) == list(range(1, len(slugs) + 1))


def test_the_chinese_chapters_are_in_chinese() -> None:
    english = re.compile(r"(?:[a-z]{3,} ){3,}")
    for path in CHAPTERS.glob("*.md"):
        if not path.name.endswith(".en.md"):
            bare = re.sub(r"^```.*?^```|^    .*?$|`[^`]*`|^\{.*?$", "", path.read_text("utf-8"), flags=re.M | re.S)
            assert english.findall(bare) == [], path.name


def test_it_is_built_without_a_complaint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "docs"
    shutil.copytree(MANUAL, root, ignore=shutil.ignore_patterns(".mingpian", "output", "decisions", "screenshots"))
    assert main(["check", "--root", str(root)]) == 0
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    said = capsys.readouterr()
    assert "warning" not in said.err and "error" not in said.err
    assert (root / "output/en/first-site/index.html").is_file() and (root / "output/settings/index.html").is_file()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual, built."""
    root = tmp_path_factory.mktemp("manual") / "docs"
    shutil.copytree(MANUAL, root, ignore=shutil.ignore_patterns(".mingpian", "output", "decisions", "screenshots"))
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    return root / "output"


@pytest.mark.parametrize("path", ["", "first-site/", "en/components/", "settings/", "en/chapters/"])
def test_a_phone_shows_it_whole_and_axe_finds_nothing(
    path: str, pages: Path, browser: Browser, need: Callable[[str], Path]
) -> None:
    with serving(pages, "/") as origin:
        page = browser.new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
        page.goto(origin + path)
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320
        assert len(page.inner_text("main")) > 300
        page.evaluate(need("axe").read_text(encoding="utf-8"))
        found = page.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        page.close()
