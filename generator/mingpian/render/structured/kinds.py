"""What each kind of entry is at schema.org."""

from collections.abc import Callable

from mingpian.content.contacts import MAILS, TELEPHONES
from mingpian.content.kind import Common
from mingpian.content.kinds import kinds
from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.essay import Essay
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.member import MemberCard, Profile
from mingpian.content.kinds.note import Note
from mingpian.content.kinds.offer import Offer, Price
from mingpian.content.kinds.work import Work
from mingpian.queries.fragments import Card
from mingpian.queries.views import EntryContext
from mingpian.render.contacts.personal_names import parts_of
from mingpian.render.structured.nodes import Node, Scene, node, schema_date
from mingpian.site.occurrences import sound_end
from mingpian.site.site import AnyEntry

_AVAILABLE = {"open": "InStock", "waitlist": "BackOrder", "full": "SoldOut", "closed": "Discontinued"}
_EVERY = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_SCHEMA = "https://schema.org/"

Main = Callable[[Scene, AnyEntry, Card, EntryContext], Node]


def _person(scene: Scene, entry: AnyEntry, card: Card, context: EntryContext) -> Node:
    fields: Profile = entry.fields
    mails = [item.value for name in MAILS for item in fields.contact.get(name, ())]
    numbers = [item.value for name in TELEPHONES if name != "fax" for item in fields.contact.get(name, ())]
    name = parts_of(fields.name, fields.sort_as)
    faxes = [item.value for item in fields.contact.get("fax", ())]
    return node(
        "Person",
        id=scene.member(card)["@id"],
        name=card.title,
        familyName=name.family,
        givenName=name.given if name.family else "",
        alternateName=fields.name_latin,
        url=scene.base + card.url,
        description=fields.headline,
        image=scene.image(card.image),
        jobTitle=fields.role,
        worksFor=node("Organization", name=fields.org) if fields.org else None,
        homeLocation=node("Place", name=fields.city) if fields.city else None,
        knowsLanguage=list(fields.languages),
        knowsAbout=list(card.own.offers) if isinstance(card.own, MemberCard) else [],
        memberOf=[scene.card("Organization", circle) for circle in context.circles],
        email=_one_or_all(mails),
        telephone=_one_or_all(numbers),
        faxNumber=_one_or_all(faxes),
        sameAs=[link.url for link in fields.links if link.url.startswith("http")],
    )


def _one_or_all(values: list[str]) -> str | list[str] | None:
    return values[0] if len(values) == 1 else values or None


def _written(scene: Scene, entry: AnyEntry, card: Card, context: EntryContext) -> Node:
    """Essays and notes."""
    fields = entry.fields
    copies = [getattr(fields, "canonical", ""), *(link.url for link in getattr(fields, "syndicated", ()))]
    return node(
        kinds()[entry.kind].json_ld,
        id=scene.page + "#main",
        url=scene.page,
        mainEntityOfPage={"@id": scene.page},
        headline=card.title or card.summary[:80],
        description=card.summary,
        image=scene.image(card.image),
        author=scene.people(card.people),
        publisher=scene.publisher(),
        datePublished=schema_date(scene, card.date),
        dateModified=schema_date(scene, card.updated or card.date),
        inLanguage=entry.lang,
        keywords=[term.name for term in card.tags],
        wordCount=entry.words,
        isPartOf=scene.series(context.series),
        position=context.series.position if context.series else 0,
        citation=[node("CreativeWork", name=one.title, url=one.url) for one in getattr(fields, "sources", ())],
        sameAs=[copy for copy in copies if copy.startswith("http")],
    )


def _work(scene: Scene, entry: AnyEntry, card: Card, context: EntryContext) -> Node:
    """Works and collaborations."""
    endorsement = context.testimonial  # no Review: that has a rating, which nobody gave
    quotation = node("Quotation", text=endorsement.text, creator=scene.person(endorsement.by)) if endorsement else None
    return node(
        "CreativeWork",
        id=scene.page + "#main",
        url=scene.page,
        name=card.title,
        description=card.summary or getattr(entry.fields, "outcome", ""),
        image=scene.image(card.image),
        creator=scene.people(card.people),
        contributor=scene.people(context.refs.get("partners", ())),
        datePublished=schema_date(scene, card.date),
        temporalCoverage=entry.fields.period,
        inLanguage=entry.lang,
        keywords=[term.name for term in (*context.topics, *card.tags)],
        abstract=getattr(entry.fields, "problem", ""),
        subjectOf=quotation,
        sameAs=[link.url for link in getattr(entry.fields, "links", ()) if link.url.startswith("http")],
    )


