"""What a media kit says of a member: all of it public, and stated somewhere on the site."""

from collections.abc import Iterator
from typing import Any

import msgspec

from mingpian import AnyEntry, Card, Event, RenderContext, SiteModel, Work
from mingpian.exporters.kit.biographies import Biography, biography_of


class KitLine(msgspec.Struct, frozen=True):
    """A line of a kit: what, when or how much, where it leads, and what else is to be said of it."""

    text: str
    about: str = ""
    url: str = ""
    note: str = ""


class KitResult(msgspec.Struct, frozen=True):
    """What changed by a work."""

    what: str
    before: str
    after: str


class KitWork(msgspec.Struct, frozen=True):
    """A work, and what became of it."""

    title: str
    url: str
    period: str
    date: str
    summary: str
    role: str
    client: str
    results: tuple[KitResult, ...]


class MediaKit(msgspec.Struct, frozen=True, kw_only=True):
    """All that a kit says, in the language of one version of the member's profile."""

    name: str
    name_latin: str
    lang: str
    url: str
    site: str
    role: str
    org: str
    city: str
    languages: tuple[str, ...]
    biographies: tuple[Biography, ...]
    topics: tuple[str, ...]
    figures: tuple[KitLine, ...]
    talks: tuple[KitLine, ...]
    works: tuple[KitWork, ...]
    essays: tuple[KitLine, ...]
    rates: tuple[KitLine, ...]
    contacts: tuple[KitLine, ...]
    links: tuple[KitLine, ...]


def kit_facts(context: RenderContext, model: SiteModel, entry: AnyEntry) -> MediaKit:
    """Return what the kit of a member says."""
    queries, fields = context.queries, entry.fields
    base, words = queries.config.base_url, context.theme.words(entry.lang)
    profile, card = queries.profile(entry.key), queries.card(entry.key)
    assert card is not None
    versions = [model.site.entries[one.key] for one in model.site.ids[entry.id].values()]
    versions.sort(key=lambda one: (one.key != entry.key, one.lang))
    return MediaKit(
        name=entry.title,
        name_latin=fields.name_latin,
        lang=entry.lang,
        url=base + card.url,
        site=queries.site(entry.lang).title,
        role=fields.role,
        org=fields.org,
        city=fields.city,
        languages=tuple(words.language(code) for code in fields.languages),
        biographies=tuple(biography_of(context, one) for one in versions),
        topics=tuple(term.name for _offer, term in profile.offers),
        figures=tuple(KitLine(one.value, one.what, note=one.as_of) for one in fields.figures),
        talks=tuple(_talks(context, entry.id, profile.events)),
        works=tuple(_work(context, one) for one in profile.works),
        essays=tuple(KitLine(one.title, one.date[:10], base + one.url) for one in profile.essays if one.title)[:12],
        rates=tuple(_rates(context, profile.services)),
        contacts=tuple(_contacts(context, entry)),
        links=tuple(
            KitLine(one.label or one.platform or one.url, one.handle, one.url) for one in fields.links if one.url
        ),
    )


def _talks(context: RenderContext, id: str, events: tuple[Card, ...]) -> Iterator[KitLine]:
    base = context.queries.config.base_url
    for card in events:
        fields: Any = context.queries.entry(card.key).fields
        if isinstance(fields, Event) and id in (*fields.speakers, *fields.hosts) and fields.status != "cancelled":
            words = context.theme.words(card.lang)
            where = words.dot.join(part for part in (fields.venue, fields.city) if part)
            yield KitLine(card.title, words.days(fields.start, fields.end), base + card.url, where)


def _work(context: RenderContext, card: Card) -> KitWork:
    fields: Any = context.queries.entry(card.key).fields
    assert isinstance(fields, Work)
    results = tuple(
        KitResult(one.what, f"{one.before} {one.unit}".strip(), f"{one.after} {one.unit}".strip())
        if one.after
        else KitResult(one.what, "", "")
        for one in fields.results
    )
    url = context.queries.config.base_url + card.url
    about = card.summary or fields.problem
    return KitWork(card.title, url, fields.period, card.date[:10], about, fields.role, fields.client, results)


def _rates(context: RenderContext, services: tuple[Card, ...]) -> Iterator[KitLine]:
    base = context.queries.config.base_url
    for card in services:
        fields: Any = context.queries.entry(card.key).fields
        words = context.theme.words(card.lang)
        price = words.money(fields.price)
        if fields.availability != "closed":
            yield KitLine(card.title, price, base + card.url, fields.format or words.availability[fields.availability])


def _contacts(context: RenderContext, entry: AnyEntry) -> Iterator[KitLine]:
    """Yield the ways to reach a member that everybody may know: the model has no others."""
    words = context.theme.words(entry.lang)
    for way, items in entry.fields.contact.items():
        label = words.contact_names.get(way) or words.platforms.get(way) or way
        yield from (KitLine(one.value, label) for one in items if one.value and one.audience == "public")
