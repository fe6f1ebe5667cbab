"""Pages as Markdown beside them, on request: which pages have such a twin, and what stands in it."""

from itertools import zip_longest
from typing import Any

from mingpian.config.settings import SiteConfig
from mingpian.content.data_formats.yaml_data import quoted
from mingpian.content.data_formats.yaml_written import inline
from mingpian.content.kinds.offer import OfferCard
from mingpian.content.markdown.from_html import can_convert
from mingpian.core.markdown_text import escaped
from mingpian.core.patterns import lazy_pattern
from mingpian.plan.routes import sibling_url
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card
from mingpian.queries.ownership.rights import Rights
from mingpian.queries.views import Listing
from mingpian.render.address_obfuscation import obfuscated_body
from mingpian.render.context import RenderContext
from mingpian.render.feeds.items import entry_notice
from mingpian.render.reading.markdown import tree_markdown
from mingpian.render.reading.tree import copy_source

NAME = "index.md"
_CODE = lazy_pattern(r"(?ms)^(`{3,}).*?^\1[^\n]*$|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)")


def may_be_read_so(rights: Rights | None) -> bool:
    """Tell whether programs may be given a text: not where its terms refuse it as input of models."""
    return rights is None or rights.ai_input != "no"


def address_of_twin(url: str) -> str:
    """Return the address of the twin of a page."""
    return sibling_url(url, NAME)


def twin_of_page(config: SiteConfig, subject: str, url: str, is_hidden: bool, rights: Rights | None) -> str:
    """Return the address of the twin of a page; empty when it has none. `subject` is what the page is about."""
    has_twin = subject == "list" or (subject == "entry" and not is_hidden)
    if not has_twin or not config.signals.markdown or not may_be_read_so(rights) or not can_convert():
        return ""
    return address_of_twin(url)


def twin_of(queries: Queries, card: Card) -> str:
    """Return the address of the twin of a listed entry; empty when it has none."""
    if not queries.config.signals.markdown or not card.url:  # the front page has llms.txt
        return ""
    return address_of_twin(card.url) if may_be_read_so(queries.rights(card.key)) else ""


def entry_twin(context: RenderContext, key: str) -> str:
    """Return an entry as Markdown: what its cards say of it, and its text. Raises HtmlConverterError."""
    queries = context.queries
    entry, card = queries.entry(key), queries.card(key)
    assert card is not None
    source, tree = copy_source(context, entry)
    text = tree_markdown(source, tree)
    title = f"# {escaped(' '.join(entry.title.split()))}\n\n" if entry.title else ""
    notice = entry_notice(context, entry, source.url)
    rights = queries.rights(key)
    stated: dict[str, Any] = {
        "title": entry.title,
        "url": source.url,
        "lang": card.lang,
        "kind": card.kind,
        "date": card.date,
        "updated": card.updated,
        "authors": [person.name for person in card.people],
        "tags": [term.name for term in card.tags],
        "summary": card.summary,
        **_own_part(card),
        **_terms(rights),
        "credit": notice.credit if notice else "",
    }
    return f"{_front_matter(stated)}\n{_obfuscated(f'{title}{text}').rstrip()}\n"


def list_twin(context: RenderContext, listing: Listing, name: str) -> str:
    """Return a page of a list as Markdown: its entries, each with where it is. Raises HtmlConverterError."""
    queries, base = context.queries, context.queries.config.base_url
    parts = [f"# {escaped(name)}\n"]
    if listing.introduction:
        parts.append(tree_markdown(*copy_source(context, queries.entry(listing.introduction))) + "\n")
    cards = [*listing.cards, *(card for year in listing.years for card in year.cards)]
    parts += ["".join(card_line(base, card, twin_of(queries, card)) for card in cards)]
    parts += [f"<{base}{address_of_twin(listing.next)}>\n"] if listing.next else []
    return _obfuscated("\n".join(part for part in parts if part))


def card_line(base: str, card: Card, twin: str = "") -> str:
    """Return an item of a list that leads to the twin of an entry, or to its page."""
    solves = card.own.solves if isinstance(card.own, OfferCard) else ""
    about = card.headline or solves or card.summary
    said = f": {plain_line(about)}" if about and card.title else ""
    return f"- [{plain_line(card.title or card.summary)}]({base}{twin or card.url}){said}\n"


def _terms(rights: Rights | None) -> dict[str, str]:
    if rights is None:
        return {}
    licence = rights.license
    named = (licence.url or licence.name or licence.text) if licence else ""
    return {"license": named, **rights.signals}


def _own_part(card: Card) -> dict[str, Any]:
    """Return what cards say of one kind alone, as far as it is text or numbers."""
    names = card.own.__struct_fields__ if card.own else ()
    found = {name: getattr(card.own, name) for name in names}
    return {name: str(value) for name, value in found.items() if isinstance(value, str | int | float) and value}


def _front_matter(stated: dict[str, Any]) -> str:
    lines = "".join(f"{name}: {_value(value)}\n" for name, value in stated.items() if value)
    return f"---\n{lines}---\n"


def _value(value: Any) -> str:
    """Return a value as YAML; the sign of an address in it by its number."""
    return quoted(value).replace("@", "\\u0040") if isinstance(value, str) and "@" in value else inline(value)


def _obfuscated(markdown: str) -> str:
    """Return Markdown in which no address is found by its sign, but for code, where a reference is no character."""
    kept = [found[0] for found in _CODE.finditer(markdown)]
    between = [obfuscated_body(part) for part in _CODE.sub("\0", markdown).split("\0")]
    return "".join(part for pair in zip_longest(between, kept, fillvalue="") for part in pair)


def plain_line(text: str) -> str:
    """Return text on one line in which nothing is Markdown."""
    return escaped(" ".join(text.split()))
