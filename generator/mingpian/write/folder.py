"""The output folder: files are replaced whole, only when their bytes differ, and never outside the folder."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from mingpian.core import digest
from mingpian.i18n import _

TEMPORARY = ".mingpian-tmp"  # folder; no content can have this path: names with a dot in front are not published
_PAUSES = (0.01, 0.1, 0.5)  # seconds


class Written(msgspec.Struct, frozen=True, array_like=True):
    """What we left at a path: the digest of its bytes, and the stat facts by which a change by others shows."""

    digest: bytes
    size: int
    modified: int  # nanoseconds since 1970-01-01T00:00Z

    def still_there(self, path: str) -> bool:
        """Tell whether the file is as we left it."""
        try:
            facts = os.lstat(path)
        except OSError:
            return False
        return facts.st_size == self.size and facts.st_mtime_ns == self.modified


class Folder:
    """Writes below one folder. Paths use forward slashes."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self._safe: set[str] = set()

    def full(self, path: str) -> str:
        """Return the path in the file system."""
        return f"{self.root}/{path}"

    def put(self, path: str, data: bytes) -> tuple[Written, bool]:
        """Make `path` hold `data`; tell whether anything was written. Raises OSError.

        Nothing is followed out of the folder: a link in the way is replaced, a linked folder refused.
        """
        full = self.full(path)
        parent = os.path.dirname(full)
        is_new = parent not in self._safe and self._prepare(parent)
        if not is_new and _holds(full, data):
            facts = os.lstat(full)
            return Written(digest.of_bytes(data), facts.st_size, facts.st_mtime_ns), False
        return Written(digest.of_bytes(data), len(data), self._write(full, data)), True

    def _write(self, full: str, data: bytes) -> int:
        """Put a file in place; return its time. It is written aside and renamed, a new one too: a reader, and
        whatever ends us, finds the file of before, or none, or the whole new one."""
        temporary = self._temporary()
        try:
            modified = _created_anew(temporary, data)
            _renamed(temporary, full)
        except OSError:
            _discard(temporary)
            raise
        return modified

    def remove(self, path: str) -> None:
        """Remove a file that we wrote, and the folders that it leaves empty."""
        full = self.full(path)
        parent = os.path.dirname(full)
        if os.path.commonpath((self.root, os.path.realpath(parent))) != self.root:
            return
        _discard(full)
        while len(parent) > len(self.root):
            try:
                os.rmdir(parent)
            except OSError:
                return
            self._safe.discard(parent)
            parent = os.path.dirname(parent)

    def remove_all(self, paths: Iterable[str]) -> None:
        """Remove several files."""
        for path in paths:
            self.remove(path)

    def sweep(self) -> None:
        """Remove temporary files, also those that an interrupted build left."""
        folder = f"{self.root}/{TEMPORARY}"
        if os.path.islink(folder) or not os.path.isdir(folder):
            return
        for name in os.listdir(folder):
            _discard(f"{folder}/{name}")
        self._safe.discard(folder)
        try:
            os.rmdir(folder)
        except OSError:
            return

    def _temporary(self) -> str:
        """Return where this process writes before it renames: in the output folder, hence on the same file system."""
        folder = f"{self.root}/{TEMPORARY}"
        if folder not in self._safe:
            self._prepare(folder)
        return f"{folder}/{os.getpid()}"

    def _prepare(self, folder: str) -> bool:
        """See to it that a folder is there, and is no link; tell whether it was made.

        One that was just made in a safe one is safe: only what stood there before has to be looked at.
        """
        above = os.path.dirname(folder)
        if folder == self.root:
            os.makedirs(folder, exist_ok=True)
        elif above not in self._safe:
            self._prepare(above)
        is_new = _made(folder)
        if not is_new and os.path.realpath(folder) != folder:
            raise OSError(0, _("the folder is a link"), folder)
        self._safe.add(folder)
        return is_new


def _made(folder: str) -> bool:
    """Make a folder; tell whether it was not there before. Raises FileExistsError for anything but a folder."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not os.path.isdir(folder):
            raise
        return False
    return True


def _created_anew(full: str, data: bytes) -> int:
    """Write a file; one that stands there, left by a process of this number that was killed, is nobody's any more."""
    try:
        return _created(full, data)
    except FileExistsError:
        _discard(full)
        return _created(full, data)


def _created(full: str, data: bytes) -> int:
    """Write a file that must not exist yet; return its modification time in nanoseconds."""
    descriptor = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        return os.fstat(descriptor).st_mtime_ns
    except OSError:
        _discard(full)
        raise
    finally:
        os.close(descriptor)


def _renamed(temporary: str, full: str) -> None:
    """Move a file to where it belongs, over what stands there. Windows refuses that while somebody (a scanner, an
    indexer, a reader) has one of the two open, which is over in a moment."""
    for pause in _PAUSES if os.name == "nt" else ():
        try:
            return os.replace(temporary, full)
        except PermissionError:
            time.sleep(pause)
    return os.replace(temporary, full)


def _holds(full: str, data: bytes) -> bool:
    try:
        facts = os.lstat(full)
        if facts.st_size != len(data) or os.path.islink(full):
            return False
        with open(full, "rb") as file:
            return file.read() == data
    except OSError:
        return False


def _discard(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
