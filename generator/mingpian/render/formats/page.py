"""HTML pages: an answer or two, a template, and what every page's head says."""

from collections.abc import Callable
from typing import Any

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from mingpian.content import markdown
from mingpian.content.kinds import kinds
from mingpian.model.network import KINDS as TIES
from mingpian.model.pieces import Alternate, Feed, Image
from mingpian.model.views import Listing, SiteView
from mingpian.model.world import World
from mingpian.plan import outputs
from mingpian.plan.outputs import Output
from mingpian.plan.routes import beside, url_of
from mingpian.render import drawing, sharing, structured
from mingpian.render.bodies import html_of
from mingpian.render.format import Format
from mingpian.render.formats import qr, share
from mingpian.render.side_notes import with_side_notes
from mingpian.render.studio import Studio
from mingpian.render.words import Words

_FIRST = 8  # names in a list by which it is described


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What templates know as `page`: the page itself, as its head describes it."""

    kind: str
    key: str = ""
    menu: str = ""  # URL of the item of the menu that leads here
    title: str
    description: str = ""
    url: str
    canonical: str
    lang: str
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[Feed, ...] = ()
    image: Image | None = None
    image_url: str = ""  # what is shown where the page is passed on
    image_size: tuple[int, int] = (0, 0)
    image_alt: str = ""  # what it shows, in words
    noindex: bool = False
    json_ld: Markup = Markup()
    code: str = ""  # URL of its QR code

    @property
    def twitter_card(self) -> str:
        """The type of card (X) that cuts less off the picture: one twice as wide as high, or a square."""
        width, height = self.image_size
        return "summary_large_image" if width * width > 2 * height * height else "summary"


class Page(msgspec.Struct, frozen=True):
    """A template, what its head says, and the values that it shows."""

    template: str
    head: dict[str, Any]
    values: dict[str, Any]


def plan(world: World) -> tuple[Output, ...]:
    """Plan every page."""
    return outputs.pages(world)


def render(output: Output, studio: Studio) -> bytes:
    """Draw a page."""
    ask, lang = studio.ask, output.lang
    url = url_of(output.path)
    subject, *arguments = output.subject
    root = ask.config.base_path if subject == "missing" else _root(url)
    page = _PAGES[subject](studio, lang, root, *arguments)
    site = ask.site(lang)
    image: Image | None = page.head.get("image")
    described = {
        "title": site.title,
        "url": url,
        "menu": url if url in (site.search_url, *(item.url for item in site.menu)) else "",
        "canonical": ask.config.base_url + url,
        "lang": lang,
        **_shown_with(image, site, url if subject == "entry" and not page.head.get("noindex") else "", page.head),
        "json_ld": Markup(structured.graph(ask, output.subject, lang, url, studio.theme.words(lang).lists)),
        "code": "" if "qr" in ask.config.without else qr.of_page(output),
        **page.head,
    }
    described["feeds"] = tuple(dict.fromkeys((*site.feeds, *described.get("feeds", ()))))
    if not described.get("description"):
        about = site.description or site.voice or site.title
        described["description"] = f"{described['title']}{studio.theme.words(lang).colon}{about}"
    return _draw(studio, page.template, lang, {"page": Head(**described), "root": root, "site": site, **page.values})


def _shown_with(image: Image | None, site: SiteView, page: str, head: dict[str, Any]) -> dict[str, Any]:
    """Return the picture with which a page is shared, and its words: the page's own, else the one drawn for it or for
    the front page (`page` is its URL, or empty), else the site's mark."""
    title = head.get("title") or site.title
    if image is None and share.FORMAT.name not in site.without:
        address = site.base_url + beside(page or site.home, share.NAME)
        said = title if page else site.voice or site.description or site.title
        return {"image_url": address, "image_size": (sharing.WIDTH, sharing.HEIGHT), "image_alt": said}
    shown = image or site.logo
    if shown is None:
        return {}
    said = shown.alt or (title if image else site.title)
    return {"image_url": shown.at(site.base_url), "image_size": (shown.width, shown.height), "image_alt": said}


def _draw(studio: Studio, name: str, lang: str, values: dict[str, Any]) -> bytes:
    template = studio.environment.get_template(name)
    return template.render(values, t=studio.theme.words(lang), lang=lang, ask=studio.ask, data=studio.ask.data).encode()


def _root(url: str) -> str:
    return "../" * url.count("/") or "./"


def _entry(studio: Studio, lang: str, root: str, key: str) -> Page:
    ask = studio.ask
    entry, card, context = ask.entry(key), ask.card(key), ask.context(key)
    assert card is not None
    body = ask.body(key)
    kind = kinds()[entry.kind]
    head: dict[str, Any] = {
        "kind": entry.kind,
        "key": key,
        "title": entry.title or entry.summary[:40],
        "description": entry.summary or card.headline,
        "alternates": context.alternates,
        "feeds": context.feeds,
        "image": card.image,
        "noindex": not entry.fields.listed or bool(card.state),
    }
    canonical = getattr(entry.fields, "canonical", "")
    if canonical:
        head["canonical"] = canonical
    values = {
        "entry": entry,
        "card": card,
        "context": context,
        "body": Markup(with_side_notes(html_of(studio, entry, root))),
        "toc": markdown.toc(body),
        **_VALUES.get(entry.kind, _nothing)(studio, key),
    }
    return Page(getattr(entry.fields, "template", "") or kind.template, head, values)


