"""The closed list of questions that rendering may ask of a site. Each answer is a frozen view, public by construction.

Questions and their arguments are text, so that they can be written down with the digests of their answers and asked
again of the next site.
"""

import functools
from collections.abc import Callable
from typing import Any, get_type_hints

import msgspec

from mingpian.content.data import Data
from mingpian.content.entry import entry_from
from mingpian.content.kinds import kinds
from mingpian.core.trace import Question
from mingpian.model import (
    addresses,
    anchors,
    cards,
    elsewhere,
    feeds,
    lists,
    people,
    places,
    services,
    shelves,
    surroundings,
)
from mingpian.model import network as networks
from mingpian.model.enclosures import enclosures
from mingpian.model.feeds import site_feeds, title
from mingpian.model.links import named_entry, wiki_entry
from mingpian.model.lists import has_list, is_community
from mingpian.model.pieces import Alternate, Card, Term
from mingpian.model.players import player
from mingpian.model.site import AnyEntry
from mingpian.model.views import MenuEntry, SiteView, Target
from mingpian.model.world import World
from mingpian.schema.records import LinkTo


def answer(world: World, question: Question) -> Any:
    """Answer a question. A name that no longer means anything has the answer None."""
    name, *arguments = question
    try:
        return QUESTIONS[name](world, *arguments)
    except LookupError:  # asked of an earlier site: the entry, list or page is gone
        return None


def entry(world: World, key: str) -> AnyEntry | None:
    """Return an entry, without what is not public; the links in its fields lead where they mean."""
    found = world.site.entries.get(key)
    return found and places.with_links(world, found)


def site(world: World, lang: str) -> SiteView:
    """Return the site as pages in `lang` show it."""
    config, routes = world.site.config, world.routes
    words = config.translations.get(lang)
    owner = world.site.best(world.site.owner, lang) if world.site.owner else None
    return SiteView(
        title=title(world, lang),
        description=(words.description if words else "") or config.description,
        base_url=config.base_url,
        lang=lang,
        default_lang=config.default_lang,
        languages=_homes(world),
        home=routes.home(lang),
        owner=cards.person(world, world.site.owner, lang) if owner else None,
        is_community=is_community(world.site),
        voice=(words.voice if words else "") or config.brand.voice,
        values=config.brand.values,
        logo=cards.picture(world, "", config.brand.logo) if config.brand.logo else None,
        menu=_menu(world, lang),
        indexes=_indexes(world, lang),
        feeds=site_feeds(world, lang),
        links=_links(world, lang, owner),
        email=config.email,
        footer=(words.footer if words else "") or config.footer.text,
        icp=config.footer.icp,
        gongan=config.footer.gongan,
        fonts=config.fonts,
        without=config.without,
        has_search=config.search.enabled,
        search_url=routes.listing("kind", "search", lang),
        searches=tuple(
            Alternate(one, surroundings.label(one), routes.listing("kind", "search", one))
            for one in config.languages
            if config.search.enabled
        ),
        extra=config.extra,
        analytics=services.analytics(config),
        comments=services.comments(config, lang),
    )


def homes(world: World) -> tuple[Alternate, ...]:
    """Return the front page of each language."""
    return _homes(world)


def keys(world: World, kind: str, lang: str) -> tuple[str, ...]:
    """Return the keys of all entries of a kind that are listed in a language."""
    return tuple(entry.key for entry in world.site.all(kind, lang))


def wikilink(world: World, kind: str, written: str, lang: str) -> Target | None:
    """Return where `[[written]]` leads, for a reader of `lang`; None when nowhere."""
    found = wiki_entry(world.site, world.links, written, lang, kind)
    if found is None:
        return None
    return Target(world.routes.entry(found.key) + anchors.suffix(found, written.partition("#")[2]), found.title)


def file(world: World, path: str) -> bytes | None:
    """Return what tells one content of a file below content/ from another; None when there is no such file."""
    return world.versions.get(path)


def named(world: World, source: str, written: str, kinds: str, lang: str) -> Card | None:
    """Return the entry that an argument in the body of `source` names, one of `kinds` (with blanks between)."""
    allowed = kinds.split()
    found = named_entry(world.site, world.links, source, written, lang)
    return next((cards.card_of(world, one) for one in found if not allowed or one.kind in allowed), None)


