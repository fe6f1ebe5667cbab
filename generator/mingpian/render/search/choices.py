"""What results of a search may be narrowed to: a kind, a tag, a person."""

from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import MEMBERS
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import by_count
from mingpian.render.words import Words
from mingpian.site.relations import slug_of

_MOST = 200  # tags, and people


def choices(queries: Queries, words: Words, lang: str) -> dict[str, list[tuple[str, str]]]:
    """Return the values and names to choose from, of the entries in a language."""
    shown = [(kind, words.kinds.get(kind, kind)) for kind in kinds() if queries.keys(kind, lang)]
    tags = sorted(queries.index("tags", lang).terms, key=by_count)[:_MOST]
    members = [queries.card(key) for key in queries.keys(MEMBERS, lang)[:_MOST]]
    people = [(card.key.removesuffix(f".{card.lang}"), card.title) for card in members if card]
    return {"kind": shown, "tag": [(slug_of(term.name), term.name) for term in tags], "person": people}
