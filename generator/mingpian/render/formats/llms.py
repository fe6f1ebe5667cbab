"""llms.txt: the site in one Markdown page, for language models (llmstxt.org)."""

from collections.abc import Iterator

from mingpian.content.kinds import kinds
from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.reading.twins import card_line, plain_line, twin_of
from mingpian.site.model import SiteModel

PATH = "llms.txt"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the file, unless the site has its own."""
    if f"static/{PATH}" not in model.links.files:
        yield Output(PATH, "llms", (), model.site.config.default_lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write what the site is, and the first page of each of its lists."""
    queries, lang = context.queries, output.lang
    site = queries.site(lang)
    owner = f"{site.owner.name}: {site.owner.headline}".rstrip(": ") if site.owner else ""
    about = next((text for text in (site.description, site.voice, owner) if text), "")
    parts = [f"# {plain_line(site.title)}\n", *([f"> {plain_line(about)}\n"] if about else [])]
    names = context.theme.words(lang).lists
    for kind in kinds():
        cards = queries.listing("kind", kind, lang, "1").cards
        if cards:
            lines = "".join(card_line(site.base_url, card, twin_of(queries, card)) for card in cards)
            parts.append(f"## {plain_line(names.get(kind, kind))}\n\n{lines}")
    return "\n".join(parts).encode()


FORMAT = Format("llms", plan, render)
