"""llms.txt: the site in one Markdown page, for language models (llmstxt.org)."""

from collections.abc import Iterator

from mingpian.content.kinds import kinds
from mingpian.content.kinds.offer import OfferCard
from mingpian.core.markdown_text import escaped
from mingpian.plan.outputs import Output
from mingpian.queries.fragments import Card
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
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
    parts = [f"# {_plain(site.title)}\n", *([f"> {_plain(about)}\n"] if about else [])]
    names = context.theme.words(lang).lists
    for kind in kinds():
        cards = queries.listing("kind", kind, lang, "1").cards
        if cards:
            lines = "".join(_line(site.base_url, card) for card in cards)
            parts.append(f"## {_plain(names.get(kind, kind))}\n\n{lines}")
    return "\n".join(parts).encode()


def _line(base: str, card: Card) -> str:
    solves = card.own.solves if isinstance(card.own, OfferCard) else ""
    about = card.headline or solves or card.summary
    said = f": {_plain(about)}" if about and card.title else ""
    return f"- [{_plain(card.title or card.summary)}]({base}{card.url}){said}\n"


def _plain(text: str) -> str:
    """Return text on one line in which nothing is Markdown."""
    return escaped(" ".join(text.split()))


FORMAT = Format("llms", plan, render)
