"""Pages of lists: kinds, terms, series, cities, topics, the archive, the front page."""

from collections.abc import Iterable
from itertools import groupby, islice

from mingpian.model import cards, list_pages, people
from mingpian.model import elsewhere as elsewheres
from mingpian.model.feeds import list_feeds
from mingpian.model.lists import ListName, has_list, is_community, keys_of
from mingpian.model.pieces import Alternate, Card, Term
from mingpian.model.site import Site
from mingpian.model.surroundings import label
from mingpian.model.views import HomeView, Listing, TopicView, Year
from mingpian.model.world import World

_ON_HOME = {
    "works": 3,
    "offers": 4,
    "essays": 6,
    "notes": 3,
    "events": 3,
    "members": 12,
    "circles": 6,
    "collaborations": 3,
}

_ASKS_ON_HOME = 12
_POSTS_ON_HOME = 5


def listing(world: World, group: str, slug: str, lang: str, page: str) -> Listing:
    """Return one page of a list."""
    size, number = world.site.config.page_size, int(page)
    keys = keys_of(world.site, world.relations, ListName(group, slug, lang))
    if group == "kind" and slug == "events":
        keys = _events_to_come_first(world, keys)
    pages = max(1, -(-len(keys) // size))
    title, introduction = _titled(world, group, slug, lang, _title(world, group, slug, lang))
    return Listing(
        name=slug if group == "kind" else group,
        title=title,
        introduction=introduction if number == 1 else "",
        cards=_cards(world, keys[(number - 1) * size : number * size]),
        page=number,
        pages=pages,
        previous=world.routes.listing(group, slug, lang, number - 1) if number > 1 else "",
        next=world.routes.listing(group, slug, lang, number + 1) if number < pages else "",
        total=len(keys),
        feeds=list_feeds(world, group, slug, lang),
        alternates=_alternates(world, group, slug),
        crumbs=() if group == "kind" else (Term(group, world.routes.listing(group, "", lang)),),
    )


def archive(world: World, lang: str) -> Listing:
    """Return all essays of a language that have a date, by year."""
    shelf = [cards.card_of(world, entry) for entry in world.site.all("essays", lang) if entry.fields.date]
    years = tuple(Year(year, tuple(found)) for year, found in groupby(shelf, lambda card: card.date[:4]))
    title, introduction = _titled(world, "archive", "", lang)
    return Listing(
        name="archive",
        title=title,
        introduction=introduction,
        years=years,
        total=len(shelf),
        alternates=_alternates(world, "archive", ""),
    )


def index(world: World, group: str, lang: str) -> Listing:
    """Return the terms of a group, with the number of entries behind each."""
    relations, routes = world.relations, world.routes
    if group == "topics":
        terms = [cards.topic(world, key, lang) for key in relations.topics]
        terms.sort(key=lambda term: (-term.count, term.name))
    else:
        groups = {"series": relations.series.get(lang, {}), "cities": relations.cities}.get(
            group, relations.terms.get((group, lang), {})
        )
        terms = [Term(item.name, routes.listing(group, slug, lang), len(item.keys)) for slug, item in groups.items()]
    taxonomy = world.site.config.taxonomies.get(group)
    title, introduction = _titled(world, group, "", lang, taxonomy.title if taxonomy else "")
    return Listing(
        name=group,
        title=title,
        introduction=introduction,
        terms=tuple(terms),
        total=len(terms),
        alternates=_alternates(world, group, ""),
    )


def elsewhere(world: World, lang: str) -> Listing:
    """Return what members published on sites of their own."""
    found = elsewheres.posts(world, lang)
    title, introduction = _titled(world, "elsewhere", "", lang)
    return Listing(
        name="elsewhere",
        title=title,
        introduction=introduction,
        posts=found,
        total=len(found),
        alternates=_alternates(world, "elsewhere", ""),
    )


def _titled(world: World, group: str, slug: str, lang: str, title: str = "") -> tuple[str, str]:
    """Return a list's title and the key of the page that introduces it, which may give it another one."""
    page = list_pages.introduction(world, group, slug, lang)
    return (page.title, page.key) if page else (title, "")


def topic(world: World, key: str, lang: str) -> TopicView:
    """Return a topic and all that concerns it."""
    vocabulary = world.site.topics
    about = [entry for id in world.relations.topics.get(key, ()) if (entry := world.site.best(id, lang))]
    shelves: dict[str, list[Card]] = {}
    for entry in about:
        offered = (item.topic for item in getattr(entry.fields, "offers", ()))
        if entry.kind != "members" or key in map(vocabulary.key, offered):
            shelves.setdefault(entry.kind, []).append(cards.card_of(world, entry))
    known = vocabulary.topics.get(key)
    narrower = (one for one, topic in vocabulary.topics.items() if key in topic.broader)
    return TopicView(
        term=cards.topic(world, key, lang),
        broader=tuple(cards.topic(world, one, lang) for one in known.broader) if known else (),
        narrower=tuple(cards.topic(world, one, lang) for one in narrower),
        offered_by=tuple(shelves.get("members", ())),
        asked_by=people.asks_about(world, key, lang),
        services=tuple(shelves.get("offers", ())),
        works=tuple(shelves.get("works", ())),
        essays=tuple(shelves.get("essays", ())),
        circles=tuple(shelves.get("circles", ())),
        alternates=tuple(
            Alternate(one, label(one), world.routes.topic(key, one)) for one in world.site.config.languages
        ),
    )


def home(world: World, lang: str) -> HomeView:
    """Return the front page of a language: the owner's card, and the best of everything."""
    site = world.site
    owner = site.best(site.owner, lang) if site.owner else None
    shown = {kind: _first(world, kind, lang, count) for kind, count in _ON_HOME.items()}
    urls = {
        kind: world.routes.listing("kind", kind, lang)
        for kind in _ON_HOME
        if has_list(site, kind, lang) and len(site.all(kind, lang)) > len(shown[kind])
    }
    others = tuple(card for card in shown["members"] if not owner or card.key != owner.key)
    return HomeView(
        owner=cards.card_of(world, owner) if owner else None,
        profile=people.profile(world, owner.key) if owner else None,
        works=shown["works"],
        offers=shown["offers"],
        essays=shown["essays"],
        notes=shown["notes"],
        events=shown["events"],
        members=others if is_community(site) else (),
        circles=shown["circles"] if is_community(site) else (),
        asks=people.open_asks(world, lang)[:_ASKS_ON_HOME] if is_community(site) else (),
        collaborations=shown["collaborations"] if is_community(site) else (),
        elsewhere=elsewheres.posts(world, lang)[:_POSTS_ON_HOME],
        more=urls,
        codes=cards.codes(world, owner) if owner else {},
    )


def _first(world: World, kind: str, lang: str, count: int) -> tuple[Card, ...]:
    """Return the first entries of a kind: of works and offers the owner's own, if there are any."""
    shelf = world.site.all(kind, lang)
    if kind in ("works", "offers"):
        own = set(world.relations.works_of.get(world.site.owner, ()))
        shelf = tuple(entry for entry in shelf if entry.id in own) or shelf
    found: Iterable[Card] = (cards.card_of(world, entry) for entry in shelf)
    if kind == "events":
        found = sorted((card for card in found if not card.past), key=_start)
    elif kind == "offers":
        found = (card for card in found if card.availability != "closed")
    return tuple(islice(found, count))


def _events_to_come_first(world: World, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Order events: those to come by date, then the past ones, latest first."""
    shown = [cards.card_of(world, world.site.entries[key]) for key in keys]
    coming = sorted((card for card in shown if not card.past), key=_start)
    return (*(card.key for card in coming), *(card.key for card in reversed(shown) if card.past))


def _start(card: Card) -> str:
    return card.start


def _cards(world: World, keys: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(found for key in keys if (found := cards.card(world, key)))


def _title(world: World, group: str, slug: str, lang: str) -> str:
    """Return a list's own name; empty for kinds, which the theme names."""
    relations = world.relations
    groups = {"series": relations.series.get(lang, {}), "cities": relations.cities}.get(
        group, relations.terms.get((group, lang), {})
    )
    return groups[slug].name if slug in groups and group != "kind" else ""


def _alternates(world: World, group: str, slug: str) -> tuple[Alternate, ...]:
    """Return the same list in each language; the front page where there is none."""
    found = []
    for lang in world.site.config.languages:
        exists = _exists(world.site, world, group, slug, lang)
        url = world.routes.listing(group, slug, lang) if exists else world.routes.home(lang)
        found.append(Alternate(lang, label(lang), url, exists))
    return tuple(found)


def _exists(site: Site, world: World, group: str, slug: str, lang: str) -> bool:
    if group == "archive":
        return bool(site.all("essays", lang))
    if group == "elsewhere":
        return bool(elsewheres.posts(world, lang))
    if slug:
        return bool(keys_of(site, world.relations, ListName(group, slug, lang)))
    if group in ("topics", "cities"):
        return True
    return bool(world.relations.series.get(lang) if group == "series" else world.relations.terms.get((group, lang)))
