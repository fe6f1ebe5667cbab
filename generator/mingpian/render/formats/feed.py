"""Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, of the whole site and of everything that has one.

The same entries under the same ids in all three. Dates are those of the entries; a feed changes when they do.
"""

import json
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from msgspec.structs import replace

from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.feeds import Channel, channels, former_feeds
from mingpian.queries.fragments import Card
from mingpian.render import feed_entries
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.notices import notice_of, rights_of_site
from mingpian.render.posts import FeedItem, feed_item, xml_text
from mingpian.site.model import SiteModel

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
STYLE = "feed.css"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan every feed in every format."""
    for channel in channels(model):
        for feed in channel.feeds:
            subject = (feed.format, channel.scope, channel.slug)
            yield Output(output_path(feed.url), "feed", subject, channel.lang)
    lang = model.site.config.default_lang
    for one in former_feeds(model):
        yield Output(output_path(unquote(one.path).lstrip("/")), "feed", (one.format, one.scope, one.slug), lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write one feed."""
    form, scope, slug = output.subject
    queries = context.queries
    channel = titled_channel(queries.channel(scope, slug, output.lang), context)
    cards = queries.feed(scope, slug, output.lang)
    site, base = queries.site(output.lang), queries.config.base_url
    about = xml_text(site.description or channel.title)
    own = next(base + feed.url for feed in channel.feeds if feed.format == form)
    hub = queries.config.signals.hub
    entries = "".join if form != "json" else ",\n".join
    carried = entries([_carried(context, card, form) for card in cards])
    rights = rights_of_site(queries, output.lang)
    notice = notice_of(rights, context.theme.words(output.lang)) if rights else None
    if form == "json":
        return _json(channel, about, (own, hub), base, carried, feed_entries.rights_object(rights, notice))
    shell = _shell(form, channel, about, (own, hub), base, [_post(context, card) for card in cards])
    return _readable(_filled(shell, feed_entries.rights_of_feed(rights, notice, form) + carried), context)


def _post(context: RenderContext, card: Card) -> FeedItem:
    return context.queries.recorder.once(("post", card.key, context.theme.digest), lambda: feed_item(context, card))


def _carried(context: RenderContext, card: Card, form: str) -> str:
    """Return an entry in the words of a format, which are the same in every feed."""
    return context.queries.recorder.once(
        (form, card.key, context.theme.digest), lambda: _WORDED[form](_post(context, card))
    )


def titled_channel(channel: Channel, context: RenderContext) -> Channel:
    """Return the channel with its title in words; a kind's list has its name from the theme."""
    if channel.scope != "kind":
        return channel
    name = context.theme.words(channel.lang).lists.get(channel.slug, channel.slug)
    return replace(channel, title=f"{name} · {channel.title}")


def _json(channel: Channel, about: str, where: tuple[str, str], base: str, items: str, rights: dict[str, str]) -> bytes:
    own, hub = where
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": base + channel.page,
        "feed_url": own,
        "description": about,
        "language": channel.lang,
        **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
        **({"_rights": rights} if rights else {}),
    }
    head = json.dumps(feed, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "items": [\n{items}\n ]\n}}\n'.encode()


def _shell(form: str, channel: Channel, about: str, where: tuple[str, str], base: str, posts: list[FeedItem]) -> str:
    """Return an RSS or Atom feed without its entries."""
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
        feed.load_extension("dc", atom=False)  # its entries name their authors by it
    if not all(one.authors for one in posts):  # an Atom entry without an author has the feed's
        feed.author({"name": xml_text(channel.title)})
    (feed.description if form == "rss" else feed.subtitle)(about)
    written: bytes = (feed.rss_str if form == "rss" else feed.atom_str)(pretty=True)
    return written.decode()


def _filled(shell: str, entries: str) -> bytes:
    """Return the feed with its entries in it: the last elements of the channel (RSS), or of the feed itself (Atom)."""
    if "<creativeCommons:" in entries:
        shell = shell.replace("<rss ", f'<rss xmlns:creativeCommons="{feed_entries.LICENSES}" ', 1)
    before, end, after = shell.rpartition("  </channel>" if "  </channel>" in shell else "</feed>")
    return f"{before}{entries}{end}{after}".encode()


def _readable(xml: bytes, context: RenderContext) -> bytes:
    """Name the theme's style sheet for feeds, if it has one, so that a browser shows more than markup."""
    if STYLE not in context.assets.urls:
        return xml
    sheet = f'<?xml-stylesheet type="text/css" href="{context.queries.config.base_path}{context.assets.url(STYLE)}"?>\n'
    return xml.replace(b"?>\n", b"?>\n" + sheet.encode(), 1)


_WORDED: dict[str, Callable[[FeedItem], str]] = {
    "rss": feed_entries.rss,
    "atom": feed_entries.atom,
    "json": feed_entries.json_item,
}

FORMAT = Format("feed", plan, render)
