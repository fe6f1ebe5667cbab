"""What a kind of entry is, and the fields that kinds share."""

from typing import Any, ClassVar, Literal

import msgspec

from mingpian.config.rights import PictureTerms, Terms
from mingpian.i18n import AnyText, _
from mingpian.schema.fields import Alias, Date, Lang, Member, Prose, Slug, Term, Text, Url
from mingpian.schema.records import Audio, MadeWithAi, Picture


class Source(msgspec.Struct, frozen=True):
    """Something that an essay draws on."""

    shorthand: ClassVar[str] = "title"

    title: Text = ""
    """Name of the source."""
    url: Url = ""
    """Where to find it."""
    author: Text = ""
    """Who made it."""
    year: Text = ""
    """When it appeared."""


_TAGS_OR_TAXONOMY = _('write `tags`, or declare it in site.toml: taxonomies = { categories = "…" }')
_ADDRESS = _("write `slug` for the last part of the address, `aliases` for former ones; patterns are in site.toml")
_KIND = _("delete it; the folder says what kind of entry it is")

ELSEWHERE: dict[str, AnyText] = {
    **dict.fromkeys(("categories", "category"), _TAGS_OR_TAXONOMY),
    **dict.fromkeys(("permalink", "url"), _ADDRESS),
    **dict.fromkeys(("layout", "type"), _KIND),
    "published": _("write `draft: true` for what is not to be published yet"),
    "weight": _("write `part` for the order in a series; else the newest comes first"),
    "params": _("write `extra` for fields of your own"),
} | {
    name: ours
    for ours, names in {
        "aliases": "redirect_from redirects old_urls",
        "audio": "podcast recording episode 音频 音頻 播客 录音 錄音",
        "authors": "author by 作者",
        "cover": "image images thumbnail banner featured_image feature_image hero 封面",
        "date": "created pubDate publishDate publish_date publishdate pubdate pub_date published_at publish_at 日期",
        "draft": "草稿",
        "expires": "expiryDate",
        "rights": "license licence copyright 版权 版權 授权 授權",
        "series": "系列",
        "summary": "description excerpt subtitle abstract 摘要",
        "tags": "keywords tag 标签 標籤",
        "title": "标题 標題",
        "updated": "lastmod modified last_modified last_modified_at update 更新",
    }.items()
    for name in names.split()
}
"""What fields of other generators are called here, or what to write instead."""


MAKERS = ("authors", "by", "hosts", "parties")
"""Fields that name who made an entry, where its kind does not say otherwise."""


