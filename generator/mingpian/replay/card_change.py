"""A change of what cards say of an entry: that nothing else on the site tells of it, or goes by it.

Title, summary and minutes of reading stand on the entry's own pages, and in its card, which lists and neighbours show.
Of some entries they do more: a member's name stands beside what they wrote, lists of what has no date are sorted by
titles, a wikilink and a field may name what they mean by its title, and a translation has its original's. What of this
could be is left to a whole build.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds import kinds
from mingpian.core.recorded_table import RecordedTable
from mingpian.core.store import Store
from mingpian.core.trace import Question
from mingpian.queries.by_reference import CARD
from mingpian.queries.questions import decode_answer
from mingpian.render.drawing.text_layout import needs_chinese
from mingpian.site.facts import BODY, without_body
from mingpian.site.site import AnyEntry

WIKILINK = "wikilink"  # the question
OF_CARD = ("title", "summary", "minutes")  # what a card takes over from its entry as it is


def without_card(entry: AnyEntry) -> AnyEntry:
    """Return the entry without its body and what its card takes over from it."""
    return msgspec.structs.replace(without_body(entry), fields=_unnamed(entry.fields), title="", summary="", minutes=0)


def _unnamed(fields: Any) -> Any:
    return msgspec.structs.replace(fields, **dict.fromkeys(stated_names(fields), ""))


def stated_names(fields: Any) -> dict[str, str]:
    """Return the title and the summary that fields state, as far as the kind has them."""
    return {name: getattr(fields, name) for name in ("title", "summary") if hasattr(fields, name)}


def of_card(before: AnyEntry, after: AnyEntry) -> dict[str, Any]:
    """Return what differs in the card of an entry."""
    return {name: now for name in OF_CARD if (now := getattr(after, name)) != getattr(before, name)}


def is_told_by_card_alone(
    before: AnyEntry, after: AnyEntry, table: RecordedTable, languages: Iterable[str], spoken: frozenset[str]
) -> bool:
    """Tell whether nothing but its pages and cards can differ when an entry's card does.

    `languages` are those of the site, `spoken` the folded names by which any entry means another.
    """
    kind = kinds()[after.kind]
    if not kind.dated or kind.feed or before.mentions or after.mentions or before.charset:
        return False  # what sorts by it, is called by it, has names of others in it, or decides on letters of fonts
    return before.title == after.title or (
        bool(before.title and after.title)
        and not after.translation
        and needs_chinese(before.title) == needs_chinese(after.title)  # as of a font for pictures
        and spoken.isdisjoint((fold_topic(before.title), fold_topic(after.title)))
        and not any(lang != after.lang and table.number((BODY, f"{after.id}.{lang}")) is not None for lang in languages)
    )


def is_named_by_links(table: RecordedTable, store: Store, entry: AnyEntry) -> bool:
    """Tell whether a wikilink leads to an entry, whatever it calls it: what shows it reads as the entry's title, and so
    does a summary that is drawn from there. What is not known any more might."""
    card = _recorded((CARD, entry.key), table, store)
    links = (table.question(number) for number in table.numbers_named(WIKILINK))
    return card is None or any(_leads_to(card.url, question, table, store) for question in links)


def _leads_to(url: str, question: Question, table: RecordedTable, store: Store) -> bool:
    data = _data(question, table, store)
    target = None if data is None else decode_answer(question, data)
    return data is None or (target is not None and target.url.partition("#")[0] == url)


def _recorded(question: Question, table: RecordedTable, store: Store) -> Any:
    data = _data(question, table, store)
    return None if data is None else decode_answer(question, data)


def _data(question: Question, table: RecordedTable, store: Store) -> bytes | None:
    number = table.number(question)
    return None if number is None else store.get(table.answer(number))
