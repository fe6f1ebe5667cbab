"""After a change of the design, the settings or anything else the pages that are looked at are made first; an ordinary
build finds the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mingpian.content import loading
from mingpian.content.load import Loaded, load_content
from mingpian.pipeline import build
from mingpian.render.theme import load_theme
from mingpian.replay import preview
from mingpian.request import Request
from mingpian.serve import pages_first
from mingpian.serve.looked_at import FEW, LookedAt
from mingpian.site.modelling import Modelled, model_of
from tests.serve.running import NOW, essay, make_site

FIRST = "content/essays/first.md"
PAGE = "essays/first/index.html"
PAGES = (PAGE, "essays/index.html")

Edit = Callable[[Path], str]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> preview.PreviewState:
    monkeypatch.setattr(pages_first, "MANY", 0)
    make_site(tmp_path)
    (tmp_path / FIRST).write_text(essay("First", "As it was."))
    made = Request(root=tmp_path, output=tmp_path / ".mingpian/preview", now=NOW, jobs=1, drafts=True)
    time.sleep(0.06)  # files older than one tick are known by their times
    build(made)
    found = preview.load_state(made)
    assert found is not None
    return found


def write(root: Path, path: str, text: str) -> str:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return path


def output(root: Path) -> dict[str, bytes]:
    folder = root / ".mingpian/preview"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def template(root: Path) -> str:
    theme, _ = load_theme(root, "default", ())
    found = theme.find("templates/essay.html")
    assert found is not None
    return write(root, "templates/essay.html", found.data.decode().replace('class="by"', 'class="by anew"'))


def style(root: Path) -> str:
    return write(root, "styles/z.css", "body { outline: 7px solid }\n")


def words(root: Path) -> str:
    return write(root, "words/en.toml", 'skip = "Past the menu"\n')


def title(root: Path) -> str:
    return write(root, "site.toml", (root / "site.toml").read_text().replace('title = "', 'title = "Other ', 1))


def foot(root: Path) -> str:
    return write(root, "site.toml", (root / "site.toml").read_text() + '\n[footer]\ntext = "As it ends."\n')


def taxonomy(root: Path) -> str:
    more = '\n[footer]\ntext = "As it ends."\n[taxonomies]\nseasons = "Seasons"\n'
    return write(root, "site.toml", (root / "site.toml").read_text() + more)


def entry(root: Path) -> str:
    return write(root, "content/essays/third.md", essay("Third", "New."))


def name(root: Path) -> str:
    return write(root, FIRST, essay("First", "See [[First]] and `x`."))


@pytest.mark.parametrize(
    "edit", [template, style, words, title, foot, entry, name], ids=lambda edit: str(edit.__name__)
)
def test_what_is_shown_first_is_what_a_build_makes(kept: preview.PreviewState, edit: Edit) -> None:
    root = kept.request.root
    before = output(root)
    shown = pages_first.show_pages(kept, [edit(root)], PAGES, kept.request)
    assert shown is not None and shown.changed, "nothing was shown"
    first = output(root)
    assert {path for path in first if first[path] != before.get(path)} == set(shown.changed)
    report = build(kept.request)
    assert "not-ours" not in {told.code for told in report.diagnostics}, "what was written first is ours"
    assert {path: output(root)[path] for path in PAGES} == {path: first[path] for path in PAGES}
    assert not {*report.changed} & {*shown.changed}


@pytest.mark.parametrize(("edit", "is_settled"), [(template, True), (style, True), (title, False)])
def test_a_builder_that_begins_after_a_change_goes_by_what_the_last_build_left(
    kept: preview.PreviewState, edit: Edit, is_settled: bool
) -> None:
    root, path = kept.request.root, edit(kept.request.root)
    state = preview.load_state(kept.request)
    assert state is not None and state.is_settled == is_settled
    shown = pages_first.show_pages(state, [path], PAGES, kept.request)
    assert shown is not None and shown.changed
    first = output(root)
    report = build(kept.request)
    assert "not-ours" not in {told.code for told in report.diagnostics}
    assert not {*report.changed} & {*shown.changed}
    assert {path: output(root)[path] for path in PAGES} == {path: first[path] for path in PAGES}


@pytest.mark.parametrize(("edit", "read"), [(title, 0), (foot, 0), (entry, 1), (name, 1), (taxonomy, 1)])
def test_content_that_was_read_is_read_again_only_where_it_may_differ(
    kept: preview.PreviewState, monkeypatch: pytest.MonkeyPatch, edit: Edit, read: int
) -> None:
    root, times = kept.request.root, list[int]()
    state = pages_first.prepared(kept, kept.request)
    assert state.content is not None

    def counted(*given: Any) -> Loaded:
        times.append(1)
        return load_content(*given)

    monkeypatch.setattr(loading, "load_content", counted)
    shown = pages_first.show_pages(state, [edit(root)], PAGES, kept.request)
    assert shown is not None and PAGES[1] in shown.changed and len(times) == read
    assert shown.state.content is not None and not times[1:]
    first = output(root)
    build(kept.request)
    assert {path: output(root)[path] for path in PAGES} == {path: first[path] for path in PAGES}


@pytest.mark.parametrize(("edit", "made"), [(template, 0), (words, 0), (foot, 1), (entry, 1), (name, 1), (taxonomy, 1)])
def test_a_model_is_made_again_only_where_it_would_be_another(
    kept: preview.PreviewState, monkeypatch: pytest.MonkeyPatch, edit: Edit, made: int
) -> None:
    root, times = kept.request.root, list[int]()
    shown = pages_first.show_pages(kept, [title(root)], PAGES, kept.request)
    assert shown is not None

    def counted(*given: Any) -> Modelled:
        times.append(1)
        return model_of(*given)

    monkeypatch.setattr(pages_first, "model_of", counted)
    again = pages_first.show_pages(shown.state, [edit(root)], PAGES, kept.request)
    assert again is not None and PAGES[0] in again.changed and len(times) == made
    first = output(root)
    build(kept.request)
    assert {path: output(root)[path] for path in PAGES} == {path: first[path] for path in PAGES}


def test_what_was_read_and_its_model_outlast_a_build_of_another_process(
    kept: preview.PreviewState, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = kept.request.root
    shown = pages_first.show_pages(kept, [title(root)], PAGES, kept.request)
    build(kept.request)
    assert shown is not None
    state = preview.load_state(kept.request, shown.state)
    assert state is not None and state.is_settled
    with monkeypatch.context() as reading:
        reading.setattr(loading, "load_content", lambda *_: pytest.fail("it was read again"))
        again = pages_first.show_pages(state, [foot(root)], PAGES, kept.request)
    assert again is not None and PAGES[0] in again.changed
    first = output(root)
    assert not {*build(kept.request).changed} & {*again.changed}
    assert {path: output(root)[path] for path in PAGES} == {path: first[path] for path in PAGES}


def test_what_was_read_once_is_kept_and_not_taken_for_what_is_there_now(kept: preview.PreviewState) -> None:
    root = kept.request.root
    shown = pages_first.show_pages(kept, [title(root)], PAGES, kept.request)
    assert shown is not None and shown.state.model is not None
    entry(root)
    state = pages_first.prepared(shown.state, kept.request)
    assert state is shown.state
    again = pages_first.show_pages(state, [foot(root)], PAGES, kept.request)
    assert again is not None and PAGES[0] in again.changed
    first = output(root)
    build(kept.request)
    assert {path: output(root)[path] for path in PAGES} == {path: first[path] for path in PAGES}


def test_the_next_save_is_shown_by_the_theme_as_it_is_now(kept: preview.PreviewState) -> None:
    root = kept.request.root
    shown = pages_first.show_pages(kept, [template(root)], PAGES, kept.request)
    assert shown is not None and shown.state.is_settled
    write(root, FIRST, essay("First", "Another body."))
    assert preview.show_bodies(shown.state, [FIRST], NOW) is not None
    page = output(root)[PAGE]
    assert b"Another body." in page and b"by anew" in page
    build(kept.request)
    assert output(root)[PAGE] == page


def test_after_another_setting_bodies_are_left_to_a_build_and_pages_are_shown_by_the_model(
    kept: preview.PreviewState,
) -> None:
    root = kept.request.root
    shown = pages_first.show_pages(kept, [title(root)], PAGES, kept.request)
    assert shown is not None and not shown.state.is_settled
    write(root, FIRST, essay("First", "Another body."))
    assert preview.show_bodies(shown.state, [FIRST], NOW) is None
    again = pages_first.show_pages(shown.state, [template(root)], PAGES, kept.request)
    assert again is not None and PAGE in again.changed
    page = output(root)[PAGE]
    assert b"Another body." in page and b"by anew" in page and b"Other " in page
    build(kept.request)
    assert output(root)[PAGE] == page


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.toml", "title = 3 4\n"),
        ("templates/essay.html", "{% if %}"),
        ("templates/essay.html", "{{ nothing.such() }}"),
        (FIRST, "---\ntitle: [\n---\n"),
    ],
)
def test_what_is_wrong_is_left_to_a_build(kept: preview.PreviewState, path: str, text: str) -> None:
    root = kept.request.root
    before = output(root)
    assert pages_first.show_pages(kept, [write(root, path, text)], PAGES, kept.request) is None
    assert output(root) == before


def test_a_small_site_and_a_page_that_is_not_known_are_left_to_a_build(
    kept: preview.PreviewState, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = [title(kept.request.root)]
    assert pages_first.show_pages(kept, changed, ("essays/none/index.html",), kept.request) is None
    monkeypatch.setattr(pages_first, "MANY", kept.snapshot.planned + 1)
    assert pages_first.show_pages(kept, changed, PAGES, kept.request) is None


def test_at_another_time_the_recorded_answers_are_not_gone_by(kept: preview.PreviewState) -> None:
    later = msgspec.structs.replace(kept.request, now=NOW + 10 * 366 * 24 * 3600)
    assert pages_first.show_pages(kept, [template(kept.request.root)], PAGES, later) is None


def test_the_pages_that_were_asked_for_last_come_first() -> None:
    looked_at = LookedAt()
    for number in (*range(FEW + 2), 3):
        looked_at.note(str(number))
    assert looked_at.pages() == ("3", *map(str, sorted({*range(2, FEW + 2)} - {3}, reverse=True)))


def test_a_file_that_another_build_removed_meanwhile_is_ours_again(kept: preview.PreviewState) -> None:
    root = kept.request.root
    before = output(root).keys()
    shown = pages_first.show_pages(kept, [style(root)], PAGES, kept.request)
    for _ in range(2):
        build(kept.request)
        assert shown is not None and output(root).keys() - before, "a style sheet of another name"
        (root / "styles/z.css").unlink()
        build(kept.request)
        assert output(root).keys() == before
        shown = pages_first.show_pages(shown.state, [style(root)], PAGES, kept.request)
    (root / "styles/z.css").unlink()
    build(kept.request)
    assert output(root).keys() == before
