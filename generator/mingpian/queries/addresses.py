"""The addresses that search engines and hosts are told of: pages for the sitemap, former paths for redirects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import msgspec

from mingpian.queries import elsewhere, list_pages
from mingpian.queries.network import maps
from mingpian.queries.query import query
from mingpian.schema.references import slug_in
from mingpian.site.lists import ListName, all_lists, keys_of
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry


class Address(msgspec.Struct, frozen=True):
    """A page that search engines shall know."""

    url: str
    changed: str = ""  # ISO text, as the writer gave it: when what is on it last changed
    languages: tuple[tuple[str, str], ...] = ()  # the same page by language, itself included; none without others


class Redirect(msgspec.Struct, frozen=True):
    """A former path (from the site's root, with a leading `/`) and the URL that took its place."""

    path: str
    url: str


@query
def sitemap(model: SiteModel) -> tuple[Address, ...]:
    """Return the pages that search engines shall know.

    Those that are listed, stand here first, and are the first of their list; in order of URL.
    """
    return model.remember("sitemap", lambda: _sitemap(model))


@query
def redirects(model: SiteModel) -> tuple[Redirect, ...]:
    """Return the former paths of listed entries.

    Only the owner's. Some hosts follow these rules before they look for a file, so that one of somebody else's could
    lead any page away: theirs have a page that leads on, and no rule. Those of entries that are not listed are no
    secret only to who knows them.
    """
    return tuple(
        Redirect(alias, model.routes.entry(entry.key))
        for entry in model.site.entries.values()
        if entry.fields.listed and entry.trusted
        for alias in former_paths(entry)
        if unquote(alias).strip("/") != unquote(model.routes.entry(entry.key)).strip("/")
    )


def former_paths(entry: AnyEntry) -> tuple[str, ...]:
    """Return the aliases of an entry that are paths: the others are names."""
    return tuple(alias for alias in entry.fields.aliases if alias.startswith("/"))


def _sitemap(model: SiteModel) -> tuple[Address, ...]:
    versions: defaultdict[tuple[str, ...], dict[str, tuple[str, str]]] = defaultdict(dict)
    for name, lang, url, changed in _pages(model):
        versions[name][lang] = url, changed
    found = []
    for pages in versions.values():
        others = tuple((lang, url) for lang, (url, _) in pages.items()) if len(pages) > 1 else ()
        found += [Address(url, changed, others) for url, changed in pages.values()]
    return tuple(sorted(found, key=lambda address: address.url))


def _pages(model: SiteModel) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Yield what each page is about, its language, its URL, and when it changed."""
    site, routes = model.site, model.routes
    introducing = frozenset(list_pages.introducing(model).values())
    for entry in site.entries.values():
        if _is_indexed(model, entry) and entry.key not in introducing and not routes.is_front(entry.key):
            yield ("entry", entry.id), entry.lang, routes.entry(entry.key), _changed((entry,))
    for lang in site.config.languages:
        listed = {kind: site.all(kind, lang) for kind, listed in site.listed if listed == lang}
        yield ("home",), lang, routes.home(lang), _changed(entry for entries in listed.values() for entry in entries)
        if dated := site.archived(lang):
            yield ("archive",), lang, routes.listing("archive", "", lang), _changed(dated)
        if posts := elsewhere.posts(model, lang):
            yield ("elsewhere",), lang, routes.listing("elsewhere", "", lang), posts[0].date
        topics = [(("topic", topic), routes.topic(topic, lang)) for topic in model.relations.topics]
        topics += [(("terms", "topics"), routes.listing("topics", "", lang))] if topics else []
        yield from ((name, lang, url, "") for name, url in topics)
        for circle in maps(model, lang):
            yield ("map", circle), lang, routes.listing("map", slug_in(circle), lang), ""
    yield from _lists(model)


def _lists(model: SiteModel) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    groups: dict[tuple[str, str], None] = {}
    for name in all_lists(model.site, model.relations):
        entries = (model.site.entries[key] for key in keys_of(model.site, model.relations, name))
        yield (name.group, name.slug), name.lang, _url(model, name), _changed(entries)
        if name.group not in ("kind", "speaks"):  # these have no page that lists them all
            groups[name.group, name.lang] = None
    yield from ((("terms", group), lang, _url(model, ListName(group, "", lang)), "") for group, lang in groups)


def _url(model: SiteModel, name: ListName) -> str:
    return model.routes.listing(name.group, name.slug, name.lang)


def _is_indexed(model: SiteModel, entry: AnyEntry) -> bool:
    elsewhere = getattr(entry.fields, "canonical", "")
    return entry.fields.listed and not elsewhere and entry.key not in model.site.states


def _changed(entries: Iterable[AnyEntry]) -> str:
    """Return the date of the latest change among entries."""
    latest = max(entries, key=_when, default=None)
    if latest is None:
        return ""
    updated: str = latest.fields.updated if latest.updated > latest.published else latest.fields.date
    return updated


def _when(entry: AnyEntry) -> int:
    return entry.updated if entry.updated > entry.published else entry.published
