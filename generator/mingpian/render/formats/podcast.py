"""The podcast that entries with a recording make: its feed in each language, its cover, chapters and transcripts."""

import json
import re
from collections.abc import Iterator
from html import escape

from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.fragments import Card
from mingpian.queries.podcast import CHAPTERS, COVER, TRANSCRIPT, episode, episodes_of, podcast_feed
from mingpian.render.asset_cache import made_once
from mingpian.render.body.bodies import body_html
from mingpian.render.context import RenderContext
from mingpian.render.feeds.entries import rights_of_feed
from mingpian.render.feeds.items import absolute, feed_item
from mingpian.render.format import Format
from mingpian.render.notices import notice_of, rights_of_site
from mingpian.render.sound import podcast_cover
from mingpian.render.sound import podcast_feed as feeds
from mingpian.site.model import SiteModel


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the feed of each language in which something can be heard, and what belongs to each episode."""
    site, routes = model.site, model.routes
    for lang in site.config.languages:
        feed = podcast_feed(model, lang)
        if feed is not None:
            yield Output(output_path(feed.url), "podcast", ("feed",), lang)
    if any(podcast_feed(model, lang) for lang in site.config.languages):
        first = next(lang for lang in site.config.languages if episodes_of(model, lang))
        cover = routes.sibling(routes.home(site.config.default_lang), COVER)
        yield Output(output_path(cover), "podcast", ("cover",), first)
    for entry in site.entries.values():
        if entry.fields.audio.src and (heard := episode(model, entry.key)):
            page = routes.place(entry.key)
            if heard.chapters_url:
                path = output_path(routes.sibling(page, CHAPTERS))
                yield Output(path, "podcast", ("chapters", entry.key), entry.lang, entry.source)
            if entry.fields.audio.transcript in ("", "text"):
                path = output_path(routes.sibling(page, TRANSCRIPT))
                yield Output(path, "podcast", ("transcript", entry.key), entry.lang, entry.source)


def render(output: Output, context: RenderContext) -> bytes:
    """Write one file of the podcast."""
    return _RENDERED[output.subject[0]](output, context)


def _feed(output: Output, context: RenderContext) -> bytes:
    queries = context.queries
    podcast, site, config = queries.podcast(output.lang), queries.site(output.lang), queries.config
    assert podcast is not None
    about = config.podcast.description or site.description or podcast.feed.title
    items = "".join(_item(context, card) for card in podcast.cards)
    words, rights = context.theme.words(output.lang), rights_of_site(queries, output.lang)
    said = rights_of_feed(rights, notice_of(rights, words) if rights else None, "rss")
    return feeds.podcast_feed(podcast, config, about, _language(output.lang, words.og_locale), said, items).encode()


def _language(lang: str, locale: str) -> str:
    """Return a language as directories take it: as the site says it, or with a country in place of a script."""
    return lang if re.fullmatch("[a-z]{2}(?:-[A-Z]{2})?", lang) else locale.replace("_", "-")


def _item(context: RenderContext, card: Card) -> str:
    queries = context.queries
    heard = queries.episode(card.key)
    if heard is None:
        return ""
    post, base = feed_item(context, card), queries.config.base_url
    audio = queries.entry(card.key).fields.audio
    image = card.image
    is_cover = image is not None and image.width == image.height and image.width >= podcast_cover.LEAST
    own = image.at(base) if image is not None and is_cover else ""
    return feeds.episode_item(post, audio, heard, base, own, queries.config.podcast.explicit)


def _cover(output: Output, context: RenderContext) -> bytes:
    podcast, scheme = context.queries.podcast(output.lang), context.assets.colors.light
    assert podcast is not None
    title, author, image = podcast.feed.title, podcast.author, podcast.cover
    data = context.read(image.source) if image else b""
    focus = image.focus if image else ""
    made_of = title, author, digest.of_bytes(data), focus, context.font, scheme, output.lang

    def make() -> bytes:
        if data:
            return podcast_cover.fitted_cover(data, focus)
        return podcast_cover.drawn_cover(title, author, context.font, scheme, output.lang)

    return made_once(context.cache, output, made_of, make)


def _chapters(output: Output, context: RenderContext) -> bytes:
    """Write the chapters in the form of Podcasting 2.0 (JSON Chapters 1.2)."""
    heard, base = context.queries.episode(output.subject[1]), context.queries.config.base_url
    assert heard is not None
    stated = [
        {"startTime": one.at, "title": one.title, **({"url": _whole(one.url, base)} if one.url else {})}
        for one in heard.chapters
    ]
    return (json.dumps({"version": "1.2.0", "chapters": stated}, ensure_ascii=False, indent=1) + "\n").encode()


def _whole(url: str, base: str) -> str:
    return url if ":" in url else base + url.lstrip("/")


def _transcript(output: Output, context: RenderContext) -> bytes:
    """Write the text of an entry alone: players show it while it is heard."""
    queries = context.queries
    entry, card, base = queries.entry(output.subject[1]), queries.card(output.subject[1]), queries.config.base_url
    assert card is not None
    text = absolute(body_html(context, entry, base), base + card.url)
    return (
        f'<!doctype html>\n<html lang="{escape(entry.lang)}">\n<head><meta charset="utf-8"><meta name="robots"'
        f' content="noindex"><title>{escape(entry.title or entry.summary[:40])}</title>'
        f'<link rel="canonical" href="{escape(base + card.url)}"></head>\n<body>\n{text}\n</body>\n</html>\n'
    ).encode()


_RENDERED = {"feed": _feed, "cover": _cover, "chapters": _chapters, "transcript": _transcript}

FORMAT = Format("podcast", plan, render)
