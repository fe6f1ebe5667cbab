"""Entries, people and pictures as others show them."""

from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.content.kinds import kinds
from mingpian.content.kinds.circle import Circle, CircleCard
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event, EventCard
from mingpian.content.kinds.member import MemberCard, Profile
from mingpian.content.kinds.offer import Offer
from mingpian.core.paths import on_own_network
from mingpian.queries.fragments import Card, Image, OwnPart, Person, Term
from mingpian.queries.ownership.picture_rights import image_rights
from mingpian.queries.picture_widths import picture_variants
from mingpian.queries.query import query
from mingpian.schema.records import Picture
from mingpian.schema.references import slug_in
from mingpian.site.attachments import may_publish
from mingpian.site.model import SiteModel
from mingpian.site.occurrences import sound_end, upcoming
from mingpian.site.relations import makers, slug_of
from mingpian.site.resolution import file_of, file_url, is_address
from mingpian.site.site import AnyEntry

_AS_THEY_ARE = (".bmp", ".ico")  # browsers show them; they carry neither metadata nor a size that is looked at


@query
def card(model: SiteModel, key: str) -> Card | None:
    """Return what lists say of an entry.

    None when there is no such entry.
    """
    entry = model.site.entries.get(key)
    return card_of(model, entry) if entry else None


def card_of(model: SiteModel, entry: AnyEntry) -> Card:
    """Return what lists say of an entry."""
    return model.remember(("card", entry.key), lambda: _card(model, entry))


def _card(model: SiteModel, entry: AnyEntry) -> Card:
    fields = entry.fields
    photo = fields.photo if isinstance(fields, Profile) and fields.photo.src else fields.cover
    people = () if isinstance(fields, Profile) else _makers(model, entry)
    return Card(
        key=entry.key,
        kind=entry.kind,
        url=model.routes.entry(entry.key),
        lang=entry.lang,
        title=entry.title,
        summary=entry.summary,
        date=fields.date,
        updated=fields.updated,
        minutes=entry.minutes,
        state=model.site.states.get(entry.key, ""),
        image=image(model, entry.source, photo),
        people=people,
        tags=term_links(model, "tags", entry),
        own=_own(model, entry, fields),
    )


def _makers(model: SiteModel, entry: AnyEntry) -> tuple[Person, ...]:
    """Return those who made an entry: members who are on the site, and the names of people who are no members. Members
    who are not on the site are not named."""
    ids = makers(model.site, entry)
    if isinstance(entry.fields, Collaboration):
        return persons(model, ids, entry.lang)
    found = ((id, person(model, id, entry.lang)) for id in ids)
    known = model.site.known
    return tuple(one or Person(slug_in(id)) for id, one in found if one or id not in known)


def _own(model: SiteModel, entry: AnyEntry, fields: Any) -> OwnPart | None:
    """Return what only this kind's cards carry."""
    match fields:
        case Profile():
            return _own_of_member(model, entry, fields)
        case Event():
            return _own_of_event(model, fields)
        case Circle():
            return CircleCard(belief=fields.belief, members=len(model.relations.members_of.get(entry.id, ())))
    part: Any = kinds()[entry.kind].card
    return part(**{name: getattr(fields, name) for name in part.__struct_fields__}) if part else None


def _own_of_member(model: SiteModel, entry: AnyEntry, fields: Profile) -> MemberCard:
    topics, lang = model.site.topics, entry.lang
    return MemberCard(
        place=model.routes.place(entry.key),
        name_latin=fields.name_latin,
        headline=fields.headline,
        role=fields.role,
        org=fields.org,
        city=fields.city,
        offers=tuple(topics.name(topics.key(item.topic), lang) for item in fields.offers),
        asks=tuple(topics.name(topics.key(item.topic), lang) for item in fields.asks),
    )


def _own_of_event(model: SiteModel, fields: Event) -> EventCard:
    coming = upcoming(model.site, fields)
    start, end = coming or (fields.start, sound_end(fields, fields.timezone or model.site.config.timezone))
    return EventCard(
        start=start,
        end=end,
        repeats=fields.repeats,
        venue=fields.venue,
        city=fields.city,
        status=fields.status,
        past=coming is None,
    )


