"""A site that `mingpian export site` wrote: every file as it was, byte for byte."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from mingpian.content.naming import is_entry
from mingpian.importers import texts
from mingpian.importers.draft import Copy, Importer, Into, Skipped

INDEX, FILES = "site.json", "files"
MAX_INDEX = 1024 * 1024 * 1024  # bytes


class _ArchiveEntry(msgspec.Struct, frozen=True):
    path: str
    text: str


class _Archive(msgspec.Struct, frozen=True):
    version: int
    entries: tuple[_ArchiveEntry, ...]
    files: tuple[str, ...] = ()


def read(path: Path, into: Into) -> Iterator[Copy | Skipped]:
    """Yield the files of an export. What would stand outside of content/ is left."""
    folder = path if path.is_dir() else path.parent
    try:
        whole = msgspec.json.decode(texts.bytes_of(folder / INDEX, folder, MAX_INDEX), type=_Archive)
    except (texts.UnfitFileError, msgspec.MsgspecError):
        yield Skipped(INDEX, "it is no export of a site")
        return
    if whole.version != 1:
        yield Skipped(INDEX, f"its version is {whole.version}; this mingpian reads 1")
        return
    for entry in whole.entries:
        yield _copy(entry.path, entry.text.encode()) if is_entry(entry.path) else Skipped(entry.path, "it is no entry")
    for name in whole.files:
        yield _copy(name, folder / FILES / name)


def _copy(path: str, data: bytes | Path) -> Copy | Skipped:
    return Copy(path, data) if _is_inside(path) else Skipped(path, "its path leads out of the folder")


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and "\\" not in path and ":" not in path and ".." not in parts


IMPORTER = Importer("mingpian", "the folder that `mingpian export site` wrote", read)
