"""What settings say of feeds, of pictures, of small files on request, and of where the site is put."""

from typing import Literal

import msgspec

from mingpian.schema.fields import Date, File, Text, Url


class Feeds(msgspec.Struct, frozen=True):
    """Which feeds are made."""

    formats: tuple[Literal["rss", "atom", "json"], ...] = ("rss", "atom", "json")
    """Feed formats."""
    per: tuple[Literal["tag", "author", "series", "circle", "kind"], ...] = ("tag", "author", "series", "circle")
    """What gets a feed of its own, beside the site in each language."""
    limit: int = 20
    """Entries in a feed."""
    content: Literal["full", "summary"] = "full"
    """Whether feeds carry the whole text."""
    kinds: tuple[Text, ...] = ("essays", "notes", "works", "events", "collaborations")
    """Kinds of entry in the site's feed."""
    former: tuple[Text, ...] = ()
    """Paths at which feeds stood before, such as `/rss.xml` or `/feed/`: the site's, or that of the tag, series or
    author that the last folder names (`/category/tea/feed/`). They are there, too, for those who subscribed."""


class Images(msgspec.Struct, frozen=True):
    """How pictures are published."""

    max_megapixels: int = 40
    """Larger pictures are published smaller."""
    widths: tuple[int, ...] = (160, 480, 960, 1600)
    """Widths in pixels in which pictures are published beside themselves, as WebP; `[]`: none."""
    avif: bool = False
    """`true`: also as AVIF, for browsers that read it: a quarter smaller, and twice as long to make."""
    font: File = ""
    """Font file with Chinese letters for the pictures that pages are shared with, from the site's root; one of the
    system's when left out."""


class Security(msgspec.Struct, frozen=True):
    """Whom to tell of a hole in the site's security (RFC 9116)."""

    expires: Date = ""
    """Until when this holds, less than a year ahead; `security.txt` is made when it is stated."""
    contact: tuple[Url, ...] = ()
    """Pages where one may write; the site's address of mail when left out."""
    policy: Url = ""
    """Page that says how reports are dealt with."""


class Signals(msgspec.Struct, frozen=True):
    """Small files for hosts and programs, on request."""

    cname: bool = False
    """`true`: `CNAME` with the host of `base_url`, for GitHub Pages under a domain of one's own."""
    humans: bool = False
    """`true`: `humans.txt`, who made the site."""
    hub: Url = ""
    """WebSub hub that feeds name and `mingpian announce` tells of news, such as `https://pubsubhubbub.appspot.com/`."""
    indexnow: Text = ""
    """Key of 8 to 128 letters, digits and `-`, made up by you: `announce` tells search engines what changed."""
    markdown: bool = False
    """`true`: pages of entries and lists also as Markdown beside them (`…/index.md`), for readers of text and programs;
    `llms.txt` leads there. None of what is not listed, or whose terms refuse `ai-input`. Needs `mingpian[reach]`."""
    security: Security = Security()
    """`security.txt`."""
    webmention: Url = ""
    """Where other sites tell of links to this one (Webmention), such as `https://webmention.io/me.example/webmention`;
    pages name it. What comes in is shown when `mingpian webmention receive` has taken it into the content."""
    webfinger: bool = False
    """`true`: the owner can be found as `slug@host` by programs that ask for accounts (WebFinger)."""


class Deploy(msgspec.Struct, frozen=True):
    """Where the site is put by `mingpian deploy`."""

    target: Text = ""
    """Kind of target."""
    options: dict[str, Text] = {}
    """Settings of the target; never secrets, which come from the environment."""
