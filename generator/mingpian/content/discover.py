"""Lists the files of a site: what is there, and the stat facts by which a change shows."""

import functools
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.inputs import MAX_DEPTH, content_files
from mingpian.core.walk import Facts, Found, facts_of
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign

RACY_NS = 50_000_000  # a file written this shortly before we look may change again within one tick of its clock
COARSE_NS = 2_000_000_000  # the same, on file systems that keep whole seconds


class File(msgspec.Struct, frozen=True, order=True, array_like=True):
    """One regular file. Times are nanoseconds since 1970-01-01T00:00Z, sizes bytes."""

    path: str  # below the folder that was listed, with forward slashes
    size: int
    modified: int
    changed: int

    def settled(self, listed_at: int) -> bool:
        """Tell whether the stat facts would show any later change, given when they were taken."""
        coarse = self.modified % 1_000_000_000 == 0 and self.changed % 1_000_000_000 == 0
        return max(self.modified, self.changed) < listed_at - (COARSE_NS if coarse else RACY_NS)


class FolderListing(msgspec.Struct, frozen=True):
    """All files of a folder, in the order of their paths, and what could not be listed."""

    files: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]


_WAY_OUT = _("put a plain file or folder in its place, such as a copy; or take it out of here")


def list_files(folder: Path, shown_as: str) -> FolderListing:
    """List the regular files below `folder`, without hidden ones; links that lead out of it, pipes and devices are
    reported and never opened. `shown_as` is the folder's name in diagnostics."""
    return listing_of(content_files(str(folder)), folder, shown_as)


def listing_of(found: Iterable[Found], folder: Path, shown_as: str) -> FolderListing:
    """Return the same of what was found below `folder`."""
    files: list[File] = []
    diagnostics: list[Diagnostic] = []
    _real.cache_clear()  # since it was listed, the folder may have become a link
    real = _real(str(folder))
    for path, facts in found:
        is_folder = not path or path[-1] == "/"
        problem = _unlisted(facts) if is_folder else _add(files, path, facts, (str(folder), real))
        if problem:
            shown = f"{shown_as}/{path.rstrip('/')}".encode("utf-8", "backslashreplace").decode()
            hints = () if is_folder else (_WAY_OUT,)
            diagnostics.append(Diagnostic(code="unreadable-file", message=problem, file=shown, hints=hints))
    return FolderListing(tuple(files), tuple(diagnostics))


def _unlisted(facts: Facts | OSError) -> AnyText:
    """Say why what lies in a folder is left out."""
    match facts:
        case FileNotFoundError():
            return _("there is no such folder; an empty site has an empty one")
        case OSError():
            return _("cannot list this folder: {reason}", reason=foreign(facts.strerror))
    return _("is nested deeper than {most} folders", most=MAX_DEPTH)


def _add(files: list[File], path: str, facts: Facts | OSError, folder: tuple[str, str]) -> AnyText:
    """Append a file of a folder, which is given as it is called and as it really is; or say why it is left out."""
    called, root = folder
    try:
        if isinstance(facts, OSError):
            raise facts
        if stat.S_ISLNK(facts[0]):
            target = os.path.realpath(os.path.join(called, path))
            if os.path.commonpath((root, target)) != root:
                return _("is a link that leads out of the folder")
            if _is_guarded(os.path.relpath(target, root)) and not _is_guarded(path):
                return _("is a link into data/, which only the owner's entries may show")
            facts = facts_of(os.stat(target))
    except (OSError, ValueError) as error:
        return _("cannot be looked at: {reason}", reason=foreign(getattr(error, "strerror", error)))
    mode, size, modified, changed, _inode = facts
    if not stat.S_ISREG(mode):
        return _("is a folder behind a link") if stat.S_ISDIR(mode) else _("is not a regular file")
    try:
        path.encode()
    except UnicodeEncodeError:
        return _("has a name that is not UTF-8")
    files.append(File(path, size, modified, changed))
    return ""


def _is_guarded(path: str) -> bool:
    """Tell whether a file lies where nothing is published as it is."""
    return path.replace(os.sep, "/").startswith("data/")


def read_file(folder: Path, path: str, limit: int) -> bytes:
    """Return the bytes of a regular file below `folder`. Raises OSError, also when it is no regular file any more, is
    larger than `limit` bytes, or has become a link out of the folder since it was listed."""
    descriptor = _opened(folder, path)
    try:
        size = os.fstat(descriptor).st_size
        if size > limit:
            raise OSError(0, _("it is larger than {limit} KiB", limit=limit // 1024))
        data = os.read(descriptor, size + 1)
        while len(data) != size and (more := os.read(descriptor, limit)):  # it has become another meanwhile
            data += more
        return data[:limit]
    finally:
        os.close(descriptor)


@contextmanager
def open_file(folder: Path, path: str) -> Iterator[BinaryIO]:
    """Open a regular file below `folder`. Raises OSError, also when it is no regular file any more, or has become a
    link out of the folder since it was listed."""
    with open(_opened(folder, path), "rb") as file:
        yield file


def _opened(folder: Path, path: str) -> int:
    """Return the descriptor of such a file, which whoever asks for it closes. Raises OSError likewise."""
    full = os.path.join(folder, path)
    descriptor = os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, _("it is not a regular file"))
        if not _real_path(descriptor, full).startswith(_real(str(folder)) + os.sep):
            raise OSError(0, _("it leads out of its folder"))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


@functools.cache
def _real(folder: str) -> str:
    """Return where a folder really is; asked for each file, so it holds until folders are listed again."""
    return os.path.realpath(folder)


def _real_path(descriptor: int, path: str) -> str:
    """Return where the open file really lies: as the kernel says it where it does, so that nothing can be swapped."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return os.path.realpath(path)
