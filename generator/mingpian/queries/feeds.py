"""Which feeds there are, what each is called, where it stands, and what is in it. A feed exists as long as it has an
entry; so no page points to an empty one."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import msgspec

from mingpian.content.kinds import kinds
from mingpian.core.paths import url_path_problem
from mingpian.queries import cards
from mingpian.queries.fragments import Card, Feed
from mingpian.queries.query import query
from mingpian.site.lists import ListName, has_list, keys_of, taxonomies
from mingpian.site.model import SiteModel
from mingpian.site.relations import slug_of
from mingpian.site.site import AnyEntry

FILES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}


class Channel(msgspec.Struct, frozen=True):
    """What one feed, in all its formats, is about. `scope` and `slug` are the question to ask for its entries."""

    scope: str
    slug: str
    lang: str
    title: str
    page: str  # URL of the page that it belongs to
    feeds: tuple[Feed, ...]


class FormerFeed(msgspec.Struct, frozen=True):
    """A path at which a feed stood before; the question to ask for its entries, and where it stands now."""

    path: str
    format: str
    scope: str
    slug: str
    url: str


def site_feeds(model: SiteModel, lang: str) -> tuple[Feed, ...]:
    """Return the feeds of the whole site in one language."""
    return _feeds(model, "site", "", lang)


def feeds_of(model: SiteModel, entry: AnyEntry) -> tuple[Feed, ...]:
    """Return the feeds about an entry: of the member or circle that it is, of its series."""
    if not entry.fields.listed:
        return ()
    if scope := kinds()[entry.kind].feed:
        return _feeds(model, scope, entry.id, entry.lang)
    series = getattr(entry.fields, "series", "")
    return _feeds(model, "series", slug_of(series), entry.lang) if series else ()


def list_feeds(model: SiteModel, group: str, slug: str, lang: str) -> tuple[Feed, ...]:
    """Return the feeds of a list; none for lists that have none."""
    return () if group in ("cities", "speaks") else _feeds(model, group, slug, lang)


def title(model: SiteModel, lang: str) -> str:
    """Return the site's title in a language."""
    config = model.site.config
    translation = config.translations.get(lang)
    return (translation.title if translation else "") or config.title


@query
def channels(model: SiteModel) -> tuple[Channel, ...]:
    """Return every feed of the site.

    They come language by language.
    """
    site, relations = model.site, model.relations
    names: list[tuple[str, str, str]] = []
    for lang in site.config.languages:
        names.append(("site", "", lang))
        names += [("kind", kind, lang) for kind in kinds() if has_list(site, kind, lang)]
        names += [("series", slug, lang) for slug in relations.series.get(lang, {})]
        names += [(one, slug, lang) for one in taxonomies(site) for slug in relations.terms.get((one, lang), {})]
        own = {name: kind.feed for name, kind in kinds().items() if kind.feed}
        for entry in site.entries.values():
            if entry.kind in own and entry.lang == lang and entry.fields.listed:
                names.append((own[entry.kind], entry.id, lang))
    return tuple(found for name in names if (found := _channel(model, *name)))


@query
def channel(model: SiteModel, scope: str, slug: str, lang: str) -> Channel:
    """Return the name and addresses of a feed: of the `site`, an `author`, a `circle`, a `series`, or a term."""
    found = _channel(model, scope, slug, lang)
    if found is None:
        raise LookupError(f"no feed of {scope} {slug}")
    return found


@query
def former_feeds(model: SiteModel) -> tuple[FormerFeed, ...]:
    """Return the feeds that also stand where they stood before.

    A path that cannot be one is left out.
    """
    ours = [one for one in channels(model) if one.lang == model.site.config.default_lang]
    found = []
    for path in dict.fromkeys(model.site.config.feeds.former):
        is_feed = path.endswith(("/", ".xml", ".json", ".rss", ".atom")) and not url_path_problem(path)
        one = _of_folder(ours, unquote(path).strip("/").split("/")[:-1]) if is_feed else None
        if one is not None:
            wanted = "json" if path.endswith(".json") else "atom" if "atom" in path else "rss"
            there = sorted(one.feeds, key=lambda feed: (feed.format != wanted, feed.format == "json", feed.format))
            found.append(FormerFeed(path, there[0].format, one.scope, one.slug, there[0].url))
    return tuple(found)


