"""Pages that stand at the address of a list: each gives its list a title and an introduction, and has no other page.

Only the owner's pages do: others would speak in the site's name.
"""

from collections.abc import Mapping

from mingpian.content.kinds import kinds
from mingpian.queries import elsewhere
from mingpian.queries.feeds import site_feeds
from mingpian.site.lists import all_lists, indexes
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

SUBSCRIBE = "subscribe"  # the page that names the feeds, as a list


def introducing(model: SiteModel) -> Mapping[str, str]:
    """Return the keys of such pages by URL."""
    return model.remember("introducing", lambda: _introducing(model))


def introduction(model: SiteModel, group: str, slug: str, lang: str) -> AnyEntry | None:
    """Return the page that introduces a list (a group's index when `slug` is empty)."""
    key = introducing(model).get(model.routes.listing(group, slug, lang))
    return model.site.entries[key] if key else None


def _introducing(model: SiteModel) -> Mapping[str, str]:
    site, routes = model.site, model.routes
    alone = {name for name, kind in kinds().items() if kind.named == "nowhere"}  # their entries are in no list
    pages = {
        routes.entry(entry.key): entry.key for entry in site.entries.values() if entry.kind in alone and entry.trusted
    }
    if not pages:
        return {}
    lists = {routes.listing(name.group, name.slug, name.lang) for name in all_lists(site, model.relations)}
    for lang in site.config.languages:
        groups = [*indexes(site, model.relations, lang), *(["archive"] if site.has_archive(lang) else [])]
        groups += ["elsewhere"] if elsewhere.posts(model, lang) else []
        lists |= {routes.listing(group, "", lang) for group in groups}
        lists |= {routes.listing("kind", SUBSCRIBE, lang)} if site_feeds(model, lang) else set()
    return {url: key for url, key in pages.items() if url in lists}
