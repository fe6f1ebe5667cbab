"""Members and circles, with all that the site knows of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TypeVar

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.work import Work
from mingpian.model import cards, elsewhere
from mingpian.model.pieces import Card, Person
from mingpian.model.relations import Asked, makers
from mingpian.model.site import AnyEntry
from mingpian.model.suggestions import suggested
from mingpian.model.views import CircleView, LedgerLine, LedgerYear, OpenAsk, ProfileView, Said
from mingpian.model.world import World

T = TypeVar("T")


def profile(world: World, key: str) -> ProfileView:
    """Return what the site knows of a member, beyond their own file."""
    entry = world.site.entries[key]
    id, lang, fields = entry.id, entry.lang, entry.fields
    assert isinstance(fields, Profile)
    relations = world.relations
    made = _by_kind(world, relations.works_of.get(id, ()), lang)
    return ProfileView(
        offers=tuple((item, cards.topic(world, item.topic, lang)) for item in fields.offers),
        asks=tuple(
            (asked.ask, cards.topic(world, asked.ask.topic, lang)) for asked in _asks_by_member(world).get(id, ())
        ),
        suggested=suggested(world, id, lang),
        city=cards.city(world, fields.city, lang) if fields.city else None,
        circles=_entries(world, fields.circles, lang),
        invited_by=cards.person(world, fields.invited_by, lang) if fields.invited_by else None,
        invited=cards.persons(world, relations.invited.get(id, ()), lang),
        vouched_by=_vouches(world, id, "receiver", lang),
        vouches_for=_vouches(world, id, "giver", lang),
        testimonials=_testimonials_about(world, id, lang),
        essays=made["essays"],
        notes=made["notes"],
        works=made["works"],
        services=made["offers"],
        events=made["events"],
        collaborations=made["collaborations"],
        ledger=_ledger(made),
        elsewhere=elsewhere.posts_of(world, id, lang),
        cover=cards.image(world, entry.source, fields.cover),
    )


def circle(world: World, key: str) -> CircleView:
    """Return a circle's place among the others, and its people and events."""
    entry = world.site.entries[key]
    fields = entry.fields
    assert isinstance(fields, Circle)
    relations, lang = world.relations, entry.lang
    inside = _by_kind(world, relations.in_circle.get(entry.id, ()), lang)
    parent = world.site.best(fields.parent, lang) if fields.parent else None
    return CircleView(
        parent=cards.card_of(world, parent) if parent else None,
        children=_entries(world, relations.children_of.get(entry.id, ()), lang),
        stewards=cards.persons(world, fields.stewards, lang),
        members=_entries(world, relations.members_of.get(entry.id, ()), lang),
        events=inside["events"],
        essays=inside["essays"],
    )


def open_asks(world: World, lang: str) -> tuple[OpenAsk, ...]:
    """Return the open asks, in the order of members."""
    return world.remember(("asks", lang), lambda: tuple(_open_asks(world, lang)))


def asks_about(world: World, topic: str, lang: str) -> tuple[OpenAsk, ...]:
    """Return the open asks of one topic."""
    return world.remember(("asks by topic", lang), lambda: _by_topic(world, lang)).get(topic, ())


def _asks_by_member(world: World) -> Mapping[str, list[Asked]]:
    return world.remember("asks by member", lambda: _grouped(world.relations.asks, lambda asked: asked.member))


def _open_asks(world: World, lang: str) -> Iterator[OpenAsk]:
    for asked in world.relations.asks:
        member = world.site.best(asked.member, lang)
        person = cards.person(world, asked.member, lang)
        if person and member and member.fields.listed:
            yield OpenAsk(person, asked.ask, cards.topic(world, asked.ask.topic, lang))


def _by_topic(world: World, lang: str) -> dict[str, tuple[OpenAsk, ...]]:
    found: defaultdict[str, list[OpenAsk]] = defaultdict(list)
    for item in open_asks(world, lang):
        found[world.site.topics.key(item.ask.topic)].append(item)
    return {topic: tuple(items) for topic, items in found.items()}


def testimonial(world: World, work: str, lang: str) -> Said | None:
    """Return what is said of a work, if both sides stand by it."""
    by = world.relations.testimonials.get(work)
    entry = world.site.best(work, lang)
    if by is None or entry is None or not isinstance(entry.fields, Work):
        return None
    stated = entry.fields.testimonial
    giver = cards.person(world, by, lang) or Person(by)
    about = next(iter(cards.persons(world, makers(world.site, entry), lang)), Person(""))
    return Said(giver, about, stated.text, work=cards.card_of(world, entry), role=stated.role)


def _vouches(world: World, id: str, side: str, lang: str) -> tuple[Said, ...]:
    by_member = world.remember(("vouches", side), lambda: _grouped(world.relations.vouches, attrgetter(side)))
    said = []
    for given in by_member.get(id, ()):
        giver, receiver = cards.person(world, given.giver, lang), cards.person(world, given.receiver, lang)
        if giver and receiver:
            said.append(Said(giver, receiver, given.vouch.why, given.vouch.since))
    return tuple(said)


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> Mapping[str, list[T]]:
    """Return the items by what `key` says of each, in their order."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def _testimonials_about(world: World, id: str, lang: str) -> tuple[Said, ...]:
    works = (work for work in world.relations.works_of.get(id, ()) if work in world.relations.testimonials)
    said = (testimonial(world, work, lang) for work in works)
    return tuple(item for item in said if item and item.by.id != id)


def _entries(world: World, ids: Iterable[str], lang: str) -> tuple[Card, ...]:
    found = (world.site.best(id, lang) for id in ids)
    return tuple(cards.card_of(world, entry) for entry in found if entry and entry.fields.listed)


def _by_kind(world: World, ids: Iterable[str], lang: str) -> defaultdict[str, tuple[Card, ...]]:
    """Sort entries into their kinds, newest first."""
    found: defaultdict[str, list[AnyEntry]] = defaultdict(list)
    for id in ids:
        entry = world.site.best(id, lang)
        if entry:
            found[entry.kind].append(entry)
    shelves = {
        kind: tuple(cards.card_of(world, entry) for entry in sorted(entries, key=_when, reverse=True))
        for kind, entries in found.items()
    }
    return defaultdict(tuple, shelves)


def _when(entry: AnyEntry) -> tuple[str, str]:
    return entry.fields.start if isinstance(entry.fields, Event) else entry.fields.date, entry.slug


def _ledger(made: dict[str, tuple[Card, ...]]) -> tuple[LedgerYear, ...]:
    years: defaultdict[str, list[LedgerLine]] = defaultdict(list)
    for kind in ("collaborations", "works", "essays", "events"):
        for card in made.get(kind, ()):
            when = card.start or card.date
            if when:
                years[when[:4]].append(LedgerLine(kind, card))
    return tuple(LedgerYear(year, tuple(lines)) for year, lines in sorted(years.items(), reverse=True))
