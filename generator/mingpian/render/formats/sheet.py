"""Sheets of name cards to print and cut: ten of each side on a page, true to scale, with marks where to cut.

`card/` beside a member's page has the Chinese size; `card/85x55/` and `card/us/` the other two.
"""

from collections.abc import Iterator

import msgspec

from mingpian.content.contacts import MAILS, TELEPHONES
from mingpian.content.kinds.member import MemberCard, Profile
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path, sibling_url
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.formats.qr import PRINTED
from mingpian.site.model import SiteModel

COLUMNS, ROWS = 2, 5
MARK, GAP = 4.0, 1.5  # length of a mark, and its distance from the cards, in mm
MANY = 14  # letters of a name that needs smaller type


class Size(msgspec.Struct, frozen=True):
    """A card and the paper it is printed on; lengths are mm."""

    name: str  # of the style
    label: str
    folder: str
    card: tuple[float, float]
    paper: tuple[float, float]

    @property
    def start(self) -> tuple[float, float]:
        """The corner of the first card, when all stand in the middle of the paper."""
        width, height = self.card
        return (self.paper[0] - COLUMNS * width) / 2, (self.paper[1] - ROWS * height) / 2

    @property
    def marks(self) -> str:
        """The marks as the path of an SVG whose unit is the millimetre."""
        (left, top), (width, height) = self.start, self.card
        right, bottom = left + COLUMNS * width, top + ROWS * height
        across = [top + row * height for row in range(ROWS + 1)]
        down = [left + column * width for column in range(COLUMNS + 1)]
        lines = [f"M{x:g} {y:g}h-{MARK:g}" for y in across for x in (left - GAP, right + GAP + MARK)]
        lines += [f"M{x:g} {y:g}v-{MARK:g}" for x in down for y in (top - GAP, bottom + GAP + MARK)]
        return "".join(lines)


A4, LETTER = (210.0, 297.0), (215.9, 279.4)
SIZES = {
    "cn": Size("cn", "90 × 54 mm", "card/", (90, 54), A4),
    "eu": Size("eu", "85 × 55 mm", "card/85x55/", (85, 55), A4),
    "us": Size("us", "3.5 × 2 in", "card/us/", (88.9, 50.8), LETTER),
}


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan a sheet of each size for every member who has a page."""
    for entry in model.site.entries.values():
        if isinstance(entry.fields, Profile):
            for name, size in SIZES.items():
                path = output_path(model.routes.sibling(model.routes.place(entry.key), size.folder))
                yield Output(path, "sheet", (name, entry.key), entry.lang, entry.source)


def render(output: Output, context: RenderContext) -> bytes:
    """Draw one sheet."""
    name, key = output.subject
    queries, lang = context.queries, output.lang
    entry, card = queries.entry(key), queries.card(key)
    fields = entry.fields
    assert card is not None and isinstance(card.own, MemberCard) and isinstance(fields, Profile)
    root = "../" * output.path.count("/")
    url, place = queries.config.base_url + card.url, card.own.place
    first = (next((name for name in names if name in fields.contact), "") for names in (TELEPHONES, MAILS))
    contact = [fields.contact[name][0].value for name in first if name]
    values = {
        "lang": lang,
        "root": root,
        "site": queries.site(lang),
        "card": card,
        "long": len(card.title) > MANY,
        "role": [part for part in (fields.role, fields.org) if part],
        "contact": contact,
        "address": url.partition("://")[2].rstrip("/"),
        "canonical": url,
        "code": "" if "qr" in queries.config.without else root + sibling_url(place, PRINTED),
        "size": SIZES[name],
        "sizes": [(size.label, root + sibling_url(place, size.folder), size.name == name) for size in SIZES.values()],
        "copies": range(COLUMNS * ROWS),
    }
    template = context.environment.get_template("sheet.html")
    return template.render(values, t=context.theme.words(lang)).encode()


FORMAT = Format("sheet", plan, render)
