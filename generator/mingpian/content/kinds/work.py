"""Works: finished cases."""

from typing import ClassVar

import msgspec

from mingpian.content.kind import Authored, Kind, Proof
from mingpian.i18n import _
from mingpian.schema.fields import Member, Outcome, Prose, Text, Topic, Voice
from mingpian.schema.records import LinkTo


class Result(msgspec.Struct, frozen=True):
    """One thing that changed."""

    shorthand: ClassVar[str] = "what"
    needs: ClassVar[dict[str, str]] = {"before": "after", "unit": "after"}

    what: Outcome = ""
    """What was measured; or the whole result in a sentence."""
    before: Text = ""
    """Its value before."""
    after: Text = ""
    """Its value after."""
    unit: Text = ""
    """Unit of both values."""


class Testimonial(msgspec.Struct, frozen=True):
    """What somebody says of the work; a member's is published only when that member's file accepts it."""

    required: ClassVar[tuple[str, ...]] = ("by", "text")

    by: Voice = ""
    """Who says it: a member (by slug), or a name."""
    text: Prose = ""
    """Their words."""
    role: Text = ""
    """Who they are, when they are no member."""


class Work(Authored, frozen=True, kw_only=True, tag="works"):
    """A finished case."""

    made_with: ClassVar[tuple[str, ...]] = ("partners",)

    period: Text = ""
    """When it was done, such as `2025-03 – 2025-06`."""
    client: Text = ""
    """For whom."""
    problem: Prose = ""
    """What was to be solved."""
    role: Text = ""
    """What the author's part was."""
    results: tuple[Result, ...] = ()
    """What came of it; numbers where there are any."""
    partners: tuple[Member, ...] = msgspec.field(default=(), name="with")
    """Members with whom it was done."""
    testimonial: Testimonial = Testimonial()
    """What the client or a member says of it."""
    links: tuple[LinkTo, ...] = ()
    """Where it can be seen."""
    topics: tuple[Topic, ...] = ()
    """What it is evidence of."""


class WorkCard(msgspec.Struct, frozen=True, kw_only=True, tag="works"):
    """What cards say of works alone."""

    period: str = ""
    client: str = ""
    role: str = ""
    results: tuple[Result, ...] = ()


KIND = Kind(
    name="works",
    fields=Work,
    order=3,
    called=_("works"),
    counted=(_("{number} work"), _("{number} works")),
    permalink="/works/{slug}/",
    json_ld="CreativeWork",
    template="work.html",
    card=WorkCard,
    on_home=3,
    own_first=True,
    proof=Proof(for_topic=0.6, for_text=0.9, of_partners=(0.4, 0.5), texts=("problem", "client")),
    dated=True,
    ids=("problem", "results"),
    starters=("date", "period", "client", "problem", "results", "testimonial", "topics"),
)
