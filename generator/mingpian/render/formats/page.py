"""HTML pages: an answer or two, a template, and what every page's head says."""

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from mingpian.content import markdown
from mingpian.content.kinds import kinds
from mingpian.plan import outputs
from mingpian.plan.outputs import Output
from mingpian.plan.routes import sibling_url, url_of
from mingpian.queries.fragments import Alternate, Feed, Image
from mingpian.queries.network import KINDS as TIES
from mingpian.queries.ownership.rights import Rights
from mingpian.queries.views import Listing, SiteView
from mingpian.render import structured
from mingpian.render.body.bodies import body_html
from mingpian.render.body.side_notes import with_side_notes
from mingpian.render.context import RenderContext
from mingpian.render.drawing import network_map, share_picture
from mingpian.render.format import Format
from mingpian.render.formats import qr, share
from mingpian.render.notices import Notice, stated_on
from mingpian.render.reading.twins import twin_of_page
from mingpian.render.search.choices import choices
from mingpian.render.words import Words
from mingpian.site.model import SiteModel

_TOPICS = 24  # that a search without a question offers
_LATEST = 4  # essays where there is nothing else
_FIRST = 8  # names in a list by which it is described


class PageHead(msgspec.Struct, frozen=True, kw_only=True):
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
    markdown: str = ""  # URL of the page as Markdown
    rights: Rights | None = None  # to the entry, or else to the site, if anything is stated
    notice: Notice | None = None  # what is said of them

    @property
    def twitter_card(self) -> str:
        """The type of card (X) that cuts less off the picture: one twice as wide as high, or a square."""
        width, height = self.image_size
        return "summary_large_image" if width * width > 2 * height * height else "summary"


class PageView(msgspec.Struct, frozen=True):
    """A template, what its head says, and the values that it shows."""

    template: str
    head: dict[str, Any]
    values: dict[str, Any]


def plan(model: SiteModel) -> tuple[Output, ...]:
    """Plan every page."""
    return outputs.pages(model)


def render(output: Output, context: RenderContext) -> bytes:
    """Draw a page."""
    queries, lang = context.queries, output.lang
    url = url_of(output.path)
    subject, *arguments = output.subject
    root = queries.config.base_path if subject == "missing" else _root(url)
    page, site = _PAGES[subject](context, lang, root, *arguments), queries.site(lang)
    hidden = bool(page.head.get("noindex"))
    described = {
        "title": site.title,
        "url": url,
        "menu": url if url in (site.search_url, *(item.url for item in site.menu)) else "",
        "canonical": queries.config.base_url + url,
        "lang": lang,
        **_shown_with(page.head.get("image"), site, url if subject == "entry" and not hidden else "", page.head),
        "code": "" if "qr" in queries.config.without else qr.of_page(output),
        **page.head,
    }
    words, home = context.theme.words(lang), page.values.get("home")
    entry = page.values.get("entry") if home is None or home.is_profile else None
    stated = rights, notice = stated_on(queries, words, lang, entry, described["canonical"], home is not None)
    twin = twin_of_page(queries.config, subject, url, hidden, rights)
    described |= {"rights": rights, "notice": notice, "markdown": twin}
    described["json_ld"] = Markup(structured.graph(queries, output.subject, lang, url, words.lists, stated))
    described["feeds"] = tuple(dict.fromkeys((*site.feeds, *described.get("feeds", ()))))
    if not described.get("description"):
        about = site.description or site.voice or site.title
        described["description"] = f"{described['title']}{words.colon}{about}"
    shown = {"page": PageHead(**described), "root": root, "site": site}
    return _draw(context, page.template, lang, shown | page.values)


