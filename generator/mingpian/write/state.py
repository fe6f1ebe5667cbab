"""What one build leaves for the next, in `.mingpian/`. Anything unreadable there is forgotten, never trusted."""

import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from mingpian.content.library import Memory
from mingpian.core import digest
from mingpian.core.store import atomic_write
from mingpian.core.trace import Table
from mingpian.write.folder import Written

FOLDER = ".mingpian"
ROOMS = ("cache", "store", "templates")  # a preview lies there too, which is no cache

T = TypeVar("T")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The files in the output folder that are ours. `claimed` are paths that a build set out to write: if it was
    interrupted, they are ours too."""

    output: str = ""
    written: dict[str, Written] = {}
    claimed: tuple[str, ...] = ()


class State:
    """Reads and writes the files; each is replaced whole, with a checksum. What was read is one for the site; traces
    and manifest are of an output folder, so that a preview and a build do not undo each other's."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER
        self.store = self.folder / "store"

    def room(self, name: str) -> Path | None:
        """Return a folder for what may be kept; None where none can be made."""
        folder = self.folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return folder

    def memory(self) -> Memory:
        """Return what the last build read."""
        return self._load("memory", Memory, Memory())

    def table(self, output: Path) -> Table:
        """Return what the outputs of the last build into this folder depended on."""
        return self._load(_named("traces", output), Table, Table())

    def manifest(self, output: Path) -> Manifest | None:
        """Return what we wrote into this output folder; None when nothing is known about it."""
        found = self._load(_named("manifest", output), Manifest, Manifest())
        return found if found.output == str(output) else None

    def save(self, name: str, value: object, output: Path | None = None) -> None:
        """Write one file, of the site or of an output folder. A full or read-only disk makes it forgotten: the next
        build does more, and is right."""
        data = msgspec.msgpack.encode(value)
        path = self.folder / f"{_named(name, output)}.bin"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic_write(path, zlib.crc32(data).to_bytes(4, "big") + data)
        except OSError:
            with suppress(OSError):
                path.unlink()

    def tidy(self, output: Path) -> None:
        """Drop what killed builds left half written, and what is known of other output folders that are gone."""
        left = list(self.folder.glob(".*.tmp"))
        for room in ROOMS:
            left += (self.folder / room).rglob(".*.tmp")
        for path in self.folder.glob("manifest-*.bin"):
            other = self._load(path.stem, Manifest, Manifest())
            if path.stem != _named("manifest", output) and not os.path.isdir(other.output):
                left += (path, path.with_name(path.name.replace("manifest", "traces")))
        for path in left:
            with suppress(OSError):
                path.unlink()

    def _load(self, name: str, kind: type[T], default: T) -> T:
        try:
            data = (self.folder / f"{name}.bin").read_bytes()
            if zlib.crc32(data[4:]).to_bytes(4, "big") != data[:4]:
                return default
            return msgspec.msgpack.decode(data[4:], type=kind)
        except (OSError, msgspec.MsgspecError):
            return default


def _named(name: str, output: Path | None) -> str:
    return f"{name}-{digest.of(str(output)).hex()[:8]}" if output else name
