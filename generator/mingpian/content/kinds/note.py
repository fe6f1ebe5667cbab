"""Notes: short posts without a title."""

from mingpian.content.kind import Common, Kind
from mingpian.i18n import _
from mingpian.schema.fields import Member
from mingpian.schema.records import LinkTo


class Note(Common, frozen=True, kw_only=True, tag="notes"):
    """A short post without a title."""

    authors: tuple[Member, ...] = ()
    """Members who wrote it; the owner when left out."""
    syndicated: tuple[LinkTo, ...] = ()
    """Copies of it on platforms."""


KIND = Kind(
    name="notes",
    fields=Note,
    order=8,
    called=_("notes"),
    counted=(_("{number} short note"), _("{number} short notes")),
    permalink="/notes/{slug}/",
    json_ld="SocialMediaPosting",
    template="note.html",
    named="indexes",
    on_home=3,
    dated=True,
    title_field="",
    starters=("date", "tags"),
)
