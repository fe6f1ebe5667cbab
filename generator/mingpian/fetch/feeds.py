"""The feeds of other sites: which one a site has, and what stands in it, as plain text.

Whatever comes back is a stranger's: the door limits its size and time, feedparser reads it leniently, and of the text
nothing is kept that is more than characters.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import msgspec

from mingpian.core.deadline import DeadlineError, deadline
from mingpian.fetch.hosts import ask_each, by_host
from mingpian.fetch.http import Answer, ForbiddenAddressError, UnreachableError, request
from mingpian.i18n import AnyText

if TYPE_CHECKING:
    from feedparser import FeedParserDict

LONGEST = 10.0  # seconds that reading a feed may take
ENTRIES = 5  # of a site that are kept, the newest: nobody fills the page alone
LETTERS = 200  # of a title or a summary
HEAD = 262_144  # bytes of a page in which its feed has to be named

_IS_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b")
_KINDS = ("application/rss+xml", "application/atom+xml")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class LastFetch(msgspec.Struct, frozen=True):
    """What an earlier look found: where the feed is, and how its server calls the version that was read."""

    feed: str = ""
    etag: str = ""
    modified: str = ""


class FetchedSite(msgspec.Struct, frozen=True):
    """What became of asking a site. `site` is plain data in the form of content/planet.json; empty when nothing new was
    said, and then `wrong` says why: empty too when the site has not changed."""

    site: dict[str, Any] = {}
    wrong: AnyText = ""


def fetch_sites(sites: Iterable[str], known: Mapping[str, LastFetch], agent: str, today: str) -> dict[str, FetchedSite]:
    """Ask every site for its feed. Entries that claim to be of a day after `today` (ISO, UTC) are left out."""
    answers = ask_each(by_host(sites), lambda url: _answer(url, known.get(url, LastFetch()), agent))
    return {url: _read(url, answer, today) for url, answer in answers}


def feed_of(page: bytes, url: str) -> str:
    """Return the address of the first feed that a page names in its head; empty when it names none."""
    from lxml import etree

    root = etree.fromstring(page[:HEAD], etree.HTMLParser(no_network=True))
    if root is None:
        return ""
    for link in root.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        kind, address = (link.get("type") or "").lower(), str(link.get("href") or "")
        if "alternate" in rels and kind in _KINDS and address:
            return urljoin(url, address)
    return ""


def _answer(url: str, known: LastFetch, agent: str) -> Answer | str:
    """Return the feed of a site, or what went wrong; the site's own page when it names no feed."""
    headers = {"User-Agent": agent, "Accept": "application/atom+xml, application/rss+xml, text/html;q=0.9, */*;q=0.5"}
    marks = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    try:
        if known.feed:
            answer = request(known.feed, "GET", headers | {name: mark for name, mark in marks.items() if mark})
            if answer.status == 304 or (answer.status == 200 and _IS_FEED.search(answer.body[:HEAD])):
                return answer
        answer = request(url, "GET", headers)
        if answer.status == 200 and not _IS_FEED.search(answer.body[:4096]):
            feed = feed_of(answer.body, answer.url)
            answer = request(feed, "GET", headers) if feed else answer
    except (ForbiddenAddressError, UnreachableError) as failed:
        return str(failed)
    return answer if answer.status == 200 else f"it answered {answer.status}"


def _read(url: str, answer: Answer | str, today: str) -> FetchedSite:
    if isinstance(answer, str):
        return FetchedSite(wrong=answer)
    if answer.status == 304:
        return FetchedSite()
    site: dict[str, Any] = {"url": url}
    if not _IS_FEED.search(answer.body[:HEAD]):
        return FetchedSite(site, "it names no feed")
    import feedparser

    try:
        with deadline(LONGEST):
            # bytes alone may be the name of a file to it
            told = feedparser.parse(BytesIO(answer.body), response_headers={"content-location": answer.url})
            entries = _entries(told, today)
    except DeadlineError:
        return FetchedSite(wrong=f"reading its feed takes more than {LONGEST:.0f} s")
    except Exception as error:  # whatever a stranger's feed does to the reader of feeds, the others are still heard
        return FetchedSite(wrong=f"its feed cannot be read: {type(error).__name__}")
    lang = str(told.feed.get("language", ""))
    stated = {
        "feed": answer.url,
        "title": _plain(told.feed.get("title", "")),
        "lang": lang if _LANG.fullmatch(lang) else "",
        "etag": answer.headers.get("etag", ""),
        "modified": answer.headers.get("last-modified", ""),
        "entries": entries,
    }
    return FetchedSite(site | {name: value for name, value in stated.items() if value})


def _entries(told: "FeedParserDict", today: str) -> list[dict[str, str]]:
    """Return the newest entries that have a title and lead to a page."""
    found = []
    for entry in told.entries:
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        day = f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else ""
        title, summary = _plain(entry.get("title", "")), _plain(entry.get("summary", ""))
        url = str(entry.get("link", ""))
        if url.startswith(("https://", "http://")) and (title or summary) and day <= today:
            stated = {"title": title or summary, "url": url, "date": day, "summary": summary if title else ""}
            found.append({name: value for name, value in stated.items() if value})
    return sorted(found, key=lambda item: item.get("date", ""), reverse=True)[:ENTRIES]


def _plain(html: object) -> str:
    """Return the text of some HTML in one line, cut at a length; nothing in it is a sign to anything but eyes."""
    import nh3

    text = " ".join(_UNSEEN.sub(" ", unescape(nh3.clean(str(html), tags=set()))).split())
    return text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"
