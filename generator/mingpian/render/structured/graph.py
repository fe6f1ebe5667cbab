"""Structured data: what a page is about, as one JSON-LD graph (schema.org) whose ids are the same on every page.

People are `<base>#members/<slug>` in every language; the site `#website`; a community `#organization`; what an entry
is about `<its page>#main`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from mingpian.content.kinds import kinds
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card, Crumb
from mingpian.queries.ownership.rights import Rights
from mingpian.render.notices import Notice
from mingpian.render.structured.episodes import episode_nodes
from mingpian.render.structured.kinds import main_entity
from mingpian.render.structured.nodes import Node, Scene, node, schema_date
from mingpian.render.structured.rights import with_rights

Stated = tuple[Rights | None, Notice | None]

_NO_MARKUP = tuple((char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029")
_MAIL = re.compile(r"(?<=[\w.+-])@(?=[\w-])")  # as text it would be collected; read as JSON it is the same


def graph(
    ask: Queries,
    subject: tuple[str, ...],
    lang: str,
    url: str,
    names: Mapping[str, str] | None = None,
    stated: Stated = (None, None),
) -> str:
    """Return the graph of a page, safe inside `<script type="application/ld+json">`.

    `subject` is that of the page's output, `url` its address; `names` are the words for kinds and groups in `lang`;
    `stated` are the rights to the entry that it shows, or else to the site, and their notice.
    """
    scene = Scene(ask, lang, url, ask.site(lang), names or {})
    about, *arguments = subject
    found = _ABOUT[about](scene, *arguments) if about in _ABOUT else []
    website = _website(scene)
    notice = stated[1]
    if notice is None or notice.is_of_page:
        found = with_rights(scene, found, *stated)
    else:
        (website,) = with_rights(scene, [website], *stated)
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": [website, *found]}).decode()
    for char, escaped in _NO_MARKUP:  # five quick scans; str.translate looks at every character
        text = text.replace(char, escaped)
    return _MAIL.sub("\\\\u0040", text) if "email" in text else text


def _website(scene: Scene) -> Node:
    site = scene.site
    return node(
        "WebSite",
        id=scene.base + "#website",
        url=scene.base + site.home,
        name=site.title,
        description=site.description,
        inLanguage=[home.lang for home in site.languages],
        publisher=scene.publisher(),
    )


def _home(scene: Scene) -> list[Node]:
    """The owner's profile; of a community, the organisation."""
    home = scene.queries.home(scene.lang)
    if scene.site.is_community or home.owner is None:
        logo = scene.image(scene.site.logo)
        about = node(
            "Organization",
            id=scene.base + "#organization",
            name=scene.site.title,
            url=scene.base,
            description=scene.site.description,
            slogan=scene.site.voice,
            logo=logo,
            email=scene.site.email,
            sameAs=[link.url for link in scene.site.links if link.url.startswith("http")],
        )
        return [_page(scene, "WebPage", scene.site.title, about={"@id": about["@id"]}), about]
    owner = scene.queries.entry(home.owner.key)
    person = main_entity(scene, owner, home.owner, scene.queries.context(owner.key))
    return [_page(scene, "ProfilePage", home.owner.title, mainEntity={"@id": person["@id"]}), person]


def _entry(scene: Scene, key: str) -> list[Node]:
    queries = scene.queries
    entry, card, entry_context = queries.entry(key), queries.card(key), queries.context(key)
    assert card is not None
    crumbs = _breadcrumbs(scene, entry_context.crumbs, card.title or card.summary[:40])
    dates = {
        "datePublished": schema_date(scene, card.date),
        "dateModified": schema_date(scene, card.updated or card.date),
    }
    kind = kinds()[entry.kind].json_ld
    if kind == "WebPage":  # it is about nothing but itself
        return [_page(scene, "WebPage", card.title, description=card.summary, **dates), *crumbs]
    about = main_entity(scene, entry, card, entry_context)
    form = "ProfilePage" if kind == "Person" else "WebPage"
    if form == "ProfilePage":
        dates = {"dateCreated": dates["datePublished"], "dateModified": dates["dateModified"]}
    page = _page(scene, form, card.title, mainEntity={"@id": about["@id"]}, **dates)
    return [page, about, *episode_nodes(scene, entry, card), *crumbs]


def _list(scene: Scene, group: str, slug: str, page: str) -> list[Node]:
    listing = scene.queries.listing(group, slug, scene.lang, page)
    name = listing.title or scene.names.get(listing.name, listing.name)
    first = 1 + (listing.page - 1) * scene.queries.config.page_size
    return [_collection(scene, name, listing.cards, first), *_breadcrumbs(scene, listing.crumbs, name)]


def _topic(scene: Scene, key: str) -> list[Node]:
    topic = scene.queries.topic(key, scene.lang)
    cards = (*topic.offered_by, *topic.services, *topic.works, *topic.essays, *topic.circles)
    return [_collection(scene, topic.term.name, cards, 1), *_breadcrumbs(scene, topic.crumbs, topic.term.name)]


def _collection(scene: Scene, name: str, cards: tuple[Card, ...], first: int) -> Node:
    elements = [
        {"@type": "ListItem", "position": first + at, "url": scene.base + card.url, "name": card.title or card.summary}
        for at, card in enumerate(cards)
    ]
    return _page(scene, "CollectionPage", name, mainEntity=node("ItemList", itemListElement=elements))


def _page(scene: Scene, form: str, name: str, **more: Any) -> Node:
    return node(
        form,
        id=scene.page,
        url=scene.page,
        name=name,
        inLanguage=scene.lang,
        isPartOf={"@id": scene.base + "#website"},
        **more,
    )


def _breadcrumbs(scene: Scene, crumbs: tuple[Crumb, ...], here: str) -> list[Node]:
    """Return the way from the front page; none to pages that stand directly below it."""
    if not crumbs:
        return []
    way = [(scene.site.title, scene.base + scene.site.home)]
    way += [
        (scene.names.get(crumb.name, crumb.name) if crumb.is_list else crumb.name, scene.base + crumb.url)
        for crumb in crumbs
    ]
    way.append((here, scene.page))
    elements = [
        {"@type": "ListItem", "position": at, "name": name, "item": address}
        for at, (name, address) in enumerate(way, 1)
    ]
    return [node("BreadcrumbList", id=scene.page + "#breadcrumbs", itemListElement=elements)]


_ABOUT: dict[str, Callable[..., list[Node]]] = {"entry": _entry, "home": _home, "list": _list, "topic": _topic}
