"""Feed readers that others wrote read every feed: well formed, complete, with absolute addresses."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from selectolax.lexbor import LexborHTMLParser

from tests.example import Site
from tests.outside.crawl import html_addresses

AS_WRITTEN = {"sanitize_html": False, "resolve_relative_uris": False}


def xml_feeds(site: Site) -> list[Path]:
    """Every RSS and Atom file of a site."""
    return [path for path in site.files(".xml") if re.search(rb"<(rss|feed)\b", path.read_bytes()[:1000])]


def json_feeds(site: Site) -> list[Path]:
    """Every JSON Feed of a site."""
    return [path for path in site.files(".json") if b"jsonfeed.org/version" in path.read_bytes()[:300]]


@cache
def parsed(path: Path, **options: bool) -> Any:
    """What the reader of others makes of a feed, once for all that is asked of it."""
    return feedparser.parse(path.read_bytes(), **options)


def test_feedparser_reads_every_feed_without_complaint(example: Site) -> None:
    complaints = {}
    for path in xml_feeds(example):
        feed = parsed(path)
        if feed.bozo:
            complaints[path] = feed.bozo_exception
        assert feed.feed.title, path
        assert feed.entries, path
    assert complaints == {}


def test_both_versions_and_the_json_feed_tell_the_same(example: Site) -> None:
    by_folder: dict[Path, list[list[tuple[str, str]]]] = {}
    for path in xml_feeds(example):
        entries = [(entry.link, entry.id) for entry in parsed(path).entries]
        by_folder.setdefault(path.parent, []).append(entries)
    for path in json_feeds(example):
        items = json.loads(path.read_text(encoding="utf-8"))["items"]
        by_folder.setdefault(path.parent, []).append([(item["url"], item["id"]) for item in items])
    assert by_folder
    for folder, feeds in by_folder.items():
        assert len(feeds) == 3, folder
        assert feeds[0] == feeds[1] == feeds[2], folder


def test_entries_have_a_stable_id_a_date_and_their_whole_text(example: Site) -> None:
    for path in xml_feeds(example):
        for entry in parsed(path).entries:
            where = (path, entry.link)
            assert entry.id, where
            assert entry.get("published_parsed") or entry.get("updated_parsed"), where
            assert entry.get("content") or entry.get("summary"), where


def test_addresses_in_feeds_are_absolute(example: Site) -> None:
    texts = [
        content["value"]
        for path in xml_feeds(example)
        for entry in parsed(path, **AS_WRITTEN).entries
        for content in entry.get("content", [])
    ]
    texts += [
        item.get("content_html", "")
        for path in json_feeds(example)
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]
    ]
    addresses = {address for text in texts for address in html_addresses(text)}
    assert addresses
    assert {address for address in addresses if not urlsplit(address).scheme} == set()


def test_every_page_offers_the_feeds_of_the_site(example: Site) -> None:
    feeds = {example.url(path) for path in [*xml_feeds(example), *json_feeds(example)]}
    pages = [path for path in example.files(".html") if b'http-equiv="refresh"' not in path.read_bytes()]
    for path in pages:
        head = LexborHTMLParser(path.read_text(encoding="utf-8")).css('head link[rel~="alternate"][href]')
        offered = {urljoin(example.url(path), link.attributes["href"] or "") for link in head}
        assert offered & feeds, path
