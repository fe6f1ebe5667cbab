"""Pages: anything else."""

from typing import ClassVar

from mingpian.content.kind import Kind, Titled
from mingpian.i18n import _
from mingpian.schema.fields import Text

PAGES = "pages"


class Page(Titled, frozen=True, kw_only=True, tag=PAGES):
    """Anything else: about, charter, now."""

    made_by: ClassVar[tuple[str, ...] | None] = None
    of_owner: ClassVar[tuple[str, ...]] = ("menu", "order", "template")

    menu: Text = ""
    """Label in the main menu; not there when left out."""
    order: int = 0
    """Place in the menu: smaller comes first."""
    template: Text = ""
    """Template of the theme or the site to draw it with, such as `wide.html`."""


KIND = Kind(
    name=PAGES,
    fields=Page,
    order=9,
    called=_("pages"),
    counted=(_("{number} page"), _("{number} pages")),
    permalink="/{slug}/",
    json_ld="WebPage",
    template="page.html",
    named="nowhere",
    starters=("menu", "order", "summary"),
)
