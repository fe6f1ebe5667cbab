"""Objects on disk by key, in a few pack files. It survives corruption, interruption and full disks by forgetting.

A pack is a sequence of records: 16-byte key, 4-byte length, 4-byte CRC-32 of the data, the data. The last record is the
pack's index, under a key of zeros, and its offset the last eight bytes. The index has the keys in order, each with an
offset (eight bytes) and a length (four). Each pack is written once, from front to back, by one process, under a name of
its own; one that was not finished has no index, and is forgotten.
"""

import os
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from mingpian.core.digest import SIZE

MAX_PACKS = 24  # small ones; edits leave one each
SMALL = 1024 * 1024  # bytes

_HEAD = struct.Struct(f">{SIZE}sII")
_FOOT = struct.Struct(">Q")
_PLACE = struct.Struct(f">{SIZE}sQI")
_INDEX = bytes(SIZE)
_BUFFER = 1 << 18  # bytes of records that are written together
_FEW = 100  # objects that are looked for sooner than all are put into a table
_OPEN = 100  # packs that are held open; systems grant a process some hundred files

Place = tuple[str, int, int]  # the pack of an object, the offset of its record there, the length of its data


class PackIndex:
    """Where the objects of a pack lie: the offset of each one's record, and the length of its data."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data if len(data) % _PLACE.size == 0 else b""

    def search(self, key: bytes) -> tuple[int, int] | None:
        """Return where an object lies, without looking at the others."""
        at = bisect_left(self, key)
        if at == len(self) or self[at] != key:
            return None
        _, offset, length = _PLACE.unpack_from(self._data, at * _PLACE.size)
        return offset, length

    def places(self) -> Iterator[tuple[bytes, int, int]]:
        """Return where each of them lies, after its key."""
        return _PLACE.iter_unpack(self._data)

    def __len__(self) -> int:
        return len(self._data) // _PLACE.size

    def __getitem__(self, at: int) -> bytes:
        return self._data[at * _PLACE.size : at * _PLACE.size + SIZE]


class Store:
    """Reads objects from all packs of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, BinaryIO] = {}
        self._sizes: dict[str, int] = {}
        self._indexes: dict[str, PackIndex] = {}  # of each pack, older ones first
        self._asked = 0
        self.refresh()

    def refresh(self) -> None:
        """Take in the packs that were written since."""
        for name in packs(self.folder):
            if name not in self._sizes:
                self._add(name)

    def get(self, key: bytes) -> bytes | None:
        """Return the object, or None when it is not there, or no longer what was put."""
        place = self._place(key)
        file = self._opened(place[0]) if place else None
        return _record(file, place[1], place[2], key) if place and file else None

    def __contains__(self, key: bytes) -> bool:
        return self._place(key) is not None

    def keys(self) -> list[bytes]:
        """Return the keys of all objects."""
        return list(self._table)

    def size(self) -> int:
        """Return the bytes of all packs."""
        return sum(self._sizes.values())

    def is_scattered(self) -> bool:
        """Tell whether there are so many small packs that one would be better."""
        return sum(size < SMALL for size in self._sizes.values()) > MAX_PACKS

    def close(self) -> None:
        """Let go of the packs, and forget what is in them."""
        for file in self._files.values():
            file.close()
        self._files.clear()
        self._sizes.clear()
        self._indexes.clear()
        self._forget_table()

    def keep_only(self, live: Iterable[bytes]) -> None:
        """Rewrite the packs with just the `live` objects, when most of their bytes are dead; only the small ones, when
        it is these that are many."""
        kept = {key: place for key in live if (place := self._place(key))}
        needed = sum(length + _HEAD.size for _, _, length in kept.values())
        old = packs(self.folder)
        if self.size() <= 2 * needed + SMALL:
            if not self.is_scattered():
                return
            old = [name for name in old if self._sizes.get(name, 0) < SMALL]
            kept = {key: place for key, place in kept.items() if place[0] in old}
        with Writer(self.folder) as writer:
            for key in sorted(kept, key=kept.__getitem__):
                data = self.get(key)
                if data is not None:
                    writer.put(key, data)
        self.close()
        if not writer.failed:
            for name in old:
                with suppress(OSError):
                    (self.folder / name).unlink()
        self.refresh()

    def _add(self, name: str) -> None:
        file = self._opened(name)
        if file is not None:
            self._sizes[name] = size = os.fstat(file.fileno()).st_size
            self._indexes[name] = _index_of(file, size)
            self._forget_table()

    def _opened(self, name: str) -> BinaryIO | None:
        """Return a pack, open, in place of another where many are; None when it cannot be opened, or is gone."""
        if name not in self._files:
            while len(self._files) >= _OPEN:
                self._files.pop(next(iter(self._files))).close()
            try:
                self._files[name] = open(self.folder / name, "rb", buffering=0)  # noqa: SIM115  it stays open
            except OSError:
                return None
        return self._files[name]

    def _place(self, key: bytes) -> Place | None:
        """Return where an object was last put. A few are searched for, in one pack after the other."""
        self._asked += 1
        if self._asked > _FEW:
            return self._table.get(key)
        for pack, index in reversed(self._indexes.items()):
            place = index.search(key)
            if place:
                return pack, *place
        return None

    @cached_property
    def _table(self) -> dict[bytes, Place]:
        """Where every object was last put."""
        indexes = self._indexes.items()
        return {key: (pack, at, length) for pack, index in indexes for key, at, length in index.places()}

    def _forget_table(self) -> None:
        self.__dict__.pop("_table", None)


