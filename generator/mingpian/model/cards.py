"""Entries, people and pictures as others show them."""

from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import quote

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.model.links import path_of
from mingpian.model.pieces import Card, Image, Person, Term
from mingpian.model.relations import makers, slug_of
from mingpian.model.site import AnyEntry, Site
from mingpian.model.world import World
from mingpian.schema.dates import end_of_day, is_day, moment, seconds
from mingpian.schema.records import Picture


def card(world: World, key: str) -> Card | None:
    """Return what lists say of an entry; None when there is no such entry."""
    entry = world.site.entries.get(key)
    return card_of(world, entry) if entry else None


def card_of(world: World, entry: AnyEntry) -> Card:
    """Return what lists say of an entry."""
    return world.remember(("card", entry.key), lambda: _card(world, entry))


def _card(world: World, entry: AnyEntry) -> Card:
    fields = entry.fields
    photo = fields.photo if isinstance(fields, Profile) and fields.photo.src else fields.cover
    people = () if isinstance(fields, Profile) else persons(world, makers(world.site, entry), entry.lang)
    return Card(
        key=entry.key,
        kind=entry.kind,
        url=world.routes.entry(entry.key),
        lang=entry.lang,
        title=entry.title,
        summary=entry.summary,
        date=fields.date,
        updated=fields.updated,
        minutes=entry.minutes,
        state=world.site.states.get(entry.key, ""),
        image=image(world, entry.source, photo),
        people=people,
        tags=terms(world, "tags", entry),
        **_own(world, entry, fields),
    )


def _own(world: World, entry: AnyEntry, fields: Any) -> dict[str, Any]:
    """Return what only this kind's cards carry."""
    match fields:
        case Profile():
            topics = world.site.topics
            return {
                "name_latin": fields.name_latin,
                "headline": fields.headline,
                "role": fields.role,
                "org": fields.org,
                "city": fields.city,
                "offers": tuple(topics.name(topics.key(item.topic), entry.lang) for item in fields.offers),
                "asks": tuple(topics.name(topics.key(item.topic), entry.lang) for item in fields.asks),
            }
        case Work():
            return {"period": fields.period, "client": fields.client, "role": fields.role, "results": fields.results}
        case Offer():
            return {"solves": fields.solves, "price": fields.price, "availability": fields.availability}
        case Event():
            return {
                "start": fields.start,
                "end": fields.end,
                "venue": fields.venue,
                "city": fields.city,
                "status": fields.status,
                "past": is_past(world.site, fields),
            }
        case Circle():
            return {"belief": fields.belief, "members": len(world.relations.members_of.get(entry.id, ()))}
        case Collaboration():
            return {"nature": fields.nature, "outcome": fields.outcome, "period": fields.period}
    return {}


def is_past(site: Site, event: Event) -> bool:
    """Tell whether an event, with all its repetitions, is over."""
    zone = event.timezone or site.config.timezone
    last = event.end or event.start
    if event.repeats:
        final = _last_repetition(event, zone)
        return final is not None and site.clock.passed(final)
    return site.clock.passed(end_of_day(last, zone) if is_day(last) else seconds(last, zone))


def _last_repetition(event: Event, zone: str) -> int | None:
    """Return when the last repetition ends; None when they go on for ever."""
    if "UNTIL" not in event.repeats.upper() and "COUNT" not in event.repeats.upper():
        return None
    from dateutil.rrule import rrulestr

    start = moment(event.start, zone)
    rule = rrulestr(event.repeats, dtstart=start.replace(tzinfo=None), ignoretz=True)
    starts = list(islice(rule, _REPETITIONS))
    return int(starts[-1].replace(tzinfo=start.tzinfo).timestamp()) + 86_400 if starts else 0


_REPETITIONS = 5_000  # looked at: thirteen years of every day


def person(world: World, id: str, lang: str) -> Person | None:
    """Return a member in a few words; None for one who is not on the site."""
    return world.remember(("person", id, lang), lambda: _person(world, id, lang))


def _person(world: World, id: str, lang: str) -> Person | None:
    entry = world.site.best(id, lang)
    if entry is None or not isinstance(entry.fields, Profile):
        return None
    photo = image(world, entry.source, entry.fields.photo)
    return Person(entry.title, world.routes.entry(entry.key), id, entry.fields.headline, photo)


def persons(world: World, ids: Iterable[str], lang: str) -> tuple[Person, ...]:
    """Return the members among `ids` who are on the site."""
    return tuple(found for id in ids if (found := person(world, id, lang)))


def picture(world: World, source: str, target: str) -> Image | None:
    """Return the picture that a body in `source` names; None when there is none."""
    path, _ = path_of(source, target)
    facts = world.site.pictures.get(path)
    return Image(file_url(path), facts.width, facts.height, source=path, color=facts.color) if facts else None


def image(world: World, source: str, stated: Picture) -> Image | None:
    """Return the picture that a field states, with its words."""
    found = picture(world, source, stated.src) if stated.src else None
    if found is None:
        return None
    return Image(found.url, found.width, found.height, stated.alt, stated.caption, found.source, found.color)


def file_url(path: str) -> str:
    """Return the URL of a file of the content folder."""
    return quote(path.removeprefix("static/"))


def terms(world: World, taxonomy: str, entry: AnyEntry) -> tuple[Term, ...]:
    """Return an entry's terms with their pages."""
    return tuple(
        Term(term, world.routes.listing(taxonomy, slug_of(term), entry.lang)) for term in entry.terms.get(taxonomy, ())
    )


def topic(world: World, word: str, lang: str) -> Term:
    """Return a topic's name in a language, and its page."""
    return world.remember(("topic", word, lang), lambda: _topic(world, word, lang))


def _topic(world: World, word: str, lang: str) -> Term:
    key = world.site.topics.key(word)
    about = world.relations.topics.get(key, ())
    return Term(world.site.topics.name(key, lang), world.routes.topic(key, lang) if about else "", len(about))


def city(world: World, name: str, lang: str) -> Term:
    """Return a city's page, if it has one."""
    from mingpian.model.lists import is_community

    group = world.relations.cities.get(slug_of(name))
    listed = group is not None and is_community(world.site)
    return Term(name, world.routes.listing("cities", slug_of(name), lang) if listed else "")
