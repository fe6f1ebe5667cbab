"""The closed list of questions that rendering may ask of a site. Each answer is a frozen view, public by construction.

Questions and their arguments are text, so that they can be written down with the digests of their answers and asked
again of the next site.
"""

import functools
from collections.abc import Callable
from typing import Any, get_type_hints

import msgspec

from mingpian.content.data_files.tables import Data
from mingpian.content.entry import entry_from
from mingpian.content.kinds import kinds
from mingpian.content.media.players import player_of
from mingpian.core.trace import Question
from mingpian.queries import addresses, cards, elsewhere, entry_context, feeds, listings, people, places, services
from mingpian.queries import network as networks
from mingpian.queries.feeds import site_feeds, title
from mingpian.queries.fragments import Alternate, Card, Term
from mingpian.queries.views import Embedded, LinkTarget, MenuEntry, SiteView
from mingpian.schema.records import LinkTo
from mingpian.site import anchors, lists
from mingpian.site.enclosures import enclosures
from mingpian.site.links import named_entry, wiki_entry
from mingpian.site.lists import has_list, is_community
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry


def answer(model: SiteModel, question: Question) -> Any:
    """Answer a question. A name that no longer means anything has the answer None."""
    name, *arguments = question
    try:
        return QUESTIONS[name](model, *arguments)
    except LookupError:  # asked of an earlier site: the entry, list or page is gone
        return None


def entry(model: SiteModel, key: str) -> AnyEntry | None:
    """Return an entry, without what is not public; the links in its fields lead where they mean."""
    entry = model.site.entries.get(key)
    return entry and places.with_links(model, entry)


def site(model: SiteModel, lang: str) -> SiteView:
    """Return the site as pages in `lang` show it."""
    config, routes = model.site.config, model.routes
    words = config.translations.get(lang)
    owner = model.site.best(model.site.owner, lang) if model.site.owner else None
    return SiteView(
        title=title(model, lang),
        description=(words.description if words else "") or config.description,
        base_url=config.base_url,
        lang=lang,
        default_lang=config.default_lang,
        languages=_homes(model),
        home=routes.home(lang),
        owner=cards.person(model, model.site.owner, lang) if owner else None,
        is_community=is_community(model.site),
        voice=(words.voice if words else "") or config.brand.voice,
        values=config.brand.values,
        logo=cards.picture(model, "", config.brand.logo) if config.brand.logo else None,
        menu=_menu(model, lang),
        indexes=_indexes(model, lang),
        feeds=site_feeds(model, lang),
        links=_links(model, lang, owner),
        email=config.email,
        footer=(words.footer if words else "") or config.footer.text,
        icp=config.footer.icp,
        gongan=config.footer.gongan,
        fonts=config.fonts,
        without=config.without,
        has_search=config.search.enabled,
        search_url=routes.listing("kind", "search", lang),
        searches=tuple(
            Alternate(one, entry_context.label(one), routes.listing("kind", "search", one))
            for one in config.languages
            if config.search.enabled
        ),
        extra=config.extra,
        analytics=services.analytics_script(config),
        comments=services.comment_box(config, lang),
    )


def homes(model: SiteModel) -> tuple[Alternate, ...]:
    """Return the front page of each language."""
    return _homes(model)


def keys(model: SiteModel, kind: str, lang: str) -> tuple[str, ...]:
    """Return the keys of all entries of a kind that are listed in a language."""
    return tuple(entry.key for entry in model.site.all(kind, lang))


def wikilink(model: SiteModel, kind: str, written: str, lang: str) -> LinkTarget | None:
    """Return where `[[written]]` leads, for a reader of `lang`; None when nowhere."""
    entry = wiki_entry(model.site, model.links, written, lang, kind)
    if entry is None:
        return None
    return LinkTarget(model.routes.entry(entry.key) + anchors.suffix(entry, written.partition("#")[2]), entry.title)


def embed(model: SiteModel, kind: str, written: str, lang: str) -> Embedded | None:
    """Return what `![[written]]` shows, for a reader of `lang`; None for nothing, and for what lists leave out."""
    entry = wiki_entry(model.site, model.links, written, lang, kind)
    if entry is None or not entry.fields.listed:
        return None
    fragment = written.partition("#")[2]
    place = anchors.place_in(entry, fragment)
    return Embedded(entry.key, place) if place or not fragment else None


def file(model: SiteModel, path: str) -> bytes | None:
    """Return what tells one content of a file below content/ from another; None when there is no such file."""
    return model.versions.get(path)


