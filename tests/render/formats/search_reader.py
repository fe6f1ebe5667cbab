"""Reads the search index as a browser does, from what docs/decisions/search.md says of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from zlib import crc32

SEGMENT, PIECE = 256, 16
Entries = dict[int, set[int]]  # place -> levels


class Reader:
    """The index of one language; `read` gives the bytes of a file beside its search page."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self.read = read
        self.head = json.loads(read("index.json"))

    def having(self, term: str | bytes) -> Entries:
        """The places of the entries that have a term (text or its UTF-16), and the levels at which they have it."""
        units = term.encode("utf-16-le") if isinstance(term, str) else term
        bits, wanted = self.head["bits"], crc32(units) >> 4
        shard = wanted >> 28 - bits
        found: Entries = {}
        for key, place in records(self.read(f"t/{shard:x}.bin"), shard << 30 - bits):
            if key >> 2 == wanted:
                found.setdefault(place, set()).add(key & 3)
        return found

    def phrase(self, text: str) -> set[int]:
        """The places of the entries that have all pairs of a Chinese phrase."""
        units = text.encode("utf-16-le")
        terms = [units[at : at + 4] for at in range(0, len(units) - 2, 2)] or [units]
        return set.intersection(*(set(self.having(term)) for term in terms))

    def hit(self, place: int) -> list[str]:
        """What is shown of an entry: URL, title, kind, date, language, people."""
        found: list[str] = json.loads(self.read(f"d/{place // PIECE:x}.json"))[place % PIECE]
        return found

    def titles(self, places: set[int]) -> set[str]:
        """The titles of entries."""
        return {self.hit(place)[1] for place in places}


def records(data: bytes, first: int) -> Iterator[tuple[int, int]]:
    """Yield every key of a shard with the places of its entries."""
    at, segment = 0, 0
    while at < len(data):
        length, at = leb128(data, at)
        end, key = at + length, first
        while at < end:
            step, at = leb128(data, at)
            key, count, at = key + step, data[at], at + 1
            size = count or SEGMENT // 8
            bits = int.from_bytes(data[at : at + size], "little")
            places = list(data[at : at + size]) if count else [n for n in range(SEGMENT) if bits >> n & 1]
            at += size
            yield from ((key, segment * SEGMENT + place) for place in places)
        assert at == end
        segment += 1


def leb128(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number, and where it ends."""
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at
