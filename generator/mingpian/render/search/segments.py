"""Which entries stand together in a segment of the index, and what each is found by.

Segments end where an entry's name says so, not at round numbers: an entry more or less changes its own segment, at
most one neighbour, and leaves all others as they were. Within and across segments entries are in order of their
dates, so that the place of an entry also says how new it is.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds.member import Profile
from mingpian.core import digest
from mingpian.render.search.postings import MAX_ENTRIES, Searchable
from mingpian.site.relations import slug_of
from mingpian.site.site import AnyEntry

_FEWEST = 128  # entries of a segment, but for the last
_ONE_IN = 64  # names end a segment
PIECE = 16  # entries whose titles and addresses share a file

_STRONG = ("name_latin", "headline")
_WEAK = ("role", "org", "city", "series", "client", "problem", "for_whom", "solves", "format", "venue", "now")
_OF_GROUPS = ("belief", "charter", "admission", "outcome")
_PEOPLE = ("authors", "by", "hosts", "speakers", "partners", "parties")


def segments(entries: Iterable[AnyEntry]) -> list[list[AnyEntry]]:
    """Cut the entries into segments, oldest first."""
    groups: list[list[AnyEntry]] = [[]]
    for entry in sorted(entries, key=lambda entry: (entry.published, entry.key)):
        last = groups[-1]
        last.append(entry)
        if len(last) == MAX_ENTRIES or (len(last) >= _FEWEST and crc32(entry.key.encode()) % _ONE_IN == 0):
            groups.append([])
    return groups if groups[-1] else groups[:-1]


def pieces(segment: list[AnyEntry]) -> list[list[AnyEntry]]:
    """Cut a segment into the groups whose titles and addresses share a file."""
    return [segment[start : start + PIECE] for start in range(0, len(segment), PIECE)]


class SearchContext(msgspec.Struct, frozen=True):
    """What all entries of an index are read with."""

    owner: str
    topics: dict[str, str]  # folded word -> key
    letters: dict[str, str]  # Traditional -> Simplified


def segment_name(segment: list[AnyEntry], bits: int, known: SearchContext) -> str:
    """Return a name that another index of this segment does not have. An entry's digest covers our own source too."""
    facts = [
        (entry.key, entry.digest, entry.title, entry.summary, entry.terms, entry.fields, _about(entry, known.topics))
        for entry in segment
    ]
    return digest.of((bits, known.owner, bool(known.letters), facts)).hex()


def searchable(entry: AnyEntry, text: str, known: SearchContext) -> Searchable:
    """Return what an entry is found by; `text` is its body's."""
    fields = entry.fields
    terms = [term for found in entry.terms.values() for term in found]
    names = (entry.title, *_stated(fields, _STRONG), *terms, *_topics(fields))
    told = (entry.summary, *_stated(fields, (*_WEAK, *_OF_GROUPS)), *_sentences(fields), text)
    labels = (*_labels(entry, known.owner), *(f"topic:{key}" for key in _about(entry, known.topics)))
    title, told_plainly = (_simplified("\n".join(texts), known.letters) for texts in (names, told))
    return Searchable(title, told_plainly, tuple(dict.fromkeys(labels)))


def _simplified(text: str, letters: dict[str, str]) -> str:
    """Return a text with the Simplified forms of its Traditional letters; most texts have none, which is soon seen."""
    found = letters.keys() & text
    return text.translate({ord(letter): letters[letter] for letter in found}) if found else text


def topic_label(key: str) -> str:
    """Return a topic's key as labels have it."""
    return slug_of(key)


def _about(entry: AnyEntry, topics: dict[str, str]) -> list[str]:
    """Return the topics that an entry offers or is about, as labels have them: no asks."""
    fields: Any = entry.fields
    offered = (item.topic for item in fields.offers) if isinstance(fields, Profile) else getattr(fields, "topics", ())
    return [topic_label(topics.get(fold_topic(word), word)) for word in offered]


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