def _nothing(_studio: Studio, _key: str) -> dict[str, Any]:
    return {}


_VALUES: dict[str, Callable[[Studio, str], dict[str, Any]]] = {
    "members": lambda studio, key: {"profile": studio.ask.profile(key)},
    "circles": lambda studio, key: {"circle": studio.ask.circle(key)},
}


def _home(studio: Studio, lang: str, root: str) -> Page:
    ask = studio.ask
    home, site = ask.home(lang), ask.site(lang)
    values: dict[str, Any] = {"home": home}
    owner = home.owner
    if owner:
        values |= {"entry": ask.entry(owner.key), "body": Markup(html_of(studio, ask.entry(owner.key), root))}
    head = {
        "kind": "home",
        "description": site.description or (owner.headline if owner else ""),
        "alternates": ask.homes(),
        "image": owner.image if owner else None,
    }
    return Page("home.html", head, values)


def _introduced(studio: Studio, listing: Listing, root: str) -> dict[str, Any]:
    """Return what a template shows of a list, and the text of the page that introduces it."""
    key = listing.introduction
    body = html_of(studio, studio.ask.entry(key), root) if key else ""
    return {"listing": listing, "introduction": Markup(body)}


def _list(studio: Studio, lang: str, root: str, group: str, slug: str, page: str) -> Page:
    listing = studio.ask.listing(group, slug, lang, page)
    head = {**_heading(studio, listing, lang), "kind": "list"}
    if group == "kind":  # its feeds have their name from the theme, as it has
        head["feeds"] = [replace(feed, title=f"{head['title']} · {feed.title}") for feed in listing.feeds]
    return Page("list.html", head, _introduced(studio, listing, root))


def _archive(studio: Studio, lang: str, root: str) -> Page:
    listing = studio.ask.archive(lang)
    head = {**_heading(studio, listing, lang), "kind": "archive"}
    return Page("archive.html", head, _introduced(studio, listing, root))


def _elsewhere(studio: Studio, lang: str, root: str) -> Page:
    listing = studio.ask.elsewhere(lang)
    head = {**_heading(studio, listing, lang), "kind": "elsewhere"}
    return Page("elsewhere.html", head, _introduced(studio, listing, root))


def _terms(studio: Studio, lang: str, root: str, group: str) -> Page:
    listing = studio.ask.index(group, lang)
    head = {**_heading(studio, listing, lang), "kind": "terms"}
    return Page("terms.html", head, _introduced(studio, listing, root))


def _heading(studio: Studio, listing: Listing, lang: str) -> dict[str, Any]:
    words = studio.theme.words(lang)
    title = listing.title or words.lists.get(listing.name, listing.name)
    shown = (*listing.cards, *(card for year in listing.years for card in year.cards))
    names = [*(card.title for card in shown), *(term.name for term in listing.terms)]
    about = studio.ask.entry(listing.introduction).summary if listing.introduction else ""
    return {
        "title": title,
        "description": about or _told(title, names, words),
        "feeds": listing.feeds,
        "alternates": listing.alternates,
        "noindex": listing.page > 1,
    }


def _told(title: str, names: list[str], words: Words) -> str:
    """Say what a list has in it by its first names; empty when these say nothing."""
    told = [name for name in names[:_FIRST] if name]
    return f"{title}{words.colon}{words.comma.join(told)}" if told else ""


def _topic(studio: Studio, lang: str, _root: str, key: str) -> Page:
    topic = studio.ask.topic(key, lang)
    names = [card.title for card in (*topic.offered_by, *topic.services, *topic.works, *topic.essays)]
    told = _told(topic.term.name, names, studio.theme.words(lang))
    head = {"kind": "topic", "title": topic.term.name, "description": told, "alternates": topic.alternates}
    return Page("topic.html", head, {"topic": topic})


def _map(studio: Studio, lang: str, root: str, circle: str) -> Page:
    ask, words = studio.ask, studio.theme.words(lang)
    network = ask.network(circle, lang)
    title = words.map_of(circle=network.within.name) if network.within else words.lists["map"]
    values = {
        "network": network,
        "drawing": drawing.draw(network, root, title),
        "rows": drawing.rows(network),
        "kinds": [kind for kind in TIES if any(tie.kind == kind for tie in network.ties)],
        "whole": next((term.url for term in ask.site(lang).indexes if term.name == "map"), ""),
    }
    return Page("map.html", {"kind": "map", "title": title, "alternates": network.alternates}, values)


def _search(studio: Studio, lang: str, _root: str) -> Page:
    title = studio.theme.words(lang).search
    alternates = studio.ask.site(lang).searches
    return Page("search.html", {"kind": "search", "title": title, "alternates": alternates, "noindex": True}, {})


def _missing(studio: Studio, lang: str, _root: str) -> Page:
    title = studio.theme.words(lang).not_found
    return Page("404.html", {"kind": "missing", "title": title, "noindex": True}, {})


_PAGES: dict[str, Callable[..., Page]] = {
    "entry": _entry,
    "home": _home,
    "list": _list,
    "archive": _archive,
    "elsewhere": _elsewhere,
    "terms": _terms,
    "topic": _topic,
    "map": _map,
    "search": _search,
    "missing": _missing,
}

FORMAT = Format("page", plan, render)
