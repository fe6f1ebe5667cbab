"""What an entry is found by."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from mingpian.content.chinese_variants import simplified_letters
from mingpian.content.kinds.member import Profile
from mingpian.queries.search.segments import SearchIndex, topics_of
from mingpian.queries.search.topic_words import TopicWords, keys_by_word
from mingpian.render.search.postings import Searchable
from mingpian.site.relations import slug_of
from mingpian.site.site import AnyEntry

_STRONG = ("name_latin", "headline")
_WEAK = ("role", "org", "city", "series", "client", "problem", "for_whom", "solves", "format", "venue", "now")
_OF_GROUPS = ("belief", "charter", "admission", "outcome")
_PEOPLE = ("authors", "by", "hosts", "speakers", "partners", "parties")


class SearchContext(msgspec.Struct, frozen=True):
    """What all entries of an index are read with."""

    owner: str
    topics: dict[str, str]  # folded word -> key
    letters: dict[str, str]  # Traditional -> Simplified
    traditional: re.Pattern[str] | None  # one of these


def search_context(index: SearchIndex, topics: tuple[TopicWords, ...]) -> SearchContext:
    """Return what all entries of an index are read with."""
    letters = simplified_letters() if index.letters else {}
    traditional = re.compile(f"[{''.join(letters)}]") if letters else None
    return SearchContext(index.owner, keys_by_word(topics), letters, traditional)


def searchable(entry: AnyEntry, text: str, known: SearchContext) -> Searchable:
    """Return what an entry is found by; `text` is its body's."""
    fields = entry.fields
    terms = [term for found in entry.terms.values() for term in found]
    names = (entry.title, *_stated(fields, _STRONG), *terms, *_topics(fields))
    told = (entry.summary, *_stated(fields, (*_WEAK, *_OF_GROUPS)), *_sentences(fields), text)
    labels = (*_labels(entry, known.owner), *(f"topic:{key}" for key in topics_of(entry, known.topics)))
    title, told_plainly = (_simplified("\n".join(texts), known) for texts in (names, told))
    return Searchable(title, told_plainly, tuple(dict.fromkeys(labels)))


def _simplified(text: str, known: SearchContext) -> str:
    """Return a text with the Simplified forms of its Traditional letters."""
    return known.traditional.sub(lambda found: known.letters[found[0]], text) if known.traditional else text


def _labels(entry: AnyEntry, owner: str) -> Iterator[str]:
    yield f"kind:{entry.kind}"
    yield from (f"tag:{slug_of(tag)}" for tag in entry.terms.get("tags", ()))
    named = [id for field in _PEOPLE for id in getattr(entry.fields, field, ())]
    yield from (f"person:{id}" for id in named)
    if isinstance(entry.fields, Profile):
        yield f"person:{entry.id}"
    elif not named and owner and entry.trusted and entry.fields.made_by is not None:
        yield f"person:{owner}"


def _stated(fields: Any, names: Iterable[str]) -> list[str]:
    return [value for name in names if isinstance(value := getattr(fields, name, ""), str) and value]


def _topics(fields: Any) -> list[str]:
    topics: list[str] = [*getattr(fields, "topics", ())]
    if isinstance(fields, Profile):
        topics += [item.topic for item in fields.offers]
        topics += [item.topic for item in fields.asks if not item.answered_by and not item.until]
    return topics


def _sentences(fields: Any) -> list[str]:
    """Return what stands in lists: results of works, what members offer and hold to."""
    if isinstance(fields, Profile):
        return [*(item.text for item in fields.offers), *fields.values]
    return [result.what for result in getattr(fields, "results", ())]