def _of_folder(channels: list[Channel], folders: list[str]) -> Channel | None:
    """Return the feed of what is called like the last folder; else that of the site."""
    name = slug_of(folders[-1]) if folders else ""
    named = (one for one in channels if name and one.slug.rpartition("/")[2] == name)
    return next(named, None) or next((one for one in channels if one.scope == "site"), None)


@query
def feed(model: SiteModel, scope: str, slug: str, lang: str) -> tuple[Card, ...]:
    """Return the newest entries of a feed.

    Only dated ones, newest first.
    """
    dated = sorted((entry for entry in _entries(model, scope, slug, lang) if entry.fields.date), key=_newest)
    return tuple(cards.card_of(model, entry) for entry in dated[: model.site.config.feeds.limit])


def _channel(model: SiteModel, scope: str, slug: str, lang: str) -> Channel | None:
    """Return a feed's name and addresses; None when there is no such feed.

    `scope` is `site`, `kind`, `author` or `circle` (then `slug` is the id of the member or circle), `series`, or a
    taxonomy.
    """
    config = model.site.config
    setting = scope if scope in ("author", "series", "circle", "kind") else "tag"
    wanted = scope == "site" or setting in config.feeds.per
    wanted = wanted and "feed" not in config.without
    if not wanted or not any(entry.fields.date for entry in _entries(model, scope, slug, lang)):
        return None
    about = _about(model, scope, slug, lang)
    if about is None:
        return None
    name, page, place = about
    name = f"{name} · {title(model, lang)}" if name else title(model, lang)
    feeds = tuple(Feed(name, model.routes.sibling(place, FILES[form]), form) for form in config.feeds.formats)
    return Channel(scope, slug, lang, name, page, feeds)


def _feeds(model: SiteModel, scope: str, slug: str, lang: str) -> tuple[Feed, ...]:
    found = _channel(model, scope, slug, lang)
    return found.feeds if found else ()


def _entries(model: SiteModel, scope: str, slug: str, lang: str) -> Iterable[AnyEntry]:
    site, relations, kinds = model.site, model.relations, model.site.config.feeds.kinds
    if scope == "site":
        return (entry for kind in kinds for entry in site.all(kind, lang))
    if scope in ("author", "circle"):
        ids = (relations.works_of if scope == "author" else relations.in_circle).get(slug, ())
        return _listed(site.best(id, lang) for id in ids if id.split("/")[0] in kinds)
    return (site.entries[key] for key in keys_of(site, relations, ListName(scope, slug, lang)))


def _listed(entries: Iterable[AnyEntry | None]) -> Iterator[AnyEntry]:
    return (entry for entry in entries if entry is not None and entry.fields.listed)


def _about(model: SiteModel, scope: str, slug: str, lang: str) -> tuple[str, str, str] | None:
    """Return the name of a feed's subject (empty for the site), the URL of its page, and the URL that its files belong
    to; None without a page."""
    if scope in ("author", "circle"):
        entry = model.site.ids.get(slug, {}).get(lang)
        return (entry.title, model.routes.entry(entry.key), model.routes.place(entry.key)) if entry else None
    relations, name = model.relations, ""
    if scope not in ("site", "kind"):
        groups = relations.series.get(lang, {}) if scope == "series" else relations.terms[scope, lang]
        name = groups[slug].name
    page = model.routes.home(lang) if scope == "site" else model.routes.listing(scope, slug, lang)
    return name, page, page


def _newest(entry: AnyEntry) -> tuple[int, str]:
    return -entry.published, entry.key
