"""What every page of a language shows of the site: its names, menus, lists, feeds, accounts and services."""

import msgspec

from mingpian.content.kinds import kinds
from mingpian.content.kinds.page import PAGES
from mingpian.queries import cards, elsewhere, entry_context, list_pages, services, targets
from mingpian.queries import network as networks
from mingpian.queries.feeds import site_feeds, title
from mingpian.queries.fragments import Alternate, Term
from mingpian.queries.podcast import podcast_feed
from mingpian.queries.query import query
from mingpian.queries.views import MenuEntry, SiteView
from mingpian.schema.platforms import recognised
from mingpian.schema.records import LinkTo
from mingpian.site import lists
from mingpian.site.lists import has_list, is_community
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry


@query
def site(model: SiteModel, lang: str) -> SiteView:
    """Return the site as pages in a language show it."""
    config, routes = model.site.config, model.routes
    words = config.translations.get(lang)
    owner, podcast = model.site.best(model.site.owner, lang), podcast_feed(model, lang)
    return SiteView(
        title=title(model, lang),
        description=(words.description if words else "") or config.description,
        base_url=config.base_url,
        lang=lang,
        default_lang=config.default_lang,
        languages=homes(model),
        home=routes.home(lang),
        owner=cards.person(model, model.site.owner, lang) if owner else None,
        is_community=is_community(model.site),
        voice=(words.voice if words else "") or config.brand.voice,
        values=config.brand.values,
        logo=cards.picture(model, "", config.brand.logo) if config.brand.logo else None,
        menu=_menu(model, lang),
        indexes=_indexes(model, lang),
        feeds=(*site_feeds(model, lang), *([podcast] if podcast else [])),
        podcast=podcast,
        links=_links(model, lang, owner),
        email=config.email,
        footer=(words.footer if words else "") or config.footer.text,
        icp=config.footer.icp,
        gongan=config.footer.gongan,
        fonts=config.fonts,
        without=config.without,
        has_search=config.search.enabled,
        search_url=routes.listing("kind", "search", lang),
        searches=_searches(model) if config.search.enabled else (),
        subscribe_url=routes.listing("kind", list_pages.SUBSCRIBE, lang) if site_feeds(model, lang) else "",
        extra=config.extra,
        analytics=services.analytics_script(config),
        comments=services.comment_box(config, lang),
        webmention=config.signals.webmention,
    )


@query
def homes(model: SiteModel) -> tuple[Alternate, ...]:
    """Return the front page of each language."""
    languages = model.site.config.languages
    return tuple(Alternate(lang, entry_context.label(lang), model.routes.home(lang)) for lang in languages)


def _searches(model: SiteModel) -> tuple[Alternate, ...]:
    languages, listing = model.site.config.languages, model.routes.listing
    return tuple(Alternate(lang, entry_context.label(lang), listing("kind", "search", lang)) for lang in languages)


def _links(model: SiteModel, lang: str, owner: AnyEntry | None) -> tuple[LinkTo, ...]:
    """Return the accounts of the site, or its owner's."""
    source, stated = ("", recognised(model.site.config).links) if model.site.config.links or not owner else _own(owner)
    return tuple(msgspec.structs.replace(one, url=targets.address(model, source, one.url, lang)) for one in stated)


def _own(owner: AnyEntry) -> tuple[str, tuple[LinkTo, ...]]:
    return owner.source, owner.fields.links


def _menu(model: SiteModel, lang: str) -> tuple[MenuEntry, ...]:
    stated = [item for item in model.site.config.menu if item.lang in ("", lang)]
    if stated:
        return tuple(_stated(item.label, targets.address(model, "", item.url, lang)) for item in stated)
    lists = [
        MenuEntry("", model.routes.listing("kind", kind, lang), kind)
        for kind, declared in kinds().items()
        if declared.named == "menu" and has_list(model.site, kind, lang)
    ]
    pages = sorted(
        (entry for entry in model.site.all(PAGES, lang) if entry.fields.menu),
        key=lambda entry: (entry.fields.order, entry.slug),
    )
    return (*lists, *(MenuEntry(page.fields.menu, model.routes.entry(page.key), page.key) for page in pages))


def _indexes(model: SiteModel, lang: str) -> tuple[Term, ...]:
    """Return the lists that no menu names unless the site's own does."""
    site, listing = model.site, model.routes.listing
    names = [name for name, kind in kinds().items() if kind.named == "indexes" and has_list(site, name, lang)]
    terms = [Term(name, listing("kind", name, lang)) for name in reversed(names)]  # lighter reading comes first
    if site.has_archive(lang):
        terms.append(Term("archive", listing("archive", "", lang)))
    if "" in networks.maps(model, lang):
        terms.append(Term("map", listing("map", "", lang)))
    if elsewhere.posts(model, lang):
        terms.append(Term("elsewhere", listing("elsewhere", "", lang)))
    return (*terms, *(Term(group, listing(group, "", lang)) for group in lists.indexes(site, model.relations, lang)))


def _stated(label: str, url: str) -> MenuEntry:
    return MenuEntry(label, url.lstrip("/")) if url.startswith("/") else MenuEntry(label, url, external=True)
