"""A saved body is shown at once, and is what an ordinary build makes; whatever is not so simple is left to that."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mingpian import pipeline
from mingpian.pipeline import build
from mingpian.replay import preview
from mingpian.request import Request
from tests.serve.running import NOW, essay, make_site

FIRST = "content/essays/first.md"
PAGE = "essays/first/index.html"
SUMMARY = "summary: What it is about.\n"


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    make_site(tmp_path)
    (tmp_path / FIRST).write_text(essay("First", "As it was.", SUMMARY))
    (tmp_path / "content/essays/second.md").write_text(essay("Second", "Another."))
    made = Request(root=tmp_path, output=tmp_path / ".mingpian/preview", now=NOW, jobs=1, drafts=True)
    time.sleep(0.06)  # files older than one tick are known by their times
    build(made)
    return made


@pytest.fixture
def kept(request_: Request) -> preview.PreviewState:
    found = preview.load_state(request_)
    assert found is not None
    return found


def write(state: preview.PreviewState, path: str, text: str) -> None:
    (state.request.root / path).write_text(text, encoding="utf-8")


def output(state: preview.PreviewState) -> dict[str, bytes]:
    folder = state.request.output
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_body_is_shown_and_a_build_finds_the_same(kept: preview.PreviewState) -> None:
    changed: tuple[str, ...] | None = None
    for body in ("As it was. One **more** thing.", "As it was.\n\n```python\nx = 1\n```\n"):
        write(kept, FIRST, essay("First", body, SUMMARY))
        changed = preview.show_bodies(kept, [FIRST], NOW)
        assert changed is not None and PAGE in changed
        assert "feed.xml" in changed, "the feed shows the body too"
    assert changed
    shown = {path: data for path, data in output(kept).items() if path in changed}
    report = build(kept.request)
    assert not set(report.changed) & set(shown), "what was shown at once is what a build makes"
    assert {path: output(kept)[path] for path in shown} == shown


def test_what_was_shown_is_what_a_clean_build_makes(
    kept: preview.PreviewState, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(kept, FIRST, essay("First", "New $a^2$ words, [^1] and a note.\n\n[^1]: Here.", SUMMARY))
    assert preview.show_bodies(kept, [FIRST], NOW)
    build(kept.request)
    clean = tmp_path_factory.mktemp("clean")
    make_site(clean)
    for path in ("content/essays/first.md", "content/essays/second.md"):
        (clean / path).write_bytes((kept.request.root / path).read_bytes())
    build(Request(root=clean, output=clean / ".mingpian/preview", now=NOW, jobs=1, drafts=True))
    folder = clean / ".mingpian/preview"
    assert output(kept) == {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_two_files_may_be_saved_at_once_and_what_an_editor_wrote_beside_is_nothing(kept: preview.PreviewState) -> None:
    write(kept, FIRST, essay("First", "New.", SUMMARY))
    write(kept, "content/essays/second.md", essay("Second", "As a summary, this is new too."))
    changed = preview.show_bodies(kept, [FIRST, "content/essays/second.md", "content/essays/4913.tmp"], NOW)
    assert changed is not None and {PAGE, "essays/second/index.html"} <= set(changed)
    assert "essays/index.html" in changed, "its summary is another"


def test_a_title_is_shown_wherever_its_card_is(kept: preview.PreviewState) -> None:
    write(kept, FIRST, essay("Renamed", "As it was.", SUMMARY))
    changed = preview.show_bodies(kept, [FIRST], NOW)
    assert changed is not None and {PAGE, "essays/index.html", "essays/second/index.html", "feed.xml"} <= set(changed)
    shown = {path: output(kept)[path] for path in changed}
    build(kept.request)
    assert {path: output(kept)[path] for path in changed} == shown


@pytest.mark.parametrize("saved", [essay("First", "Other.", SUMMARY), essay("Renamed", "Other.", SUMMARY)])
def test_the_build_that_follows_needs_no_model_either(
    kept: preview.PreviewState, monkeypatch: pytest.MonkeyPatch, saved: str
) -> None:
    write(kept, FIRST, saved)
    shown = preview.show_bodies(kept, [FIRST], NOW)
    assert shown
    with monkeypatch.context() as amending:
        amending.setattr(pipeline, "_built", lambda *_: pytest.fail("built by all six stages"))
        assert not set(build(kept.request).changed) & set(shown)
    write(kept, FIRST, essay("First", "Again.", SUMMARY))
    state = preview.load_state(kept.request)
    assert state is not None and preview.show_bodies(state, [FIRST], NOW)
    write(kept, FIRST, saved)  # taken back before anything else was built
    assert set(build(kept.request).changed) >= {PAGE, "feed.xml"}
    assert b"Other." in output(kept)[PAGE]


Edit = Callable[[preview.PreviewState], list[str]]


def link(state: preview.PreviewState) -> list[str]:
    write(state, FIRST, essay("First", "See [[Second]].", SUMMARY))
    return [FIRST]


def error(state: preview.PreviewState) -> list[str]:
    write(state, FIRST, essay("First", "As it was.", SUMMARY + "titel: x\n"))
    return [FIRST]


def new(state: preview.PreviewState) -> list[str]:
    write(state, "content/essays/third.md", essay("Third", "New."))
    return ["content/essays/third.md"]


def gone(state: preview.PreviewState) -> list[str]:
    (state.request.root / FIRST).unlink()
    return [FIRST]


def settings(state: preview.PreviewState) -> list[str]:
    write(state, FIRST, essay("First", "New.", SUMMARY))
    return [FIRST, "site.toml"]


@pytest.mark.parametrize("edit", [link, error, new, gone, settings], ids=lambda edit: str(edit.__name__))
def test_what_is_not_so_simple_is_left_to_a_build(kept: preview.PreviewState, edit: Edit) -> None:
    before = output(kept)
    assert preview.show_bodies(kept, edit(kept), NOW) is None
    assert output(kept) == before


def test_at_another_time_the_build_decides(kept: preview.PreviewState) -> None:
    write(kept, FIRST, essay("First", "New.", SUMMARY))
    assert preview.show_bodies(kept, [FIRST], NOW + 10 * 366 * 24 * 3600) is None, "an entry's time has come meanwhile"


def test_a_site_with_an_error_is_not_kept(request_: Request) -> None:
    (request_.root / "content/essays/second.md").write_text(essay("Second", "x", "draft: maybe\n"))
    build(request_)
    assert preview.load_state(request_) is None
