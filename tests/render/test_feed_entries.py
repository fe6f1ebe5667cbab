"""Entries of feeds as they are composed: what feedgen would write of the same, and what a reader makes of it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mingpian.queries.enclosures import Enclosure
from mingpian.queries.fragments import Person, Term
from mingpian.render.feeds import entries as feed_entries
from mingpian.render.feeds.items import FeedItem, xml_text

_NAMES = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}
TEXT = st.text(max_size=12).map(xml_text) | st.sampled_from(["]]>", "a\r\nb\tc", "<b>&amp;\"'", " ", "名片"])
SOME = TEXT.filter(bool)
ADDRESS = st.sampled_from(["https://e.example/", "https://e.example/?a=1&b=%22", 'https://e.example/"\t<'])
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))])
MOMENTS = st.builds(
    lambda days, zone: datetime(1990, 1, 31, 7, 5, 9, tzinfo=zone) + timedelta(days=days), st.integers(0, 20_000), ZONES
)
POSTS = st.builds(
    FeedItem,
    url=ADDRESS,
    lang=st.sampled_from(["zh-Hans", "en"]),
    title=TEXT,
    summary=TEXT,
    html=TEXT,
    published=MOMENTS,
    updated=MOMENTS,
    authors=st.lists(st.builds(Person, SOME, ADDRESS | st.just("")), max_size=2).map(tuple),
    tags=st.lists(st.builds(Term, SOME, ADDRESS), max_size=2).map(tuple),
    image=ADDRESS | st.just(""),
    enclosures=st.lists(st.builds(Enclosure, ADDRESS, st.just("audio/mpeg"), st.integers(0, 9)), max_size=2).map(tuple),
)


def by_feedgen(one: FeedItem) -> Any:
    """The entry alone in a feed that feedgen makes."""
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False)
    feed.id("x")
    feed.title("x")
    feed.description("x")
    feed.link(href="x")
    entry = feed.add_entry()
    entry.id(one.url)
    entry.title(one.title)
    entry.link(href=one.url)
    entry.guid(one.url, permalink=True)
    entry.description(escape(one.summary or one.title, quote=False) or one.url)
    entry.content(one.html)
    entry.pubDate(one.published)
    for who in one.authors:
        entry.dc.dc_creator(who.name)
    entry.category([{"term": tag.name, "scheme": tag.url} for tag in one.tags])
    for sound in one.enclosures[:1]:
        entry.enclosure(sound.url, str(sound.size), sound.type)
    return etree.fromstring(feed.rss_str()).find("channel/item")


def told(element: Any) -> list[tuple[str, str, dict[str, str]]]:
    return [(node.tag, node.text or "", dict(node.attrib)) for node in element if node.tag != "title" or node.text]


def read(text: str) -> Any:
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
    return etree.fromstring(f"<feed{names}>{text}</feed>")[0]


@given(POSTS)
def test_an_item_says_what_feedgen_would_say(one: FeedItem) -> None:
    assert told(read(feed_entries.rss(one))) == told(by_feedgen(one))


@given(POSTS)
def test_an_atom_entry_is_read_as_it_was_meant(one: FeedItem) -> None:
    entry = read(feed_entries.atom(one))
    assert (entry.findtext("id"), entry.findtext("content"), entry.findtext("summary") or "") == (
        one.url,
        one.html,
        one.summary,
    )
    assert entry.findtext("title") == (one.title or one.summary or one.published.date().isoformat())
    assert [node.findtext("name") for node in entry.iter("author")] == [who.name for who in one.authors]
    assert [node.findtext("uri") or "" for node in entry.iter("author")] == [who.url for who in one.authors]
    assert [(node.get("term"), node.get("scheme")) for node in entry.iter("category")] == [
        (tag.name, tag.url) for tag in one.tags
    ]
    enclosed = [node for node in entry.iter("link") if node.get("rel") == "enclosure"]
    assert [(node.get("href"), node.get("length")) for node in enclosed] == [
        (sound.url, str(sound.size)) for sound in one.enclosures
    ]
    assert entry.findtext("updated") == one.updated.isoformat()


@given(POSTS)
def test_an_item_of_json_is_one_value(one: FeedItem) -> None:
    item = json.loads(feed_entries.json_item(one))
    assert (item["id"], item["content_html"], item.get("title", "")) == (one.url, one.html, one.title)
    assert item.get("tags", []) == [tag.name for tag in one.tags]