def _service(scene: Scene, entry: AnyEntry, card: Card, context: EntryContext) -> Node:
    fields: Offer = entry.fields
    return node(
        "Service",
        id=scene.page + "#main",
        url=scene.page,
        name=card.title,
        description=fields.solves or card.summary,
        image=scene.image(card.image),
        provider=scene.people(card.people),
        audience=node("Audience", audienceType=fields.for_whom) if fields.for_whom else None,
        serviceType=[term.name for term in context.topics],
        offers=_offer(scene, fields),
    )


def _offer(scene: Scene, fields: Offer) -> Node:
    action = fields.action.url
    return node(
        "Offer",
        url=action if action.startswith("http") else scene.page,
        availability=_SCHEMA + _AVAILABLE[fields.availability],
        inventoryLevel=node("QuantitativeValue", value=fields.seats) if fields.seats else None,
    ) | _price(fields.price)


def _price(price: Price) -> Node:
    if not price.amount:
        return {"price": 0} if price.note == "free" else {}
    amount = int(price.amount) if price.amount == int(price.amount) else price.amount
    stated: Node = {"price": amount, "priceCurrency": price.currency}
    if price.per:
        stated["priceSpecification"] = {"@type": "UnitPriceSpecification", **stated, "unitText": price.per}
    return stated


def _event(scene: Scene, entry: AnyEntry, card: Card, context: EntryContext) -> Node:
    fields = entry.fields
    zone = fields.timezone or scene.queries.config.timezone
    place = node("Place", name=fields.venue or fields.city, address=fields.city or fields.venue)
    online = fields.online.startswith("http")
    places = [place] if fields.venue or fields.city else []
    places += [node("VirtualLocation", url=fields.online)] if online else []
    mode = "Mixed" if len(places) == 2 else "Online" if online else "Offline"
    return node(
        "Event",
        id=scene.page + "#main",
        url=scene.page,
        name=card.title,
        description=card.summary,
        image=scene.image(card.image),
        startDate=schema_date(scene, fields.start, zone),
        endDate=schema_date(scene, sound_end(fields, zone), zone),
        eventStatus=_SCHEMA + ("EventCancelled" if fields.status == "cancelled" else "EventScheduled"),
        eventAttendanceMode=f"{_SCHEMA}{mode}EventAttendanceMode",
        location=places,
        organizer=scene.people(card.people) or scene.publisher(),
        performer=scene.people(context.refs.get("speakers", ())),
        eventSchedule=_schedule(fields.repeats, zone),
        inLanguage=entry.lang,
    )


def _schedule(rule: str, zone: str) -> Node | None:
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    unit = _EVERY.get(parts.get("FREQ", ""))
    if unit is None:
        return None
    return node("Schedule", repeatFrequency=f"P{parts.get('INTERVAL', '1')}{unit}", scheduleTimezone=zone)


def _circle(scene: Scene, entry: AnyEntry, card: Card, _context: EntryContext) -> Node:
    circle = scene.queries.circle(entry.key)
    whole = {"@id": scene.base + "#organization", "@type": "Organization", "name": scene.site.title}
    return node(
        "Organization",
        id=scene.page + "#main",
        url=scene.page,
        name=card.title,
        description=entry.fields.belief or card.summary,
        image=scene.image(card.image),
        parentOrganization=scene.card("Organization", circle.parent) if circle.parent else whole,
        subOrganization=[scene.card("Organization", child) for child in circle.children],
        member=[scene.member(member) for member in circle.members],
    )


def _other(scene: Scene, entry: AnyEntry, card: Card, _context: EntryContext) -> Node:
    """An entry of a kind that an extension adds: what every thing at schema.org may have. Who made it is not known."""
    return node(
        kinds()[entry.kind].json_ld,
        id=scene.page + "#main",
        url=scene.page,
        name=card.title,
        description=card.summary,
        image=scene.image(card.image),
    )


_MAIN: dict[type[Common], Main] = {
    Profile: _person,
    Essay: _written,
    Note: _written,
    Work: _work,
    Collaboration: _work,
    Offer: _service,
    Event: _event,
    Circle: _circle,
}


def main_entity(scene: Scene, entry: AnyEntry, card: Card, context: EntryContext) -> Node:
    """Return what an entry is about."""
    return _MAIN.get(type(entry.fields), _other)(scene, entry, card, context)
