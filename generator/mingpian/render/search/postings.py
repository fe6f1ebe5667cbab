"""The index of one segment: at most 256 entries, cut into shards by the numbers of their terms.

A shard is a sequence of records in order of their keys. A key is the number of a term and, in two bits, a level. A
record: the key's distance from the last one (from the shard's first possible key) as a LEB128 number; one byte that
counts the entries; one byte for each entry, its place in the segment. A count of 0 means that 32 bytes follow instead,
with a bit for each of the 256 places, lowest first.
"""

import struct
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from operator import sub
from zlib import crc32

import msgspec

from mingpian.queries.search.segments import MAX_ENTRIES
from mingpian.render.search import terms
from mingpian.render.search.terms import Term

KEY_BITS = terms.NUMBER_BITS + 2
ANYWHERE, OFTEN, TITLE = range(3)  # levels
MANY_TIMES = 3
MAP_BYTES = MAX_ENTRIES // 8
_PLACES = tuple(1 << place for place in range(MAX_ENTRIES))

Lists = defaultdict[Term, list[int]]  # term -> places of the entries
Levels = tuple[Lists, Lists, Lists]


class Searchable(msgspec.Struct, frozen=True):
    """What an entry is found by."""

    title: str  # title, names, tags: a hit here counts for more
    text: str
    labels: tuple[str, ...]  # `kind:essays`, `tag:…`, `person:…`: what results may be narrowed to


def index_segment(entries: Iterable[Searchable], bits: int) -> bytes:
    """Return the segment that these entries make."""
    rows = _rows(entries)
    keys = sorted(rows)
    firsts = [first_key(number, bits) for number in range((1 << bits) + 1)]
    cuts = [bisect_left(keys, first) for first in firsts]
    return joined(
        [shard_of(rows, keys[cut:end], first) for cut, end, first in zip(cuts, cuts[1:], firsts, strict=False)]
    )


def first_key(number: int, bits: int) -> int:
    """Return the first possible key of a shard."""
    return number << KEY_BITS - bits


def shard_of(rows: dict[int, bytes], keys: list[int], first: int) -> bytes:
    """Return the shard that begins at the key `first`, of what follows each of these keys."""
    steps = map(leb128, map(sub, keys, [first, *keys]))
    return b"".join(chain.from_iterable(zip(steps, map(rows.__getitem__, keys), strict=True)))


def joined(shards: list[bytes]) -> bytes:
    """Return a segment: a CRC-32 of the rest, where its shards begin and end, the shards."""
    offsets = accumulate(map(len, shards), initial=4 + 4 * (len(shards) + 1))
    whole = struct.pack(f"<{len(shards) + 1}I", *offsets) + b"".join(shards)
    return struct.pack("<I", crc32(whole)) + whole


def keys_of(entry: Searchable) -> frozenset[int]:
    """Return the keys that an entry is found by."""
    return frozenset(_rows((entry,)))


def verify_segment(segment: bytes) -> bytes:
    """Return a segment that was stored. Raises ValueError when it was damaged."""
    if len(segment) < 4 or segment[:4] != struct.pack("<I", crc32(segment[4:])):
        raise ValueError("the stored search index is damaged")
    return segment


def shard(segment: bytes, number: int) -> bytes:
    """Return one shard of a segment, after its length."""
    start, end = struct.unpack_from("<2I", segment, 4 + 4 * number)
    return leb128(end - start) + segment[start:end]


def shards_of(segment: bytes) -> list[bytes]:
    """Return all shards of a segment."""
    (first,) = struct.unpack_from("<I", segment, 4)  # it begins where the offsets end
    offsets = struct.unpack_from(f"<{first // 4 - 1}I", segment, 4)
    return [segment[start:end] for start, end in pairwise(offsets)]


@lru_cache(maxsize=1 << 15)
def leb128(number: int) -> bytes:
    """Return an unsigned LEB128 number (DWARF 5, section 7.6): seven bits a byte, lowest first."""
    return bytes((number,)) if number < 128 else bytes((number & 127 | 128,)) + leb128(number >> 7)


def _rows(entries: Iterable[Searchable]) -> dict[int, bytes]:
    """Return what follows each key: the entries that have its term, counted or as a map."""
    levels: Levels = (defaultdict(list), defaultdict(list), defaultdict(list))
    for place, entry in enumerate(entries):
        _add(levels, place, entry)
    for lists in (levels[ANYWHERE], levels[TITLE]):
        lists.update(_singles(lists))
    numbers = {term: terms.term_number(term) << 2 for term in levels[ANYWHERE] if terms.is_term(term)}
    rows: dict[int, list[int]] = {}
    for level, lists in enumerate(levels):
        for term, places in lists.items():
            if term in numbers:
                key = numbers[term] | level
                rows[key] = places if key not in rows else sorted({*rows[key], *places})
    return {key: counted(places) for key, places in rows.items()}


def _add(levels: Levels, place: int, entry: Searchable) -> None:
    anywhere, often, title = levels
    text, name = terms.common(f"{entry.title}\n{entry.text}"), terms.common(entry.title)
    counts = (terms.count_pairs(text), terms.count_words(text))
    for term in chain(*counts, entry.labels):
        anywhere[term].append(place)
    for term, count in chain.from_iterable(some.items() for some in counts):
        if count >= MANY_TIMES:
            often[term].append(place)
    for term in chain(terms.count_pairs(name), terms.count_words(name)):
        title[term].append(place)


def _singles(lists: Lists) -> dict[Term, list[int]]:
    """Return where single characters are: where the pairs are that they begin."""
    found = defaultdict[int, set[int]](set)
    for term, places in lists.items():
        if isinstance(term, int):
            found[terms.single_of(term)].update(places)
    return {single: sorted(places) for single, places in found.items()}


def counted(places: list[int]) -> bytes:
    """Return what follows a key: the entries that have its term, counted or as a map."""
    count = len(places)
    if count < MAP_BYTES:
        return bytes((count, *places))
    return b"\0" + sum(map(_PLACES.__getitem__, places)).to_bytes(MAP_BYTES, "little")
