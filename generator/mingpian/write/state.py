"""What one build leaves for the next, in `.mingpian/`. Anything unreadable there is forgotten, never trusted."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from mingpian.content.load import ParseCache
from mingpian.core import digest, lock
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.recorded_table import RecordedTable
from mingpian.core.store import atomic_write
from mingpian.core.trace import Table
from mingpian.write.folder import Written

FOLDER = ".mingpian"
STATE_FOLDERS = ("cache", "code", "store", "templates", "answers")  # a preview lies there too, which is no cache
OF_OUTPUTS = ("manifest", "traces", "standing", "places")
FORMER = ("unchanged.json",)  # names of what earlier versions of ours left

PAUSE = 0.02  # seconds between attempts while another process works on the site

_SAMPLE = 200  # files that show which folder it is

T = TypeVar("T")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The files in the output folder that are ours. `claimed` are paths that a build set out to write: if it was
    interrupted, they are ours too. The others are marks of what was kept with it: only these belong to these files."""

    output: str = ""  # path of the folder, from the site's root
    place: str = ""  # where that was, from the root of the file system
    written: dict[str, Written] = {}  # in order of path
    claimed: tuple[str, ...] = ()
    traces: bytes = b""
    parse_cache: bytes = b""
    snapshot: bytes = b""

    def left(self) -> dict[str, tuple[int, int]]:
        """Return the size and time of each file, in order of path."""
        return {path: (left.size, left.modified) for path, left in self.written.items()}


class BuildSnapshot(msgspec.Struct, frozen=True, array_like=True):
    """What a build without errors knew of the site, beside its traces: enough for the next one to amend it."""

    drafts: bool = False
    others: bytes = b""  # digest of the stat facts of all content files but entries
    outputs: dict[str, msgspec.Raw] = {}  # path -> Output, of those that show a body or a card
    entries: dict[str, int] = {}  # kind -> number
    planned: int = 0
    cache_bytes: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    spoken: tuple[str, ...] = ()  # names by which entries mean others


class PageLocation(msgspec.Struct, frozen=True, array_like=True):
    """Where an entry's page is; `mark` is what it may be known by when its file has another name."""

    path: str
    source: str
    mark: bytes


class PageLocations(msgspec.Struct, frozen=True):
    """Where pages are, by language and source; and paths where they were, to which nothing leads on."""

    now: dict[str, PageLocation] = {}
    former: dict[str, str] = {}  # path -> what the entry is called in `now`


