"""Whose something is, and what may be done with it: one declaration for the site, a kind of entry, and an entry."""

from typing import ClassVar, Literal

import msgspec

from mingpian.schema.fields import LicenceName, Link, Permit, Text, Url, Voice
from mingpian.schema.records import MadeWithAi


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a text comes from, if not from who publishes it here."""

    shorthand: ClassVar[str] = "kind"

    kind: Literal["", "original", "reprint", "translation"] = ""
    """`original`; `reprint`: first published elsewhere by somebody else; `translation` of somebody else's text."""
    title: Text = ""
    """Title of the original."""
    author: Text = ""
    """Who wrote the original; they hold the rights to it."""
    url: Url = ""
    """Where the original is."""
    permission: Text = ""
    """By whose permission it stands here, such as `granted by the author on 2026-03-01`."""


class AiTerms(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    rename={"ai_input": "ai-input", "ai_train": "ai-train"},
):
    """What machines may do with it. What is left out is neither allowed nor refused."""

    search: Permit = ""
    """Whether search engines may index it and show links and short excerpts: `yes` or `no`."""
    ai_input: Permit = ""
    """Whether it may be given to models when they answer: `yes` or `no`."""
    ai_train: Permit = ""
    """Whether models may be trained with it: `yes` or `no`."""


class PictureTerms(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose a picture is. What the picture's own file says holds where this says nothing."""

    shorthand: ClassVar[str] = "credit"
    elsewhere: ClassVar[dict[str, str]] = {"licence": "license", "creator": "credit", "author": "credit"}

    credit: Text = ""
    """Who is to be named with it."""
    license: LicenceName = ""
    """Its licence, as in `rights`."""
    ai: MadeWithAi = ""
    """`generated` by a model, or `assisted`; its label is shown with it and written into its file."""


class Terms(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whose it is and what may be done with it; of site, kind and entry the nearest that states a field counts."""

    shorthand: ClassVar[str] = "license"
    elsewhere: ClassVar[dict[str, str]] = {"licence": "license", "copyright": "holder", "owner": "holder"}

    holder: tuple[Voice, ...] = ()
    """Who holds the rights: members (by slug) or names; who made the entry when left out."""
    license: LicenceName = ""
    """Licence: an SPDX identifier, a Creative Commons licence as in `CC BY-NC-SA 4.0`, `all rights reserved`, an
    address of your terms, or your terms in a sentence."""
    origin: Origin = Origin()
    """`original`, or the `reprint` or `translation` of what."""
    reprint: Literal["", "allowed", "with-credit", "ask", "no"] = ""
    """Whether others may publish it again, beyond what the licence grants."""
    reprinters: tuple[Text, ...] = ()
    """Who may publish it again without asking: names or addresses of sites and accounts (the white list)."""
    ai: AiTerms = AiTerms()
    """What machines may do with it."""
    contact: Link = ""
    """Where to ask for permission: an address, `mailto:…`, or a path on this site."""
    offer: Link = ""
    """Where a licence can be bought: an address, or a path on this site such as that of an offer."""
    pictures: PictureTerms = PictureTerms()
    """Whose the pictures are, where neither they nor their files say so."""


class SiteRights(Terms, frozen=True, kw_only=True):
    """The site's own terms."""

    covers: Literal["own", "all"] = "own"
    """`all`: the terms hold for what others hand in as well, because they agreed to it. Nobody else's holder is ever
    changed."""
    kinds: dict[str, Terms] = {}
    """Terms of one kind of entry, such as `works`."""
