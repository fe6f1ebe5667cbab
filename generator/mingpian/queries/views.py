"""The answers: what templates and formats get to see. Frozen, small, and public by construction."""

import msgspec

from mingpian.config.face import Section
from mingpian.content.data_files.webmentions import Webmention
from mingpian.content.history import Change
from mingpian.content.kinds.member import Ask, Offered
from mingpian.queries.fragments import Alternate, Card, Crumb, Feed, Image, ListPage, Person, Term
from mingpian.queries.services import CommentBox, Script
from mingpian.schema.records import LinkTo


class MenuEntry(msgspec.Struct, frozen=True):
    """One item of the main menu. `url` is site-relative, or absolute when `external`."""

    label: str
    url: str
    key: str = ""
    external: bool = False


class SiteView(msgspec.Struct, frozen=True, kw_only=True):
    """The site as every page of one language shows it."""

    title: str
    description: str
    base_url: str
    lang: str
    default_lang: str
    languages: tuple[Alternate, ...]  # homes
    home: str
    owner: Person | None
    is_community: bool
    voice: str
    values: tuple[str, ...]
    logo: Image | None
    menu: tuple[MenuEntry, ...]
    indexes: tuple[Term, ...] = ()  # lists that are not in the menu; `name` is a kind, a taxonomy, or `archive` …
    feeds: tuple[Feed, ...]
    links: tuple[LinkTo, ...]
    email: str
    footer: str
    icp: str
    gongan: str
    fonts: str = "system"
    without: tuple[str, ...] = ()  # output formats that are not made
    has_search: bool
    search_url: str
    searches: tuple[Alternate, ...] = ()  # the search page of each language
    podcast: Feed | None = None
    subscribe_url: str = ""  # of the page that names the feeds; empty where there are none
    extra: dict[str, str]
    analytics: Script | None = None
    comments: CommentBox | None = None
    webmention: str = ""  # where other sites tell of links to this one


class Series(msgspec.Struct, frozen=True):
    """A series, seen from one of its parts (`position` counts from 1; 0 from outside)."""

    term: Term
    parts: tuple[Card, ...]
    position: int = 0


class Endorsement(msgspec.Struct, frozen=True):
    """One member's word for another, or a testimonial: accepted by both sides."""

    by: Person
    about: Person
    text: str
    since: str = ""
    work: Card | None = None
    role: str = ""  # who `by` is, as the work says


class ElsewherePost(msgspec.Struct, frozen=True):
    """An entry of a member's own site, elsewhere on the web. `url` is whole; `lang` empty where the site says none."""

    person: Person
    title: str
    url: str
    date: str = ""
    summary: str = ""
    site: str = ""
    lang: str = ""


class LedgerLine(msgspec.Struct, frozen=True):
    """One piece of evidence in a member's influence ledger."""

    kind: str
    card: Card


class LedgerYear(msgspec.Struct, frozen=True):
    """What a member did in one year."""

    year: str
    lines: tuple[LedgerLine, ...]


class AnswersElsewhere(msgspec.Struct, frozen=True):
    """What other sites answered to an entry (Webmention): how many like it and passed it on, and what the others say,
    the oldest first."""

    likes: int = 0
    reposts: int = 0
    said: tuple[Webmention, ...] = ()


