"""Circles: groups inside the whole."""

from typing import ClassVar

import msgspec

from mingpian.content.kind import Kind, Titled
from mingpian.i18n import _
from mingpian.schema.fields import Circle as Ref
from mingpian.schema.fields import Member, Prose, Topic

CIRCLES = "circles"


class Circle(Titled, frozen=True, kw_only=True, tag=CIRCLES):
    """A group inside the whole; members name their circles themselves."""

    made_by: ClassVar[tuple[str, ...] | None] = None
    kept_by: ClassVar[tuple[str, ...]] = ("stewards",)

    parent: Ref = ""
    """Circle that this one is a part of."""
    stewards: tuple[Member, ...] = ()
    """Members who look after it."""
    belief: Prose = ""
    """What its members hold to, in a sentence."""
    charter: Prose = ""
    """How they treat each other."""
    admission: Prose = ""
    """How one becomes a member."""
    topics: tuple[Topic, ...] = ()
    """What it is about."""


class CircleCard(msgspec.Struct, frozen=True, kw_only=True, tag=CIRCLES):
    """What cards say of circles alone."""

    belief: str = ""
    members: int = 0


KIND = Kind(
    name=CIRCLES,
    fields=Circle,
    order=6,
    called=_("circles"),
    counted=(_("{number} circle"), _("{number} circles")),
    permalink="/circles/{slug}/",
    json_ld="Organization",
    template="circle.html",
    card=CircleCard,
    of_community=("home",),
    on_home=6,
    feed="circle",
    question="circle",
    ids=("members", "events", "essays"),
    starters=("date", "parent", "stewards", "belief", "admission", "topics"),
)
