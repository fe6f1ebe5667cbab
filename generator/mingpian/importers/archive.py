"""Archives (ZIP) that systems export: unpacked into a folder of our own, and no byte elsewhere or beyond measure."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from mingpian.i18n import AnyText, _

MAX_FILES = 100_000
MAX_FILE = 512 * 1024 * 1024  # bytes
MAX_BYTES = 8 * 1024 * 1024 * 1024  # of all
MAX_RATIO = 200  # bytes that one byte may become, in files larger than 1 MB
_LARGE = 1024 * 1024
_DEEPEST = 2  # archives in an archive: large exports come in parts
_PIECE = 1024 * 1024
_TOO_LARGE = _("it becomes larger than anything of an export")


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, list[tuple[str, AnyText]]]]:
    """Yield the folder of an export: itself, or that in which a ZIP is unpacked; and what was left of it, and why."""
    left: list[tuple[str, AnyText]] = []
    if path.is_dir():
        yield path, left
        return
    with tempfile.TemporaryDirectory(prefix="mingpian-") as name:
        budget = [MAX_FILES, MAX_BYTES]
        _unpack(path, Path(name).resolve(), left, budget, 0)
        yield Path(name).resolve(), left


def is_zip(path: Path) -> bool:
    """Tell whether a file is an archive."""
    return path.is_file() and zipfile.is_zipfile(path)


def names_of(path: Path) -> list[str]:
    """Return the names of the files in an archive or folder, without unpacking; none when it cannot be read."""
    if path.is_dir():
        return [one.relative_to(path).as_posix() for one in sorted(path.rglob("*")) if one.is_file()]
    try:
        with zipfile.ZipFile(path) as opened:
            return [_named(one) for one in opened.infolist() if not one.is_dir()]
    except Exception:  # whatever a damaged archive does to its reader, which has no name of its own for most of it
        return []


def _unpack(path: Path, folder: Path, left: list[tuple[str, AnyText]], budget: list[int], depth: int) -> None:
    try:
        with zipfile.ZipFile(path) as opened:
            for one in opened.infolist():
                if not one.is_dir() and (why := _taken(opened, one, folder, left, budget, depth)):
                    left.append((_named(one), why))
    except Exception as broken:  # the same
        left.append((path.name, _("it cannot be read as a ZIP: {reason}", reason=broken)))


def _taken(
    opened: zipfile.ZipFile,
    one: zipfile.ZipInfo,
    folder: Path,
    left: list[tuple[str, AnyText]],
    budget: list[int],
    depth: int,
) -> AnyText:
    """Unpack one file; return why it is left, or nothing."""
    parts = PurePosixPath(_named(one)).parts
    if parts and (parts[0] == "__MACOSX" or parts[-1] == ".DS_Store"):
        return ""
    budget[0] -= 1
    limit = min(MAX_FILE, budget[1], max(_LARGE, one.compress_size * MAX_RATIO)) if budget[0] >= 0 else 0
    if why := _wrong(one, limit):
        return why
    path = folder.joinpath(*parts)
    try:
        written = _written(opened, one, path, limit)
    except Exception as broken:  # the same: each way to compress has its own
        return _("it cannot be unpacked: {reason}", reason=broken)
    budget[1] -= written
    if written > limit:
        path.unlink()
        return _TOO_LARGE
    if path.suffix.lower() == ".zip" and depth < _DEEPEST:
        _unpack(path, folder, left, budget, depth + 1)
        path.unlink()
    return ""


def _wrong(one: zipfile.ZipInfo, limit: int) -> AnyText:
    name = _named(one)
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in parts[0] or min(name) < " ":
        return _("its path leads out of the archive")
    if (one.external_attr >> 16) & 0o170000 not in (0, 0o100000):
        return _("it is no plain file")
    if one.flag_bits & 1:
        return _("it is locked with a password")
    return _TOO_LARGE if one.file_size > limit else ""


def _written(opened: zipfile.ZipFile, one: zipfile.ZipInfo, path: Path, limit: int) -> int:
    """Write one file; return its size, or that at which it was given up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with opened.open(one) as source, path.open("xb") as target:
        while size <= limit and (piece := source.read(_PIECE)):
            size += len(piece)
            target.write(piece)
    return size


def _named(one: zipfile.ZipInfo) -> str:
    """Return a file's name: in UTF-8 where it says so, else in what it is valid in."""
    if one.flag_bits & 0x800:
        return one.filename
    data = one.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return one.filename
