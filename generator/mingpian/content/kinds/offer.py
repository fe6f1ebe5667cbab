"""Offers: what can be bought or booked."""

import re
from collections.abc import Callable
from typing import ClassVar, Literal

import msgspec

from mingpian.content.kind import Kind, Proof, Titled
from mingpian.i18n import AnyText, _
from mingpian.schema.fields import Amount, Count, Currency, Link, Member, PictureFile, Prose, Text, Topic, Unit, Work

_SIGNS = {"元": "CNY", "¥": "CNY", "￥": "CNY", "港": "HKD", "台": "TWD", "NT": "TWD", "€": "EUR", "£": "GBP"}


def _how_to_write(text: str) -> AnyText:
    """Say how the price is written that somebody put into words."""
    amount = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", text[:200])
    if not amount:
        return _("one of: free, on request; or write `price: {amount: 1200, currency: CNY}`")
    stated = re.search(r"\b[A-Z]{3}\b", text)
    signs = (code for sign, code in reversed(_SIGNS.items()) if sign in text)
    currency = stated[0] if stated else next(signs, "USD" if "$" in text else "CNY")
    return _("write `price: {amount: {number}, currency: {code}}`", number=amount[0].replace(",", ""), code=currency)


class Price(msgspec.Struct, frozen=True):
    """What it costs: an amount, or one of the words `free` and `on request`."""

    shorthand: ClassVar[str] = "note"
    advice: ClassVar[Callable[[str], AnyText]] = staticmethod(_how_to_write)

    amount: Amount = 0
    """Amount in `currency`; 0 with a `note` of `free` or `on request`."""
    currency: Currency = ""
    """ISO 4217 code, such as CNY, TWD, HKD, USD."""
    per: Unit = ""
    """What the amount is for, such as `hour`, `person`, `project`."""
    note: Literal["", "free", "on request"] = ""
    """`free` or `on request`, when there is no amount."""


class Action(msgspec.Struct, frozen=True):
    """What to do to get it."""

    shorthand: ClassVar[str] = "url"

    label: Text = ""
    """Words on the button."""
    url: Link = ""
    """Where it leads: https, mailto, tel, or a path on this site."""
    qr: PictureFile = ""
    """Picture of a QR code to scan instead, beside the entry."""


class Offer(Titled, frozen=True, kw_only=True, tag="offers"):
    """Something that can be bought or booked."""

    made_by: ClassVar[tuple[str, ...] | None] = ("by",)

    by: tuple[Member, ...] = ()
    """Members who offer it; the owner when left out."""
    for_whom: Prose = ""
    """For whom it is."""
    solves: Prose = ""
    """Which problem it solves."""
    price: Price = Price()
    """What it costs."""
    format: Text = ""
    """How it is delivered, such as `90 minutes by video`."""
    availability: Literal["open", "waitlist", "full", "closed"] = "open"
    """Whether it can be had now."""
    seats: Count = 0
    """Places left; 0 when it does not matter."""
    action: Action = Action()
    """What to do to get it."""
    proof: tuple[Work, ...] = ()
    """Works that show it (with their testimonials)."""
    topics: tuple[Topic, ...] = ()
    """What it helps with."""


class OfferCard(msgspec.Struct, frozen=True, kw_only=True, tag="offers"):
    """What cards say of offers alone."""

    solves: str = ""
    price: Price | None = None
    availability: str = ""


KIND = Kind(
    name="offers",
    fields=Offer,
    order=4,
    called=_("offers"),
    counted=(_("{number} offer"), _("{number} offers")),
    permalink="/offers/{slug}/",
    json_ld="Service",
    template="offer.html",
    card=OfferCard,
    on_home=4,
    own_first=True,
    proof=Proof(for_topic=1, for_text=1, texts=("solves", "for_whom")),
    ids=("proof",),
    starters=("date", "for_whom", "solves", "price", "format", "availability", "action", "proof", "topics"),
)
