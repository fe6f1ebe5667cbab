"""`explain` says why a page would be rendered again, and agrees with what a build does."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_check import site
from tests.example import mingpian


@pytest.fixture
def built(tmp_path: Path) -> Path:
    root = site(tmp_path, content__pages__about="---\ntitle: About\n---\nSee [tea](../essays/tea.md).\n")
    assert mingpian("build", cwd=root).returncode == 0
    return root


def explained(root: Path, url: str) -> str:
    done = mingpian("explain", url, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_page_that_nothing_touched_is_as_it_was(built: Path) -> None:
    said = explained(built, "/essays/tea/")
    assert "made by    the format `page`, of `entry essays/tea.zh-Hans`" in said
    assert "source     content/essays/tea.md" in said
    assert "`entry` × 1" in said
    assert "would not be rendered again" in said


@pytest.mark.parametrize(
    "url", ["/about/", "about/", "about/index.html", "http://localhost:8000/about/", "/about/?x=1#y"]
)
def test_a_page_is_found_by_whatever_one_has_at_hand(url: str, built: Path) -> None:
    assert explained(built, url).startswith("/about/index.html")


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def spoil(root: Path) -> None:
    (root / "output" / "about" / "index.html").write_text("spoilt", encoding="utf-8")


def override(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / "404.html").write_text("gone", encoding="utf-8")


CHANGES = [
    (edit("content/essays/tea.md", "Good.", "Better."), "/essays/tea/", "entry of essays/tea.zh-Hans"),
    (edit("content/essays/tea.md", "title: Tea", "title: Green tea"), "/essays/", "card of essays/tea.zh-Hans"),
    (edit("content/pages/about.md", "See", "Drink"), "/about/", "entry of pages/about.zh-Hans"),
    (edit("site.toml", '"A"', '"B"'), "/about/", "site.toml, or the address to build for changed"),
    (override, "/about/", "the theme changed"),
    (spoil, "/about/", "its file is gone, or was changed by somebody else"),
]


@pytest.mark.parametrize(("change", "url", "said"), CHANGES)
def test_what_changed_is_named_and_the_build_agrees(
    change: Callable[[Path], None], url: str, said: str, built: Path
) -> None:
    path = built / "output" / url.strip("/") / "index.html"
    before = path.read_bytes()
    change(built)
    assert said in explained(built, url)
    assert mingpian("build", cwd=built).returncode == 0
    assert path.read_bytes() != before or change in (spoil, override)
    assert "would not be rendered again" in explained(built, url)


def test_a_body_does_not_touch_the_lists(built: Path) -> None:
    edit("content/essays/tea.md", "---\nGood.", "summary: Good.\n---\nBetter.")(built)
    mingpian("build", cwd=built)
    edit("content/essays/tea.md", "Better.", "Best.")(built)
    assert "would not be rendered again" in explained(built, "/essays/")
    assert "would not be rendered again" in explained(built, "/")
    assert "would be rendered again" in explained(built, "/essays/tea/")


def test_before_the_first_build_nothing_was_rendered(tmp_path: Path) -> None:
    assert "it was not rendered before" in explained(site(tmp_path), "/")


def test_a_page_that_will_not_be_is_wrong_usage(built: Path) -> None:
    done = mingpian("explain", "/esays/tea/", cwd=built)
    assert done.returncode == 2
    assert "did you mean `essays/tea/index.html`?" in done.stderr


def test_programs_get_json(built: Path) -> None:
    done = mingpian("explain", "/", "--format", "json", cwd=built)
    found = json.loads(done.stdout)
    assert found["path"] == "index.html"
    assert found["reasons"] == []
    assert ["site", "zh-Hans"] in found["asked"]
