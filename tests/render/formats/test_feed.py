"""Feeds as readers take them: well formed whatever is written, the same entries in each format, no clock."""

import json
import re
from datetime import datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from mingpian.render.formats.feed import FORMAT
from tests.render.conftest import FILES
from tests.render.small import NOW, SITE, Small

HOSTILE = "]]><script>alert(1)</script> & \"q\" 'a' 🀄️ \u202eمرحبا"


def parsed(small: Small, path: str) -> Any:
    found = feedparser.parse(small.render(FORMAT, path))
    assert found.bozo == 0, found.get("bozo_exception")
    return found


def items(small: Small, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(small.render(FORMAT, path))["items"]
    return found


def linked(small: Small) -> set[str]:
    """The feeds that some page or the site's head points to."""
    feeds = [feed for lang in small.config.languages for feed in small.ask("site", lang).feeds]
    for key in small.model.site.entries:
        feeds += small.ask("context", key).feeds
    for (group, lang), terms in small.model.relations.terms.items():
        feeds += [feed for slug in terms for feed in small.ask("listing", group, slug, lang, "1").feeds]
    for lang, series in small.model.relations.series.items():
        feeds += [feed for slug in series for feed in small.ask("listing", "series", slug, lang, "1").feeds]
    return {feed.url for feed in feeds}


def test_pages_point_to_exactly_the_feeds_there_are(everything: Small) -> None:
    urls = {feed.url for channel in everything.ask("channels") for feed in channel.feeds}
    assert linked(everything) == urls
    assert len(everything.planned(FORMAT)) == len(urls)
    assert {"feed.xml", "en/atom.xml", "tags/写作/feed.json", "members/man/feed.xml"} <= set(everything.planned(FORMAT))


@pytest.mark.parametrize("per", [[], ["tag"], ["author", "circle"], ["series"]])
def test_only_what_the_settings_ask_for_has_a_feed(per: list[str]) -> None:
    small = Small(FILES, SITE + f'[feeds]\nper = {json.dumps(per)}\nformats = ["atom"]\n')
    scopes = {channel.scope for channel in small.ask("channels")}
    named = {"tag": "tags"}
    assert scopes == {"site", *(named.get(one, one) for one in per)}
    assert linked(small) == {feed.url for channel in small.ask("channels") for feed in channel.feeds}


def test_a_member_who_made_nothing_dated_has_no_feed() -> None:
    small = Small({"members/lin.md": "---\nname: 林\n---\n", "offers/a.md": "---\ntitle: A\n---\nx\n"})
    assert small.planned(FORMAT) == {}
    assert linked(small) == set()


def test_the_three_formats_tell_the_same(everything: Small) -> None:
    rss, atom = parsed(everything, "feed.xml"), parsed(everything, "atom.xml")
    told = [(item["id"], item["url"]) for item in items(everything, "feed.json")]
    assert [(entry.id, entry.link) for entry in rss.entries] == told
    assert [(entry.id, entry.link) for entry in atom.entries] == told
    assert told[0] == ("https://lin.example/essays/second/",) * 2
    assert rss.feed.language == atom.feed.language == "zh-Hans"
    assert [entry.get("author") for entry in rss.entries] == [entry.get("author") for entry in atom.entries]


def test_dates_are_the_entries_own_in_the_zone_of_the_site(everything: Small) -> None:
    letter = next(item for item in items(everything, "feed.json") if item["url"].endswith("/letter/"))
    assert letter["date_published"] == "2026-03-01T00:00:00+08:00"
    assert letter["date_modified"] == "2026-03-02T08:30:00+08:00"
    atom = etree.fromstring(everything.render(FORMAT, "atom.xml"))
    assert atom.findtext("{*}updated") == "2026-04-01T19:30:00+02:00"
    built = etree.fromstring(everything.render(FORMAT, "feed.xml")).findtext("channel/lastBuildDate")
    assert built == "Wed, 01 Apr 2026 19:30:00 +0200"


def test_nothing_depends_on_when_it_is_built() -> None:
    now, later = Small(FILES), Small(FILES, now=NOW + 999_999)
    for path in now.planned(FORMAT):
        assert now.render(FORMAT, path) == later.render(FORMAT, path)


def test_addresses_are_absolute(everything_under_repo: Small) -> None:
    letter = next(item for item in items(everything_under_repo, "feed.json") if item["url"].endswith("/letter/"))
    addresses = re.findall(r'(?:href|src|poster)="([^"]*)"', letter["content_html"])
    home = "https://lin.example/repo/"
    assert f"{home}essays/second/" in addresses
    assert f"{home}members/lin/" in addresses
    assert f"{home}essays/letter/#part" in addresses
    assert f"{home}essays/letter/film.mp4" in addresses
    assert "https://example.org/a?b=1&amp;c=2" in addresses
    assert all(address.startswith("https://") for address in addresses)


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
def test_hostile_titles_and_texts_stay_text(path: str) -> None:
    title = json.dumps(HOSTILE, ensure_ascii=False)
    essay = f"---\ntitle: {title}\ndate: 2026-01-01\ntags: [{title}]\nsummary: {title}\n---\n]]> &#8; &#xFFFE; <b>"
    small = Small({**FILES, "essays/hostile.md": essay + "\x1b\x0c\ufffe"})
    entry = next(one for one in parsed(small, path).entries if one.link.endswith("/hostile/"))
    root = etree.fromstring(small.render(FORMAT, path))
    assert HOSTILE in [node.text for node in root.iter("{*}title")]
    assert "]]>" in etree.tostring(root, encoding="unicode", method="text")
    assert entry.summary_detail.type == "text/plain" or "<script>" not in entry.summary
    assert entry.tags[0].term == HOSTILE


def test_a_note_has_no_title_where_none_is_needed(everything: Small) -> None:
    note = next(item for item in items(everything, "feed.json") if "/notes/" in item["url"])
    assert "title" not in note
    rss = etree.fromstring(everything.render(FORMAT, "feed.xml"))
    item = next(one for one in rss.iter("item") if "/notes/" in (one.findtext("link") or ""))
    assert item.findtext("title") is None
    atom = parsed(everything, "atom.xml")
    assert [entry.title for entry in atom.entries if "/notes/" in entry.link] == ["今天下雨，在窗边写了三行字。"]


def test_unlisted_entries_and_private_contacts_are_in_no_feed(everything: Small) -> None:
    for path in everything.planned(FORMAT):
        data = everything.render(FORMAT, path).decode()
        assert "私下" not in data
        assert "8888 0000" not in data


def test_summaries_only_when_the_settings_say_so() -> None:
    small = Small(FILES, SITE + '[feeds]\ncontent = "summary"\nlimit = 2\n')
    found = items(small, "feed.json")
    assert [item["content_html"] for item in found] == ["<p>English words.</p>", "<p>今天下雨，在窗边写了三行字。</p>"]


def test_a_feed_without_authors_says_who_publishes_it() -> None:
    essay = {"essays/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\nx\n"}
    small = Small(essay, 'title = "社"\nbase_url = "https://lin.example/"\n')
    atom = etree.fromstring(small.render(FORMAT, "atom.xml"))
    assert atom.findtext("{*}author/{*}name") == "社"


def test_order_is_newest_first_across_time_zones(everything: Small) -> None:
    dates = [datetime.fromisoformat(item["date_published"]) for item in items(everything, "feed.json")]
    assert dates == sorted(dates, reverse=True)


def test_the_works_of_somebody_without_a_page_make_no_feed(everything: Small) -> None:
    assert everything.ask("channel", "author", "members/gone", "zh-Hans") is None
    assert everything.ask("channel", "author", "members/lin", "en") is None
    assert everything.ask("channel", "tags", "gone", "zh-Hans") is None
    assert everything.ask("feed", "tags", "gone", "zh-Hans") == ()


@pytest.mark.parametrize("path", ["feed.xml", "tags/写作/atom.xml"])
def test_a_browser_finds_a_style_sheet_for_feeds(path: str, everything_under_repo: Small) -> None:
    root = etree.fromstring(everything_under_repo.render(FORMAT, path))
    (instruction,) = root.getroottree().xpath("/processing-instruction('xml-stylesheet')")
    assert instruction.get("type") == "text/css"
    assert instruction.get("href").removeprefix("/repo/") in everything_under_repo.context.assets.files