def _shown_with(image: Image | None, site: SiteView, page: str, head: dict[str, Any]) -> dict[str, Any]:
    """Return the picture with which a page is shared, and its words: the page's own, else the one drawn for it or for
    the front page (`page` is its URL, or empty), else the site's mark."""
    title = head.get("title") or site.title
    if image is None and share.FORMAT.name not in site.without:
        address = site.base_url + sibling_url(page or site.home, share.NAME)
        said = title if page else site.voice or site.description or site.title
        return {"image_url": address, "image_size": (share_picture.WIDTH, share_picture.HEIGHT), "image_alt": said}
    shown = image or site.logo
    if shown is None:
        return {}
    said = shown.alt or (title if image else site.title)
    return {"image_url": shown.at(site.base_url), "image_size": (shown.width, shown.height), "image_alt": said}


def _draw(context: RenderContext, name: str, lang: str, values: dict[str, Any]) -> bytes:
    template = context.environment.get_template(name)
    return template.render(
        values, t=context.theme.words(lang), lang=lang, ask=context.queries, data=context.queries.data
    ).encode()


def _root(url: str) -> str:
    return "../" * url.count("/") or "./"


def _entry(context: RenderContext, lang: str, root: str, key: str) -> PageView:
    queries = context.queries
    entry, card, entry_context = queries.entry(key), queries.card(key), queries.context(key)
    assert card is not None
    body = queries.body(key)
    kind = kinds()[entry.kind]
    head: dict[str, Any] = {
        "kind": entry.kind,
        "key": key,
        "title": entry.title or entry.summary[:40],
        "description": entry.summary or card.headline,
        "alternates": entry_context.alternates,
        "feeds": entry_context.feeds,
        "image": card.image,
        "noindex": not entry.fields.listed or bool(card.state),
    }
    canonical = getattr(entry.fields, "canonical", "")
    if canonical:
        head["canonical"] = canonical
    values = {
        "entry": entry,
        "card": card,
        "context": entry_context,
        "body": Markup(with_side_notes(body_html(context, entry, root))),
        "toc": markdown.toc(body),
        "episode": queries.episode(key) if entry.fields.audio.src else None,
        **({kind.question: getattr(queries, kind.question)(key)} if kind.question else {}),
    }
    return PageView(getattr(entry.fields, "template", "") or kind.template, head, values)


def _home(context: RenderContext, lang: str, root: str) -> PageView:
    queries = context.queries
    home, site = queries.home(lang), queries.site(lang)
    owner, values = home.owner, dict[str, Any](home=home)
    if owner:
        entry = queries.entry(owner.key)
        values |= {"entry": entry, "body": Markup(body_html(context, entry, root))}
        values |= {"context": queries.context(owner.key)} if home.is_profile else {}
    head = {
        "kind": "home",
        "description": site.description or (owner.headline if owner else ""),
        "alternates": queries.homes(),
        "image": owner.image if owner else None,
        "feeds": values["context"].feeds if home.is_profile else (),
    }
    return PageView("home.html", head, values)


def _introduced(context: RenderContext, listing: Listing, root: str) -> dict[str, Any]:
    """Return what a template shows of a list, and the text of the page that introduces it."""
    key = listing.introduction
    body = body_html(context, context.queries.entry(key), root) if key else ""
    return {"listing": listing, "introduction": Markup(body)}


def _list(context: RenderContext, lang: str, root: str, group: str, slug: str, page: str) -> PageView:
    listing = context.queries.listing(group, slug, lang, page)
    head = {**_heading(context, listing, lang), "kind": "list"}
    if group == "kind":  # its feeds have their name from the theme, as it has
        head["feeds"] = [replace(feed, title=f"{head['title']} · {feed.title}") for feed in listing.feeds]
    return PageView("list.html", head, _introduced(context, listing, root))


def _whole(name: str, context: RenderContext, lang: str, root: str) -> PageView:
    """Draw a list that is one page, by the question of its name."""
    listing = getattr(context.queries, name)(lang)
    head = {**_heading(context, listing, lang), "kind": name}
    return PageView(f"{name}.html", head, _introduced(context, listing, root))


