"""A member's card to take along: `card.vcf` (vCard 4.0), and `card3.vcf` (3.0) for telephones that know no other."""

import base64
import io
from collections.abc import Iterator
from datetime import UTC
from functools import partial
from urllib.parse import quote

from mingpian.content.kinds.member import MemberCard, Profile
from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.facade import Queries
from mingpian.render.asset_cache import made_once
from mingpian.render.contacts.vcards import Holder, Property, encode_vcard, version_3, version_4
from mingpian.render.context import RenderContext
from mingpian.render.drawing.portraits import squared
from mingpian.render.format import Format
from mingpian.schema.dates import moment
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

FILES = {"4.0": "card.vcf", "3.0": "card3.vcf"}
PHOTO = 256  # pixels on each side


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan both cards of every member who has a page."""
    for entry in model.site.entries.values():
        if isinstance(entry.fields, Profile):
            for version, name in FILES.items():
                path = output_path(model.routes.sibling(model.routes.place(entry.key), name))
                yield Output(path, "vcard", (version, entry.key), entry.lang, entry.source)


def render(output: Output, context: RenderContext) -> bytes:
    """Write one card."""
    version, key = output.subject
    entry = context.queries.entry(key)
    properties = (version_4 if version == "4.0" else version_3)(holder(context.queries, entry))
    photo = _photo(output, context, entry)
    if photo:
        encoded = base64.b64encode(photo).decode()
        properties.append(
            Property("PHOTO", f"data:image/jpeg;base64,{encoded}")
            if version == "4.0"
            else Property("PHOTO;ENCODING=b;TYPE=JPEG", encoded)
        )
    return encode_vcard(version, properties)


def holder(ask: Queries, entry: AnyEntry) -> Holder:
    """Return what a card says of a member, all of it public."""
    card = ask.card(entry.key)
    fields = entry.fields
    assert card is not None and isinstance(fields, Profile) and isinstance(card.own, MemberCard)
    base, changed = ask.config.base_url, fields.updated or fields.date
    revised = f"{moment(changed, ask.config.timezone).astimezone(UTC):%Y%m%dT%H%M%SZ}" if changed else ""
    uid = f"{base}#{quote(entry.id)}"
    return Holder(fields=fields, url=base + card.url, uid=uid, lang=entry.lang, topics=card.own.offers, revised=revised)


def _photo(output: Output, context: RenderContext, entry: AnyEntry) -> bytes:
    """Return the portrait as a small square JPEG, or the one that is kept; nothing when there is none that can be
    read."""
    stated = entry.fields.photo
    image = context.queries.picture(entry.source, stated.src) if stated.src else None
    source = image.source if image else ""
    if image is None or not source or source.lower().endswith(".svg"):
        return b""
    data, focus, recorder = context.read(source), stated.focus or image.focus, context.queries.recorder
    make = partial(recorder.once, ("photo", source, focus), lambda: _square(data, focus))
    return made_once(context.cache, output, (digest.of_bytes(data), focus), make)


def _square(data: bytes, focus: str) -> bytes:
    from PIL import Image

    portrait = squared(data, PHOTO, focus)
    if portrait is None:
        return b""
    if portrait.mode == "RGBA":
        paper = Image.new("RGBA", portrait.size, "white")
        paper.alpha_composite(portrait)
        portrait = paper.convert("RGB")
    out = io.BytesIO()
    portrait.save(out, format="JPEG", quality=82)
    return out.getvalue()


FORMAT = Format("vcard", plan, render)