def person(model: SiteModel, id: str, lang: str) -> Person | None:
    """Return a member in a few words; None for one who is not on the site."""
    return model.remember(("person", id, lang), lambda: _person(model, id, lang))


def _person(model: SiteModel, id: str, lang: str) -> Person | None:
    entry = model.site.best(id, lang)
    if entry is None or not isinstance(entry.fields, Profile):
        return None
    photo = image(model, entry.source, entry.fields.photo)
    return Person(entry.title, model.routes.entry(entry.key), id, entry.fields.headline, photo)


def persons(model: SiteModel, ids: Iterable[str], lang: str) -> tuple[Person, ...]:
    """Return the members among `ids` who are on the site."""
    return tuple(found for id in ids if (found := person(model, id, lang)))


@query
def picture(model: SiteModel, source: str, written: str) -> Image | None:
    """Return the picture that a body names.

    `source` is the file that names it, or empty for site.toml. None when there is none that may be shown. A picture on
    another site is loaded from there, hence only when it is the owner who says so.
    """
    if is_address(written):
        is_shown = _is_trusted(model, source) and not on_own_network(written)
        return Image(written, 0, 0) if is_shown else None
    path = file_of(model.links.spelt, source, written)
    facts = model.site.pictures.get(path)
    entry = model.site.entries.get(model.site.sources.get(source, ""))
    if not path or (entry and not may_publish(entry, path, model.links.files)):
        return None
    if facts is None:
        return Image(file_url(path), 0, 0, source=path) if path.lower().endswith(_AS_THEY_ARE) else None
    return Image(
        file_url(path),
        facts.width,
        facts.height,
        source=path,
        color=facts.color or "",
        focus=facts.focus,
        variants=picture_variants(model.site.config, facts),
        avif=picture_variants(model.site.config, facts, "avif"),
        rights=image_rights(model, path),
    )


def _is_trusted(model: SiteModel, source: str) -> bool:
    entry = model.site.entries.get(model.site.sources.get(source, ""))
    return not source or (entry is not None and entry.trusted)


def image(model: SiteModel, source: str, stated: Picture) -> Image | None:
    """Return the picture that a field states, with its words."""
    image = picture(model, source, stated.src) if stated.src else None
    if image is None:
        return None
    focus = stated.focus or image.focus
    return msgspec.structs.replace(image, alt=stated.alt, caption=stated.caption, focus=focus)


def codes(model: SiteModel, entry: AnyEntry) -> dict[str, Image]:
    """Return the pictures of QR codes that an entry's fields name, by file."""
    fields = entry.fields
    stated: list[Any] = [fields.action] if isinstance(fields, Offer) else []
    stated += [one for ways in getattr(fields, "contact", {}).values() for one in ways]
    stated += (*getattr(fields, "links", ()), *getattr(fields, "syndicated", ()))
    files = (one.qr for one in stated if one.qr)
    return {file: image for file in files if (image := picture(model, entry.source, file))}


def term_links(model: SiteModel, taxonomy: str, entry: AnyEntry) -> tuple[Term, ...]:
    """Return an entry's terms with their pages, each page once: `Tea` and `tea` are one tag."""
    spelt: dict[str, str] = {}
    for term in entry.terms.get(taxonomy, ()):
        spelt.setdefault(slug_of(term), term)
    return tuple(Term(term, model.routes.listing(taxonomy, slug, entry.lang)) for slug, term in spelt.items())


def topic_link(model: SiteModel, word: str, lang: str) -> Term:
    """Return a topic's name in a language, and its page."""
    return model.remember(("topic", word, lang), lambda: _topic(model, word, lang))


def _topic(model: SiteModel, word: str, lang: str) -> Term:
    key = model.site.topics.key(word)
    about = model.relations.topics.get(key, ())
    return Term(model.site.topics.name(key, lang), model.routes.topic(key, lang) if about else "", len(about))


def city_url(model: SiteModel, name: str, lang: str) -> Term:
    """Return a city's page, if it has one."""
    from mingpian.site.lists import is_community

    group = model.relations.cities.get(slug_of(name))
    listed = group is not None and is_community(model.site)
    return Term(name, model.routes.listing("cities", slug_of(name), lang) if listed else "")