def named(model: SiteModel, source: str, written: str, kinds: str, lang: str) -> Card | None:
    """Return the entry that an argument in the body of `source` names, one of `kinds` (with blanks between)."""
    allowed = kinds.split()
    entries = named_entry(model.site, model.links, source, written, lang)
    return next((cards.card_of(model, one) for one in entries if not allowed or one.kind in allowed), None)


def data(model: SiteModel, name: str) -> Data | None:
    """Return what a file of content/data/ says; None when there is none of that name."""
    return model.data.get(name)


def frames(model: SiteModel) -> tuple[str, ...]:
    """Return the hosts of what bodies show in frames, players that components load among them; sorted."""
    found: set[str] = set()
    for entry in model.site.entries.values():
        found.update(entry.frames)
        if entry.trusted:
            players = (player_of(value) for one in entry.components for _, value in one.attributes)
            found.update(one.origin for one in players if one)
    return tuple(sorted(found))


QUESTIONS: dict[str, Callable[..., Any]] = {
    "archive": listings.archive,
    "card": cards.card,
    "channel": feeds.channel,
    "channels": feeds.channels,
    "circle": people.circle,
    "context": entry_context.context,
    "data": data,
    "elsewhere": listings.elsewhere,
    "enclosures": enclosures,
    "embed": embed,
    "entry": entry,
    "feed": feeds.feed,
    "file": file,
    "frames": frames,
    "home": listings.home,
    "homes": homes,
    "index": listings.index,
    "keys": keys,
    "listing": listings.listing,
    "named": named,
    "network": networks.network,
    "own_sites": elsewhere.own_sites,
    "picture": cards.picture,
    "profile": people.profile,
    "redirects": addresses.redirects,
    "site": site,
    "sitemap": addresses.sitemap,
    "target": places.target,
    "topic": listings.topic,
    "wikilink": wikilink,
}


def decode_answer(question: Question, data: bytes | msgspec.Raw) -> Any:
    """Return an answer that was encoded as MessagePack, in the types in which it was given."""
    return entry_from(data) if question[0] == "entry" else _decoder(question[0]).decode(data)


@functools.cache
def _decoder(name: str) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(get_type_hints(QUESTIONS[name])["return"])


def _homes(model: SiteModel) -> tuple[Alternate, ...]:
    languages = model.site.config.languages
    return tuple(Alternate(lang, entry_context.label(lang), model.routes.home(lang)) for lang in languages)


def _links(model: SiteModel, lang: str, owner: AnyEntry | None) -> tuple[LinkTo, ...]:
    """Return the accounts of the site, or its owner's."""
    source, stated = ("", model.site.config.links) if model.site.config.links or not owner else _own(owner)
    return tuple(msgspec.structs.replace(one, url=places.address(model, source, one.url, lang)) for one in stated)


def _own(owner: AnyEntry) -> tuple[str, tuple[LinkTo, ...]]:
    return owner.source, owner.fields.links


def _menu(model: SiteModel, lang: str) -> tuple[MenuEntry, ...]:
    stated = [item for item in model.site.config.menu if item.lang in ("", lang)]
    if stated:
        return tuple(_stated(item.label, places.address(model, "", item.url, lang)) for item in stated)
    lists = [
        MenuEntry("", model.routes.listing("kind", kind, lang), kind)
        for kind in kinds()
        if kind not in ("pages", "notes", "collaborations") and has_list(model.site, kind, lang)
    ]
    pages = sorted(
        (entry for entry in model.site.all("pages", lang) if entry.fields.menu),
        key=lambda entry: (entry.fields.order, entry.slug),
    )
    return (*lists, *(MenuEntry(page.fields.menu, model.routes.entry(page.key), page.key) for page in pages))


def _indexes(model: SiteModel, lang: str) -> tuple[Term, ...]:
    """Return the lists that no menu names unless the site's own does."""
    site, listing = model.site, model.routes.listing
    kinds = [kind for kind in ("notes", "collaborations") if has_list(site, kind, lang)]
    terms = [Term(kind, listing("kind", kind, lang)) for kind in kinds]
    if site.all("essays", lang):
        terms.append(Term("archive", listing("archive", "", lang)))
    if "" in networks.maps(model, lang):
        terms.append(Term("map", listing("map", "", lang)))
    if elsewhere.posts(model, lang):
        terms.append(Term("elsewhere", listing("elsewhere", "", lang)))
    return (*terms, *(Term(group, listing(group, "", lang)) for group in lists.indexes(site, model.relations, lang)))


def _stated(label: str, url: str) -> MenuEntry:
    return MenuEntry(label, url.lstrip("/")) if url.startswith("/") else MenuEntry(label, url, external=True)
