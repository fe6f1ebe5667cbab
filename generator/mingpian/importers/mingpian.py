"""A site that `mingpian export site` wrote: every file as it was, byte for byte."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from mingpian import is_entry
from mingpian.i18n import _
from mingpian.importers import texts
from mingpian.importers.draft import Copy, Importer, Into, Skipped

INDEX, FILES = "site.json", "files"
MAX_INDEX = 1024 * 1024 * 1024  # bytes


class _Archive(msgspec.Struct, frozen=True):
    version: int
    entries: tuple[Any, ...]
    files: tuple[Any, ...] = ()


def read(path: Path, into: Into) -> Iterator[Copy | Skipped]:
    """Yield the files of an export. What would stand outside of content/ is left."""
    folder = path if path.is_dir() else path.parent
    try:
        text, _notes = texts.decode_text(texts.bytes_of(folder / INDEX, folder, MAX_INDEX))
        whole = msgspec.convert(texts.json_value(text), _Archive)
    except (texts.UnfitFileError, msgspec.ValidationError, ValueError, RecursionError):
        yield Skipped(INDEX, _("it is no export of a site"))
        return
    if whole.version != 1:
        yield Skipped(INDEX, _("its version is {version}; this mingpian reads 1", version=whole.version))
        return
    for entry in whole.entries:
        stated = entry if isinstance(entry, dict) else {}
        name, body = stated.get("path"), stated.get("text")
        if isinstance(name, str) and isinstance(body, str) and is_entry(name):
            yield _copy(name, body.encode("utf-8", "replace"))
        else:
            yield Skipped(str(name), _("it is no entry"))
    for name in whole.files:
        yield _copy(name, folder / FILES / name) if isinstance(name, str) else Skipped(str(name), _("it is no file"))


def _copy(path: str, data: bytes | Path) -> Copy | Skipped:
    if min(path, default=" ") < " ":
        return Skipped(path, _("its path has characters in it that no file's name has"))
    return Copy(path, data) if _is_inside(path) else Skipped(path, _("its path leads out of the folder"))


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and "\\" not in path and ":" not in path and ".." not in parts


IMPORTER = Importer("mingpian", _("the folder that `mingpian export site` wrote"), read)
