"""Events: meetings, talks, dinners, milestones."""

from typing import ClassVar, Literal

import msgspec

from mingpian.content.kind import Kind, Titled
from mingpian.i18n import _
from mingpian.schema.fields import Circle, Date, Essay, Link, Member, Repeat, Text, Zone

EVENTS = "events"


class Event(Titled, frozen=True, kw_only=True, tag=EVENTS):
    """A meeting, talk, dinner or milestone."""

    made_by: ClassVar[tuple[str, ...] | None] = ("hosts",)
    made_with: ClassVar[tuple[str, ...]] = ("speakers",)
    required: ClassVar[tuple[str, ...]] = ("start",)

    start: Date = ""
    """When it begins; a day alone makes it an all-day event."""
    end: Date = ""
    """When it ends; the last day, for all-day events."""
    timezone: Zone = ""
    """Time zone of `start` and `end` (IANA name); the site's when left out."""
    venue: Text = ""
    """Place and address."""
    city: Text = ""
    """City."""
    online: Link = ""
    """Address where to join from afar."""
    hosts: tuple[Member, ...] = ()
    """Members who invite; the owner when left out."""
    speakers: tuple[Member, ...] = ()
    """Members who speak."""
    attended: tuple[Member, ...] = ()
    """Members who were there."""
    repeats: Repeat = ""
    """Repeat rule (RFC 5545), such as `FREQ=MONTHLY;BYDAY=1SA`."""
    status: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    """Whether it takes place."""
    signup: Link = ""
    """Where to sign up."""
    circles: tuple[Circle, ...] = ()
    """Circles whose event it is."""
    recap: Essay = ""
    """Essay that tells how it was."""


class EventCard(msgspec.Struct, frozen=True, kw_only=True, tag=EVENTS):
    """What cards say of events alone."""

    start: str = ""  # of the repetition that is on or comes next; of the first one when all are over
    end: str = ""
    repeats: str = ""
    venue: str = ""
    city: str = ""
    status: str = ""
    past: bool = False


KIND = Kind(
    name=EVENTS,
    fields=Event,
    order=5,
    called=_("events"),
    counted=(_("{number} event"), _("{number} events")),
    permalink="/events/{slug}/",
    json_ld="Event",
    template="event.html",
    card=EventCard,
    on_home=3,
    takes_place=True,
    in_circles=True,
    ids=("attended",),
    starters=("date", "start", "end", "venue", "city", "online", "signup", "repeats"),
)
