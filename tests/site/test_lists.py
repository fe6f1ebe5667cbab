"""What stands in which list, and what stands beside what."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.queries.views import EntryContext
from mingpian.schema.numbers import natural_key
from tests.render.small import SITE, Small

LIN = "---\nname: 林\n---\n"


def site(files: dict[str, str], settings: str = "") -> Small:
    """A site of one owner and these files."""
    return Small({"members/lin.md": LIN, **files}, SITE + settings)


def essay(title: str, text: str = "字。", **fields: Any) -> str:
    stated = "".join(f"{name}: {value}\n" for name, value in {"title": title, **fields}.items())
    return f"---\n{stated}---\n{text}\n"


def context(of: Small, key: str) -> EntryContext:
    answer: EntryContext = of.ask("context", key)
    return answer


def titles(cards: Any) -> list[str]:
    return [card.title for card in cards]


FOUR = {f"essays/{name}.md": essay(name, date=f"2026-0{number}-01") for number, name in enumerate("abcd", 1)}


def test_essays_stand_newest_first_with_their_neighbours_in_time() -> None:
    four = site(FOUR)
    assert titles(four.ask("listing", "kind", "essays", "zh-Hans", "1").cards) == ["d", "c", "b", "a"]
    around = context(four, "essays/b.zh-Hans")
    assert (around.previous and around.previous.title, around.next and around.next.title) == ("a", "c")
    assert context(four, "essays/a.zh-Hans").previous is None
    assert context(four, "essays/d.zh-Hans").next is None


def test_what_is_unlisted_is_nobodys_neighbour() -> None:
    four = site({**FOUR, "essays/b.md": essay("b", date="2026-02-01", listed="false")})
    around = context(four, "essays/a.zh-Hans")
    assert around.next and around.next.title == "c"
    assert context(four, "essays/b.zh-Hans").next is None


def test_a_list_is_cut_into_pages_that_know_each_other() -> None:
    paged = site(FOUR, "page_size = 3\n")
    first, second = (paged.ask("listing", "kind", "essays", "zh-Hans", page) for page in ("1", "2"))
    assert (titles(first.cards), titles(second.cards)) == (["d", "c", "b"], ["a"])
    assert (first.previous, first.next) == ("", "essays/page/2/")
    assert (second.previous, second.next) == ("essays/", "")
    assert (first.total, first.pages) == (4, 2)


def test_names_with_numbers_stand_as_people_count() -> None:
    """Members and works by name, undated essays and those of one day by address, parts, tags and recordings as well."""
    numbers = ("10", "2", "１１", "1")
    named = site(
        {f"members/p{number}.md": f"---\nname: 人{number}\n---\n" for number in numbers}
        | {f"works/w{number}.md": essay(f"Chapter {number}: x") for number in numbers}
        | {f"essays/day-{number}.md": essay(number, date="2026-01-01", tags=f"[v{number}]") for number in numbers}
        | {f"essays/part-{number}.md": essay(f"p{number}", series="书") for number in numbers}
    )
    in_order = ["1", "2", "10", "１１"]
    members = named.ask("listing", "kind", "members", "zh-Hans", "1").cards
    assert titles(members) == [*(f"人{number}" for number in in_order), "林"]
    works = named.ask("listing", "kind", "works", "zh-Hans", "1").cards
    assert titles(works) == [f"Chapter {number}: x" for number in in_order]
    essays = named.ask("listing", "kind", "essays", "zh-Hans", "1").cards
    assert titles(essays) == [*in_order, *(f"p{number}" for number in in_order)]
    assert [term.name for term in named.ask("index", "tags", "zh-Hans").terms] == [f"v{number}" for number in in_order]
    series = context(named, "essays/part-2.zh-Hans").series
    assert series and titles(series.parts) == [f"p{number}" for number in in_order]


@given(st.lists(st.text("01９a人- .", max_size=6), max_size=12), st.randoms())
def test_the_order_of_names_is_one_whatever_they_come_in(names: list[str], random: Random) -> None:
    in_order = sorted(names, key=natural_key)
    random.shuffle(names)
    assert [natural_key(name) for name in sorted(names, key=natural_key)] == [natural_key(name) for name in in_order]
    numbers = sorted({int(name) for name in names if name.isdecimal()})
    assert list(dict.fromkeys(int(name) for name in in_order if name.isdecimal())) == numbers


def test_members_stand_by_name_and_pages_by_order() -> None:
    named = site(
        {
            "members/lin.md": "---\nname: 林\nsort_as: lin\n---\n",
            "members/zhou.md": "---\nname: 周\nname_latin: Zhou\n---\n",
            "members/bo.md": "---\nname: Bo\n---\n",
        }
    )
    assert titles(named.ask("listing", "kind", "members", "zh-Hans", "1").cards) == ["Bo", "林", "周"]


def test_events_to_come_stand_first_and_past_ones_latest_first() -> None:
    starts = {"a": "2026-10-01", "b": "2026-10-20", "c": "2026-11-03", "d": "2026-12-01"}
    files = {f"events/{name}.md": essay(name, start=start) for name, start in starts.items()}
    listing = site(files).ask("listing", "kind", "events", "zh-Hans", "1")
    assert [(card.title, card.past) for card in listing.cards] == [("c", False), ("d", False), ("b", True), ("a", True)]


def test_an_event_is_over_when_its_last_day_or_repetition_is() -> None:
    fields: dict[str, dict[str, str]] = {
        "today": {"start": "2026-11-01"},
        "days": {"start": "2026-10-30", "end": "2026-11-01"},
        "over": {"start": "2026-10-30", "end": "2026-10-31"},
        "weekly": {"start": "2020-01-01", "repeats": "FREQ=WEEKLY"},
        "counted": {"start": "2020-01-01", "repeats": "FREQ=WEEKLY;COUNT=3"},
        "until": {"start": "2020-01-01", "repeats": "FREQ=WEEKLY;UNTIL=20261231"},
    }
    held = site({f"events/{name}.md": essay(name, **stated) for name, stated in fields.items()})
    past = {name for name in fields if held.ask("card", f"events/{name}.zh-Hans").past}
    assert past == {"over", "counted"}


def test_a_series_stands_in_the_order_of_its_parts() -> None:
    parts = site(
        {
            "essays/a.md": essay("a", date="2026-03-01", series="信", part=1),
            "essays/b.md": essay("b", date="2026-01-01", series="信", part=2),
            "essays/c.md": essay("c", date="2026-02-01", series="信"),
            "essays/d.md": essay("d", date="2026-01-15", series="信"),
            "essays/e.md": essay("e", date="2026-01-16", series="信", listed="false"),
        }
    )
    series = context(parts, "essays/d.zh-Hans").series
    assert series is not None
    assert (titles(series.parts), series.position) == (["a", "b", "d", "c"], 3)
    assert series.term.name == "信"


def test_related_entries_share_terms_rare_ones_first() -> None:
    tags = {"a": "[信, 写作]", "b": "[写作]", "c": "[信]", "d": "[写作]", "e": "[画]", "f": "[写作, 信]"}
    files = {f"essays/{name}.md": essay(name, tags=stated, date="2026-01-01") for name, stated in tags.items()}
    files["works/w.md"] = essay("w", tags="[写作]")
    cards = context(site(files), "essays/a.zh-Hans").related
    assert titles(cards) == ["f", "c", "b", "d"]
    shuffled = dict(sorted(files.items(), reverse=True))
    assert context(site(shuffled), "essays/a.zh-Hans").related == cards


def test_backlinks_come_from_links_and_wikilinks_once_each() -> None:
    linked = site(
        {
            "essays/a.md": essay("甲", "[[乙]]，再说一次 [[乙]] 与 [它](b.md)。", date="2026-01-01"),
            "essays/b.md": essay("乙", "说自己：[[乙]]。", date="2026-01-02"),
            "essays/c.md": essay("丙", "私下说到 [[乙]]。", date="2026-01-03", listed="false"),
            "notes/n.md": "---\ndate: 2026-01-04\n---\n读了 [乙](../essays/b.md#part)。\n",
        }
    )
    assert {card.key for card in context(linked, "essays/b.zh-Hans").backlinks} == {
        "essays/a.zh-Hans",
        "notes/n.zh-Hans",
    }


def test_of_translations_that_link_here_the_one_in_the_language_of_the_page_is_shown() -> None:
    files = {
        "essays/a.md": essay("甲", "[它](b.md)", date="2026-01-01"),
        "essays/a.en.md": essay("A", "[it](b.md)", date="2026-01-01"),
        "essays/b.md": essay("乙", date="2026-01-02"),
        "essays/b.en.md": essay("B", date="2026-01-02"),
        "essays/c.en.md": essay("C", "[it](b.md)", date="2026-01-03"),
    }
    linked = site(files)
    for lang, shown in (("zh-Hans", ["甲", "C"]), ("en", ["A", "C"])):
        assert sorted(titles(context(linked, f"essays/b.{lang}").backlinks)) == sorted(shown)


def test_one_tag_in_several_spellings_is_one_tag() -> None:
    spelled = site(
        {
            "essays/a.md": essay("a", tags="[Open Source]", date="2026-01-01"),
            "essays/b.md": essay("b", tags="[open-source]", date="2026-01-02"),
        }
    )
    (term,) = spelled.ask("index", "tags", "zh-Hans").terms
    assert term.count == 2


def test_the_archive_has_what_has_a_date_by_year() -> None:
    dated = site({**FOUR, "essays/old.md": essay("old", date="2019-05-05"), "essays/never.md": essay("never")})
    years = dated.ask("archive", "zh-Hans").years
    assert [(year.year, titles(year.cards)) for year in years] == [("2026", ["d", "c", "b", "a"]), ("2019", ["old"])]


@pytest.mark.parametrize("kind", ["essays", "notes", "works", "offers", "events", "circles", "collaborations"])
def test_what_is_unlisted_is_in_no_list_feed_or_count(kind: str) -> None:
    fields = {"date": "2026-01-01", "listed": "false", "tags": "[信]", "circles": "[table]", "topics": "[tea]"}
    own = {
        "essays": {"series": "写"},
        "events": {"start": "2026-12-01", "city": "杭州"},
        "collaborations": {"parties": "[lin, bo]", "confirmed_by": "[lin, bo]"},
    }.get(kind, {})
    allowed = {
        "essays": ("circles",),
        "events": ("circles",),
        "works": ("topics",),
        "offers": ("topics",),
        "circles": ("topics",),
    }.get(kind, ())
    stated = {name: value for name, value in fields.items() if name not in ("circles", "topics") or name in allowed}
    title = {} if kind == "notes" else {"title": "藏起来的"}
    text = "".join(f"{name}: {value}\n" for name, value in {**title, **stated, **own}.items())
    world = {
        "members/lin.md": LIN,
        "members/bo.md": "---\nname: Bo\n---\n",
        "circles/table.md": "---\ntitle: 桌\n---\n",
        "essays/seen.md": essay("看得见", date="2026-01-02", tags="[信]"),
    }
    with_it = Small({**world, f"{kind}/hidden.md": f"---\n{text}---\n藏。\n"})
    without = Small(world)
    questions = [
        ("home", "zh-Hans"),
        ("site", "zh-Hans"),
        ("listing", "tags", "信", "zh-Hans", "1"),
        ("listing", "kind", kind, "zh-Hans", "1"),
        ("index", "tags", "zh-Hans"),
        ("index", "topics", "zh-Hans"),
        ("index", "cities", "zh-Hans"),
        ("archive", "zh-Hans"),
        ("channels",),
        ("feed", "site", "", "zh-Hans"),
        ("sitemap",),
        ("profile", "members/lin.zh-Hans"),
        ("profile", "members/bo.zh-Hans"),
        ("circle", "circles/table.zh-Hans"),
        ("context", "essays/seen.zh-Hans"),
    ]
    assert [with_it.ask(*one) for one in questions] == [without.ask(*one) for one in questions]
    assert with_it.ask("card", f"{kind}/hidden.zh-Hans") is not None
