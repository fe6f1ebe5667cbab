"""What surrounds an entry: neighbours, series, related entries, backlinks, translations, people, crumbs."""

from mingpian.content.kinds import kinds
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.model import cards
from mingpian.model.feeds import feeds_of
from mingpian.model.lists import has_list, taxonomies
from mingpian.model.people import testimonial
from mingpian.model.pieces import Alternate, Card, Person, Term
from mingpian.model.related import related
from mingpian.model.relations import slug_of
from mingpian.model.site import AnyEntry
from mingpian.model.views import Context, Series, Settled
from mingpian.model.world import World

_PEOPLE = ("authors", "by", "hosts", "speakers", "attended", "partners", "parties", "confirmed_by", "stewards")
_BACKLINKS = 50  # shown at the most


def context(world: World, key: str) -> Context:
    """Return the surroundings of an entry."""
    entry = world.site.entries[key]
    before, after = _neighbours(world, entry)
    fields = entry.fields
    topics = (*getattr(fields, "topics", ()),)
    return Context(
        previous=before,
        next=after,
        series=_series(world, entry),
        related=_cards(world, related(world, entry)),
        backlinks=_cards(world, world.relations.backlinks.get(entry.id, ())[:_BACKLINKS]),
        alternates=alternates(world, entry),
        feeds=feeds_of(world, entry),
        crumbs=_crumbs(world, entry),
        terms={name: cards.terms(world, name, entry) for name in taxonomies(world.site) if entry.terms.get(name)},
        topics=tuple(cards.topic(world, topic, entry.lang) for topic in topics),
        circles=_named(world, getattr(fields, "circles", ()), entry.lang),
        refs=_people(world, entry),
        proof=_named(world, fields.proof, entry.lang) if isinstance(fields, Offer) else (),
        recap=_recap(world, entry),
        testimonial=testimonial(world, entry.id, entry.lang) if isinstance(fields, Work) else None,
        settles=_settles(world, fields, entry.lang) if isinstance(fields, Collaboration) else None,
        codes=cards.codes(world, entry),
        changes=world.changes.get(entry.source, ()),
    )


def alternates(world: World, entry: AnyEntry) -> tuple[Alternate, ...]:
    """Return the entry in each language of the site, itself included; the language's front page where it is not."""
    versions = world.site.ids[entry.id]
    found = []
    for lang in world.site.config.languages:
        version = versions.get(lang)
        url = world.routes.entry(version.key) if version else world.routes.home(lang)
        found.append(Alternate(lang, label(lang), url, version is not None))
    return tuple(found)


_LABELS = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


def label(lang: str) -> str:
    """Return a language's name in that language."""
    if lang in _LABELS:
        return _LABELS[lang]
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang


def _cards(world: World, keys: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(found for key in keys if (found := cards.card(world, key)))


def _named(world: World, ids: tuple[str, ...], lang: str) -> tuple[Card, ...]:
    found = (world.site.best(id, lang) for id in ids)
    return tuple(cards.card_of(world, entry) for entry in found if entry)


def _neighbours(world: World, entry: AnyEntry) -> tuple[Card | None, Card | None]:
    """Return the entries of the kind that come before and after, among those listed in its language."""
    shelf = world.site.all(entry.kind, entry.lang)
    at = world.site.position(entry)
    if at is None:
        return None, None
    below = shelf[at + 1] if at + 1 < len(shelf) else None
    above = shelf[at - 1] if at else None
    before, after = (below, above) if kinds()[entry.kind].dated else (above, below)  # the newest stands first
    return _card(world, before), _card(world, after)


def _card(world: World, entry: AnyEntry | None) -> Card | None:
    return cards.card_of(world, entry) if entry else None


def _series(world: World, entry: AnyEntry) -> Series | None:
    name = getattr(entry.fields, "series", "")
    group = world.relations.series.get(entry.lang, {}).get(slug_of(name)) if name else None
    if group is None:
        return None
    term = Term(group.name, world.routes.listing("series", slug_of(name), entry.lang), len(group.keys))
    position = group.keys.index(entry.key) + 1 if entry.key in group.keys else 0
    return Series(term, _cards(world, group.keys), position)


def _crumbs(world: World, entry: AnyEntry) -> tuple[Term, ...]:
    if not has_list(world.site, entry.kind, entry.lang) or entry.kind == "pages":
        return ()
    return (Term(entry.kind, world.routes.listing("kind", entry.kind, entry.lang)),)


def _people(world: World, entry: AnyEntry) -> dict[str, tuple[Person, ...]]:
    found = {}
    for name in _PEOPLE:
        people = cards.persons(world, getattr(entry.fields, name, ()), entry.lang)
        if people:
            found[name] = people
    introduced_by = getattr(entry.fields, "introduced_by", "")
    if introduced_by:
        found["introduced_by"] = cards.persons(world, [introduced_by], entry.lang)
    return found


def _recap(world: World, entry: AnyEntry) -> Card | None:
    recap = entry.fields.recap if isinstance(entry.fields, Event) else ""
    found = _named(world, (recap,), entry.lang) if recap else ()
    return found[0] if found else None


def _settles(world: World, fields: Collaboration, lang: str) -> Settled | None:
    answers = fields.answers
    person = cards.person(world, answers.member, lang) if answers.member else None
    return Settled(person, cards.topic(world, answers.topic, lang)) if person else None