class State:
    """Reads and writes the files; each is replaced whole, with a checksum. What was read is one for the site; traces
    and manifest are of an output folder, so that a preview and a build do not undo each other's. A folder is known by
    its path from the site's root: a site may be moved, copied and restored elsewhere."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self.folder = root / FOLDER
        self.store = self.folder / "store"
        self.answers = self.folder / "answers"
        self.code = self.folder / "code"

    @contextmanager
    def exclusive(self, patience: float = 0) -> Iterator[None]:
        """Let no other process work on the site meanwhile. Raises `lock.BusyError` when one does, after so many seconds
        of waiting for it."""
        end = time.monotonic() + patience
        with ExitStack() as held:
            while True:
                try:
                    held.enter_context(lock.exclusive(self.folder / "lock"))
                    break
                except lock.BusyError:
                    if time.monotonic() >= end:
                        raise
                time.sleep(PAUSE)
            yield

    def room(self, name: str) -> Path | None:
        """Return a folder for what may be kept; None where none can be made."""
        folder = self.folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return folder

    def parse_cache(self) -> ParseCache:
        """Return what the last build read."""
        return self._load("memory", ParseCache, ParseCache())

    def table(self, manifest: Manifest) -> Table:
        """Return what the outputs of a manifest depended on."""
        return self.recorded_table(manifest).table()

    def recorded_table(self, manifest: Manifest) -> RecordedTable:
        """Return the same as it lies on disk."""
        return self._load(_named("traces", manifest.output), RecordedTable, RecordedTable(), manifest.traces)

    def snapshot(self, manifest: Manifest) -> BuildSnapshot | None:
        """Return what the build that left a manifest knew; None when it had errors, or when content was read since."""
        if not manifest.snapshot or self.mark("memory") != manifest.parse_cache:
            return None
        found = self._load(_named("standing", manifest.output), BuildSnapshot, BuildSnapshot(), manifest.snapshot)
        return found if found.others else None

    def locations(self, output: Path) -> PageLocations:
        """Return where the pages in an output folder are and were."""
        before = self._load(
            _named("places", str(output)), PageLocations, PageLocations()
        )  # as named when paths were absolute
        return self._load(_named("places", self._name_of(output)), PageLocations, before)

    def mark(self, name: str) -> bytes:
        """Return the mark of one of the site's files as it is now; nothing when there is none."""
        try:
            with open(self.folder / f"{name}.bin", "rb") as file:
                return file.read(digest.SIZE)
        except OSError:
            return b""

    @property
    def is_new(self) -> bool:
        """Tell whether no build has left anything to go by."""
        return not os.path.exists(self.folder / "memory.bin")  # nor where it may not be looked

    def manifest(self, output: Path) -> Manifest | None:
        """Return what we wrote into this output folder; None when nothing is known about it. A record that was made
        while the folder was elsewhere holds when the folder shows that it is the one."""
        name, place = self._name_of(output), os.path.realpath(output)
        found = self._load(_named("manifest", name), Manifest, Manifest())
        if found.output != name:
            return next((one for one in self._manifests().values() if place in (one.place, one.output)), None)
        return found if found.place == place or _is_of(found, place) else None

    def save_manifest(self, manifest: Manifest, output: Path) -> None:
        """Write down what is ours in an output folder."""
        here = {"output": self._name_of(output), "place": os.path.realpath(output)}
        self.save("manifest", msgspec.structs.replace(manifest, **here), output)

    def save(self, name: str, value: object, output: Path | None = None) -> bytes:
        """Write one file, of the site or of an output folder; return its mark, the digest of what is in it. A full or
        read-only disk makes it forgotten, and the mark empty: the next build does more, and is right."""
        data = msgspec.msgpack.encode(value)
        path = self.folder / f"{_named(name, self._name_of(output) if output else None)}.bin"
        mark = digest.of_bytes(data)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic_write(path, mark + data)
        except OSError:
            with suppress(OSError):
                path.unlink()
            return b""
        return mark

    def tidy(self, output: Path) -> None:
        """Drop what killed builds left half written, what no version writes any more, and what is known of other output
        folders that are gone."""
        left = [self.folder / name for name in FORMER]
        with suppress(OSError):  # what may not be listed stays
            left += self.folder.glob(".*.tmp")
            for room in STATE_FOLDERS:
                left += (self.folder / room).rglob(".*.tmp")
            for path, other in self._manifests().items():
                is_here = os.path.realpath(output) in (other.place, other.output)
                is_gone = not os.path.isdir(os.path.join(self.root, other.output))
                if path.stem != _named("manifest", self._name_of(output)) and (is_here or is_gone):
                    left += (path.with_name(path.name.replace("manifest", name)) for name in OF_OUTPUTS)
        for path in left:
            with suppress(OSError):
                path.unlink()

    def _name_of(self, output: Path) -> str:
        """Return the path of an output folder from the site's root; the whole one where none leads there (Windows)."""
        try:
            return os.path.relpath(os.path.realpath(output), self.root).replace(os.sep, "/")
        except ValueError:
            return str(output)

    def _manifests(self) -> dict[Path, Manifest]:
        """Return what is known of all output folders, by file."""
        paths = sorted(self.folder.glob("manifest-*.bin"))
        return {path: self._load(path.stem, Manifest, Manifest()) for path in paths}

    def _load(self, name: str, kind: type[T], default: T, wanted: bytes | None = None) -> T:
        """Return what a file holds; `default` when it is not whole, or not the one with the mark that is wanted."""
        try:
            data = memoryview((self.folder / f"{name}.bin").read_bytes())
            mark, data = bytes(data[: digest.SIZE]), data[digest.SIZE :]
            if wanted not in (None, mark) or digest.of_bytes(data) != mark:
                return default
            return msgspec.msgpack.decode(data, type=kind)
        except (OSError, msgspec.MsgspecError):
            return default


def _is_of(manifest: Manifest, place: str) -> bool:
    """Tell whether most of the files at a place, outside assets/ that many sites share, are those of a manifest."""
    pages = [path for path in sorted(manifest.written) if not path.startswith("assets/")]
    looked_at = pages[:: 1 + len(pages) // _SAMPLE]
    there = [path for path in looked_at if os.path.lexists(os.path.join(place, path))]
    same = [path for path in there if _digest(os.path.join(place, path)) == manifest.written[path].digest]
    return 2 * len(same) > len(there)


def _digest(path: str) -> bytes:
    try:
        return b"" if os.path.islink(path) else digest.of_bytes(Path(path).read_bytes())
    except OSError:
        return b""


def _named(name: str, output: str | None) -> str:
    return f"{name}-{digest.of(output).hex()[:8]}" if output else name
