"""Edits of what can be searched for: only what holds the words that came or went is another file, and never wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.queries.search import segments
from mingpian.render.search import amending, postings
from mingpian.render.search.amending import EntryEdit
from mingpian.render.search.postings import Searchable
from mingpian.replay import search_edit
from tests.build.oracle import Oracle, hurry, tree
from tests.build.test_body_edits import no_whole_build

THIRD = "content/essays/third.md"
TEXTS = st.text("天地人山水 a", max_size=12)
ENTRIES = st.builds(Searchable, TEXTS, TEXTS, st.just(("kind:essays",)))


@given(st.lists(st.tuples(ENTRIES, ENTRIES), min_size=1, max_size=60), st.data())
def test_a_segment_that_is_amended_is_the_one_that_is_made(
    pairs: list[tuple[Searchable, Searchable]], data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(0, len(pairs) - 1)))
    edits = [EntryEdit(place, *pairs[place]) for place in places]
    before = postings.index_segment([old for old, _ in pairs], 3)
    after = postings.index_segment([pair[at in places] for at, pair in enumerate(pairs)], 3)
    changes = amending.changes_of(edits, 3)
    assert amending.amended(before, changes) == after
    shards = zip(postings.shards_of(before), postings.shards_of(after), strict=True)
    assert {number for number, (old, new) in enumerate(shards) if old != new} == changes.keys()


@given(st.lists(st.binary(min_size=16, max_size=16), min_size=1), st.binary(min_size=16, max_size=16), st.data())
def test_a_sum_after_an_exchange_is_the_one_of_the_new_digests(
    digests: list[bytes], other: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(digests) - 1))
    exchanged = segments.exchanged(segments.total(digests), digests[at], other)
    assert exchanged == segments.total([*digests[:at], other, *digests[at + 1 :]])
    assert len(exchanged) == 32


@pytest.fixture
def searched(many_parts: None, oracle: Oracle) -> Oracle:
    """A site whose search index has several parts, built."""
    return oracle


def add_word(site: Oracle, word: str = "鲲鹏") -> None:
    site.site.write(THIRD, site.site.read(THIRD) + f"\n{word}。\n")


def changed_parts(before: dict[str, bytes], after: dict[str, bytes], kind: str) -> set[str]:
    return {path for path in before if f"search/{kind}/" in path and before[path] != after[path]}


def test_a_word_more_is_found_and_few_files_are_others(searched: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(searched.output)
    kept = sorted(searched.site.root.rglob(".mingpian/cache/search/*/*"))
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        add_word(searched)
        assert searched.build().code == 0
    after = tree(searched.output)
    shards = changed_parts(before, after, "t")
    assert 0 < len(shards) < sum("/t/" in path for path in before) / 2
    assert not changed_parts(before, after, "d")
    assert before["search/index.json"] != after["search/index.json"]  # browsers are to ask for the new shards
    assert before["en/search/index.json"] == after["en/search/index.json"]
    assert len(sorted(searched.site.root.rglob(".mingpian/cache/search/*/*"))) == len(kept) > 4
    searched.check()


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        (THIRD, {"search/d/40.json"}),
        ("content/works/cover/index.md", {"search/d/20.json", "en/search/d/20.json"}),  # it is listed in both languages
    ],
)
def test_a_title_is_found_and_shown(
    entry: str, shown: set[str], searched: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(searched.output)
    searched.site.front(entry, "title", "鲲鹏")
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        assert searched.build().code == 0
    assert changed_parts(before, tree(searched.output), "d") == shown
    searched.check()


def test_a_whole_build_after_it_writes_no_shard_again(searched: Oracle) -> None:
    add_word(searched)
    searched.build()
    facts = {path: path.stat().st_mtime_ns for path in searched.output.rglob("search/*/*")}
    searched.site.front("content/pages/about.md", "listed", "false")
    searched.site.front(THIRD, "aliases", "[/elsewhere/]")
    searched.build()
    kept = {path for path, changed in facts.items() if path.exists() and path.stat().st_mtime_ns == changed}
    assert kept
    searched.check()


def test_two_output_folders_share_what_is_kept(searched: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    other = searched.site.root.parent / "other"
    searched.build_into(other)
    with monkeypatch.context() as limited:
        no_whole_build(limited)
        add_word(searched)
        searched.build()
    searched.build_into(other)
    assert tree(other) == tree(searched.output)
    searched.check()


def test_without_the_segments_it_is_built_whole(searched: Oracle) -> None:
    for path in searched.site.root.rglob(".mingpian/cache/search/*/*"):
        path.write_bytes(path.read_bytes()[:-3])
    add_word(searched)
    searched.check()


def test_more_words_than_the_shards_are_for_build_whole(
    tmp_path: Path, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch, templates)
    monkeypatch.setattr(segments, "_WORDS_A_SHARD", 60)
    growing = Oracle(tmp_path)
    growing.check()
    count = len(list(growing.output.rglob("search/t/*")))
    add_word(growing, "鲲鹏展翅九万里" * 300)
    growing.check()
    assert len(list(growing.output.rglob("search/t/*"))) > count


def nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_edit, "changes_of", lambda *_: {})


def at_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_edit, "EntryEdit", lambda place, *ways: EntryEdit(place + 1, *ways))


def terms_never_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_edit, "EntryEdit", lambda at, old, new: EntryEdit(at, Searchable("", "", ()), new))


def no_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    def amended(replayed: Any, lang: str, found: Any, kept: Any) -> list[int]:
        amend(replayed, lang, found, kept)
        return []

    amend = search_edit._amend_index
    monkeypatch.setattr(search_edit, "_amend_index", amended)


@pytest.mark.parametrize(
    "bug", [nothing_changes, at_another_place, terms_never_go, no_shards], ids=lambda bug: bug.__name__
)
def test_the_oracle_notices(
    bug: Callable[[pytest.MonkeyPatch], None], searched: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_word(searched, "麒麟")
    searched.check()
    with monkeypatch.context() as planted:
        bug(planted)
        searched.site.write(THIRD, searched.site.read(THIRD).replace("麒麟", "鲲鹏"))
        with pytest.raises(AssertionError):
            searched.check()
