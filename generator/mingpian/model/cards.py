"""Entries, people and pictures as others show them."""

from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.core.paths import on_own_network
from mingpian.model.attachments import may_publish
from mingpian.model.occurrences import sound_end, upcoming
from mingpian.model.pieces import Card, Image, Person, Term
from mingpian.model.relations import makers, slug_of
from mingpian.model.resolution import file_of, file_url, is_address
from mingpian.model.site import AnyEntry
from mingpian.model.variants import variants
from mingpian.model.world import World
from mingpian.schema.records import Picture
from mingpian.schema.references import slug_in

_AS_THEY_ARE = (".bmp", ".ico")  # browsers show them; they carry neither metadata nor a size that is looked at


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
    people = () if isinstance(fields, Profile) else _makers(world, entry)
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


def _makers(world: World, entry: AnyEntry) -> tuple[Person, ...]:
    """Return those who made an entry: members who are on the site, and the names of people who are no members. Members
    who are not on the site are not named."""
    ids = makers(world.site, entry)
    if isinstance(entry.fields, Collaboration):
        return persons(world, ids, entry.lang)
    found = ((id, person(world, id, entry.lang)) for id in ids)
    known = world.site.known
    return tuple(one or Person(slug_in(id)) for id, one in found if one or id not in known)


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
            coming = upcoming(world.site, fields)
            start, end = coming or (fields.start, sound_end(fields, fields.timezone or world.site.config.timezone))
            return {
                "start": start,
                "end": end,
                "repeats": fields.repeats,
                "venue": fields.venue,
                "city": fields.city,
                "status": fields.status,
                "past": coming is None,
            }
        case Circle():
            return {"belief": fields.belief, "members": len(world.relations.members_of.get(entry.id, ()))}
        case Collaboration():
            return {"nature": fields.nature, "outcome": fields.outcome, "period": fields.period}
    return {}


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
    """Return the picture that `source` names, site.toml when it is empty; None when there is none that may be shown.

    A picture on another site is loaded from there, hence only when it is the owner who says so.
    """
    if is_address(target):
        is_shown = _is_trusted(world, source) and not on_own_network(target)
        return Image(target, 0, 0) if is_shown else None
    path = file_of(world.links.spelt, source, target)
    facts = world.site.pictures.get(path)
    entry = world.site.entries.get(world.site.sources.get(source, ""))
    if not path or (entry and not may_publish(entry, path, world.links.files)):
        return None
    if facts is None:
        return Image(file_url(path), 0, 0, source=path) if path.lower().endswith(_AS_THEY_ARE) else None
    return Image(
        file_url(path),
        facts.width,
        facts.height,
        source=path,
        color=facts.color,
        variants=variants(world.site.config, facts),
        avif=variants(world.site.config, facts, "avif"),
    )


def _is_trusted(world: World, source: str) -> bool:
    entry = world.site.entries.get(world.site.sources.get(source, ""))
    return not source or (entry is not None and entry.trusted)


def image(world: World, source: str, stated: Picture) -> Image | None:
    """Return the picture that a field states, with its words."""
    found = picture(world, source, stated.src) if stated.src else None
    if found is None:
        return None
    return msgspec.structs.replace(found, alt=stated.alt, caption=stated.caption)


def codes(world: World, entry: AnyEntry) -> dict[str, Image]:
    """Return the pictures of QR codes that an entry's fields name, by file."""
    fields = entry.fields
    stated: list[Any] = [fields.action] if isinstance(fields, Offer) else []
    stated += [one for ways in getattr(fields, "contact", {}).values() for one in ways]
    stated += (*getattr(fields, "links", ()), *getattr(fields, "syndicated", ()))
    files = (one.qr for one in stated if one.qr)
    return {file: found for file in files if (found := picture(world, entry.source, file))}


def terms(world: World, taxonomy: str, entry: AnyEntry) -> tuple[Term, ...]:
    """Return an entry's terms with their pages, each page once: `Tea` and `tea` are one tag."""
    spelt: dict[str, str] = {}
    for term in entry.terms.get(taxonomy, ()):
        spelt.setdefault(slug_of(term), term)
    return tuple(Term(term, world.routes.listing(taxonomy, slug, entry.lang)) for slug, term in spelt.items())


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
