"""Objects on disk by key, in a few pack files. It survives corruption, interruption and full disks by forgetting.

A pack is a sequence of records: 16-byte key, 4-byte length, 4-byte CRC-32 of the data, the data. Each pack is written
once, from front to back, by one process, under a name of its own.
"""

import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from mingpian.core.digest import SIZE

MAX_PACKS = 24

_HEAD = struct.Struct(f">{SIZE}sII")


class Location(msgspec.Struct, frozen=True):
    """Where an object's record begins, and how long its data is."""

    pack: str
    offset: int
    length: int


class Store:
    """Reads objects from all packs of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._maps: dict[str, mmap.mmap] = {}
        self._index: dict[bytes, Location] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take in the packs that were written since."""
        for path in sorted(self.folder.glob("*.pack")):
            mapped = self._maps.get(path.name)
            start = len(mapped) if mapped else 0
            mapped = _map(path)
            if mapped is not None and len(mapped) > start:
                self._maps[path.name] = mapped
                for key, location in _records(path.name, mapped):
                    self._index[key] = location

    def get(self, key: bytes) -> bytes | None:
        """Return the object, or None when it is not there, or no longer what was put."""
        at = self._index.get(key)
        if at is None:
            return None
        mapped = self._maps[at.pack]
        start = at.offset + _HEAD.size
        data = mapped[start : start + at.length]
        _, _, crc = _HEAD.unpack_from(mapped, at.offset)
        return data if zlib.crc32(data) == crc else None

    def __contains__(self, key: bytes) -> bool:
        return key in self._index

    def size(self) -> int:
        """Return the bytes of all packs."""
        return sum(map(len, self._maps.values()))

    def close(self) -> None:
        """Let go of the packs, and forget what is in them."""
        for mapped in self._maps.values():
            mapped.close()
        self._maps.clear()
        self._index.clear()

    def keep_only(self, live: Iterable[bytes]) -> None:
        """Rewrite the packs with just the `live` objects, when most of their bytes are dead or they are many."""
        kept = {key for key in live if key in self._index}
        needed = sum(self._index[key].length + _HEAD.size for key in kept)
        if self.size() <= 2 * needed + 1024 * 1024 and len(self._maps) <= MAX_PACKS:
            return
        old = sorted(self._maps)
        with Writer(self.folder) as writer:
            for key in sorted(kept, key=lambda key: (self._index[key].pack, self._index[key].offset)):
                data = self.get(key)
                if data is not None:
                    writer.put(key, data)
        self.close()
        if writer.failed:
            return self.refresh()
        for name in old:
            (self.folder / name).unlink(missing_ok=True)
        self.refresh()


class Writer:
    """Writes objects to a new pack. A full disk makes it forget, in silence: a cache owes nothing."""

    def __init__(self, folder: Path) -> None:
        self.failed = False
        self._folder = folder
        self._file: BinaryIO | None = None

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

    def close(self) -> None:
        """Flush and close the pack."""
        try:
            if self._file is not None:
                self._file.close()
        except OSError:
            self.failed = True
        self._file = None

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _create(folder: Path) -> BinaryIO:
    """Open a pack under the first free number; another process cannot get the same one."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(path.stem) for path in folder.glob("*.pack") if path.stem.isdecimal()), default=0)
    while True:
        try:
            return open(folder / f"{number:06d}.pack", "xb")
        except FileExistsError:
            number += 1


def _map(path: Path) -> mmap.mmap | None:
    try:
        with open(path, "rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # gone, or empty
        return None


def _records(pack: str, mapped: mmap.mmap) -> Iterator[tuple[bytes, Location]]:
    """List the records of a pack; stop at the first that is cut short."""
    offset, end = 0, len(mapped)
    while offset + _HEAD.size <= end:
        key, length, _ = _HEAD.unpack_from(mapped, offset)
        if offset + _HEAD.size + length > end:
            return
        yield key, Location(pack, offset, length)
        offset += _HEAD.size + length


def atomic_write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
