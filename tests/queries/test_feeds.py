"""Which feeds there are, and what is in them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.render.small import SITE, Small

FILES = {
    "members/lin.md": "---\nname: 林\ncircles: [table]\n---\n",
    "members/man.md": "---\nname: 周\n---\n",
    "circles/table.md": "---\ntitle: 桌\n---\n",
    "essays/a.md": "---\ntitle: a\ndate: 2026-01-01\ntags: [信]\nseries: 写\ncircles: [table]\n---\n",
    "essays/b.md": "---\ntitle: b\ndate: 2026-01-02\ntags: [信]\nauthors: [man]\n---\n",
    "essays/undated.md": "---\ntitle: u\ntags: [信]\n---\n",
    "essays/english.md": "---\ntitle: e\nlang: en\ndate: 2026-01-03\n---\n",
    "works/w.md": "---\ntitle: w\ndate: 2026-02-01\n---\n",
    "offers/o.md": "---\ntitle: o\ndate: 2026-02-02\n---\n",
}


def channels(settings: str = "") -> dict[tuple[str, str, str], Any]:
    found = Small(FILES, SITE + settings).ask("channels")
    return {(one.scope, one.slug, one.lang): one for one in found}


def entries(scope: str, slug: str, lang: str = "zh-Hans", settings: str = "") -> list[str]:
    return [card.title for card in Small(FILES, SITE + settings).ask("feed", scope, slug, lang)]


def test_there_is_a_feed_for_everything_that_has_a_dated_entry() -> None:
    assert set(channels()) == {
        ("site", "", "zh-Hans"),
        ("site", "", "en"),
        ("tags", "信", "zh-Hans"),
        ("series", "写", "zh-Hans"),
        ("author", "members/lin", "zh-Hans"),
        ("author", "members/man", "zh-Hans"),
        ("circle", "circles/table", "zh-Hans"),
    }


def test_feeds_stand_beside_their_pages() -> None:
    found = channels()
    assert [feed.url for feed in found["site", "", "en"].feeds] == ["en/feed.xml", "en/atom.xml", "en/feed.json"]
    assert found["author", "members/man", "zh-Hans"].feeds[0].url == "members/man/feed.xml"
    assert found["tags", "信", "zh-Hans"].title == "信 · 名片"


@pytest.mark.parametrize(
    ("scope", "slug", "titles"),
    [
        ("site", "", ["w", "b", "a"]),
        ("tags", "信", ["b", "a"]),
        ("series", "写", ["a"]),
        ("author", "members/man", ["b"]),
        ("author", "members/lin", ["w", "e", "a"]),
        ("circle", "circles/table", ["a"]),
    ],
)
def test_a_feed_has_the_newest_dated_entries_first(scope: str, slug: str, titles: list[str]) -> None:
    assert entries(scope, slug) == titles


def test_settings_say_which_feeds_there_are_and_how_long() -> None:
    assert {scope for scope, _, _ in channels('feeds = {per = ["series"]}\n')} == {"site", "series"}
    assert entries("site", "", settings="feeds = {limit = 1}\n") == ["w"]
    assert entries("site", "", settings='feeds = {kinds = ["essays"]}\n') == ["b", "a"]
    (feed,) = channels('feeds = {formats = ["atom"]}\n')["site", "", "zh-Hans"].feeds
    assert feed.url == "atom.xml"


def test_every_page_points_to_its_feeds_and_to_no_others() -> None:
    small = Small(FILES, SITE)
    assert small.ask("site", "zh-Hans").feeds[0].url == "feed.xml"
    assert small.ask("context", "essays/a.zh-Hans").feeds[0].url.startswith("series/")
    assert small.ask("context", "offers/o.zh-Hans").feeds == ()
