"""What surrounds an entry: neighbours, series, related entries, backlinks, translations, people, crumbs."""

from collections import defaultdict

from mingpian.content.kinds import kinds
from mingpian.content.kinds.collaboration import Collaboration
from mingpian.content.kinds.event import Event
from mingpian.content.kinds.offer import Offer
from mingpian.content.kinds.work import Work
from mingpian.queries import cards
from mingpian.queries.elsewhere import answers
from mingpian.queries.feeds import feeds_of
from mingpian.queries.fragments import Alternate, Card, Crumb, Person, Term
from mingpian.queries.people import testimonial
from mingpian.queries.query import query
from mingpian.queries.views import AnsweredAsk, EntryContext, Series
from mingpian.site.lists import has_list, taxonomies
from mingpian.site.model import SiteModel
from mingpian.site.relations import Group, slug_of
from mingpian.site.site import AnyEntry

_PEOPLE = ("authors", "by", "hosts", "speakers", "attended", "partners", "parties", "confirmed_by", "stewards")
_BACKLINKS = 50  # shown at the most
_NEAR = 8  # related entries looked at on either side in time, for each term: so that the work per entry is bounded
_RELATED = 4  # shown


@query
def context(model: SiteModel, key: str) -> EntryContext:
    """Return what surrounds an entry."""
    entry = model.site.entries[key]
    before, after = _neighbours(model, entry)
    fields = entry.fields
    topics = (*getattr(fields, "topics", ()),)
    series = _series(model, entry)
    return EntryContext(
        previous=before,
        next=after,
        series=series,
        related=_cards(model, _related(model, entry)),
        backlinks=_cards(model, _backlinks(model, entry)),
        alternates=alternates(model, entry),
        feeds=feeds_of(model, entry),
        crumbs=_crumbs(model, entry, series),
        terms={name: cards.term_links(model, name, entry) for name in taxonomies(model.site) if entry.terms.get(name)},
        topics=tuple(cards.topic_link(model, topic, entry.lang) for topic in topics),
        circles=_named(model, getattr(fields, "circles", ()), entry.lang),
        refs=_people(model, entry),
        proof=_named(model, fields.proof, entry.lang) if isinstance(fields, Offer) else (),
        recap=_recap(model, entry),
        testimonial=testimonial(model, entry.id, entry.lang) if isinstance(fields, Work) else None,
        settles=_answered_ask(model, fields, entry.lang) if isinstance(fields, Collaboration) else None,
        codes=cards.codes(model, entry),
        changes=model.changes.get(entry.source, ()),
        answers=answers(model, entry),
    )


def alternates(model: SiteModel, entry: AnyEntry) -> tuple[Alternate, ...]:
    """Return the entry in each language of the site, itself included; the language's front page where it is not."""
    versions = model.site.ids[entry.id]
    alternates = []
    for lang in model.site.config.languages:
        version = versions.get(lang)
        url = model.routes.entry(version.key) if version else model.routes.home(lang)
        alternates.append(Alternate(lang, label(lang), url, version is not None))
    return tuple(alternates)


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


def _cards(model: SiteModel, keys: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(card for key in keys if (card := cards.card(model, key)))


def _named(model: SiteModel, ids: tuple[str, ...], lang: str) -> tuple[Card, ...]:
    entries = (model.site.best(id, lang) for id in ids)
    return tuple(cards.card_of(model, entry) for entry in entries if entry)


def _neighbours(model: SiteModel, entry: AnyEntry) -> tuple[Card | None, Card | None]:
    """Return the entries of the kind that come before and after, among those listed in its language."""
    entries = model.site.all(entry.kind, entry.lang)
    at = model.site.position(entry)
    if at is None:
        return None, None
    below = entries[at + 1] if at + 1 < len(entries) else None
    above = entries[at - 1] if at else None
    before, after = (below, above) if kinds()[entry.kind].dated else (above, below)  # the newest stands first
    return _card(model, before), _card(model, after)


def _card(model: SiteModel, entry: AnyEntry | None) -> Card | None:
    return cards.card_of(model, entry) if entry else None


def _series(model: SiteModel, entry: AnyEntry) -> Series | None:
    name = getattr(entry.fields, "series", "")
    group = model.relations.series.get(entry.lang, {}).get(slug_of(name)) if name else None
    if group is None:
        return None
    term = Term(group.name, model.routes.listing("series", slug_of(name), entry.lang), len(group.keys))
    position = group.keys.index(entry.key) + 1 if entry.key in group.keys else 0
    return Series(term, _cards(model, group.keys), position)


def _crumbs(model: SiteModel, entry: AnyEntry, series: Series | None) -> tuple[Crumb, ...]:
    listed = has_list(model.site, entry.kind, entry.lang)
    shelf = (Crumb(entry.kind, model.routes.listing("kind", entry.kind, entry.lang), is_list=True),) if listed else ()
    return (*shelf, Crumb(series.term.name, series.term.url)) if series else shelf


def _people(model: SiteModel, entry: AnyEntry) -> dict[str, tuple[Person, ...]]:
    found = {}
    for name in _PEOPLE:
        people = cards.persons(model, getattr(entry.fields, name, ()), entry.lang)
        if people:
            found[name] = people
    introduced_by = getattr(entry.fields, "introduced_by", "")
    if introduced_by:
        found["introduced_by"] = cards.persons(model, [introduced_by], entry.lang)
    return found


def _recap(model: SiteModel, entry: AnyEntry) -> Card | None:
    recap = entry.fields.recap if isinstance(entry.fields, Event) else ""
    cards = _named(model, (recap,), entry.lang) if recap else ()
    return cards[0] if cards else None


def _answered_ask(model: SiteModel, fields: Collaboration, lang: str) -> AnsweredAsk | None:
    answers = fields.answers
    person = cards.person(model, answers.member, lang) if answers.member else None
    return AnsweredAsk(person, cards.topic_link(model, answers.topic, lang)) if person else None


def _related(model: SiteModel, entry: AnyEntry) -> tuple[str, ...]:
    """Return the keys of related entries of the same kind, those that share terms
    first, rare ones above all, near in time."""
    scores: defaultdict[str, float] = defaultdict(float)
    for taxonomy, terms in entry.terms.items():
        groups = model.relations.terms.get((taxonomy, entry.lang), {})
        for term in terms:
            group = groups.get(slug_of(term))
            if group is not None:
                _score(group, entry.key, scores)
    scores.pop(entry.key, None)
    kind = f"{entry.kind}/"
    same_kind = sorted([key for key in scores if key.startswith(kind)])
    return tuple(sorted(same_kind, key=scores.__getitem__, reverse=True)[:_RELATED])  # of equals the first stay first


def _backlinks(model: SiteModel, entry: AnyEntry) -> tuple[str, ...]:
    """Return the keys of entries that link to one: of translations the one in its language, else the first."""
    found: dict[str, str] = {}
    for key in model.relations.backlinks.get(entry.id, ()):
        other = model.site.entries[key]
        if other.id not in found or other.lang == entry.lang:
            found[other.id] = key
    return tuple(found.values())[:_BACKLINKS]


def _score(group: Group, key: str, scores: defaultdict[str, float]) -> None:
    at = group.positions.get(key)
    if at is None:
        return
    shared = 1 + 1 / len(group.keys)  # a rare term says more
    for other in group.keys[max(0, at - _NEAR) : at + _NEAR + 1]:
        scores[other] += shared
