"""Builds after which only an entry's card differs: its title, summary or minutes of reading. Quick, and never wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingpian.content.revision import RevisedPages
from mingpian.core.recorded_table import RecordedTable
from mingpian.core.trace import Validity
from mingpian.replay import body_edit
from mingpian.write.state import PageLocations, State
from tests.build import entry_edits, workshop
from tests.build.oracle import Oracle, cut_small, hurry
from tests.build.test_body_edits import AMONG, BETWEEN, LETTER, BuiltWhole, no_whole_build

EXAMPLES = settings().max_examples // 20  # each is several whole builds
THIRD = "content/essays/third.md"


def resummarise(site: workshop.Workshop, one: int, two: int) -> None:
    site.front(site.entry(one), "summary", ("", "说一句。", f"说{two}句。")[two % 3])


def begin_otherwise(site: workshop.Workshop, one: int, two: int) -> None:
    """Give a body another first paragraph: of what is drawn from it, summary and minutes of reading."""
    head, mark, body = site.read(site.entry(one)).rpartition("---\n")
    site.write(site.entry(one), f"{head}{mark}{f'开头{two}。' * (1 + two % 7 * 100)}\n\n{body}")


def refer(site: workshop.Workshop, one: int, two: int) -> None:
    """Mean what has, or may come to have, a title, by that title."""
    forms = (f"[[题目 {two}]]", "[[第三封]]", f"![[题目 {two}]]", f":::card 题目 {two} :::", "字")
    site.write("content/essays/refers.md", f"---\ntitle: 引\ndate: 2026-01-05\n---\n{forms[one % 5]}\n")


OF_CARDS = (entry_edits.retitle, resummarise, begin_otherwise, entry_edits.add_text)
steps = st.tuples(
    st.sampled_from((*OF_CARDS * 5, refer, refer, *BETWEEN, *AMONG)), st.integers(0, 59), st.integers(0, 9)
)


@pytest.fixture
def quiet(many_parts: None, oracle: Oracle) -> Oracle:
    """A site whose search index has several parts, built."""
    return oracle


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
        folder = tmp_path_factory.getbasetemp() / "cards"
        shutil.rmtree(folder, ignore_errors=True)
        oracle = Oracle(folder)
        oracle.site.set("search", "" if is_searched else "{enabled = false}")
        oracle.follow(series)


def at(quiet: Oracle, path: str) -> int:
    return quiet.site.entries().index(path)


def test_a_title_a_summary_and_a_beginning_build_only_what_holds_the_card(
    quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        for number, edit in enumerate(
            (entry_edits.retitle, resummarise, begin_otherwise, entry_edits.retitle, entry_edits.add_text)
        ):
            quiet.apply((edit, at(quiet, THIRD), 2 + number))
            assert quiet.build().code == 0
    quiet.check()
    quiet.apply((entry_edits.retag, at(quiet, THIRD), 1))
    quiet.check()


@pytest.mark.parametrize(
    "path",
    ["content/essays/letter.md", "content/essays/letter.en.md", "content/members/man.md", "content/offers/editing.md"],
)
def test_a_title_that_others_tell_or_lists_go_by_builds_whole(
    path: str, quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet.apply((entry_edits.retitle, at(quiet, path), 3))
    with monkeypatch.context() as limited, pytest.raises(BuiltWhole):
        no_whole_build(limited)
        quiet.build()
    quiet.check()


@pytest.mark.parametrize(
    "written",
    [
        "[[third]]",
        "[[essays/third.md#节|那封]]",
        "[[/essays/third/]]",
        "[[第三封]]",
        "[[题目 3]]",
        "[[essays/题目 3#节]]",
        "![[第三封]]",
    ],
)
def test_a_title_by_which_somebody_means_an_entry_builds_whole(
    written: str, quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet.site.write("content/essays/refers.md", f"---\ntitle: 引\ndate: 2026-01-05\n---\n{written}\n")
    quiet.check()
    quiet.apply((entry_edits.retitle, at(quiet, THIRD), 3))
    with monkeypatch.context() as limited, pytest.raises(BuiltWhole):
        no_whole_build(limited)
        quiet.build()
    quiet.check()


def test_a_page_that_moves_after_its_title_changed_is_known_by_the_new_one(quiet: Oracle) -> None:
    quiet.apply((entry_edits.retitle, at(quiet, THIRD), 3))
    assert quiet.build().code == 0
    moved = quiet.site.root / "content/essays/moved.md"
    (quiet.site.root / THIRD).rename(moved)
    quiet.build()
    assert State(quiet.site.root).locations(quiet.output).former == {
        "essays/third/index.html": "zh-Hans:essays/moved.md"
    }


def bodies_alone_shown(monkeypatch: pytest.MonkeyPatch, _quiet: Oracle) -> None:
    monkeypatch.setattr(body_edit, "CARD", "nothing")


def names_not_asked(monkeypatch: pytest.MonkeyPatch, _quiet: Oracle) -> None:
    monkeypatch.setattr(body_edit, "is_told_by_card_alone", lambda *_: True)
    monkeypatch.setattr(body_edit, "is_named_by_links", lambda *_: False)


def facts_as_before(monkeypatch: pytest.MonkeyPatch, quiet: Oracle) -> None:
    state = State(quiet.site.root)
    manifest = state.manifest(quiet.output)
    assert manifest is not None
    facts = state.table(manifest).validity.facts
    monkeypatch.setattr(body_edit, "Validity", lambda _facts, now, until: Validity(facts, now, until))


@pytest.mark.parametrize("bug", [bodies_alone_shown, names_not_asked, facts_as_before], ids=lambda bug: bug.__name__)
def test_the_oracle_notices(
    bug: Callable[[pytest.MonkeyPatch, Oracle], None], quiet: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bug is names_not_asked:
        quiet.site.write("content/essays/refers.md", "---\ntitle: 引\ndate: 2026-01-05\n---\n[[第三封]]\n")
    quiet.check()
    with monkeypatch.context() as planted:
        bug(planted, quiet)
        before = quiet.site.read(THIRD)
        quiet.apply((entry_edits.retitle, at(quiet, THIRD), 4))
        quiet.build()
        if bug is facts_as_before:
            quiet.site.write(THIRD, before)
            shutil.rmtree(State(quiet.site.root).answers)
        with pytest.raises(AssertionError):
            quiet.check()


def page_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RevisedPages, "keep", lambda self, _writer: tuple(self._names))


def answers_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordedTable, "amended", lambda self, _answers, _subjects: self)


@pytest.mark.parametrize(
    ("bug", "edit", "path"),
    [(page_as_before, entry_edits.retag, LETTER), (answers_as_before, entry_edits.add_text, THIRD)],
    ids=["page_as_before", "answers_as_before"],
)
def test_the_oracle_notices_a_record_that_is_not_replaced(
    bug: Callable[[pytest.MonkeyPatch], None],
    edit: workshop.Edit,
    path: str,
    quiet: Oracle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quiet.site.set("search", "{enabled = false}")  # whose segments would be missed sooner, and all be built anew
    quiet.check()
    with monkeypatch.context() as planted:
        bug(planted)
        quiet.apply((entry_edits.retitle, at(quiet, THIRD), 4))
        quiet.build()
        quiet.apply((edit, at(quiet, path), 2))
        with pytest.raises(AssertionError):
            quiet.check()


def test_marks_are_those_of_a_whole_build(quiet: Oracle) -> None:
    quiet.apply((entry_edits.retitle, at(quiet, THIRD), 3))
    quiet.build()
    state = State(quiet.site.root)
    short: Any = state.locations(quiet.output)
    shutil.rmtree(state.answers)
    quiet.apply((entry_edits.retag, at(quiet, THIRD), 1))
    quiet.build()
    assert short.now == state.locations(quiet.output).now != PageLocations().now
