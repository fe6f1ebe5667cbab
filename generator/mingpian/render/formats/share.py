"""What is seen of a page where its address is passed on: `share.png` beside it; and a member's card as a picture."""

from collections.abc import Iterator

from mingpian.content.kinds.member import Profile
from mingpian.core import digest
from mingpian.model import cards
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.plan.routes import path_of
from mingpian.render import square
from mingpian.render.format import Format
from mingpian.render.formats import qr
from mingpian.render.kept import kept
from mingpian.render.sharing import Shared, drawn
from mingpian.render.studio import Studio

NAME = "share.png"
CARD = "card.jpg"


def plan(world: World) -> Iterator[Output]:
    """Plan a picture for each listed entry that has none of its own, for each front page, and for each member."""
    routes, site = world.routes, world.site
    for lang in site.config.languages:
        yield Output(path_of(routes.beside(routes.home(lang), NAME)), "share", (), lang)
    for entry in site.entries.values():
        page = routes.entry(entry.key)
        if entry.fields.listed and cards.card_of(world, entry).image is None:
            yield Output(path_of(routes.beside(page, NAME)), "share", (entry.key,), entry.lang, entry.source)
        if entry.kind == "members":
            path = path_of(routes.beside(page, CARD))
            yield Output(path, "share", (entry.key, CARD), entry.lang, entry.source)


def render(output: Output, studio: Studio) -> bytes:
    """Draw the picture, or take the one that is kept."""
    scheme = studio.assets.colors.light
    if CARD in output.subject:
        return _card(output, studio)
    shared = _shared(output, studio)
    key = digest.of((shared, studio.font, scheme))
    return kept(studio.cache, output, key, lambda: drawn(shared, studio.font, scheme))


def _card(output: Output, studio: Studio) -> bytes:
    ask, scheme = studio.ask, studio.assets.colors.light
    key = output.subject[0]
    card, fields = ask.card(key), ask.entry(key).fields
    assert card is not None and isinstance(fields, Profile)
    url = ask.config.base_url + card.url
    role = studio.theme.words(output.lang).dot.join(part for part in (fields.role, fields.org) if part)
    address = url.partition("://")[2].rstrip("/")
    passed = square.Passed(card.title, role, card.headline, ask.site(output.lang).title, address, output.lang)
    portrait = studio.read(card.image.source) if card.image and card.image.source else b""
    code = () if "qr" in ask.config.without else qr.modules(url.encode())
    made_of = digest.of((passed, digest.of_bytes(portrait), code, studio.font, scheme))
    return kept(studio.cache, output, made_of, lambda: square.drawn(passed, portrait, code, studio.font, scheme))


def _shared(output: Output, studio: Studio) -> Shared:
    ask = studio.ask
    site = ask.site(output.lang)
    if not output.subject:
        return Shared(site.voice or site.description or site.title, site.title, "", output.lang)
    card = ask.card(output.subject[0])
    assert card is not None
    words = studio.theme.words(output.lang)
    people = words.comma.join(person.name for person in card.people) or card.headline
    return Shared(card.title or card.summary, site.title, people, output.lang)


FORMAT = Format("share", plan, render)
