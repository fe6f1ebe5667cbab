"""Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, of the whole site and of everything that has one.

The same entries under the same ids in all three. Dates are those of the entries; a feed changes when they do.
"""

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.feeds import Channel, channels
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.posts import FeedItem, feed_item, xml_text
from mingpian.site.model import SiteModel

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
STYLE = "feed.css"
_LEAD = 40  # characters of a note that stand for its title where one is required


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every feed in every format."""
    for channel in channels(model):
        for feed in channel.feeds:
            subject = (feed.format, channel.scope, channel.slug)
            yield Output(output_path(feed.url), "feed", subject, channel.lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write one feed."""
    form, scope, slug = output.subject
    queries = context.queries
    channel = titled_channel(queries.channel(scope, slug, output.lang), context)
    posts = [feed_item(context, card) for card in queries.feed(scope, slug, output.lang)]
    site, base = queries.site(output.lang), queries.config.base_url
    about = xml_text(site.description or channel.title)
    own = next(base + feed.url for feed in channel.feeds if feed.format == form)
    hub = queries.config.signals.hub
    if form == "json":
        return _json(channel, about, (own, hub), base, posts)
    return _readable(_xml(form, channel, about, (own, hub), base, posts), context)


def titled_channel(channel: Channel, context: RenderContext) -> Channel:
    """Return the channel with its title in words; a kind's list has its name from the theme."""
    if channel.scope != "kind":
        return channel
    name = context.theme.words(channel.lang).lists.get(channel.slug, channel.slug)
    return replace(channel, title=f"{name} · {channel.title}")


def _json(channel: Channel, about: str, where: tuple[str, str], base: str, posts: list[FeedItem]) -> bytes:
    own, hub = where
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": base + channel.page,
        "feed_url": own,
        "description": about,
        "language": channel.lang,
        **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
        "items": [_item(one) for one in posts],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(one: FeedItem) -> dict[str, Any]:
    """Return an item of a JSON Feed, without what is empty."""
    item = {
        "id": one.url,
        "url": one.url,
        "title": one.title,
        "content_html": one.html,
        "summary": one.summary,
        "image": one.image,
        "date_published": one.published.isoformat(),
        "date_modified": one.updated.isoformat() if one.updated != one.published else "",
        "authors": [{"name": who.name} | ({"url": who.url} if who.url else {}) for who in one.authors],
        "tags": [tag.name for tag in one.tags],
        "language": one.lang,
        "attachments": [{"url": e.url, "mime_type": e.type, "size_in_bytes": e.size} for e in one.enclosures],
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}


def _xml(form: str, channel: Channel, about: str, where: tuple[str, str], base: str, posts: list[FeedItem]) -> bytes:
    from feedgen.feed import FeedGenerator

    own, hub = where
    feed = FeedGenerator()
    feed.title(xml_text(channel.title))
    feed.id(own)
    feed.link(href=own, rel="self", type=TYPES[form])
    feed.link(href=base + channel.page, rel="alternate", type="text/html")
    if hub:  # WebSub, section 4
        feed.link(href=hub, rel="hub")
    feed.language(channel.lang)
    feed.generator("mingpian")
    newest = max(one.updated for one in posts)
    feed.updated(newest)
    feed.lastBuildDate(newest)
    feed.docs("https://www.rssboard.org/rss-specification")
    if form == "rss":
        feed.load_extension("dc", atom=False)
    if not all(one.authors for one in posts):  # an Atom entry without an author has the feed's
        feed.author({"name": xml_text(channel.title)})
    (feed.description if form == "rss" else feed.subtitle)(about)
    fill = _FILL[form]
    for one in posts:
        fill(feed, one)
    written: bytes = (feed.rss_str if form == "rss" else feed.atom_str)(pretty=True)
    return written


def _readable(xml: bytes, context: RenderContext) -> bytes:
    """Name the theme's style sheet for feeds, if it has one, so that a browser shows more than markup."""
    if STYLE not in context.assets.urls:
        return xml
    sheet = f'<?xml-stylesheet type="text/css" href="{context.queries.config.base_path}{context.assets.url(STYLE)}"?>\n'
    return xml.replace(b"?>\n", b"?>\n" + sheet.encode(), 1)


def _rss(feed: "FeedGenerator", one: FeedItem) -> None:
    """Add an RSS item: its author as `dc:creator`, since RSS itself knows e-mail addresses only."""
    item = feed.add_entry(order="append")
    if one.title:
        item.title(one.title)
    item.link(href=one.url)
    item.guid(one.url, permalink=True)
    item.description(escape(one.summary or one.title, quote=False) or one.url)  # HTML, by custom
    item.content(one.html)
    item.pubDate(one.published)
    for who in one.authors:
        item.dc.dc_creator(who.name)
    item.category([{"term": tag.name, "scheme": tag.url} for tag in one.tags])
    for sound in one.enclosures[:1]:  # players expect one at the most
        item.enclosure(sound.url, str(sound.size), sound.type)


class _Links:
    """The links of an Atom entry (RFC 4287, section 4.2.7); feedgen 1.0 itself writes them without their attributes."""

    def __init__(self) -> None:
        self.stated: list[dict[str, str]] = []

    def extend_atom(self, entry: Any) -> None:
        """Add them to the entry's element."""
        from lxml import etree

        for attributes in self.stated:
            etree.SubElement(entry, "link", attributes)


def _atom(feed: "FeedGenerator", one: FeedItem) -> None:
    entry = feed.add_entry(order="append")
    entry.id(one.url)
    entry.title(one.title or one.summary[:_LEAD] or one.published.date().isoformat())
    entry.register_extension("links", _Links, rss=False)
    entry.links.stated.append({"href": one.url, "rel": "alternate", "type": "text/html", "hreflang": one.lang})
    for sound in one.enclosures:
        link = {"href": sound.url, "rel": "enclosure", "type": sound.type, "length": str(sound.size)}
        entry.links.stated.append(link)
    entry.published(one.published)
    entry.updated(one.updated)
    entry.content(one.html, type="html")
    if one.summary:
        entry.summary(one.summary)
    entry.author([{"name": who.name, "uri": who.url} for who in one.authors])
    entry.category([{"term": tag.name, "scheme": tag.url} for tag in one.tags])


_FILL: dict[str, Callable[["FeedGenerator", FeedItem], None]] = {"rss": _rss, "atom": _atom}

FORMAT = Format("feed", plan, render)
