"""Feeds as readers take them: well formed whatever is written, the same entries in each format, no clock."""

import json
import re
from datetime import datetime
from typing import Any

import feedparser
import pytest
from lxml import etree, html
from msgspec.structs import replace

from mingpian.render.formats import files
from mingpian.render.formats.feed import FORMAT
from mingpian.render.theme import Layer
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
    assert atom.findtext("{*}updated") == "2026-04-02T01:30:00+08:00"
    built = etree.fromstring(everything.render(FORMAT, "feed.xml")).findtext("channel/lastBuildDate")
    assert built == "Thu, 02 Apr 2026 01:30:00 +0800"


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


EPISODE = "---\ntitle: 第一期\ndate: 2026-01-02\n---\n:::audio ep.mp3 title=第一期\n文字稿\n:::\n"
SOUNDS = {"essays/ep/ep.mp3": b"x" * 77, "essays/ep/other.mp3": b"x"}


@pytest.fixture(scope="module")
def podcast() -> Small:
    """Two episodes: one plays a file, the other links to files of other kinds too."""
    linked = EPISODE.replace(
        ":::audio ep.mp3 title=第一期\n文字稿\n:::", "[a](<讲 1.m4a>) [b](b.ogg) [p](p.pdf) [gone](gone.mp3)"
    )
    translated = "---\ntitle: One\ndate: 2026-01-02\n---\nThe transcript.\n"
    texts = {"essays/ep/index.md": EPISODE, "essays/ep/index.en.md": translated, "essays/two.md": linked}
    others = {"essays/讲 1.m4a": b"12", "essays/b.ogg": b"123", "essays/p.pdf": b"%PDF"}
    return Small({**FILES, **SOUNDS, **texts, **others})


def enclosures(small: Small, path: str) -> dict[str, list[tuple[str, str, str]]]:
    return {
        entry.link: [(one.href, one.type, one.length) for one in entry.enclosures]
        for entry in parsed(small, path).entries
        if entry.enclosures
    }


def test_recordings_are_enclosed(podcast: Small) -> None:
    home = "https://lin.example/essays/"
    first = (f"{home}ep/ep.mp3", "audio/mpeg", "77")
    others = [(f"{home}%E8%AE%B2%201.m4a", "audio/mp4", "2"), (f"{home}b.ogg", "audio/ogg", "3")]
    assert enclosures(podcast, "atom.xml") == {f"{home}ep/": [first], f"{home}two/": others}
    assert enclosures(podcast, "feed.xml") == {f"{home}ep/": [first], f"{home}two/": others[:1]}
    attached = {item["url"]: item["attachments"] for item in items(podcast, "feed.json") if "attachments" in item}
    assert attached[f"{home}ep/"] == [{"url": first[0], "mime_type": "audio/mpeg", "size_in_bytes": 77}]
    assert [one["size_in_bytes"] for one in attached[f"{home}two/"]] == [2, 3]


def test_a_translation_in_the_same_folder_has_the_recording_that_is_published(podcast: Small) -> None:
    assert list(enclosures(podcast, "en/atom.xml")) == ["https://lin.example/en/essays/ep/"]
    assert b"other.mp3" not in podcast.render(FORMAT, "atom.xml"), "which nothing published names"
    assert not {"essays/ep/other.mp3", "essays/gone.mp3"} & set(podcast.planned(files.FORMAT))


def told(small: Small, path: str, part: str) -> str:
    """What the feed carries of the first entry whose address has `part` in it."""
    content: str = next(item["content_html"] for item in items(small, path) if part in item["url"])
    return content


def test_a_work_says_what_it_was_about_and_what_came_of_it() -> None:
    said = "testimonial: {by: 老板 <b>, role: 茶馆, text: 少问一半}\nwith:"
    small = Small({**FILES, "works/chunhe.md": FILES["works/chunhe.md"].replace("with:", said)})
    for content in (
        told(small, "feed.json", "/works/"),
        next(entry.content[0].value for entry in parsed(small, "feed.xml").entries if "/works/" in entry.link),
    ):
        text = html.fromstring(content).text_content()
        for part in (
            "春河茶",
            "2025-03 – 2025-06",
            "要解决的问题",
            "没有人看得懂",
            "询盘：3次/月 → 20次/月",
            "过程。",
            "少问一半",
        ):
            assert part in text
        assert "<b>" not in content
    links = html.fromstring(told(small, "feed.json", "/works/")).xpath("//a/@href")
    assert links == ["https://lin.example/members/man/"]


def test_an_event_says_when_and_where(everything: Small) -> None:
    text = html.fromstring(told(everything, "feed.json", "/events/")).text_content()
    for part in ("2026年12月5日星期六 19:30–21:30", "每月，第一个星期六", "西湖边", "杭州", "一起读。"):
        assert part in text


def test_what_an_entry_is_stands_in_its_own_language() -> None:
    event = "---\ntitle: Reading\ndate: 2026-01-01\nvenue: By the lake\n---\nWe read.\n"
    small = Small({**FILES, "events/reading.en.md": event})
    text = html.fromstring(told(small, "en/feed.json", "/events/")).text_content()
    for part in ("When", "Saturday", "Where", "By the lake"):
        assert part in text
    assert "地点" not in text


def test_a_theme_of_its_own_may_leave_out_what_entries_are(everything: Small) -> None:
    without = {path: file for layer in everything.context.theme.layers for path, file in layer.files.items()}
    without.pop("templates/feed-entry.html")
    bare = replace(everything.context.theme, layers=(Layer("bare", without),), digest=b"bare")
    data = FORMAT.render(everything.planned(FORMAT)["feed.json"], replace(everything.context, theme=bare))
    assert "过程。" in data.decode() and "要解决的问题" not in data.decode()


def test_each_format_names_the_hub_beside_its_page() -> None:
    small = Small(FILES, SITE + '[signals]\nhub = "https://hub.example/"\n')
    for name in ("feed.xml", "atom.xml"):
        feed = parsed(small, name).feed
        assert feed.link == "https://lin.example/"
        assert [link.href for link in feed.links if link.rel == "hub"] == ["https://hub.example/"]
    assert json.loads(small.render(FORMAT, "feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
