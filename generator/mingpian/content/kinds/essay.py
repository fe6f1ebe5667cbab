"""Essays: articles."""

from mingpian.content.kind import Authored, Kind, Proof, Source
from mingpian.i18n import _
from mingpian.schema.fields import Circle, Count, Text, Url
from mingpian.schema.records import LinkTo


class Essay(Authored, frozen=True, kw_only=True, tag="essays"):
    """An article."""

    series: Text = ""
    """Name of the series that this is a part of."""
    part: Count = 0
    """Number of this part in its series, from 1; by date when left out."""
    circles: tuple[Circle, ...] = ()
    """Circles to whose feed it belongs."""
    canonical: Url = ""
    """Where it was first published, if elsewhere; search engines are sent there."""
    syndicated: tuple[LinkTo, ...] = ()
    """Copies of it on platforms."""
    disclosure: Text = ""
    """Interests that a reader should know of."""
    sources: tuple[Source, ...] = ()
    """What it draws on; listed at the end."""
    toc: bool = True
    """`false`: no table of contents."""
    math: bool = True
    """`false`: dollar signs never start a formula."""


KIND = Kind(
    name="essays",
    fields=Essay,
    order=1,
    called=_("essays"),
    counted=(_("{number} essay"), _("{number} essays")),
    permalink="/essays/{slug}/",
    json_ld="BlogPosting",
    template="essay.html",
    on_home=6,
    archived=True,
    in_circles=True,
    proof=Proof(for_topic=0.25, for_text=0.6),
    dated=True,
    ids=("sources",),
    starters=("date", "summary", "tags", "series", "cover"),
)
