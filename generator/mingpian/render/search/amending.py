"""A segment after an edit of some of its entries: what it would be if all of them were read again.

A record has the places of the entries that have its term, whatever else these say. So only records of terms that came
or went are others, and only shards that hold one.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mingpian.render.search import postings
from mingpian.render.search.postings import KEY_BITS, MAP_BYTES, Searchable


class EntryEdit(NamedTuple):
    """What an entry was found by, and is now; and its place in the segment."""

    place: int
    before: Searchable
    after: Searchable


Changes = dict[int, dict[int, tuple[set[int], set[int]]]]
"""What changes in a segment: for each shard, by key, the places that come, and those that go."""


def changes_of(edits: Iterable[EntryEdit], bits: int) -> Changes:
    """Return what changes in a segment with these edits."""
    changes: Changes = {}
    for edit in edits:
        before, after = postings.keys_of(edit.before), postings.keys_of(edit.after)
        for key in before ^ after:
            come_and_go = changes.setdefault(key >> KEY_BITS - bits, {}).setdefault(key, (set(), set()))
            come_and_go[key in before].add(edit.place)
    return changes


def amended(segment: bytes, changes: Changes) -> bytes:
    """Return a segment after some changes."""
    shards = postings.shards_of(segment)
    bits = len(shards).bit_length() - 1
    for number, of_shard in changes.items():
        shards[number] = _changed(shards[number], postings.first_key(number, bits), of_shard)
    return postings.joined(shards)


def _changed(shard: bytes, first: int, changes: dict[int, tuple[set[int], set[int]]]) -> bytes:
    rows = dict(_records(shard, first))
    for key, (come, go) in changes.items():
        places = sorted({*_places(rows.pop(key, b"")), *come} - go)
        if places:
            rows[key] = postings.counted(places)
    return postings.shard_of(rows, sorted(rows), first)


def _records(shard: bytes, key: int) -> Iterator[tuple[int, bytes]]:
    """Yield each key of a shard, and what follows it."""
    at = 0
    while at < len(shard):
        step = shift = 0
        while shard[at] & 128:
            step |= (shard[at] & 127) << shift
            shift, at = shift + 7, at + 1
        step |= shard[at] << shift
        key, at = key + step, at + 1
        end = at + 1 + (shard[at] or MAP_BYTES)
        yield key, shard[at:end]
        at = end


def _places(row: bytes) -> Iterable[int]:
    """Return the places of the entries that a record counts, or has on its map."""
    if not row or row[0]:
        return row[1:]
    bits = int.from_bytes(row[1:], "little")
    return (place for place in range(8 * MAP_BYTES) if bits >> place & 1)
