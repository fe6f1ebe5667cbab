"""Builds after which only bodies differ: quick, and never wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingpian import pipeline
from mingpian.cli import main
from mingpian.core.store import packs
from mingpian.replay import body_change, body_edit
from mingpian.write.state import State
from tests.build import entry_edits, site_edits, workshop
from tests.build.conftest import FirstBuilds
from tests.build.oracle import Oracle, cut_small, hurry

EXAMPLES = settings().max_examples // 20  # each is several whole builds
OF_BODIES = (entry_edits.add_text, entry_edits.edit_same_size, entry_edits.edit_same_size_and_time, entry_edits.touch)
BETWEEN = (
    entry_edits.retitle,
    entry_edits.change_slug,
    entry_edits.delete,
    site_edits.edit_theme,
    site_edits.edit_static,
    site_edits.edit_topics,
    site_edits.let_time_pass,
)
AMONG = (
    site_edits.tamper_with_output,
    site_edits.edit_picture,
    site_edits.preview_drafts,
    site_edits.break_something,
    site_edits.mend,
    entry_edits.redate,
)
LETTER = "content/essays/letter.md"

steps = st.tuples(st.sampled_from((*OF_BODIES * 4, *BETWEEN, *AMONG)), st.integers(0, 59), st.integers(0, 59))


def prepare(oracle: Oracle, is_searched: bool = True) -> Oracle:
    """Let nothing but pages and the search index depend on bodies: summaries are stated."""
    oracle.site.set("search", "" if is_searched else "{enabled = false}")
    for path in oracle.site.entries():
        oracle.site.front(path, "summary", "说一句。")
    return oracle


@pytest.fixture
def quiet(
    many_parts: None, tmp_path: Path, templates: Path, first_builds: FirstBuilds, monkeypatch: pytest.MonkeyPatch
) -> Oracle:
    """Such a site, built."""
    hurry(monkeypatch, templates)
    oracle = prepare(Oracle(tmp_path))
    first_builds.put_into(oracle, "many parts", prepare)
    assert oracle.build().code == 0
    return oracle


class Killed(BaseException):
    """The process ended here."""


class BuiltWhole(BaseException):
    """A build was not amended."""


def no_whole_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Any:
        raise BuiltWhole

    monkeypatch.setattr(pipeline, "_built", fail)


@given(series=st.lists(st.tuples(steps, st.sampled_from([1, 2])), min_size=2, max_size=6), is_searched=st.booleans())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_series_of_edits_leaves_what_a_clean_build_makes(
    series: list[tuple[tuple[workshop.Edit, int, int], int]],
    is_searched: bool,
    templates: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        hurry(monkeypatch, templates)
        cut_small(monkeypatch)
        folder = tmp_path_factory.getbasetemp() / "amend"
        shutil.rmtree(folder, ignore_errors=True)
        prepare(Oracle(folder), is_searched).follow(series)


def test_an_edit_of_a_body_builds_only_what_shows_it(quiet: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        for number in range(3):
            quiet.site.write(LETTER, quiet.site.read(LETTER) + f"\n又一句{number}。\n")
            assert quiet.build().code == 0
    quiet.check()


@pytest.mark.parametrize(
    "edit",
    [
        entry_edits.retitle,
        entry_edits.retag,
        entry_edits.redate,
        entry_edits.change_slug,
        site_edits.edit_static,
        entry_edits.add_entry,
    ],
)
def test_an_edit_of_more_builds_whole(edit: workshop.Edit, quiet: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet.apply((edit, quiet.site.entries().index(LETTER), 3))
    with monkeypatch.context() as limited, pytest.raises(BuiltWhole):
        no_whole_build(limited)
        quiet.build()
    quiet.check()


def test_a_summary_drawn_from_the_body_is_more_than_the_body(quiet: Oracle) -> None:
    quiet.site.front(LETTER, "summary", "")
    quiet.check()
    head, mark, body = quiet.site.read(LETTER).rpartition("---\n")
    quiet.site.write(LETTER, f"{head}{mark}全新的第一句。\n\n{body}")
    quiet.check()


def test_titles_in_a_drawn_summary_stay(quiet: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet.site.write("content/essays/prices.md", "---\ntitle: 价目\nsummary: 说一句。\n---\n\n正文。\n")
    text = "---\ntitle: 信\n---\n\n读[[prices]]这一篇。\n\n"
    quiet.site.write("content/essays/reader.md", f"{text}{'先说一句话。' * 60}甲乙。\n")
    quiet.check()
    quiet.site.write("content/essays/reader.md", f"{text}{'先说一句话。' * 60}乙甲。\n")
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        assert quiet.build().code == 0
    quiet.check()


def test_what_was_read_by_another_command_is_not_taken_for_built(quiet: Oracle) -> None:
    quiet.site.write(LETTER, quiet.site.read(LETTER) + "\n又一句。\n")
    assert main(["check", "--root", str(quiet.site.root)]) == 0
    quiet.check()


@pytest.mark.parametrize("lost", ["answers", "store", "memory.bin", "traces-*.bin", "standing-*.bin", "manifest-*.bin"])
def test_without_a_part_of_the_memory_it_is_built_whole(lost: str, quiet: Oracle) -> None:
    for path in (quiet.site.root / ".mingpian").glob(lost):
        shutil.rmtree(path) if path.is_dir() else path.write_bytes(path.read_bytes()[:-7] + b"garbage")
    quiet.site.write(LETTER, quiet.site.read(LETTER) + "\n又一句。\n")
    quiet.check()


@pytest.mark.parametrize("after", [0, 1, 2])
def test_interrupted_between_two_files_of_its_memory(
    after: int, quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[str] = []
    save = State.save

    def interrupted(self: State, name: str, *rest: Any) -> bytes:
        if len(saved) == after:
            raise Killed
        saved.append(name)
        return save(self, name, *rest)

    quiet.site.write(LETTER, quiet.site.read(LETTER) + "\n又一句。\n")
    with monkeypatch.context() as limited, pytest.raises(Killed):
        no_whole_build(limited)
        limited.setattr(State, "save", interrupted)
        quiet.build()
    quiet.check()


def test_the_oracle_notices_when_the_rest_of_an_entry_is_not_compared(
    quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as planted:
        planted.setattr(body_edit, "without_card", lambda _entry: None)
        planted.setattr(body_change, "_but_for_body", lambda _entry: None)
        quiet.apply((entry_edits.retag, quiet.site.entries().index(LETTER), 3))
        with pytest.raises(AssertionError):
            quiet.check()


def test_many_small_edits_leave_few_packs_and_need_no_whole_build(
    quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        for number in range(30):
            quiet.site.write(LETTER, quiet.site.read(LETTER) + f"\n又一句{number}。\n")
            assert quiet.build().code == 0
    state = State(quiet.site.root)
    assert len(packs(state.answers)) < 30 and len(packs(state.store)) < 30
    quiet.check()
