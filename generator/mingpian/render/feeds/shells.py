"""What a feed says of itself, around its entries: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

from datetime import datetime
from email.utils import format_datetime

import msgspec

from mingpian.render.feeds.elements import element, empty_element, text_element
from mingpian.render.feeds.entries import LICENSES

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"
_ATOM = "http://www.w3.org/2005/Atom"
_NAMES = {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",  # items name their authors by it
    "xmlns:atom": _ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "version": "2.0",
}


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


def rss(head: FeedHead, items: str) -> str:
    """Return the RSS feed with these items in it."""
    said = [
        text_element("title", head.title),
        text_element("link", head.page),
        text_element("description", head.about),
        empty_element("atom:link", href=head.url, rel="self", type=TYPES["rss"]),
        *([empty_element("atom:link", href=head.hub, rel="hub")] if head.hub else []),
        text_element("docs", "https://www.rssboard.org/rss-specification"),
        text_element("generator", "mingpian"),
        text_element("language", head.lang),
        text_element("lastBuildDate", format_datetime(head.updated)),
    ]
    inner = head.rights + items
    names = {"xmlns:creativeCommons": LICENSES, **_NAMES} if "<creativeCommons:" in inner else _NAMES
    return _declared(head) + element("rss", 0, [], element("channel", 2, said, inner), **names)


def atom(head: FeedHead, entries: str) -> str:
    """Return the Atom feed with these entries in it. One without an author has the feed's (4.2.1)."""
    said = [
        text_element("id", head.url),
        text_element("title", head.title),
        text_element("updated", head.updated.isoformat()),
        *([element("author", 2, [text_element("name", head.title)]).strip()] if head.is_author else []),
        empty_element("link", href=head.url, rel="self", type=TYPES["atom"]),
        empty_element("link", href=head.page, rel="alternate", type="text/html"),
        *([empty_element("link", href=head.hub, rel="hub")] if head.hub else []),
        text_element("generator", "mingpian"),
        text_element("subtitle", head.about),
    ]
    names = {"xmlns": _ATOM, "xml:lang": head.lang}
    return _declared(head) + element("feed", 0, said, head.rights + entries, **names)


def json(head: FeedHead, items: str, rights: dict[str, str]) -> str:
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
    said = msgspec.json.format(msgspec.json.encode(feed), indent=1).decode().removesuffix("\n}")
    return f'{said},\n "items": [\n{items}\n ]\n}}\n'


def _declared(head: FeedHead) -> str:
    sheet = f'<?xml-stylesheet type="text/css" href="{head.style}"?>\n' if head.style else ""
    return _DECLARATION + sheet
