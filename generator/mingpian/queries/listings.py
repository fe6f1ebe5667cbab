"""Pages of lists: kinds, terms, series, cities, topics, the archive."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec

from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import MEMBERS, Profile
from mingpian.queries import cards, list_pages, people
from mingpian.queries import elsewhere as elsewheres
from mingpian.queries.entry_context import label
from mingpian.queries.feeds import list_feeds, site_feeds
from mingpian.queries.fragments import Alternate, Card, Crumb, ListPage, Term, by_count
from mingpian.queries.front_page import is_past, start_of
from mingpian.queries.query import query
from mingpian.queries.views import Listing, MemberFilters, TopicView, Year
from mingpian.site.lists import ListName, keys_of
from mingpian.site.model import SiteModel
from mingpian.site.relations import slug_of
from mingpian.site.site import Site

_NEAR = 2  # pages before and after one
_FILTERS = 16  # of a sort


@query
def listing(model: SiteModel, group: str, slug: str, lang: str, page: str) -> Listing:
    """Return one page of a list."""
    size, number = model.site.config.page_size, int(page)
    keys = _keys(model, ListName(group, slug, lang))
    if group == "kind" and kinds()[slug].takes_place:
        keys = _events_to_come_first(model, keys)
    pages = max(1, -(-len(keys) // size))
    title, introduction = _titled(model, group, slug, lang, _title(model, group, slug, lang))
    return Listing(
        name=slug if group == "kind" else group,
        title=title,
        introduction=introduction if number == 1 else "",
        cards=_cards(model, keys[(number - 1) * size : number * size]),
        page=number,
        pages=pages,
        previous=model.routes.listing(group, slug, lang, number - 1) if number > 1 else "",
        next=model.routes.listing(group, slug, lang, number + 1) if number < pages else "",
        near=tuple(ListPage(one, model.routes.listing(group, slug, lang, one)) for one in _near(number, pages)),
        total=len(keys),
        feeds=list_feeds(model, group, slug, lang),
        alternates=_alternates(model, group, slug),
        crumbs=_crumbs(model, ListName(group, slug, lang), number),
    )


def _keys(model: SiteModel, name: ListName) -> tuple[str, ...]:
    """Return the keys of a list's entries, which each of its pages asks for."""
    return model.remember(name, lambda: keys_of(model.site, model.relations, name))


def _near(page: int, pages: int) -> list[int]:
    """Return the numbers of pages that one leads to: the first, the last, and its neighbours."""
    return sorted({1, pages, *range(max(1, page - _NEAR), min(pages, page + _NEAR) + 1)}) if pages > 1 else []


def _crumbs(model: SiteModel, list_: ListName, page: int) -> tuple[Crumb, ...]:
    """Return the way to a page of a list: what the list belongs to, and from a later page its first one."""
    group, slug, lang = list_.group, list_.slug, list_.lang
    if group == "kind":
        return (_list_crumb(model, slug, lang),) if page > 1 else ()
    if group == "speaks":  # of members alone
        return (_list_crumb(model, MEMBERS, lang),)
    first = (Crumb(_title(model, group, slug, lang), model.routes.listing(group, slug, lang)),) if page > 1 else ()
    return (_group_crumb(model, group, lang), *first)


def _list_crumb(model: SiteModel, kind: str, lang: str) -> Crumb:
    return Crumb(kind, model.routes.listing("kind", kind, lang), is_list=True)


def _group_crumb(model: SiteModel, group: str, lang: str) -> Crumb:
    taxonomy, url = model.site.config.taxonomies.get(group), model.routes.listing(group, "", lang)
    return Crumb(taxonomy.title, url) if taxonomy and taxonomy.title else Crumb(group, url, is_list=True)


@query
def member_filters(model: SiteModel, lang: str) -> MemberFilters:
    """Return what the members' list can be narrowed to.

    Cities, topics that members can help with, and languages, each with its page; the most common first.
    """
    return model.remember(("member filters", lang), lambda: _filters(model, lang))


def _filters(model: SiteModel, lang: str) -> MemberFilters:
    relations, routes, topics = model.relations, model.routes, model.site.topics
    members = [entry for entry in model.site.each() if isinstance(entry.fields, Profile) and entry.fields.listed]
    living = Counter(slug_of(entry.fields.city) for entry in members if entry.fields.city)
    offered = Counter(key for entry in members for key in {topics.key(item.topic) for item in entry.fields.offers})
    cities = (Term(relations.cities[slug].name, routes.listing("cities", slug, lang), n) for slug, n in living.items())
    named = (msgspec.structs.replace(cards.topic_link(model, key, lang), count=n) for key, n in offered.items())
    spoken = (
        Term(one, routes.listing("speaks", one, lang), len(group.keys)) for one, group in relations.speaks.items()
    )
    return MemberFilters(
        cities=_first_terms(cities),
        topics=_first_terms(named),
        languages=_first_terms(spoken),
        all_cities=routes.listing("cities", "", lang) if len(living) > _FILTERS else "",
        all_topics=routes.listing("topics", "", lang) if len(offered) > _FILTERS else "",
    )


def _first_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=by_count)[:_FILTERS])


@query
def archive(model: SiteModel, lang: str) -> Listing:
    """Return all essays by year.

    Only those of one language that have a date.
    """
    shelf = [cards.card_of(model, entry) for entry in model.site.archived(lang) if entry.fields.date]
    years = tuple(Year(year, tuple(found)) for year, found in groupby(shelf, lambda card: card.date[:4]))
    crumbs = tuple(_list_crumb(model, kind, lang) for kind in dict.fromkeys(card.kind for card in shelf))
    return _overview(model, "archive", lang, years=years, total=len(shelf), crumbs=crumbs)


