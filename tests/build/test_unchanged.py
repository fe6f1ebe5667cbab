"""A build where nothing changed ends before anything is imported; and it is never mistaken about that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import mingpian
from mingpian.content import discover
from mingpian.core.walk import Found
from mingpian.replay import unchanged
from mingpian.request import Request
from mingpian.write.report import Report
from tests.build import entry_edits, site_edits, workshop
from tests.build.oracle import Oracle, tree
from tests.example import REPOSITORY

HEAVY = ("jinja2", "comrak", "msgspec", "PIL", "pygments", "yaml", "babel", "feedgen")
LETTER = "content/essays/letter.md"


def imported(oracle: Oracle) -> set[str]:
    """The packages that a build of the site imports in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mingpian", "build", "--root", str(oracle.site.root)],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(oracle.site.now)},
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def settle(oracle: Oracle) -> None:
    """Build twice, so that the second one has nothing to do, and remembers that."""
    oracle.build()
    oracle.build()


def says_nothing_changed(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether a build ends without building."""
    code = 77
    with monkeypatch.context() as watched:
        watched.setattr("mingpian.cli.commands.build._build", lambda *_: code)
        return oracle.build().code != code


def test_nothing_is_imported_when_nothing_changed(oracle: Oracle) -> None:
    oracle.apply((entry_edits.touch, 0, 0))
    assert imported(oracle) >= {"jinja2", "msgspec"}  # what the command imports when there is something to do
    os.utime(oracle.site.root / LETTER, ns=(1, 1))
    imported(oracle)
    imported(oracle)
    assert imported(oracle).isdisjoint(HEAVY)


def test_it_notices_that_nothing_changed(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(oracle)
    assert says_nothing_changed(oracle, monkeypatch)


def edited_with_same_size_and_time(oracle: Oracle) -> None:
    oracle.apply((entry_edits.edit_same_size_and_time, oracle.site.entries().index(LETTER), 8))


def output_edited(oracle: Oracle) -> None:
    (oracle.output / "index.html").write_text("?")


def output_deleted(oracle: Oracle) -> None:
    (oracle.output / "essays/letter/index.html").unlink()


def output_folder_gone(oracle: Oracle) -> None:
    oracle.output.rename(oracle.site.root / "away")


def template_added(oracle: Oracle) -> None:
    oracle.site.write("templates/essay.html", '{% extends "default/essay.html" %}')


def theme_edited(oracle: Oracle) -> None:
    oracle.apply((site_edits.edit_theme, 3, 4))


def setting_edited(oracle: Oracle) -> None:
    oracle.apply((site_edits.edit_settings, 0, 4))


def static_file_added(oracle: Oracle) -> None:
    oracle.site.write("content/static/more.txt", "1")


def entry_deleted(oracle: Oracle) -> None:
    (oracle.site.root / "content/notes/rain.en.md").unlink()


def folder_renamed(oracle: Oracle) -> None:
    (oracle.site.root / "content/works/cover").rename(oracle.site.root / "content/works/cover-2")


def schedule_passed(oracle: Oracle) -> None:
    oracle.site.now += 11 * workshop.DAY


def clock_turned_back(oracle: Oracle) -> None:
    oracle.site.now -= 400 * workshop.DAY


def drafts_wanted(oracle: Oracle) -> None:
    oracle.site.drafts = True


def other_address(oracle: Oracle) -> None:
    oracle.site.base_url = "https://other.example/"


CHANGES: tuple[Callable[[Oracle], None], ...] = (
    edited_with_same_size_and_time,
    output_edited,
    output_deleted,
    output_folder_gone,
    template_added,
    theme_edited,
    setting_edited,
    static_file_added,
    entry_deleted,
    folder_renamed,
    schedule_passed,
    clock_turned_back,
    drafts_wanted,
    other_address,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_notices_that_something_changed(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch, change: Callable[[Oracle], None]
) -> None:
    settle(oracle)
    change(oracle)
    assert not says_nothing_changed(oracle, monkeypatch)


def test_an_hour_in_which_nothing_happens_changes_nothing(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(oracle)
    oracle.site.now += 3_600
    assert says_nothing_changed(oracle, monkeypatch)


def test_a_build_with_errors_is_built_again_and_tells_them_again(oracle: Oracle) -> None:
    oracle.apply((site_edits.break_something, 0, 0))
    first = oracle.build()
    assert (first.code, oracle.build()) == (1, first)


def test_warnings_are_told_again(oracle: Oracle) -> None:
    oracle.site.write("content/works/warned.md", "---\ntitle: 题目\ntopics: [desing]\n---\n字\n")
    first = oracle.build()
    assert "unknown-topic" in first.said
    assert [oracle.build(), oracle.build()] == [first, first]


def test_an_edit_during_a_build_is_not_missed(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is written after it was read, and before the build has ended, is read by the next one."""
    from mingpian import pipeline as stages

    model = stages.model_site

    def edit_then_model(*arguments: object) -> object:
        oracle.site.write(LETTER, oracle.site.read(LETTER).replace("版本0", "版本5"))
        return model(*arguments)  # type: ignore[arg-type]

    oracle.apply((entry_edits.add_entry, 0, 0))  # for which the site is modelled
    with monkeypatch.context() as slow:
        slow.setattr(stages, "model_site", edit_then_model)
        oracle.build()
    oracle.check()
    assert "版本5" in (oracle.output / "essays/letter/index.html").read_text(encoding="utf-8")


def letter_edited(oracle: Oracle) -> None:
    oracle.site.write(LETTER, oracle.site.read(LETTER).replace("版本0", "版本5"))


@pytest.mark.parametrize("change", [letter_edited, static_file_added, entry_deleted], ids=lambda one: one.__name__)
def test_a_change_after_the_look_and_before_the_build_is_not_missed(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch, change: Callable[[Oracle], None]
) -> None:
    from mingpian import pipeline

    build = pipeline.build

    def changed_meanwhile(request: Request) -> Report:
        change(oracle)
        return build(request)

    oracle.apply((entry_edits.add_text, 0, 0))  # for which there is something to build
    with monkeypatch.context() as slow:
        slow.setattr(pipeline, "build", changed_meanwhile)
        oracle.build()
    oracle.check()


LINKED = {
    "content": LETTER,
    "site.toml": "site.toml",
    "templates": "templates/quote.html",
    "themes": "themes/own/styles/90-own.css",
    "themes/own": "themes/own/words/en.toml",
}


@pytest.mark.parametrize("name", LINKED)
def test_what_lies_elsewhere_and_is_linked_is_looked_at(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    linked, elsewhere = oracle.site.root / name, oracle.site.root.parent / "elsewhere"
    oracle.site.write("templates/quote.html", "1")
    linked.rename(elsewhere)
    linked.symlink_to(elsewhere)
    discover._real.cache_clear()  # a command is a process of its own, and never knew where this was
    settle(oracle)
    assert says_nothing_changed(oracle, monkeypatch)
    edited = oracle.site.root / LINKED[name]
    edited.write_text(edited.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not says_nothing_changed(oracle, monkeypatch)


def test_a_change_of_the_program_itself_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: set[Path] = set()

    def look(path: str) -> list[Found]:
        looked_at.add(Path(path).resolve())
        return []

    monkeypatch.setattr(unchanged, "_look", look)
    unchanged.observe(str(tmp_path), str(tmp_path / "output"), ())
    assert {Path(mingpian.__file__).parent, REPOSITORY / "themes"} <= looked_at


def test_a_site_that_was_copied_with_its_memory_is_built_where_it_is(oracle: Oracle) -> None:
    settle(oracle)
    before = tree(oracle.output)
    oracle.site.root = Path(shutil.copytree(oracle.site.root, oracle.site.root.parent / "copy"))
    oracle.output = oracle.site.root / "output"
    shutil.rmtree(oracle.output)
    oracle.check()
    assert tree(oracle.output) == before
