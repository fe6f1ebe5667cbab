"""Which entries stand together in a segment of the search index, and what tells one index from another.

Segments end where an entry's name says so, not at round numbers: an entry more or less changes its own segment, at
most one neighbour, and leaves all others as they were. Within and across segments entries are in order of their
dates, so that the place of an entry also says how new it is.

The name of a segment is a sum over its entries. So after an edit of one it is known without the others.
"""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

import msgspec

from mingpian.content.chinese_variants import is_installed
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import Profile
from mingpian.core import digest
from mingpian.queries import targets
from mingpian.queries.query import query
from mingpian.queries.search.topic_words import keys_by_word, topic_words
from mingpian.site.model import SiteModel
from mingpian.site.relations import slug_of
from mingpian.site.site import AnyEntry

MAX_ENTRIES = 256  # of a segment: places are written in a byte
PIECE = 16  # entries whose titles and addresses share a file
PIECES = MAX_ENTRIES // PIECE  # numbers of such files that a segment may have

_FEWEST = 128  # entries of a segment, but for the last
_ONE_IN = 64  # names end a segment
_WORDS_A_SHARD = 8_000
_MAX_BITS = 11  # 2,048 shards: 2 KB each of 10,000 essays of few different words, 20 KB of many
_SUMS = 1 << 8 * digest.SIZE


class SearchIndex(msgspec.Struct, frozen=True):
    """What tells the index of a language from another of it."""

    owner: str
    letters: bool  # Traditional ones are read as Simplified
    words: int  # of all texts
    shown: str  # the sum of what results show of each entry
    segments: tuple[str, ...]  # their names, oldest first

    @property
    def bits(self) -> int:
        """The index has `2 ** bits` shards."""
        return min(_MAX_BITS, (self.words // _WORDS_A_SHARD).bit_length())


@query
def search_index(model: SiteModel, lang: str) -> SearchIndex:
    """Return what tells the search index of a language from another of it: it changes with any text."""
    return model.remember(("search index", lang), lambda: _index(model, lang))


def _index(model: SiteModel, lang: str) -> SearchIndex:
    found = [targets.with_links(model, entry) for kind in kinds() for entry in model.site.all(kind, lang)]
    shown = total(shown_digest(entry, model.routes.entry(entry.key)) for entry in found)
    is_chinese = any(lang.split("-")[0] == "zh" for lang in model.site.config.languages)
    index = SearchIndex(model.site.owner, is_chinese and is_installed(), sum(entry.words for entry in found), shown, ())
    topics = keys_by_word(topic_words(model, lang))
    begin = digest.of((index.bits, index.owner, index.letters, model.site.config.keep))
    names = [total((begin, *(entry_digest(entry, topics) for entry in group))) for group in segments(found)]
    return msgspec.structs.replace(index, segments=tuple(names))


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


def entry_digest(entry: AnyEntry, topics: dict[str, str]) -> bytes:
    """Return what tells apart all that an entry may be found by. Its own digest covers our source too."""
    return digest.of((entry, topics_of(entry, topics)))


def shown_digest(entry: AnyEntry, url: str) -> bytes:
    """Return what tells apart what a result shows of an entry itself."""
    return digest.of((entry.key, entry.title, entry.published, url))


def total(digests: Iterable[bytes]) -> str:
    """Add digests up."""
    return _written(sum(map(_number, digests)))


def exchanged(sum_: str, before: bytes, after: bytes) -> str:
    """Return the sum with one digest in place of another."""
    return _written(int(sum_, 16) - _number(before) + _number(after))


def _number(digest_: bytes) -> int:
    return int.from_bytes(digest_, "big")


def _written(number: int) -> str:
    return f"{number % _SUMS:0{2 * digest.SIZE}x}"


def topics_of(entry: AnyEntry, topics: dict[str, str]) -> list[str]:
    """Return the topics that an entry offers or is about, as labels have them: no asks. `topics` has the key of each
    folded word."""
    fields: Any = entry.fields
    offered = (item.topic for item in fields.offers) if isinstance(fields, Profile) else getattr(fields, "topics", ())
    return [topic_label(topics.get(fold_topic(word), word)) for word in offered]


def topic_label(key: str) -> str:
    """Return a topic's key as labels have it."""
    return slug_of(key)
