"""What a feed says of itself, around its entries: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

feedgen makes a feed in a quarter of a millisecond, and a site has a thousand. So it makes one of each format, in which
marks stand for what differs.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

import msgspec

from mingpian.core.patterns import lazy_pattern
from mingpian.render.feeds.elements import empty_element, quoted
from mingpian.render.feeds.entries import LICENSES

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
_MARKS = _TITLE, _ABOUT, _LANG, _URL, _PAGE = "mark:title", "mark:about", "mark:lang", "mark:url", "mark:page"
_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_MARK = lazy_pattern("|".join(re.escape(mark) for mark in (*_MARKS, format_datetime(_MOMENT), _MOMENT.isoformat())))
_ENTRIES = {"rss": "  </channel>", "atom": "</feed>"}  # before which they stand


class FeedHead(msgspec.Struct, frozen=True):
    """What stands around the entries. Addresses are absolute; no text has a character that XML 1.0 forbids."""

    title: str
    about: str
    lang: str
    url: str
    page: str  # URL of what it is the feed of
    updated: datetime
    is_author: bool  # of entries that have none
    hub: str = ""  # URL of what tells subscribers of news (WebSub, section 4)
    style: str = ""  # of a style sheet, by which a browser shows more than markup: its URL
    rights: str = ""  # lines of elements


def rss(head: FeedHead, items: Iterable[bytes]) -> bytes:
    """Return the RSS feed with these items in it."""
    hub = f"    {empty_element('atom:link', href=head.hub, rel='hub')}\n" if head.hub else ""
    shell, inner = _shell("rss", False), [f"{hub}{head.rights}".encode(), *items]
    if any(b"<creativeCommons:" in one for one in inner):
        shell = shell.replace("<rss ", f'<rss xmlns:creativeCommons="{LICENSES}" ', 1)
    return _filled("rss", shell, head, format_datetime(head.updated), inner)


def atom(head: FeedHead, entries: Iterable[bytes]) -> bytes:
    """Return the Atom feed with these entries in it. One without an author has the feed's (4.2.1)."""
    hub = f"  {empty_element('link', href=head.hub, rel='hub')}\n" if head.hub else ""
    inner = [f"{hub}{head.rights}".encode(), *entries]
    return _filled("atom", _shell("atom", head.is_author), head, head.updated.isoformat(), inner)


@cache
def _shell(form: str, has_author: bool) -> str:
    """Return a feed with marks, and with nothing in it."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.title(_TITLE)
    feed.id(_URL)
    feed.link(href=_URL, rel="self", type=TYPES[form])
    feed.link(href=_PAGE, rel="alternate", type="text/html")
    feed.language(_LANG)
    feed.generator("mingpian")
    feed.updated(_MOMENT)
    feed.lastBuildDate(_MOMENT)
    feed.docs("https://www.rssboard.org/rss-specification")
    if form == "rss":
        feed.load_extension("dc", atom=False)  # its entries name their authors by it
    if has_author:
        feed.author({"name": _TITLE})
    (feed.description if form == "rss" else feed.subtitle)(_ABOUT)
    written: bytes = (feed.rss_str if form == "rss" else feed.atom_str)(pretty=True)
    return written.decode()


def _filled(form: str, shell: str, head: FeedHead, updated: str, entries: Iterable[bytes]) -> bytes:
    """Return the feed: a shell with what stands for its marks, below the declaration a style sheet, and its entries."""
    texts = {_TITLE: head.title, _ABOUT: head.about, _LANG: head.lang, _URL: head.url, _PAGE: head.page}
    before, end, after = shell.rpartition(_ENTRIES[form])
    said = _MARK.sub(lambda mark: quoted(texts.get(mark[0], updated)), before)
    if head.style:
        said = said.replace("?>\n", f'?>\n<?xml-stylesheet type="text/css" href="{head.style}"?>\n', 1)
    return b"".join((said.encode(), *entries, f"{end}{after}".encode()))


def json(head: FeedHead, items: Iterable[bytes], rights: dict[str, str]) -> bytes:
    """Return the JSON Feed with these items in it."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.url,
        "description": head.about,
        "language": head.lang,
        **({"hubs": [{"type": "WebSub", "url": head.hub}]} if head.hub else {}),
        **({"_rights": rights} if rights else {}),
    }
    said = msgspec.json.format(msgspec.json.encode(feed), indent=1).removesuffix(b"\n}")
    return b"".join((said, b',\n "items": [\n', b",\n".join(items), b"\n ]\n}\n"))
