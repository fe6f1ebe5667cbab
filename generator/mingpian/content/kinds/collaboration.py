"""Collaborations: what came of it."""

from typing import ClassVar, Literal

import msgspec

from mingpian.content.kind import Kind, Titled
from mingpian.i18n import _
from mingpian.schema.fields import Member, Prose, Text, Topic


class Answers(msgspec.Struct, frozen=True):
    """The ask that a collaboration settles."""

    member: Member = ""
    """Member who asked."""
    topic: Topic = ""
    """Topic of the ask."""


class Collaboration(Titled, frozen=True, kw_only=True, tag="collaborations"):
    """Something that members did together."""

    made_by: ClassVar[tuple[str, ...] | None] = ("parties",)
    made_with: ClassVar[tuple[str, ...]] = ("introduced_by",)
    required: ClassVar[tuple[str, ...]] = ("parties",)
    guards: ClassVar[tuple[str, ...]] = (*Titled.guards, "parties")

    parties: tuple[Member, ...] = ()
    """Members who did it."""
    nature: Literal["help", "introduction", "project", "joint venture", "investment", "hire"] = "help"
    """What it was."""
    introduced_by: Member = ""
    """Member who brought them together."""
    answers: Answers = Answers()
    """The ask that it settles."""
    outcome: Prose = ""
    """What came of it, in a sentence."""
    confirmed_by: tuple[Member, ...] = ()
    """Parties who confirm it; published when all of them do."""
    period: Text = ""
    """When it was done."""


class CollaborationCard(msgspec.Struct, frozen=True, kw_only=True, tag="collaborations"):
    """What cards say of collaborations alone."""

    nature: str = ""
    outcome: str = ""
    period: str = ""


KIND = Kind(
    name="collaborations",
    fields=Collaboration,
    order=7,
    called=_("collaborations"),
    counted=(_("{number} collaboration"), _("{number} collaborations")),
    permalink="/collaborations/{slug}/",
    json_ld="CreativeWork",
    template="collaboration.html",
    card=CollaborationCard,
    named="indexes",
    of_community=("home",),
    on_home=3,
    dated=True,
    starters=("date", "parties", "nature", "outcome", "confirmed_by"),
)
