"""Members: the people of the site."""

from typing import ClassVar

import msgspec

from mingpian.content.kind import ELSEWHERE, Common, Kind
from mingpian.i18n import AnyText, _
from mingpian.schema.fields import Circle, Day, Lang, Member, PictureFile, Prose, Text, Topic, Work
from mingpian.schema.records import Audience, LinkTo, Picture

MAX_NAME = 120  # characters of a name for which a card and its code have room
MEMBERS = "members"


class Offered(msgspec.Struct, frozen=True):
    """A topic that a member can help with."""

    shorthand: ClassVar[str] = "topic"
    required: ClassVar[tuple[str, ...]] = ("topic",)

    topic: Topic = ""
    """What, as a topic of `content/topics.toml`."""
    text: Text = ""
    """How, in a sentence."""


class Ask(msgspec.Struct, frozen=True):
    """Something that a member is looking for."""

    shorthand: ClassVar[str] = "topic"
    required: ClassVar[tuple[str, ...]] = ("topic",)

    topic: Topic = ""
    """What, as a topic of `content/topics.toml`."""
    text: Text = ""
    """The question, in a sentence or two."""
    since: Day = ""
    """Day on which it was asked."""
    until: Day = ""
    """Last day on which an answer helps."""
    answered_by: Member = ""
    """Member who answered it; the ask is closed then."""


class Vouch(msgspec.Struct, frozen=True):
    """One member's word for another; published only when the other accepts it."""

    required: ClassVar[tuple[str, ...]] = ("for",)
    guards: ClassVar[tuple[str, ...]] = ("audience", "until")

    member: Member = msgspec.field(default="", name="for")
    """Member whom it is about."""
    why: Text = ""
    """What they did, and why you would work with them again."""
    since: Day = ""
    """Day on which it was given."""
    until: Day = ""
    """Last day on which it holds."""
    audience: Audience = "public"
    """Who may see it."""


class Contact(msgspec.Struct, frozen=True):
    """One way to reach a member, and who may see it."""

    shorthand: ClassVar[str] = "value"
    guards: ClassVar[tuple[str, ...]] = ("audience",)
    any_of: ClassVar[tuple[str, ...]] = ("value", "qr")

    value: Text = ""
    """Address, number or account name."""
    audience: Audience = "host"
    """Who may see it: `public`, `members`, or `host` (when left out)."""
    qr: PictureFile = ""
    """Picture of a QR code for it, beside the entry."""


class KeyFigure(msgspec.Struct, frozen=True):
    """A figure that tells how large, how many or how long."""

    required: ClassVar[tuple[str, ...]] = ("value",)

    value: Text = ""
    """The figure, with its unit: `12,000`, `9 years`."""
    what: Text = ""
    """What it counts."""
    as_of: Day = ""
    """When it was so."""


class Accepted(msgspec.Struct, frozen=True):
    """Whose word about this member may be published."""

    shorthand: ClassVar[str] = "vouches"

    vouches: tuple[Member, ...] = ()
    """Members whose vouches are accepted."""
    testimonials: tuple[Work, ...] = ()
    """Works whose testimonials by this member are confirmed, or about this member accepted."""


class Profile(Common, frozen=True, kw_only=True, tag=MEMBERS):
    """A person."""

    made_by: ClassVar[tuple[str, ...] | None] = None
    required: ClassVar[tuple[str, ...]] = ("name",)
    guards: ClassVar[tuple[str, ...]] = (*Common.guards, "left")
    elsewhere: ClassVar[dict[str, AnyText]] = {**ELSEWHERE, "title": "name", "姓名": "name"}

    name: Text = ""
    """Name, as the member writes it."""
    name_latin: Text = ""
    """Name in Latin letters."""
    sort_as: Text = ""
    """What to sort the name by, such as its pinyin; `name_latin` when left out."""
    headline: Text = ""
    """One sentence: I help X to do Y."""
    photo: Picture = Picture()
    """Portrait."""
    city: Text = ""
    """City where they live."""
    org: Text = ""
    """Company, studio or school."""
    role: Text = ""
    """What they do there."""
    languages: tuple[Lang, ...] = ()
    """Languages that one can speak with them."""
    offers: tuple[Offered, ...] = ()
    """Topics that they can help with."""
    asks: tuple[Ask, ...] = ()
    """What they are looking for."""
    links: tuple[LinkTo, ...] = ()
    """Own sites, and accounts on platforms."""
    contact: dict[str, tuple[Contact, ...]] = msgspec.field(default_factory=dict)
    """Ways to reach them: `email`, `phone`, `wechat`, … one or several of each, each with its audience."""
    circles: tuple[Circle, ...] = ()
    """Circles that they belong to."""
    invited_by: Member = ""
    """Member who brought them in."""
    vouches: tuple[Vouch, ...] = ()
    """Their word for others."""
    accepts: Accepted = Accepted()
    """Whose word about them may be published."""
    values: tuple[Text, ...] = ()
    """What they hold to."""
    figures: tuple[KeyFigure, ...] = ()
    """Figures about what they do, for the page and the media kit: `{value: 900, what: readers, as_of: 2026-10}`."""
    now: Prose = ""
    """What they are busy with these days."""
    joined: Day = ""
    """Day on which they joined."""
    left: Day = ""
    """Day on which they left; their page is no longer published."""


class MemberCard(msgspec.Struct, frozen=True, kw_only=True, tag=MEMBERS):
    """What cards say of members alone."""

    place: str = ""  # URL that their files belong to, `card.vcf` and others: their page, or where it would be
    name_latin: str = ""
    headline: str = ""
    role: str = ""
    org: str = ""
    city: str = ""
    offers: tuple[str, ...] = ()  # names of topics, in the language of the entry
    asks: tuple[str, ...] = ()


_OF_THE_PAGE = (
    "contact offers asks now values services works essays vouched elsewhere events collaborations notes vouches ledger"
)
_OF_THE_HOME_PAGE = "about ask-me members circles own-values"  # where the owner's text stands, too

KIND = Kind(
    name=MEMBERS,
    fields=Profile,
    order=2,
    called=_("members"),
    counted=(_("{number} member"), _("{number} members")),
    permalink="/members/{slug}/",
    json_ld="Person",
    template="member.html",
    card=MemberCard,
    of_community=("list", "home"),
    on_home=12,
    feed="author",
    question="profile",
    title_field="name",
    ids=(*_OF_THE_PAGE.split(), *_OF_THE_HOME_PAGE.split()),
    starters=("headline", "city", "offers", "asks", "contact", "links", "joined"),
)
