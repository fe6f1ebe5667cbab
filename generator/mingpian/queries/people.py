"""Members and circles, with all that the site knows of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TypeVar

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.work import Work
from mingpian.queries import cards, elsewhere
from mingpian.queries.fragments import Card, Person
from mingpian.queries.query import query
from mingpian.queries.suggestions import suggested
from mingpian.queries.views import CircleView, Endorsement, LedgerLine, LedgerYear, OpenAsk, ProfileView
from mingpian.site.model import SiteModel
from mingpian.site.relations import Asked, makers
from mingpian.site.site import AnyEntry

T = TypeVar("T")


@query
def profile(model: SiteModel, key: str) -> ProfileView:
    """Return what the site knows of a member.

    What stands in their own file is not repeated.
    """
    entry = model.site.entries[key]
    id, lang, fields = entry.id, entry.lang, entry.fields
    assert isinstance(fields, Profile)
    relations = model.relations
    made = _by_kind(model, relations.works_of.get(id, ()), lang)
    return ProfileView(
        offers=tuple((item, cards.topic_link(model, item.topic, lang)) for item in fields.offers),
        asks=tuple(
            (asked.ask, cards.topic_link(model, asked.ask.topic, lang)) for asked in _asks_by_member(model).get(id, ())
        ),
        suggested=suggested(model, id, lang),
        city=cards.city_url(model, fields.city, lang) if fields.city else None,
        circles=_entries(model, fields.circles, lang),
        invited_by=cards.person(model, fields.invited_by, lang) if fields.invited_by else None,
        invited=cards.persons(model, relations.invited.get(id, ()), lang),
        vouched_by=_vouches(model, id, "receiver", lang),
        vouches_for=_vouches(model, id, "giver", lang),
        testimonials=_testimonials_about(model, id, lang),
        essays=made["essays"],
        notes=made["notes"],
        works=made["works"],
        services=made["offers"],
        events=made["events"],
        collaborations=made["collaborations"],
        ledger=_ledger(made),
        elsewhere=elsewhere.posts_of(model, id, lang),
        cover=cards.image(model, entry.source, fields.cover),
    )


@query
def circle(model: SiteModel, key: str) -> CircleView:
    """Return a circle's people and events.

    And its place among the other circles.
    """
    entry = model.site.entries[key]
    fields = entry.fields
    assert isinstance(fields, Circle)
    relations, lang = model.relations, entry.lang
    inside = _by_kind(model, relations.in_circle.get(entry.id, ()), lang)
    parent = model.site.best(fields.parent, lang) if fields.parent else None
    return CircleView(
        parent=cards.card_of(model, parent) if parent else None,
        children=_entries(model, relations.children_of.get(entry.id, ()), lang),
        stewards=cards.persons(model, fields.stewards, lang),
        members=_entries(model, relations.members_of.get(entry.id, ()), lang),
        events=inside["events"],
        essays=inside["essays"],
    )


def open_asks(model: SiteModel, lang: str) -> tuple[OpenAsk, ...]:
    """Return the open asks, in the order of members."""
    return model.remember(("asks", lang), lambda: tuple(_open_asks(model, lang)))


def asks_about(model: SiteModel, topic: str, lang: str) -> tuple[OpenAsk, ...]:
    """Return the open asks of one topic."""
    return model.remember(("asks by topic", lang), lambda: _by_topic(model, lang)).get(topic, ())


def _asks_by_member(model: SiteModel) -> Mapping[str, list[Asked]]:
    return model.remember("asks by member", lambda: _grouped(model.relations.asks, lambda asked: asked.member))


def _open_asks(model: SiteModel, lang: str) -> Iterator[OpenAsk]:
    for asked in model.relations.asks:
        member = model.site.best(asked.member, lang)
        person = cards.person(model, asked.member, lang)
        if person and member and member.fields.listed:
            yield OpenAsk(person, asked.ask, cards.topic_link(model, asked.ask.topic, lang))


def _by_topic(model: SiteModel, lang: str) -> dict[str, tuple[OpenAsk, ...]]:
    found: defaultdict[str, list[OpenAsk]] = defaultdict(list)
    for item in open_asks(model, lang):
        found[model.site.topics.key(item.ask.topic)].append(item)
    return {topic: tuple(items) for topic, items in found.items()}


def testimonial(model: SiteModel, work: str, lang: str) -> Endorsement | None:
    """Return what is said of a work, if both sides stand by it."""
    by = model.relations.testimonials.get(work)
    entry = model.site.best(work, lang)
    if by is None or entry is None or not isinstance(entry.fields, Work):
        return None
    stated = entry.fields.testimonial
    giver = cards.person(model, by, lang) or Person(by)
    about = next(iter(cards.persons(model, makers(model.site, entry), lang)), Person(""))
    return Endorsement(giver, about, stated.text, work=cards.card_of(model, entry), role=stated.role)


def _vouches(model: SiteModel, id: str, side: str, lang: str) -> tuple[Endorsement, ...]:
    by_member = model.remember(("vouches", side), lambda: _grouped(model.relations.vouches, attrgetter(side)))
    said = []
    for given in by_member.get(id, ()):
        giver, receiver = cards.person(model, given.giver, lang), cards.person(model, given.receiver, lang)
        if giver and receiver:
            said.append(Endorsement(giver, receiver, given.vouch.why, given.vouch.since))
    return tuple(said)


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> Mapping[str, list[T]]:
    """Return the items grouped by `key`, in their order."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def _testimonials_about(model: SiteModel, id: str, lang: str) -> tuple[Endorsement, ...]:
    works = (work for work in model.relations.works_of.get(id, ()) if work in model.relations.testimonials)
    said = (testimonial(model, work, lang) for work in works)
    return tuple(item for item in said if item and item.by.id != id)


def _entries(model: SiteModel, ids: Iterable[str], lang: str) -> tuple[Card, ...]:
    entries = (model.site.best(id, lang) for id in ids)
    return tuple(cards.card_of(model, entry) for entry in entries if entry and entry.fields.listed)


def _by_kind(model: SiteModel, ids: Iterable[str], lang: str) -> defaultdict[str, tuple[Card, ...]]:
    """Sort entries into their kinds, newest first."""
    found: defaultdict[str, list[AnyEntry]] = defaultdict(list)
    for id in ids:
        entry = model.site.best(id, lang)
        if entry:
            found[entry.kind].append(entry)
    listed = {
        kind: tuple(cards.card_of(model, entry) for entry in sorted(entries, key=_when, reverse=True))
        for kind, entries in found.items()
    }
    return defaultdict(tuple, listed)


def _when(entry: AnyEntry) -> tuple[str, str]:
    return entry.fields.start if isinstance(entry.fields, Event) else entry.fields.date, entry.slug


def _ledger(made: dict[str, tuple[Card, ...]]) -> tuple[LedgerYear, ...]:
    years: defaultdict[str, list[LedgerLine]] = defaultdict(list)
    for kind in ("collaborations", "works", "essays", "events"):
        for card in made.get(kind, ()):
            if card.when:
                years[card.when[:4]].append(LedgerLine(kind, card))
    return tuple(LedgerYear(year, tuple(lines)) for year, lines in sorted(years.items(), reverse=True))