@query
def index(model: SiteModel, group: str, lang: str) -> Listing:
    """Return the terms of a group.

    With the number of entries behind each.
    """
    relations, routes = model.relations, model.routes
    if group == "topics":
        terms = [cards.topic_link(model, key, lang) for key in relations.topics]
        terms.sort(key=by_count)
    else:
        groups = {"series": relations.series.get(lang, {}), "cities": relations.cities}.get(
            group, relations.terms.get((group, lang), {})
        )
        terms = [Term(item.name, routes.listing(group, slug, lang), len(item.keys)) for slug, item in groups.items()]
    taxonomy = model.site.config.taxonomies.get(group)
    title = taxonomy.title if taxonomy else ""
    return _overview(model, group, lang, title=title, terms=tuple(terms), total=len(terms))


@query
def elsewhere(model: SiteModel, lang: str) -> Listing:
    """Return what members published on sites of their own."""
    found = elsewheres.posts(model, lang)
    return _overview(model, "elsewhere", lang, posts=found, total=len(found))


def _overview(model: SiteModel, group: str, lang: str, *, title: str = "", **shown: Any) -> Listing:
    """Return a list that has one page, with what it shows."""
    title, introduction = _titled(model, group, "", lang, title)
    alternates = _alternates(model, group, "")
    return Listing(name=group, title=title, introduction=introduction, alternates=alternates, **shown)


@query
def subscription(model: SiteModel, lang: str) -> Listing:
    """Return the page that names the feeds.

    The feeds themselves are those of `channels`.
    """
    title, introduction = _titled(model, "kind", list_pages.SUBSCRIBE, lang)
    alternates = _alternates(model, "kind", list_pages.SUBSCRIBE)
    return Listing(name=list_pages.SUBSCRIBE, title=title, introduction=introduction, alternates=alternates)


def _titled(model: SiteModel, group: str, slug: str, lang: str, title: str = "") -> tuple[str, str]:
    """Return a list's title and the key of the page that introduces it, which may give it another one."""
    page = list_pages.introduction(model, group, slug, lang)
    return (page.title, page.key) if page else (title, "")


@query
def topic(model: SiteModel, key: str, lang: str) -> TopicView:
    """Return a topic and all that concerns it."""
    vocabulary = model.site.topics
    about = [entry for id in model.relations.topics.get(key, ()) if (entry := model.site.best(id, lang))]
    listed: dict[str, list[Card]] = {}
    for entry in about:
        offered = (item.topic for item in getattr(entry.fields, "offers", ()))
        if not isinstance(entry.fields, Profile) or key in map(vocabulary.key, offered):
            listed.setdefault(entry.kind, []).append(cards.card_of(model, entry))
    known = vocabulary.topics.get(key)
    broader = tuple(cards.topic_link(model, one, lang) for one in known.broader) if known else ()
    narrower = (one for one, topic in vocabulary.topics.items() if key in topic.broader)
    return TopicView(
        term=cards.topic_link(model, key, lang),
        crumbs=(_group_crumb(model, "topics", lang), *(Crumb(one.name, one.url) for one in broader if one.url)),
        broader=broader,
        narrower=tuple(cards.topic_link(model, one, lang) for one in narrower),
        offered_by=tuple(listed.get(MEMBERS, ())),
        asked_by=people.asks_about(model, key, lang),
        services=tuple(listed.get("offers", ())),
        works=tuple(listed.get("works", ())),
        essays=tuple(listed.get("essays", ())),
        circles=tuple(listed.get("circles", ())),
        alternates=tuple(
            Alternate(one, label(one), model.routes.topic(key, one)) for one in model.site.config.languages
        ),
    )


def _events_to_come_first(model: SiteModel, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Order events: those to come by date, then the past ones, latest first."""
    shown = [cards.card_of(model, model.site.entries[key]) for key in keys]
    coming = sorted((card for card in shown if not is_past(card)), key=start_of)
    return (*(card.key for card in coming), *(card.key for card in reversed(shown) if is_past(card)))


def _cards(model: SiteModel, keys: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(card for key in keys if (card := cards.card(model, key)))


def _title(model: SiteModel, group: str, slug: str, lang: str) -> str:
    """Return a list's own name; empty for kinds, which the theme names."""
    relations = model.relations
    groups = {"series": relations.series.get(lang, {}), "cities": relations.cities, "speaks": relations.speaks}.get(
        group, relations.terms.get((group, lang), {})
    )
    return groups[slug].name if slug in groups and group != "kind" else ""


def _alternates(model: SiteModel, group: str, slug: str) -> tuple[Alternate, ...]:
    """Return the same list in each language; the front page where there is none."""
    alternates = []
    for lang in model.site.config.languages:
        exists = _exists(model.site, model, group, slug, lang)
        url = model.routes.listing(group, slug, lang) if exists else model.routes.home(lang)
        alternates.append(Alternate(lang, label(lang), url, exists))
    return tuple(alternates)


def _exists(site: Site, model: SiteModel, group: str, slug: str, lang: str) -> bool:
    if group == "archive":
        return site.has_archive(lang)
    if slug == list_pages.SUBSCRIBE:
        return bool(site_feeds(model, lang))
    if group == "elsewhere":
        return bool(elsewheres.posts(model, lang))
    if slug:
        return bool(_keys(model, ListName(group, slug, lang)))
    if group in ("topics", "cities"):
        return True
    return bool(model.relations.series.get(lang) if group == "series" else model.relations.terms.get((group, lang)))
