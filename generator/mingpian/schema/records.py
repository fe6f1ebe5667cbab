"""Records that several kinds of entry, and the configuration, have in common."""

from typing import ClassVar, Literal

import msgspec

from mingpian.schema.fields import (
    Count,
    Focus,
    LicenceName,
    Link,
    PictureFile,
    RecordingFile,
    Text,
    Timespan,
    TranscriptFile,
)

MadeWithAi = Literal["", "generated", "assisted", "none"]
Audience = Literal["public", "members", "host"]


_SAID_OF_PICTURES = """
align author by class credit credits description height href id image file path lazy licence license link loading
position relative responsive size sizes source src style title url width zoom 来源 作者 说明
"""
_OF_PICTURES = frozenset(_SAID_OF_PICTURES.split())
"""What other programs say of a picture; none of it tells who may see it."""


class Picture(msgspec.Struct, frozen=True):
    """A picture and what it shows."""

    shorthand: ClassVar[str] = "src"
    guards: ClassVar[tuple[str, ...]] = ("audience",)
    any_of: ClassVar[tuple[str, ...]] = ("src",)
    harmless: ClassVar[frozenset[str]] = _OF_PICTURES
    elsewhere: ClassVar[dict[str, str]] = dict.fromkeys(("image", "url", "path", "file"), "src")

    src: PictureFile = ""
    """File beside the entry, or from the content folder when it starts with `/`; or an address, `https://…`."""
    alt: Text = ""
    """What the picture shows, for those who cannot see it."""
    caption: Text = ""
    """Line printed under the picture."""
    focus: Focus = ""
    """What no crop may lose, such as a face: how far from the left and from the top. When left out it is looked for."""
    credit: Text = ""
    """Who is to be named with it; what the picture's file says when left out."""
    license: LicenceName = ""
    """Its licence, as in `rights`."""
    ai: MadeWithAi = ""
    """`generated` by a model, or `assisted`; the label is shown with it and written into its file."""
    audience: Audience = "public"
    """Who may see it; only `public` pictures are published."""


class AudioChapter(msgspec.Struct, frozen=True):
    """Where something begins in a recording."""

    shorthand: ClassVar[str] = "title"
    required: ClassVar[tuple[str, ...]] = ("title",)

    title: Text = ""
    """What it is called; its time may stand before it: `12:34 The guest`."""
    at: Timespan = ""
    """When it begins."""
    url: Link = ""
    """Page that it is about."""


class Audio(msgspec.Struct, frozen=True):
    """A recording of an entry: it is played on the page, and makes the entry an episode of the podcast."""

    shorthand: ClassVar[str] = "src"
    required: ClassVar[tuple[str, ...]] = ("src",)

    src: RecordingFile = ""
    """File beside the entry, or from the content folder when it starts with `/`, best as MP3 or M4A; or an address."""
    duration: Timespan = ""
    """How long it is; read from the file when left out. Of a recording at an address it is stated."""
    size: Count = 0
    """Bytes of a recording at an address, which a podcast has to state."""
    chapters: tuple[AudioChapter, ...] = ()
    """Chapters: `12:34 The guest`; those that the file has when left out."""
    transcript: TranscriptFile = ""
    """File with what is said (`.vtt`, `.srt` or `.txt`). When left out, or `text`: the text of the entry is it; `none`:
    there is none."""
    season: Count = 0
    """Number of its season."""
    episode: Count = 0
    """Number of the episode."""
    type: Literal["full", "trailer", "bonus"] = "full"
    """What the episode is."""
    explicit: bool = False
    """`true`: it is not for children."""
    guid: Text = ""
    """Its identity in the feed of another host that the podcast was moved from; the page's address when left out."""


class LinkTo(msgspec.Struct, frozen=True):
    """A link to somewhere else: a page, or an account on a platform."""

    shorthand: ClassVar[str] = "url"
    any_of: ClassVar[tuple[str, ...]] = ("url", "handle", "qr")

    url: Link = ""
    """Address; https, mailto, tel, or a path on this site."""
    label: Text = ""
    """Words of the link; the platform's name, or the address's host, when left out."""
    platform: Text = ""
    """Platform of the account, such as `公众号`, `zhihu` or `github`, by its name in any spelling; when left out, that
    of the address."""
    handle: Text = ""
    """Name of the account, for platforms without addresses."""
    qr: PictureFile = ""
    """Picture of the platform's QR code, beside the entry."""