class EntryContext(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds an entry, whatever its kind."""

    previous: Card | None = None  # the older one, or the one before it in the list
    next: Card | None = None
    series: Series | None = None
    related: tuple[Card, ...] = ()
    backlinks: tuple[Card, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[Feed, ...] = ()
    crumbs: tuple[Crumb, ...] = ()
    terms: dict[str, tuple[Term, ...]] = {}
    topics: tuple[Term, ...] = ()
    circles: tuple[Card, ...] = ()
    refs: dict[str, tuple[Person, ...]] = {}  # people named in fields: authors, by, hosts, speakers, with, …
    proof: tuple[Card, ...] = ()  # works that an offer names
    recap: Card | None = None
    testimonial: Endorsement | None = None
    settles: "AnsweredAsk | None" = None
    codes: dict[str, Image] = {}  # QR codes of contacts, accounts and actions, by the file that fields name
    changes: tuple[Change, ...] = ()  # that git knows of, newest first
    answers: AnswersElsewhere | None = None  # of other sites


class AnsweredAsk(msgspec.Struct, frozen=True):
    """An ask that a collaboration settled."""

    person: Person
    topic: Term


class OpenAsk(msgspec.Struct, frozen=True):
    """An open ask and who asks."""

    person: Person
    ask: Ask
    topic: Term


class Because(msgspec.Struct, frozen=True):
    """One reason of a match: `why` names the words for it, `name` and `card` are what they speak of."""

    why: str
    name: str = ""
    card: Card | None = None


class Suggested(msgspec.Struct, frozen=True):
    """A member who may have the answer to an ask, as the host approved it."""

    topic: Term
    since: str
    person: Person
    reasons: tuple[Because, ...]


class ProfileView(msgspec.Struct, frozen=True, kw_only=True):
    """What the site knows of a member, beyond their own file."""

    offers: tuple[tuple[Offered, Term], ...] = ()
    asks: tuple[tuple[Ask, Term], ...] = ()
    suggested: tuple[Suggested, ...] = ()
    city: Term | None = None
    circles: tuple[Card, ...] = ()
    invited_by: Person | None = None
    invited: tuple[Person, ...] = ()
    vouched_by: tuple[Endorsement, ...] = ()
    vouches_for: tuple[Endorsement, ...] = ()
    testimonials: tuple[Endorsement, ...] = ()
    essays: tuple[Card, ...] = ()
    notes: tuple[Card, ...] = ()
    works: tuple[Card, ...] = ()
    services: tuple[Card, ...] = ()  # offer entries
    events: tuple[Card, ...] = ()
    collaborations: tuple[Card, ...] = ()
    ledger: tuple[LedgerYear, ...] = ()
    elsewhere: tuple[ElsewherePost, ...] = ()
    cover: Image | None = None


class CircleView(msgspec.Struct, frozen=True, kw_only=True):
    """A circle and what belongs to it."""

    parent: Card | None = None
    children: tuple[Card, ...] = ()
    stewards: tuple[Person, ...] = ()
    members: tuple[Card, ...] = ()
    events: tuple[Card, ...] = ()
    essays: tuple[Card, ...] = ()


class TopicView(msgspec.Struct, frozen=True, kw_only=True):
    """A topic and all that concerns it."""

    term: Term
    crumbs: tuple[Crumb, ...] = ()
    broader: tuple[Term, ...] = ()
    narrower: tuple[Term, ...] = ()
    offered_by: tuple[Card, ...] = ()
    asked_by: tuple[OpenAsk, ...] = ()
    services: tuple[Card, ...] = ()
    works: tuple[Card, ...] = ()
    essays: tuple[Card, ...] = ()
    circles: tuple[Card, ...] = ()
    alternates: tuple[Alternate, ...] = ()


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """The front page of one language."""

    owner: Card | None
    profile: ProfileView | None
    works: tuple[Card, ...]
    offers: tuple[Card, ...]
    essays: tuple[Card, ...]
    notes: tuple[Card, ...]
    events: tuple[Card, ...]  # to come
    members: tuple[Card, ...]
    circles: tuple[Card, ...]
    asks: tuple[OpenAsk, ...]
    collaborations: tuple[Card, ...]
    elsewhere: tuple[ElsewherePost, ...]
    more: dict[str, str]  # kind, or `topics` -> URL of its full list; only those that have more
    hero: str = "portrait"  # how it begins: a template of `heroes/`
    sections: tuple[Section, ...] = ()  # templates of `sections/`, in order
    voices: tuple[Endorsement, ...] = ()  # what others say of the owner
    topics: tuple[Term, ...] = ()  # that members of a community can be asked about
    faces: tuple[Card, ...] = ()  # of members, the owner first
    totals: dict[str, int] = {}  # kind -> number of its entries, for kinds that have a list
    codes: dict[str, Image] = {}  # the owner's QR codes
    is_profile: bool = False  # whether it is the owner's page, too: all that they say has its place here


class Year(msgspec.Struct, frozen=True):
    """The entries of one year."""

    year: str
    cards: tuple[Card, ...]


class MemberFilters(msgspec.Struct, frozen=True):
    """What the members' list can be narrowed to; each term has a page. Names of languages are their tags."""

    cities: tuple[Term, ...] = ()
    topics: tuple[Term, ...] = ()  # that members can help with
    languages: tuple[Term, ...] = ()
    all_cities: str = ""  # URL of those left out, too; empty where none is
    all_topics: str = ""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list."""

    name: str  # "essays", "tags", "tag", "series", "city", "archive" …
    title: str
    introduction: str = ""  # key of the page that introduces it
    cards: tuple[Card, ...] = ()
    years: tuple[Year, ...] = ()  # archives
    terms: tuple[Term, ...] = ()  # lists of terms
    posts: tuple[ElsewherePost, ...] = ()  # of members' own sites
    page: int = 1
    pages: int = 1
    previous: str = ""  # URL of the page before; empty on the first
    next: str = ""
    near: tuple[ListPage, ...] = ()  # the first, those around this one, and the last
    total: int = 0
    feeds: tuple[Feed, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    crumbs: tuple[Crumb, ...] = ()


class Embedded(msgspec.Struct, frozen=True):
    """The entry whose text, or a part of it, another text shows."""

    key: str
    place: str = ""  # the id of the heading or block that is shown; empty for the whole


class LinkTarget(msgspec.Struct, frozen=True):
    """Where a link in a body leads; of a wikilink, also what that is called. `is_awaited`: nowhere yet, since what it
    names is not published now."""

    url: str
    title: str = ""
    is_awaited: bool = False