class Common(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of every kind."""

    elsewhere: ClassVar[dict[str, AnyText]] = ELSEWHERE
    guards: ClassVar[tuple[str, ...]] = ("draft", "expires", "listed")
    made_by: ClassVar[tuple[str, ...] | None] = MAKERS
    """Fields that name who made it: the first that names somebody counts, else the owner. None: nobody makes it."""
    made_with: ClassVar[tuple[str, ...]] = ()
    """Fields that name who else had a part in it."""
    kept_by: ClassVar[tuple[str, ...]] = ()
    """Fields that name who looks after it: their word, though nobody makes it."""
    of_owner: ClassVar[tuple[str, ...]] = ()  # fields by which an entry changes other pages: the owner's alone

    slug: Slug = ""
    """Last part of the URL; the file's name when left out."""
    date: Date = ""
    """When it was published; a date to come keeps it unpublished until then."""
    updated: Date = ""
    """When it last changed in substance."""
    expires: Date = ""
    """From when on it is no longer published."""
    draft: bool = False
    """Not published, except by `serve` and `build --drafts`."""
    listed: bool = True
    """`false`: reachable by its URL only; in no list, feed, search, sitemap or graph."""
    lang: Lang = ""
    """Language of the text, such as `zh-Hans`, `zh-Hant`, `en`; the site's first language when left out."""
    summary: Prose = ""
    """One or two sentences for lists, feeds and search engines; taken from the text when left out."""
    tags: tuple[Term, ...] = ()
    """Free keywords; each gets a page and a feed."""
    cover: Picture = Picture()
    """Large picture above the text, in lists and when shared."""
    audio: Audio = Audio()
    """Recording of it: it can be heard on the page, and is an episode of the podcast (`[podcast]`)."""
    aliases: tuple[Alias, ...] = ()
    """Former paths of this page, which shall lead here, such as `/2019/old-name/`; and other names of it, by which
    wikilinks find it."""
    markdown: Literal["", "comrak", "python-markdown"] = ""
    """Markdown engine of this entry; the site's when left out."""
    rights: Terms = Terms()
    """Whose it is and what may be done with it, where that is not what the site's `rights` say; or a licence alone."""
    ai: MadeWithAi = ""
    """`generated`: a model wrote the text; `assisted`: a model had a part in it. Readers are told, on every copy."""
    pictures: dict[str, PictureTerms] = {}
    """Whose its pictures are, by their file names: `pot.jpg: {credit: …, license: CC0, ai: none}`."""
    sample: bool = False
    """Came with `mingpian init`, and is nobody's own yet: `check` names it, and `deploy` puts nothing online before it
    is made one's own or deleted."""
    extra: dict[str, Any] = {}
    """Anything else; kept, and at hand in templates."""


def stated_makers(fields: Common) -> tuple[str, ...]:
    """Return those who made an entry, as its fields name them: the first field that names somebody counts."""
    for name in fields.made_by or ():
        if named := getattr(fields, name, ()):
            return (*named,)
    return ()


class Titled(Common, frozen=True, kw_only=True):
    """The fields of every kind with a title."""

    title: Text = ""
    """Title; the first heading of the text when left out."""


class Authored(Titled, frozen=True, kw_only=True):
    """The fields of kinds that somebody writes."""

    authors: tuple[Member, ...] = ()
    """Members who wrote it; the owner when left out."""


PAGE_IDS = frozenset(["main", "previous", "next", "related", "backlinks", "comments", "comments-box", "answers"])
"""Ids of the elements that the page of any entry has around its text."""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """How much an entry tells of what its people can do. What a profile offers counts 1."""

    for_topic: float
    """Weight of an entry as evidence for the topics that it names (`topics`, else its tags), to those who made it."""
    for_text: float
    """Weight of the rare words that it shares with an ask."""
    of_partners: tuple[float, float] = (0, 0)
    """The same two weights, to those who had a part in it (`made_with`)."""
    texts: tuple[str, ...] = ()
    """Fields that are read for words, beside the title and the summary."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of entry: the declaration from which checks, schema, URLs, cards and structured data come."""

    name: str
    """Folder below `content/`, and the name used in templates and queries."""
    fields: type[Common]
    """The struct that declares the fields."""
    order: int
    """Place in menus and lists of kinds."""
    called: AnyText = ""
    """How its entries are called where people name the kind, such as `essays`; by its name when left out."""
    counted: tuple[AnyText, AnyText] = ("", "")
    """How one of its entries, and `{number}` of them, are called; by its name when left out."""
    permalink: str
    """URL pattern: `{slug}`, `{year}`, `{month}`, `{day}`, `{lang}`, `{kind}`, `{section}`."""
    json_ld: str
    """Type at schema.org."""
    template: str
    """Template of its pages."""
    card: type[msgspec.Struct] | None = None
    """What cards say of its entries beside what they say of all: a frozen struct with the kind's name as tag, whose
    fields are some of the entries', all with defaults. Templates ask for them: `card.author`."""
    dated: bool = False
    """True: listed newest first, with archives by year; else by title."""
    title_field: str = "title"
    """Field which names the entry."""
    named: Literal["menu", "indexes", "nowhere"] = "menu"
    """Where its list is named: in the main menu, among the other lists, or nowhere, as it has none."""
    of_community: tuple[Literal["list", "home"], ...] = ()
    """What of it only a site with several members has: its list, its place on the front page."""
    on_home: int = 0
    """How many of its entries the front page shows, if that has a part for it."""
    own_first: bool = False
    """True: the front page shows the owner's own, if there are any."""
    takes_place: bool = False
    """True: its entries begin and end; those to come stand first in its list."""
    archived: bool = False
    """True: there is an archive of it by year, and its entries make up series."""
    in_circles: bool = False
    """True: its entries belong to the circles that they name."""
    proof: Proof | None = None
    """How much its entries tell of what their people can do, when offers and asks are matched; None: nothing."""
    feed: str = ""
    """Scope of the feed that each of its entries has of its own, such as `author`."""
    question: str = ""
    """Question that its template has the answer to, under this name, beside those of every entry."""
    ids: tuple[str, ...] = ()
    """Ids of elements that its template adds; what in a text has one of them gets another."""
    starters: tuple[str, ...] = ()
    """Fields that `mingpian new` writes after the name and the slug."""
