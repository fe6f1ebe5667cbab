"""Elsewhere: what members published on sites of their own, and what other sites answered to entries of this one."""

from collections import defaultdict
from urllib.parse import unquote, urlsplit

import msgspec

from mingpian.content.data_files.planet import Elsewhere, Outpost
from mingpian.content.data_files.webmentions import Webmention
from mingpian.content.kinds.member import Profile
from mingpian.queries import cards
from mingpian.queries.fragments import Person
from mingpian.queries.query import query
from mingpian.queries.views import AnswersElsewhere, ElsewherePost
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

_SHOWN = 100  # answers on a page at the most, the newest
ON_PAGE = 100  # the newest of all; older ones are to be found where they are
_WRITTEN_ON = """
    site website blog rss feed substack medium wordpress ghost tumblr hashnode devdotto note notion cnblogs csdn jianshu
    lofter matters vocus yuque
"""
_OWN = frozenset(("", *_WRITTEN_ON.split()))


class OwnSite(msgspec.Struct, frozen=True):
    """A site of somebody's own, for those who want to follow it. `feed` is empty where none is known."""

    title: str
    url: str
    feed: str = ""
    lang: str = ""


def posts(model: SiteModel, lang: str) -> tuple[ElsewherePost, ...]:
    """Return what all members published elsewhere, the newest first."""
    return _posts(model, lang)[:ON_PAGE]


def posts_of(model: SiteModel, id: str, lang: str) -> tuple[ElsewherePost, ...]:
    """Return what one member published elsewhere, the newest first."""
    return model.remember(("elsewhere by member", lang), lambda: _by_member(model, lang)).get(id, ())


@query
def own_sites(model: SiteModel) -> tuple[OwnSite, ...]:
    """Return the sites of all listed members.

    Each once.
    """
    lang, known = model.site.config.default_lang, _known(model)
    found = []
    for url, ids in owners(model).items():
        site = known.get(url, Outpost(url=url))
        names = (person.name for person in cards.persons(model, ids, lang))
        title = " · ".join(part for part in (site.title, *names) if part)
        found.append(OwnSite(title, url, site.feed, site.lang))
    return tuple(found)


def owners(model: SiteModel) -> dict[str, tuple[str, ...]]:
    """Return the addresses of members' own sites, and whose they are."""
    return model.remember("owners", lambda: _owners(model))


def _owners(model: SiteModel) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for entry in model.site.entries.values():
        fields = entry.fields
        if isinstance(fields, Profile) and fields.listed:
            for link in fields.links:
                is_web = link.url.startswith(("https://", "http://"))
                if is_web and link.platform.lower() in _OWN and not link.url.startswith(model.site.config.base_url):
                    found[link.url][entry.id] = None
    return {url: tuple(ids) for url, ids in sorted(found.items())}


def _by_member(model: SiteModel, lang: str) -> dict[str, tuple[ElsewherePost, ...]]:
    found: defaultdict[str, list[ElsewherePost]] = defaultdict(list)
    for post in _posts(model, lang):
        found[post.person.id].append(post)
    return {id: tuple(posts) for id, posts in found.items()}


def _posts(model: SiteModel, lang: str) -> tuple[ElsewherePost, ...]:
    return model.remember(("elsewhere", lang), lambda: _newest_first(model, lang))


def _newest_first(model: SiteModel, lang: str) -> tuple[ElsewherePost, ...]:
    """One of several who write a site stands for all of them: the first."""
    found: dict[str, tuple[Elsewhere, Outpost, Person]] = {}
    known = _known(model)
    for url, ids in owners(model).items():
        person = next(iter(cards.persons(model, ids, lang)), None)
        for entry in known[url].entries if url in known and person else ():
            assert person is not None
            found.setdefault(entry.url, (entry, known[url], person))
    newest = sorted(found.values(), key=lambda item: (item[0].date, item[0].url), reverse=True)
    return tuple(
        ElsewherePost(person, entry.title, entry.url, entry.date, entry.summary, site.title, site.lang)
        for entry, site, person in newest
    )


def _known(model: SiteModel) -> dict[str, Outpost]:
    return {site.url: site for site in model.planet.sites}


def answers(model: SiteModel, entry: AnyEntry) -> AnswersElsewhere | None:
    """Return what other sites answered to an entry; None for nothing."""
    if not model.webmentions:
        return None
    found = model.remember("answers", lambda: _by_page(model)).get(_place(model.routes.entry(entry.key)), [])
    said = [one for one in found if one.kind in ("reply", "mention")]
    count = {kind: sum(one.kind == kind for one in found) for kind in ("like", "repost")}
    return AnswersElsewhere(count["like"], count["repost"], tuple(said[-_SHOWN:])) if found else None


def _by_page(model: SiteModel) -> dict[str, list[Webmention]]:
    """Return the answers to each page of this site, at its present address or a former one; one of each source and
    kind, the oldest first."""
    base = urlsplit(model.site.config.base_url)
    former = {
        _place(alias): _place(model.routes.entry(entry.key))
        for entry in model.site.entries.values()
        for alias in entry.fields.aliases
        if alias.startswith("/")
    }
    found: defaultdict[str, dict[tuple[str, str], Webmention]] = defaultdict(dict)
    for one in sorted(model.webmentions, key=lambda one: (one.date, one.source)):
        target = urlsplit(one.target)
        if (target.hostname, target.port) == (base.hostname, base.port) and target.path.startswith(base.path):
            place = _place(target.path[len(base.path) :])
            found[former.get(place, place)][one.source, one.kind] = one
    return {place: list(each.values()) for place, each in found.items()}


def _place(path: str) -> str:
    """Return a path as one spelling of all that lead to one page."""
    return unquote(path).strip("/").removesuffix("index.html").strip("/").casefold()
