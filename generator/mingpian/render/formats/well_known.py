"""What programs find of a site when they know nothing but its host (RFC 8615): `.well-known/mingpian.json`, where its
people, feeds and lists are, with a schema that describes it; and on request the owner's account (WebFinger, RFC 7033).

A static host gives the same account to whoever asks for any: who asks has to look at `subject`, as the RFC says.
"""

from collections.abc import Iterator
from urllib.parse import quote

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.kinds.event import EVENTS
from mingpian.plan.outputs import Output
from mingpian.queries.facade import Queries
from mingpian.render.context import RenderContext
from mingpian.render.described import described_json, schema_of
from mingpian.render.format import Format
from mingpian.render.formats import ical, opml, people, sitemap
from mingpian.schema.references import slug_in
from mingpian.site.model import SiteModel

FOLDER = ".well-known/"
SITE, SCHEMA, FINGER = FOLDER + "mingpian.json", FOLDER + "mingpian.schema.json", FOLDER + "webfinger"

_PROFILE, _AVATAR = "http://webfinger.net/rel/profile-page", "http://webfinger.net/rel/avatar"
_SAFE = "!$&'()*+,;="  # what an account (RFC 7565, section 7) holds as it is, beside what every address does
_UPDATES = "http://schemas.google.com/g/2010#updates-from"


class FeedAt(msgspec.Struct, frozen=True):
    """A feed of the whole site."""

    url: str
    """Address."""
    format: str
    """`rss`, `atom` or `json`."""
    lang: str
    """Language of its entries (BCP 47)."""


class SiteAt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A site and where its parts are. Addresses are whole."""

    schema: str = msgspec.field(name="$schema")
    """Address of this description."""
    software: str = "mingpian"
    """What made the site."""
    url: str
    """Address of the site."""
    title: str
    """Title, in the site's first language."""
    languages: tuple[str, ...]
    """Languages that it is written in (BCP 47), the first one first."""
    owner: str = ""
    """Address of the owner's page."""
    people: str = ""
    """Address of the members as data, for a site of several."""
    feeds: tuple[FeedAt, ...] = ()
    """Feeds of the whole site."""
    subscriptions: str = ""
    """Address of all its feeds as a list for feed readers (OPML)."""
    blogroll: str = ""
    """Address of the members' own sites as a list for feed readers (OPML)."""
    calendar: str = ""
    """Address of its events (iCalendar)."""
    sitemap: str = ""
    """Address of its sitemap."""


class AccountLink(msgspec.Struct, frozen=True, omit_defaults=True):
    """A link of an account (RFC 7033, 4.4.4)."""

    rel: str
    href: str
    type: str = ""


class Account(msgspec.Struct, frozen=True):
    """An account (JRD; RFC 7033, 4.4)."""

    subject: str
    aliases: tuple[str, ...]
    links: tuple[AccountLink, ...]


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the files of a site that has its host to itself, unless it has its own."""
    config, lang = model.site.config, model.site.config.default_lang
    asked = {SITE: True, SCHEMA: True, FINGER: may_have_account(config, bool(model.site.owner))}
    for path, is_asked in asked.items():
        if is_asked and config.base_path == "/" and f"static/{path}" not in model.links.files:
            yield Output(path, "well_known", (), lang)


def may_have_account(config: SiteConfig, has_owner: bool) -> bool:
    """Tell whether the owner's account is asked for and can be found: programs look at the root of the host alone."""
    return config.signals.webfinger and has_owner and config.base_path == "/"


def render(output: Output, context: RenderContext) -> bytes:
    """Write one of them."""
    queries = context.queries
    if output.path == SCHEMA:
        return schema_of(SiteAt, (FeedAt,), queries.config.base_url + SCHEMA)
    return described_json(_account(queries, output.lang) if output.path == FINGER else _site(queries, output.lang))


def _site(ask: Queries, lang: str) -> SiteAt:
    config, site = ask.config, ask.site(lang)
    feeds = tuple(
        FeedAt(config.base_url + feed.url, feed.format, one.lang)
        for one in site.languages
        for feed in ask.site(one.lang).feeds
    )

    def at(path: str, form: str, is_there: bool) -> str:
        return config.base_url + path if is_there and form not in config.without else ""

    return SiteAt(
        schema=config.base_url + SCHEMA,
        url=config.base_url,
        title=site.title,
        languages=config.languages,
        owner=config.base_url + site.owner.url if site.owner else "",
        people=at(people.PATH, "people", site.is_community),
        feeds=feeds,
        subscriptions=at(opml.PATH, "opml", bool(feeds)),
        blogroll=at(opml.BLOGROLL, "opml", bool(ask.own_sites())),
        calendar=at(ical.WHOLE, "ical", bool(ask.keys(EVENTS, lang))),
        sitemap=at(sitemap.PATH, "sitemap", True),
    )


def _account(ask: Queries, lang: str) -> Account:
    config, site = ask.config, ask.site(lang)
    owner, base = site.owner, config.base_url
    assert owner is not None
    links = [AccountLink(_PROFILE, base + owner.url, "text/html")]
    links += [AccountLink(_AVATAR, owner.photo.at(base))] if owner.photo else []
    links += [
        AccountLink(_UPDATES, base + feed.url, "application/atom+xml") for feed in site.feeds if feed.format == "atom"
    ]
    links += [AccountLink("me", link.url) for link in site.links if link.url.startswith("https://")]
    name, host = quote(slug_in(owner.id), safe=_SAFE), quote(config.host, safe=_SAFE + ":[]")
    return Account(f"acct:{name}@{host}", (base, base + owner.url), tuple(links))


FORMAT = Format("well_known", plan, render)
