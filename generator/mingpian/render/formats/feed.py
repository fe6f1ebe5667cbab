"""Feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, of the whole site and of everything that has one.

The same entries under the same ids in all three. Dates are those of the entries; a feed changes when they do.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.feeds import Channel, channels, former_feeds
from mingpian.queries.fragments import Card
from mingpian.render.context import RenderContext
from mingpian.render.feeds import entries, shells
from mingpian.render.feeds.items import FeedItem, feed_item, xml_text
from mingpian.render.format import Format
from mingpian.render.notices import notice_of, rights_of_site
from mingpian.site.model import SiteModel

STYLE = "feed.css"


class Carried(msgspec.Struct, frozen=True):
    """An entry as feeds carry it, by the format, and what they say of it as a whole."""

    updated: datetime
    has_author: bool
    texts: dict[str, bytes]


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
    carried = [_carried(context, card) for card in queries.feed(scope, slug, output.lang)]
    texts = [one.texts[form] for one in carried]
    rights = rights_of_site(queries, output.lang)
    notice = notice_of(rights, context.theme.words(output.lang)) if rights else None
    head = _head(context, channel, form, carried, entries.rights_of_feed(rights, notice, form))
    if form == "json":
        return shells.json(head, texts, entries.rights_object(rights, notice))
    return (shells.rss if form == "rss" else shells.atom)(head, texts)


def _head(context: RenderContext, channel: Channel, form: str, carried: list[Carried], rights: str) -> shells.FeedHead:
    config, urls = context.queries.config, context.assets
    return shells.FeedHead(
        title=xml_text(channel.title),
        about=xml_text(context.queries.site(channel.lang).description or channel.title),
        lang=channel.lang,
        url=next(config.base_url + feed.url for feed in channel.feeds if feed.format == form),
        page=config.base_url + channel.page,
        updated=max(one.updated for one in carried),
        is_author=not all(one.has_author for one in carried),
        hub=config.signals.hub,
        style=config.base_path + urls.url(STYLE) if STYLE in urls.urls else "",
        rights=rights,
    )


def _carried(context: RenderContext, card: Card) -> Carried:
    """Return an entry in the words of each format of the site, which are the same in every feed."""

    def composed() -> Carried:
        item = feed_item(context, card)
        texts: dict[str, bytes] = {form: _WORDED[form](item).encode() for form in context.queries.config.feeds.formats}
        return Carried(item.updated, bool(item.authors), texts)

    return context.queries.recorder.once(("feed entry", card.key, context.theme.digest), composed)


def titled_channel(channel: Channel, context: RenderContext) -> Channel:
    """Return the channel with its title in words; a kind's list has its name from the theme."""
    if channel.scope != "kind":
        return channel
    name = context.theme.words(channel.lang).lists.get(channel.slug, channel.slug)
    return replace(channel, title=f"{name} · {channel.title}")


_WORDED: dict[str, Callable[[FeedItem], str]] = {
    "rss": entries.rss,
    "atom": entries.atom,
    "json": entries.json_item,
}

FORMAT = Format("feed", plan, render, ("feedgen.feed",))
