"""QR codes as SVG: a member's card itself, which works without a network, and the addresses of what one shows on paper.

`card-qr.svg` and `page-qr.svg` stand beside the page. ISO/IEC 18004; bytes are UTF-8.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.plan.routes import path_of
from mingpian.render.format import Format
from mingpian.render.formats.vcard import holder
from mingpian.render.studio import Studio
from mingpian.render.vcards import Property, version_3, written

if TYPE_CHECKING:
    from segno import QRCode

CARD, PAGE = "card-qr.svg", "page-qr.svg"
ON_PAPER = ("members", "works", "offers", "events", "circles")  # kinds that are shown on posters, slides and sheets
MAX_BYTES = 412  # of version 15 at level M: 0.4 mm a module on a printed card; finer ones are hard to scan
MASK = 2  # of the eight; its penalty is 3 % above the least on average, and weighing them all takes five times as long
UNFOLDED = 10_000
_LEFT_OUT = ("UID", "REV", "SORT-STRING", "CATEGORIES")  # of use to programs that keep cards, not to whom one meets


def plan(world: World) -> Iterator[Output]:
    """Plan the code of every such page, and of every member's card."""
    for entry in world.site.entries.values():
        names = (CARD, PAGE) if entry.kind == "members" else (PAGE,) if entry.kind in ON_PAPER else ()
        for name in names:
            path = path_of(world.routes.beside(world.routes.entry(entry.key), name))
            yield Output(path, "qr", (name, entry.key), entry.lang, entry.source)


def render(output: Output, studio: Studio) -> bytes:
    """Draw one code."""
    return drawn(payload(output, studio))


def payload(output: Output, studio: Studio) -> bytes:
    """Return what a code says."""
    name, key = output.subject
    ask = studio.ask
    if name == CARD:
        return fitted(version_3(holder(ask, ask.entry(key))))
    card = ask.card(key)
    assert card is not None
    return (ask.config.base_url + card.url).encode()


def fitted(properties: list[Property], limit: int = MAX_BYTES) -> bytes:
    """Return a card of at most `limit` bytes, with as many of the properties as it has room for, the first first.

    A name that alone is longer is left whole.
    """
    kept = [one for one in properties if one.name in ("FN", "N")]
    for one in properties:
        if one not in kept and one.name not in _LEFT_OUT and len(written("3.0", [*kept, one], UNFOLDED)) <= limit:
            kept.append(one)
    return written("3.0", kept, UNFOLDED)


def coded(data: bytes) -> "QRCode":
    """Return the code of some bytes, at level M."""
    import segno

    return segno.make(data, error="m", micro=False, boost_error=False, mask=MASK)


def drawn(data: bytes) -> bytes:
    """Return a code, black on white whatever the page's colours, with the quiet zone of four modules."""
    import io

    out = io.BytesIO()
    looks = {"border": 4, "dark": "#000", "light": "#fff", "omitsize": True}
    coded(data).save(out, kind="svg", xmldecl=False, svgclass="", lineclass="", nl=False, **looks)
    # Rows are strokes; without this, a seam of half-dark pixels shows between them at most sizes.
    return out.getvalue().replace(b"<svg ", b'<svg shape-rendering="crispEdges" ', 1)


FORMAT = Format("qr", plan, render)
