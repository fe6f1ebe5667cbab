"""Entries as feeds carry them: whole, at home nowhere, so that every address in them is absolute."""

import re
from datetime import datetime
from functools import lru_cache
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from mingpian.content.kinds.event import Event
from mingpian.core.patterns import lazy_pattern
from mingpian.queries.enclosures import Enclosure
from mingpian.queries.fragments import Card, Person, Term
from mingpian.queries.ownership.rights import Rights
from mingpian.render.body.bodies import body_html
from mingpian.render.context import RenderContext
from mingpian.render.notices import Notice, notice_of, rights_of, whole
from mingpian.schema.dates import moment
from mingpian.site.occurrences import sound_end
from mingpian.site.site import AnyEntry

TEMPLATE = "feed-entry.html"  # a theme of its own may do without
_QUOTED = r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_POINTER = lazy_pattern(rf"<(?:a|area|audio|blockquote|del|embed|iframe|img|ins|q|source|track|video)\s{_QUOTED}>")
_ADDRESS = lazy_pattern(r"""(?<=\s)((?:href|src|poster|cite)=)(["'])(.*?)\2""")
_SET = lazy_pattern(r'(?<=\ssrcset=")[^"]*')
_WHOLE = lazy_pattern(r"https?://", re.IGNORECASE)
_FRAGMENT = lazy_pattern("#[A-Za-z0-9_.%-]+")  # as most are: nothing to resolve, nothing to escape
_NOT_XML = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FeedItem(msgspec.Struct, frozen=True):
    """One entry of a feed. Addresses are absolute; no text has a character that XML 1.0 forbids."""

    url: str  # its permanent address, and thereby its identity: what Hexo, Hugo and Jekyll gave it too
    lang: str
    title: str  # empty for notes
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...]
    tags: tuple[Term, ...]
    image: str
    enclosures: tuple[Enclosure, ...]
    rights: Rights | None = None
    notice: Notice | None = None


def feed_item(context: RenderContext, card: Card) -> FeedItem:
    """Return the entry of a card as feeds carry it. Days begin at midnight in the site's time zone."""
    config = context.queries.config
    base, zone = config.base_url, config.timezone
    published = moment(card.date, zone)
    entry = context.queries.entry(card.key)
    rights = rights_of(context.queries, entry)
    notice = _notice(context, entry, rights, base + card.url)
    return FeedItem(
        url=base + card.url,
        lang=card.lang,
        title=xml_text(card.title),
        summary=xml_text(card.summary),
        html=xml_text(_labelled(_html(context, card), notice, base)),
        published=published,
        updated=max(published, moment(card.updated, zone)) if card.updated else published,
        authors=tuple(_person(base, person) for person in card.people),
        tags=tuple(Term(xml_text(term.name), base + term.url) for term in card.tags),
        image=card.image.at(base) if card.image else "",
        enclosures=tuple(replace(one, url=one.at(base)) for one in context.queries.enclosures(card.key)),
        rights=rights,
        notice=notice,
    )


def xml_text(text: str) -> str:
    """Return the text without the characters that XML 1.0 (section 2.2) has no way to write."""
    return _NOT_XML.sub("", text)


def with_notice(context: RenderContext, entry: AnyEntry, html: str, url: str) -> str:
    """Return the text of an entry with the notice of its rights below it, and above it that a model made it. `url` is
    the whole address of its page."""
    return _labelled(html, entry_notice(context, entry, url), context.queries.config.base_url)


def entry_notice(context: RenderContext, entry: AnyEntry, url: str) -> Notice | None:
    """Return the notice of the rights to an entry, whose page has this whole address; None where nothing is stated."""
    return _notice(context, entry, rights_of(context.queries, entry), url)


def _notice(context: RenderContext, entry: AnyEntry, rights: Rights | None, url: str) -> Notice | None:
    if rights is None:
        return None
    address = getattr(entry.fields, "canonical", "") or url
    return notice_of(rights, context.theme.words(entry.lang), entry.title, address)


def _labelled(html: str, notice: Notice | None, base: str) -> str:
    """Return the text of an entry with its notice below it; above it stands that a model made it."""
    if notice is None:
        return html
    said = notice.dot.join(
        f'<a href="{escape(whole(part.url, base))}">{escape(part.text)}</a>' if part.url else escape(part.text)
        for part in notice.parts
        if not part.url.startswith("mailto:")  # programs that collect addresses read feeds
    )
    label = f"<p><strong>{escape(notice.label)}</strong></p>\n" if notice.label else ""
    return f"{label}{html}\n<p><small>{said}</small></p>" if said else f"{label}{html}"


def _person(base: str, person: Person) -> Person:
    return Person(xml_text(person.name), base + person.url if person.has_page else "")


def _html(context: RenderContext, card: Card) -> str:
    queries = context.queries
    base = queries.config.base_url
    if queries.config.feeds.content == "summary":
        return f"<p>{escape(card.summary)}</p>"
    entry = queries.entry(card.key)
    body = absolute(body_html(context, entry, base), base + card.url)
    if context.theme.find(f"templates/{TEMPLATE}") is None:
        return body or f"<p>{escape(card.summary)}</p>"
    words, zone = context.theme.words(entry.lang), getattr(entry.fields, "timezone", "") or queries.config.timezone
    values: dict[str, Any] = {"entry": entry, "card": card, "t": words, "root": base, "ask": queries}
    if isinstance(entry.fields, Event):  # as the event states them: what comes next is another day soon
        values |= {"start": entry.fields.start, "end": sound_end(entry.fields, zone)}
    return context.environment.get_template(TEMPLATE).render(values, body=Markup(body)).strip()


@lru_cache(maxsize=256)
def absolute(html: str, page: str) -> str:
    """Return the HTML with addresses that are relative to `page`, fragments too, made absolute."""

    whole = escape(page)

    def join(found: re.Match[str]) -> str:
        if _WHOLE.match(found[3]):
            return found[0]
        if _FRAGMENT.fullmatch(found[3]):
            return f"{found[1]}{found[2]}{whole}{found[3]}{found[2]}"
        stated = unescape(found[3])  # a guarded mail address is all character references
        joined = urljoin(page, stated)
        return found[0] if joined == stated else f"{found[1]}{found[2]}{escape(joined)}{found[2]}"

    def join_all(found: re.Match[str]) -> str:
        candidates = (one.strip().partition(" ") for one in found[0].split(","))
        return ", ".join("".join((urljoin(page, url), blank, size)) for url, blank, size in candidates)

    return _POINTER.sub(lambda tag: _SET.sub(join_all, _ADDRESS.sub(join, tag[0])), html)
