"""The search index after an edit of bodies and cards: which of its files are others, and what they are made of then.

Where an entry stands in an index is told by the file that has its title. Its segment, which the last build kept, is
amended; so nothing is read of all the other entries.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from mingpian.content.markdown import Document
from mingpian.core.recorded_table import RecordedTable
from mingpian.core.store import Store
from mingpian.plan.outputs import Output
from mingpian.queries.by_reference import CARD
from mingpian.queries.search.segments import (
    PIECE,
    PIECES,
    SearchIndex,
    entry_digest,
    exchanged,
    search_index,
    shown_digest,
)
from mingpian.queries.search.topic_words import topic_words
from mingpian.render.formats.search import FORMAT, TITLES, head_output, shard_output
from mingpian.render.search.amending import Changes, EntryEdit, amended, changes_of
from mingpian.render.search.kept_segments import exchange_segment, read_segment, segments_folder
from mingpian.render.search.searchable import search_context, searchable
from mingpian.replay.body_change import ReplayedAnswers, be_certain
from mingpian.site.facts import BODY
from mingpian.site.site import AnyEntry
from mingpian.write.state import BuildSnapshot


class IndexPlace(NamedTuple):
    """Where an entry stands in an index: the file that has its title, the number of the segment, the place in it."""

    key: str
    titles: Output
    segment: int
    at: int

    @property
    def head(self) -> Output:
        """The file that begins the index."""
        return head_output(self.titles.path.rpartition("d/")[0], self.titles.lang)


class Kept(NamedTuple):
    """Where the last build kept bodies and segments."""

    bodies: Store
    cache: Path


def index_places(table: RecordedTable, snapshot: BuildSnapshot, keys: Iterable[str]) -> list[IndexPlace]:
    """Return where entries stand: in the index of each language in which they are listed."""
    found: list[IndexPlace] = []
    for key in keys:
        for path in table.outputs((CARD, key)):
            output = msgspec.msgpack.decode(snapshot.outputs[path], type=Output)
            if output.format == FORMAT.name and output.subject[0] == TITLES:
                found.append(_index_place(output, key))
    return found


def _index_place(titles: Output, key: str) -> IndexPlace:
    piece = int(titles.path.rpartition("/")[2].removesuffix(".json"), 16)
    return IndexPlace(key, titles, piece // PIECES, piece % PIECES * PIECE + titles.subject.index(key) - 1)


def paths_told(found: list[IndexPlace]) -> set[str]:
    """Return the paths of outputs that were told what has to be known of the indexes, and of the entries in them."""
    return {output.path for place in found for output in (place.titles, place.head)}


def amend_indexes(replayed: ReplayedAnswers, found: list[IndexPlace], kept: Kept) -> Iterator[Output]:
    """Keep the segments of these entries as they are now; yield the outputs that are others, but for titles. From then
    on the answers tell of the new indexes. Raises NotOnlyBodiesError."""
    for head in sorted({place.head for place in found}, key=lambda output: output.path):
        here = [place for place in found if place.head == head]
        yield head
        yield from (shard_output(head, number) for number in _amend_index(replayed, head.lang, here, kept))


def _amend_index(replayed: ReplayedAnswers, lang: str, found: list[IndexPlace], kept: Kept) -> list[int]:
    """Return the numbers of the shards that are others."""
    before: SearchIndex = replayed.answer((search_index.name, lang))
    known = search_context(before, replayed.answer((topic_words.name, lang)))
    index, edits = before, dict[int, list[EntryEdit]]()
    for place in found:
        old, new = replayed.before((BODY, place.key)), replayed.answer((BODY, place.key))
        names = list(index.segments)
        names[place.segment] = exchanged(
            names[place.segment], entry_digest(old, known.topics), entry_digest(new, known.topics)
        )
        url = replayed.before((CARD, place.key)).url
        index = msgspec.structs.replace(
            index,
            words=index.words - old.words + new.words,
            shown=exchanged(index.shown, shown_digest(old, url), shown_digest(new, url)),
            segments=tuple(names),
        )
        ways = [searchable(entry, _text(kept.bodies, entry), known) for entry in (old, new)]
        edits.setdefault(place.segment, []).append(EntryEdit(place.at, *ways))
    be_certain(index.bits == before.bits)
    replayed.exchange((search_index.name, lang), index)
    folder, shards = segments_folder(kept.cache, lang), set[int]()
    for at, of_segment in edits.items():
        changes = changes_of(of_segment, index.bits)
        _amend_segment(folder / before.segments[at], folder / index.segments[at], changes)
        shards |= changes.keys()
    return sorted(shards)


def _text(bodies: Store, entry: AnyEntry) -> str:
    data = bodies.get(entry.digest)
    be_certain(data is not None)
    return msgspec.msgpack.decode(data or b"", type=Document).text


def _amend_segment(before: Path, after: Path, changes: Changes) -> None:
    """Keep the segment as it is now in place of what it was, unless a build into another folder has done so."""
    if read_segment(after) is None:
        segment = read_segment(before)
        be_certain(segment is not None)
        exchange_segment(before, after, amended(segment or b"", changes))