def data(world: World, name: str) -> Data | None:
    """Return what a file of content/data/ says; None when there is none of that name."""
    return world.data.get(name)


def frames(world: World) -> tuple[str, ...]:
    """Return the hosts of what bodies show in frames, players that components load among them; sorted."""
    found: set[str] = set()
    for entry in world.site.entries.values():
        found.update(entry.frames)
        if entry.trusted:
            players = (player(value) for one in entry.components for _, value in one.attributes)
            found.update(one.origin for one in players if one)
    return tuple(sorted(found))


QUESTIONS: dict[str, Callable[..., Any]] = {
    "archive": shelves.archive,
    "card": cards.card,
    "channel": feeds.channel,
    "channels": feeds.channels,
    "circle": people.circle,
    "context": surroundings.context,
    "data": data,
    "elsewhere": shelves.elsewhere,
    "enclosures": enclosures,
    "entry": entry,
    "feed": feeds.feed,
    "file": file,
    "frames": frames,
    "home": shelves.home,
    "homes": homes,
    "index": shelves.index,
    "keys": keys,
    "listing": shelves.listing,
    "named": named,
    "network": networks.network,
    "own_sites": elsewhere.own_sites,
    "picture": cards.picture,
    "profile": people.profile,
    "redirects": addresses.redirects,
    "site": site,
    "sitemap": addresses.sitemap,
    "target": places.target,
    "topic": shelves.topic,
    "wikilink": wikilink,
}


def decoded(question: Question, data: bytes | msgspec.Raw) -> Any:
    """Return an answer that was encoded as MessagePack, in the types in which it was given."""
    return entry_from(data) if question[0] == "entry" else _decoder(question[0]).decode(data)


@functools.cache
def _decoder(name: str) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(get_type_hints(QUESTIONS[name])["return"])


def _homes(world: World) -> tuple[Alternate, ...]:
    languages = world.site.config.languages
    return tuple(Alternate(lang, surroundings.label(lang), world.routes.home(lang)) for lang in languages)


def _links(world: World, lang: str, owner: AnyEntry | None) -> tuple[LinkTo, ...]:
    """Return the accounts of the site, or its owner's."""
    source, stated = ("", world.site.config.links) if world.site.config.links or not owner else _own(owner)
    return tuple(msgspec.structs.replace(one, url=places.address(world, source, one.url, lang)) for one in stated)


def _own(owner: AnyEntry) -> tuple[str, tuple[LinkTo, ...]]:
    return owner.source, owner.fields.links


def _menu(world: World, lang: str) -> tuple[MenuEntry, ...]:
    stated = [item for item in world.site.config.menu if item.lang in ("", lang)]
    if stated:
        return tuple(_stated(item.label, places.address(world, "", item.url, lang)) for item in stated)
    lists = [
        MenuEntry("", world.routes.listing("kind", kind, lang), kind)
        for kind in kinds()
        if kind not in ("pages", "notes", "collaborations") and has_list(world.site, kind, lang)
    ]
    pages = sorted(
        (entry for entry in world.site.all("pages", lang) if entry.fields.menu),
        key=lambda entry: (entry.fields.order, entry.slug),
    )
    return (*lists, *(MenuEntry(page.fields.menu, world.routes.entry(page.key), page.key) for page in pages))


def _indexes(world: World, lang: str) -> tuple[Term, ...]:
    """Return the lists that no menu names unless the site's own does."""
    site, listing = world.site, world.routes.listing
    kinds = [kind for kind in ("notes", "collaborations") if has_list(site, kind, lang)]
    found = [Term(kind, listing("kind", kind, lang)) for kind in kinds]
    if site.all("essays", lang):
        found.append(Term("archive", listing("archive", "", lang)))
    if "" in networks.maps(world, lang):
        found.append(Term("map", listing("map", "", lang)))
    if elsewhere.posts(world, lang):
        found.append(Term("elsewhere", listing("elsewhere", "", lang)))
    return (*found, *(Term(group, listing(group, "", lang)) for group in lists.indexes(site, world.relations, lang)))


def _stated(label: str, url: str) -> MenuEntry:
    return MenuEntry(label, url.lstrip("/")) if url.startswith("/") else MenuEntry(label, url, external=True)
