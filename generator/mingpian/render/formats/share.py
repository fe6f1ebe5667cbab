"""`share.png` beside each page: what is seen of it where its address is passed on."""

from collections.abc import Iterator

from mingpian.core import digest
from mingpian.model import cards
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.plan.routes import path_of
from mingpian.render.format import Format
from mingpian.render.kept import kept
from mingpian.render.sharing import Shared, drawn
from mingpian.render.studio import Studio

NAME = "share.png"


def plan(world: World) -> Iterator[Output]:
    """Plan a picture for each listed entry that has none of its own, and for each front page."""
    routes, site = world.routes, world.site
    for lang in site.config.languages:
        yield Output(path_of(routes.beside(routes.home(lang), NAME)), "share", (), lang)
    for entry in site.entries.values():
        if entry.fields.listed and cards.card_of(world, entry).image is None:
            path = path_of(routes.beside(routes.entry(entry.key), NAME))
            yield Output(path, "share", (entry.key,), entry.lang, entry.source)


def render(output: Output, studio: Studio) -> bytes:
    """Draw the picture, or take the one that is kept."""
    shared = _shared(output, studio)
    scheme = studio.assets.colors.light
    key = digest.of((shared, studio.font, scheme))
    return kept(studio.cache, output, key, lambda: drawn(shared, studio.font, scheme))


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