def _subscribe(context: RenderContext, lang: str, root: str) -> PageView:
    listing = context.queries.subscription(lang)
    shown = [one for one in context.queries.channels() if one.lang == lang and one.scope in ("site", "kind")]
    head = {**_heading(context, listing, lang), "kind": "subscribe"}
    return PageView("subscribe.html", head, {**_introduced(context, listing, root), "channels": shown})


def _terms(context: RenderContext, lang: str, root: str, group: str) -> PageView:
    listing = context.queries.index(group, lang)
    head = {**_heading(context, listing, lang), "kind": "terms"}
    return PageView("terms.html", head, _introduced(context, listing, root))


def _heading(context: RenderContext, listing: Listing, lang: str) -> dict[str, Any]:
    words = context.theme.words(lang)
    own = words.speaking(language=words.language(listing.title)) if listing.name == "speaks" else listing.title
    title = own or words.lists.get(listing.name, listing.name)
    shown = (*listing.cards, *(card for year in listing.years for card in year.cards))
    names = [*(card.title for card in shown), *(term.name for term in listing.terms)]
    about = context.queries.entry(listing.introduction).summary if listing.introduction else ""
    return {
        "title": title,
        "description": about or _summary_of_list(title, names, words),
        "feeds": listing.feeds,
        "alternates": listing.alternates,
        "noindex": listing.page > 1,
    }


def _summary_of_list(title: str, names: list[str], words: Words) -> str:
    """Say what a list has in it by its first names; empty when these say nothing."""
    told = [name for name in names[:_FIRST] if name]
    return f"{title}{words.colon}{words.comma.join(told)}" if told else ""


def _topic(context: RenderContext, lang: str, _root: str, key: str) -> PageView:
    topic = context.queries.topic(key, lang)
    names = [card.title for card in (*topic.offered_by, *topic.services, *topic.works, *topic.essays)]
    told = _summary_of_list(topic.term.name, names, context.theme.words(lang))
    head = {"kind": "topic", "title": topic.term.name, "description": told, "alternates": topic.alternates}
    return PageView("topic.html", head, {"topic": topic})


def _map(context: RenderContext, lang: str, root: str, circle: str) -> PageView:
    queries, words = context.queries, context.theme.words(lang)
    network = queries.network(circle, lang)
    title = words.map_of(circle=network.within.name) if network.within else words.lists["map"]
    values = {
        "network": network,
        "drawing": network_map.draw(network, root, title),
        "rows": network_map.node_rows(network),
        "kinds": [kind for kind in TIES if any(tie.kind == kind for tie in network.ties)],
        "whole": next((term.url for term in queries.site(lang).indexes if term.name == "map"), ""),
    }
    return PageView("map.html", {"kind": "map", "title": title, "alternates": network.alternates}, values)


def _search(context: RenderContext, lang: str, _root: str) -> PageView:
    words, queries = context.theme.words(lang), context.queries
    head = {"kind": "search", "title": words.search, "alternates": queries.site(lang).searches, "noindex": True}
    narrowed_by = [name for name, some in choices(queries, words, lang).items() if len(some) > 1]
    topics = queries.index("topics", lang).terms[:_TOPICS]
    return PageView("search.html", head, {"topics": topics, "narrowed_by": narrowed_by})


def _missing(context: RenderContext, lang: str, _root: str) -> PageView:
    head = {"kind": "missing", "title": context.theme.words(lang).not_found, "noindex": True}
    return PageView("404.html", head, {"latest": context.queries.home(lang).essays[:_LATEST]})


_PAGES: dict[str, Callable[..., PageView]] = {
    "entry": _entry,
    "home": _home,
    "list": _list,
    "archive": partial(_whole, "archive"),
    "elsewhere": partial(_whole, "elsewhere"),
    "subscribe": _subscribe,
    "terms": _terms,
    "topic": _topic,
    "map": _map,
    "search": _search,
    "missing": _missing,
}

FORMAT = Format("page", plan, render, ("jinja2",))
