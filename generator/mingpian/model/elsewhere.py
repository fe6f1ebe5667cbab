"""Members elsewhere: what they published on sites of their own."""

from collections import defaultdict

import msgspec

from mingpian.content.kinds.member import Profile
from mingpian.content.planet import Elsewhere, Outpost
from mingpian.model import cards
from mingpian.model.pieces import Person
from mingpian.model.views import Post
from mingpian.model.world import World

ON_PAGE = 100  # the newest of all; older ones are to be found where they are
_OWN = frozenset({"", "site", "website", "blog", "rss", "feed", "substack", "medium"})  # platforms that one writes on


class OwnSite(msgspec.Struct, frozen=True):
    """A site of somebody's own, for those who want to follow it. `feed` is empty where none is known."""

    title: str
    url: str
    feed: str = ""
    lang: str = ""


def posts(world: World, lang: str) -> tuple[Post, ...]:
    """Return what all members published elsewhere, the newest first."""
    return _posts(world, lang)[:ON_PAGE]


def posts_of(world: World, id: str, lang: str) -> tuple[Post, ...]:
    """Return what one member published elsewhere, the newest first."""
    return world.remember(("elsewhere by member", lang), lambda: _by_member(world, lang)).get(id, ())


def own_sites(world: World) -> tuple[OwnSite, ...]:
    """Return the sites of all listed members, each once."""
    lang, known = world.site.config.default_lang, _known(world)
    found = []
    for url, ids in owners(world).items():
        site = known.get(url, Outpost(url=url))
        names = (person.name for person in cards.persons(world, ids, lang))
        title = " · ".join(part for part in (site.title, *names) if part)
        found.append(OwnSite(title, url, site.feed, site.lang))
    return tuple(found)


def owners(world: World) -> dict[str, tuple[str, ...]]:
    """Return the addresses of members' own sites, and whose they are."""
    return world.remember("owners", lambda: _owners(world))


def _owners(world: World) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in world.site.entries.values():
        fields = entry.fields
        if isinstance(fields, Profile) and fields.listed:
            for link in fields.links:
                is_web = link.url.startswith(("https://", "http://"))
                if is_web and link.platform.lower() in _OWN and not link.url.startswith(world.site.config.base_url):
                    found[link.url][entry.id] = None
    return {url: tuple(ids) for url, ids in sorted(found.items())}


def _by_member(world: World, lang: str) -> dict[str, tuple[Post, ...]]:
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for post in _posts(world, lang):
        found[post.person.id].append(post)
    return {id: tuple(posts) for id, posts in found.items()}


def _posts(world: World, lang: str) -> tuple[Post, ...]:
    return world.remember(("elsewhere", lang), lambda: _newest_first(world, lang))


def _newest_first(world: World, lang: str) -> tuple[Post, ...]:
    """One of several who write a site stands for all of them: the first."""
    found: dict[str, tuple[Elsewhere, Outpost, Person]] = {}
    known = _known(world)
    for url, ids in owners(world).items():
        person = next(iter(cards.persons(world, ids, lang)), None)
        for entry in known[url].entries if url in known and person else ():
            assert person is not None
            found.setdefault(entry.url, (entry, known[url], person))
    newest = sorted(found.values(), key=lambda item: (item[0].date, item[0].url), reverse=True)
    return tuple(
        Post(person, entry.title, entry.url, entry.date, entry.summary, site.title, site.lang)
        for entry, site, person in newest
    )


def _known(world: World) -> dict[str, Outpost]:
    return {site.url: site for site in world.planet.sites}
