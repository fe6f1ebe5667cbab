"""What is seen of a page where its address is passed on: `share.png` beside it, a square of the site for places that
show squares alone (WeChat), and a member's card as a picture."""

from collections.abc import Iterator

from mingpian.content.kinds.member import Profile
from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries import cards
from mingpian.render.asset_cache import made_once
from mingpian.render.context import RenderContext
from mingpian.render.drawing import card_picture
from mingpian.render.drawing.qr_modules import modules
from mingpian.render.drawing.share_picture import Shared, draw_share_picture, draw_square
from mingpian.render.format import Format
from mingpian.site.model import SiteModel

NAME = "share.png"
SQUARE = "share-square.png"
CARD = "card.jpg"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan a picture for each listed entry that has none of its own, for each front page, and for each member."""
    routes, site = model.routes, model.site
    yield Output(SQUARE, "share", (SQUARE,), site.config.default_lang)
    for lang in site.config.languages:
        yield Output(output_path(routes.sibling(routes.home(lang), NAME)), "share", (), lang)
    for entry in site.entries.values():
        place = routes.place(entry.key)
        if entry.fields.listed and cards.card_of(model, entry).image is None:
            yield Output(output_path(routes.sibling(place, NAME)), "share", (entry.key,), entry.lang, entry.source)
        if isinstance(entry.fields, Profile):
            path = output_path(routes.sibling(place, CARD))
            yield Output(path, "share", (entry.key, CARD), entry.lang, entry.source)


def render(output: Output, context: RenderContext) -> bytes:
    """Draw the picture, or take the one that is kept."""
    if CARD in output.subject:
        return _card(output, context)
    scheme, corners = context.assets.scheme, context.assets.look.corners
    if output.subject == (SQUARE,):
        return draw_square(context.queries.site(output.lang).title, context.font, scheme, output.lang)
    shared = _shared(output, context)
    made_of = shared, context.font, scheme, corners
    return made_once(context.cache, output, made_of, lambda: draw_share_picture(shared, context.font, scheme, corners))


def _card(output: Output, context: RenderContext) -> bytes:
    queries, scheme, corners = context.queries, context.assets.scheme, context.assets.look.corners
    key = output.subject[0]
    card, fields = queries.card(key), queries.entry(key).fields
    assert card is not None and isinstance(fields, Profile)
    url = queries.config.base_url + card.url
    role = context.theme.words(output.lang).dot.join(part for part in (fields.role, fields.org) if part)
    address = url.partition("://")[2].rstrip("/")
    site, focus = queries.site(output.lang).title, card.image.focus if card.image else ""
    passed = card_picture.CardPicture(card.title, role, card.headline, site, address, output.lang, focus)
    portrait = context.read(card.image.source) if card.image and card.image.source else b""
    code = () if "qr" in queries.config.without else modules(url.encode())
    made_of = passed, digest.of_bytes(portrait), code, context.font, scheme, corners
    return made_once(
        context.cache,
        output,
        made_of,
        lambda: card_picture.draw_card_picture(passed, portrait, code, context.font, scheme, corners),
    )


def _shared(output: Output, context: RenderContext) -> Shared:
    queries = context.queries
    site = queries.site(output.lang)
    if not output.subject:
        return Shared(site.voice or site.description or site.title, site.title, "", output.lang)
    card = queries.card(output.subject[0])
    assert card is not None
    words = context.theme.words(output.lang)
    people = words.comma.join(person.name for person in card.people) or card.headline
    return Shared(card.title or card.summary, site.title, people, output.lang)


FORMAT = Format("share", plan, render, ("PIL.ImageDraw",))