class Writer:
    """Writes objects to a new pack. A full disk makes it forget, in silence: a cache owes nothing."""

    def __init__(self, folder: Path) -> None:
        self.failed = False
        self._folder = folder
        self._file: BinaryIO | None = None
        self._offset = 0
        self._index: dict[bytes, tuple[int, int]] = {}

    def put(self, key: bytes, data: bytes) -> None:
        """Store `data` under `key`."""
        if self.failed:
            return
        try:
            if self._file is None:
                self._file = _create(self._folder)
            self._file.write(_HEAD.pack(key, len(data), zlib.crc32(data)) + data)
        except OSError:
            self.failed = True
        self._index[key] = self._offset, len(data)
        self._offset += _HEAD.size + len(data)

    def close(self) -> None:
        """Write the index, and close the pack."""
        if self._file is None:
            return
        offset = self._offset
        self.put(_INDEX, b"".join(_PLACE.pack(key, *place) for key, place in sorted(self._index.items())))
        try:
            with self._file as file:
                file.write(_FOOT.pack(offset))
        except OSError:
            self.failed = True
        self._file = None

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def packs(folder: Path) -> list[str]:
    """Return the names of the packs in a folder; none when it cannot be listed."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".pack"))
    except OSError:
        return []


def _create(folder: Path) -> BinaryIO:
    """Open a pack under the first free number; another process cannot get the same one."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [name.removesuffix(".pack") for name in packs(folder)]
    number = 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
    while True:
        try:
            return open(folder / f"{number:06d}.pack", "xb", buffering=_BUFFER)
        except FileExistsError:
            number += 1


def _index_of(file: BinaryIO, size: int) -> PackIndex:
    """Return a pack's index; nothing when it has none that makes sense."""
    if size < _FOOT.size:
        return PackIndex()
    (offset,) = _FOOT.unpack(_read(file, size - _FOOT.size, _FOOT.size))
    length = size - _FOOT.size - _HEAD.size - offset
    data = _record(file, offset, length, _INDEX) if length > 0 else None
    return PackIndex(data or b"")


def _record(file: BinaryIO, offset: int, length: int, key: bytes) -> bytes | None:
    """Return a record's data, if it is the record of that key and whole."""
    whole = _read(file, offset, _HEAD.size + length)
    if len(whole) != _HEAD.size + length:
        return None
    stored, stored_length, crc = _HEAD.unpack_from(whole)
    data = whole[_HEAD.size :]
    return data if (stored, stored_length, crc) == (key, length, zlib.crc32(data)) else None


def _read(file: BinaryIO, offset: int, length: int) -> bytes:
    """Read at an offset without moving a position that forked processes share, where the platform can."""
    try:
        if hasattr(os, "pread"):
            return os.pread(file.fileno(), length, offset)
        file.seek(offset)
        return file.read(length)
    except (OSError, ValueError):
        return b""


def atomic_write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
