"""A member's card to take along: `card.vcf` (vCard 4.0), and `card3.vcf` (3.0) for telephones that know no other."""

import base64
import io
import warnings
from collections.abc import Iterator
from datetime import UTC
from functools import partial
from urllib.parse import quote

from mingpian.content.kinds.member import MemberCard, Profile
from mingpian.content.media.damaged import DAMAGED
from mingpian.content.media.pictures import PICTURE_FORMATS, eight_bits
from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.facade import Queries
from mingpian.render.asset_cache import made_once
from mingpian.render.contacts.vcards import Holder, Property, encode_vcard, version_3, version_4
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.schema.dates import moment
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

FILES = {"4.0": "card.vcf", "3.0": "card3.vcf"}
PHOTO = 256  # pixels on each side
MAX_PIXELS = 60_000_000


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
    image = context.queries.picture(entry.source, entry.fields.photo.src) if entry.fields.photo.src else None
    source = image.source if image else ""
    if not source or source.lower().endswith(".svg"):
        return b""
    data, recorder = context.read(source), context.queries.recorder
    make = partial(recorder.once, ("photo", source), lambda: _square(data))
    return made_once(context.cache, output, digest.of_bytes(data), make)


def _square(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    out = io.BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=PICTURE_FORMATS) as image:
            image.draft("RGB", (PHOTO, PHOTO))
            if image.width * image.height > MAX_PIXELS:
                return b""
            upright = ImageOps.exif_transpose(eight_bits(image))
            if upright.has_transparency_data:
                upright = upright.convert("RGBA")
                paper = Image.new("RGBA", upright.size, "white")
                paper.alpha_composite(upright)
                upright = paper
            ImageOps.fit(upright.convert("RGB"), (PHOTO, PHOTO)).save(out, format="JPEG", quality=82)
    except (*DAMAGED, Image.DecompressionBombError):
        return b""
    return out.getvalue()


FORMAT = Format("vcard", plan, render)
