"""Pages that stand at the address of a list: each gives its list a title and an introduction, and has no other page."""

from collections.abc import Mapping

from mingpian.model import elsewhere
from mingpian.model.lists import all_lists, indexes
from mingpian.model.site import AnyEntry
from mingpian.model.world import World


def introducing(world: World) -> Mapping[str, str]:
    """Return the keys of such pages by URL."""
    return world.remember("introducing", lambda: _introducing(world))


def introduction(world: World, group: str, slug: str, lang: str) -> AnyEntry | None:
    """Return the page that introduces a list (a group's index when `slug` is empty)."""
    key = introducing(world).get(world.routes.listing(group, slug, lang))
    return world.site.entries[key] if key else None


def _introducing(world: World) -> Mapping[str, str]:
    site, routes = world.site, world.routes
    pages = {routes.entry(entry.key): entry.key for entry in site.entries.values() if entry.kind == "pages"}
    if not pages:
        return {}
    lists = {routes.listing(name.group, name.slug, name.lang) for name in all_lists(site, world.relations)}
    for lang in site.config.languages:
        groups = [*indexes(site, world.relations, lang), *(["archive"] if site.all("essays", lang) else [])]
        groups += ["elsewhere"] if elsewhere.posts(world, lang) else []
        lists |= {routes.listing(group, "", lang) for group in groups}
    return {url: key for url, key in pages.items() if url in lists}
