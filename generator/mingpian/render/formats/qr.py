"""QR codes: a member's card itself, which works without a network, and the address of every page.

`card-qr.png` and `page-qr.png` stand beside the page: pressed for long, WeChat recognises a code in pictures made of
pixels alone. `card-qr.svg` is what is printed. ISO/IEC 18004; bytes are UTF-8.
"""

import functools
import re
import struct
from collections.abc import Iterator

import msgspec

from mingpian.content.kinds.member import MAX_NAME, Profile
from mingpian.content.media.frames import png
from mingpian.plan import outputs
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path, sibling_url, url_of
from mingpian.render.contacts.vcards import Holder, Property, encode_vcard, folded, version_3
from mingpian.render.context import RenderContext
from mingpian.render.drawing.deflate import packed
from mingpian.render.drawing.qr_modules import modules
from mingpian.render.format import Format
from mingpian.render.formats.vcard import holder
from mingpian.site.model import SiteModel

CARD, PRINTED, PAGE = "card-qr.png", "card-qr.svg", "page-qr.png"
MAX_BYTES = 412  # of version 15 at level M: 0.4 mm a module on a printed card; finer ones are hard to scan
QUIET = 4  # modules of light around a code (ISO/IEC 18004, 7.3.9)
UNFOLDED = 10_000
_EIGHT = bytes([0xFF, 0, *range(2, 256)])  # pixels of a light and of a dark module
_RUN = re.compile(rb"\x01+|\x00+")
_LEFT_OUT = ("UID", "REV", "SORT-STRING", "CATEGORIES")  # of use to programs that keep cards, not to whom one meets


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the code of every page that has one, and of every member's card."""
    for page in outputs.pages(model):
        if code := of_page(page):
            yield Output(output_path(code), "qr", (PAGE, url_of(page.path)), page.lang, page.source)
    for entry in model.site.entries.values():
        if isinstance(entry.fields, Profile):
            page_url, place = model.routes.entry(entry.key), model.routes.place(entry.key)
            for name in (CARD, PRINTED):
                yield Output(output_path(sibling_url(place, name)), "qr", (name, entry.key), entry.lang, entry.source)
            if page_url != place:
                yield Output(output_path(sibling_url(place, PAGE)), "qr", (PAGE, page_url), entry.lang, entry.source)


def of_page(page: Output) -> str:
    """Return the URL of a page's code; empty for what nobody hands on: lists, search, what is shown on errors. The
    front page has the code of the owner's card."""
    return sibling_url(url_of(page.path), PAGE) if page.subject[0] == "entry" else ""


def render(output: Output, context: RenderContext) -> bytes:
    """Draw one code."""
    draw = draw_code if output.subject[0] == PRINTED else code_picture
    return draw(payload(output, context))


def payload(output: Output, context: RenderContext) -> bytes:
    """Return what a code says."""
    name, subject = output.subject
    queries = context.queries
    if name != PAGE:
        return fitted(version_3(_named(holder(queries, queries.entry(subject)))))
    return (queries.config.base_url + subject).encode()


def _named(whose: Holder) -> Holder:
    """Return the holder of a card with as much of a name as a code has room for."""
    fields = whose.fields
    short = msgspec.structs.replace(fields, name=fields.name[:MAX_NAME], sort_as=fields.sort_as[:MAX_NAME])
    return msgspec.structs.replace(whose, fields=short)


def fitted(properties: list[Property], limit: int = MAX_BYTES) -> bytes:
    """Return a card of at most `limit` bytes, with as many of the properties as it has room for, the first first.

    A name alone may be longer.
    """
    kept = [one for one in properties if one.name in ("FN", "N")]
    room = limit - len(encode_vcard("3.0", kept, UNFOLDED))
    for one in properties:
        size = len(folded(str(one), UNFOLDED))
        if one not in kept and one.name not in _LEFT_OUT and size <= room:
            kept.append(one)
            room -= size
    return encode_vcard("3.0", kept, UNFOLDED)


def draw_code(data: bytes) -> bytes:
    """Return a code as SVG, black on white whatever the page's colours, with the quiet zone of four modules."""
    rows = modules(data)
    side = len(rows) + 2 * QUIET
    runs = "".join(
        f"M{QUIET} {row}.5{''.join(map(_stroke, _RUN.findall(line)))}" for row, line in enumerate(rows, QUIET)
    )
    # Rows are strokes; without crisp edges, a seam of half-dark pixels shows between them at most sizes.
    return (
        f'<svg shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path stroke="#000" d="{runs}"/></svg>'
    ).encode()


def code_picture(data: bytes) -> bytes:
    """Return a code as PNG of one bit a pixel, eight pixels a module, with the quiet zone."""
    rows, light = modules(data), b"\xff" * QUIET
    side = 8 * (len(rows) + 2 * QUIET)
    drawn = [light + row.translate(_EIGHT) + light for row in rows]
    blank = b"\xff" * (side // 8)
    as_above = b"\2" + bytes(side // 8)  # a row in which nothing differs from the last (PNG, 9.2: "up")
    lines = b"".join([b"\0" + line + 7 * as_above for line in (*[blank] * QUIET, *drawn, *[blank] * QUIET)])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return png((b"IHDR", header), (b"IDAT", packed(lines)))


@functools.cache
def _stroke(run: bytes) -> str:
    """Return the path of modules that are alike: drawn when dark, passed over when light."""
    return f"h{len(run)}" if run[0] else f"m{len(run)} 0"


FORMAT = Format("qr", plan, render, ("segno",))
