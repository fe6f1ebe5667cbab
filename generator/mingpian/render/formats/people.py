"""people.json: what the members' pages say, for programs; and people.schema.json, which describes it.

One file for the whole site, in its first language. Only what is public, only members who are listed.
"""

from collections.abc import Iterator

import msgspec

from mingpian.content.kinds.member import MEMBERS, MemberCard, Profile
from mingpian.plan.outputs import Output
from mingpian.plan.routes import sibling_url
from mingpian.queries.facade import Queries
from mingpian.render.context import RenderContext
from mingpian.render.described import described_json, schema_of
from mingpian.render.format import Format
from mingpian.render.formats.vcard import FILES
from mingpian.site.lists import has_list
from mingpian.site.model import SiteModel

PATH, SCHEMA = "people.json", "people.schema.json"


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """An account or a site of a member."""

    url: str = ""
    """Address; empty for platforms whose accounts have none."""
    platform: str = ""
    """Platform, such as `github` or `wechat`."""
    handle: str = ""
    """Name of the account."""


class Topic(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that a member helps with or looks for."""

    topic: str
    """Name of the topic."""
    text: str = ""
    """What exactly, in a sentence."""


class Vouched(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another member's word for a member, which both published."""

    by: str
    """Id of the member who gives it."""
    why: str = ""
    """What they say."""
    since: str = ""
    """ISO 8601 date."""


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member of the site."""

    id: str
    """Identity on this site, the same in every language: `members/` and a slug."""
    url: str
    """Address of their page."""
    name: str
    """Name, as they write it."""
    card: str = ""
    """Address of their vCard."""
    name_latin: str = ""
    """Name in Latin letters."""
    headline: str = ""
    """Whom they help to do what."""
    photo: str = ""
    """Address of their portrait."""
    city: str = ""
    """City where they live."""
    org: str = ""
    """Company, studio or school."""
    role: str = ""
    """What they do there."""
    languages: tuple[str, ...] = ()
    """Languages that they speak (BCP 47)."""
    offers: tuple[Topic, ...] = ()
    """What they can help with."""
    asks: tuple[Topic, ...] = ()
    """What they are looking for now."""
    links: tuple[Link, ...] = ()
    """Accounts and sites of their own."""
    contact: dict[str, str] = {}
    """Ways to reach them that they made public."""
    circles: tuple[str, ...] = ()
    """Names of the circles that they belong to."""
    vouched_by: tuple[Vouched, ...] = ()
    """Who vouches for them."""


class People(msgspec.Struct, frozen=True, kw_only=True):
    """The members of a site."""

    schema: str = msgspec.field(name="$schema")
    """Address of this description."""
    site: str
    """Address of the site."""
    title: str
    """Title of the site."""
    members: tuple[Member, ...]
    """All listed members."""


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan both files for a site with more than one member."""
    lang = model.site.config.default_lang
    if has_list(model.site, MEMBERS, lang):
        yield Output(PATH, "people", (), lang)
        yield Output(SCHEMA, "people", (), lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write the people, or the schema (JSON Schema 2020-12)."""
    queries, lang = context.queries, output.lang
    base = queries.config.base_url
    if output.path == SCHEMA:
        return schema_of(People, (Link, Topic, Vouched, Member), base + SCHEMA)
    members = tuple(_member(queries, key) for key in queries.keys(MEMBERS, lang))
    return described_json(People(schema=base + SCHEMA, site=base, title=queries.site(lang).title, members=members))


def _member(ask: Queries, key: str) -> Member:
    entry, card, profile = ask.entry(key), ask.card(key), ask.profile(key)
    fields = entry.fields
    assert card is not None and isinstance(card.own, MemberCard) and isinstance(fields, Profile)
    base = ask.config.base_url
    photo = ask.picture(entry.source, fields.photo.src) if fields.photo.src else None
    return Member(
        id=entry.id,
        url=base + card.url,
        card="" if "vcard" in ask.config.without else base + sibling_url(card.own.place, FILES["4.0"]),
        name=card.title,
        name_latin=fields.name_latin,
        headline=fields.headline,
        photo=photo.at(base) if photo else "",
        city=fields.city,
        org=fields.org,
        role=fields.role,
        languages=fields.languages,
        offers=tuple(Topic(term.name, offered.text) for offered, term in profile.offers),
        asks=tuple(Topic(term.name, asked.text) for asked, term in profile.asks),
        links=tuple(
            Link(base + link.url.lstrip("/") if link.url.startswith("/") else link.url, link.platform, link.handle)
            for link in fields.links
        ),
        contact={
            name if at == 0 else f"{name}-{at + 1}": item.value
            for name, ways in sorted(fields.contact.items())
            for at, item in enumerate(one for one in ways if one.value)
        },
        circles=tuple(circle.title for circle in profile.circles),
        vouched_by=tuple(
            Vouched(endorsement.by.id, endorsement.text, endorsement.since) for endorsement in profile.vouched_by
        ),
    )


FORMAT = Format("people", plan, render)
