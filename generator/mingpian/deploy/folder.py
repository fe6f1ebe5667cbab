"""A folder of this machine, or one that is mounted: only what differs is written, each file whole."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mingpian import SITE_INPUTS
from mingpian.deploy import record
from mingpian.deploy.target import DeployError, DeployJob, Destination, FileChange, Target, upload
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

_SOURCES = (*SITE_INPUTS, ".mingpian", ".git")  # what a build reads, or keeps


def put(job: DeployJob) -> list[FileChange]:
    """Bring the folder in line with the site. Raises DeployError."""
    there = _folder(job)
    position = Destination(
        holds=lambda path, data: _holds(there / path, data),
        paths=lambda: _paths(there),
        lists=lambda: _lists(there / record.FOLDER),
        write=lambda path, data: _write(there, path, data),
        delete=lambda path: _delete(there, path, frozenset(job.paths)),
    )
    try:
        for left in () if job.is_trial else (there / record.FOLDER).glob("*.tmp"):
            left.unlink(missing_ok=True)
        return upload(position, job)
    except OSError as error:
        raise DeployError(_("{file}: {reason}", file=error.filename, reason=foreign(error.strerror))) from None


def _folder(job: DeployJob) -> Path:
    try:
        there = (job.root / job.options["path"]).resolve()
    except (OSError, ValueError, RuntimeError):
        raise DeployError(_("`{path}` is no path of a folder", path=job.options["path"])) from None
    read = [job.root, *(job.root / name for name in _SOURCES)]
    real = [path.resolve() for path in (*read, job.output)]
    if any(_lies_in(path, there) for path in real) or any(_lies_in(there, path) for path in real[1:]):
        raise DeployError(_("the folder holds the site's own sources, or lies in output/; name another"))
    if not there.parent.is_dir():
        raise DeployError(_("there is no folder {parent}", parent=there.parent))
    if there.exists() and not there.is_dir():
        raise DeployError(_("{path} is no folder", path=there))
    return there


def _lies_in(path: Path, folder: Path) -> bool:
    """Tell whether a path is a folder or lies in it, whichever way it is written: some file systems ignore case."""
    if path.is_relative_to(folder):
        return True
    try:
        facts = os.stat(folder)
    except OSError:
        return False
    for above in (path, *path.parents):
        with suppress(OSError):
            if os.path.samestat(os.stat(above), facts):
                return True
    return False


def _paths(there: Path) -> Iterator[str]:
    """Yield all files; links are not followed."""
    for at, _folders, names in os.walk(there):
        inside = os.path.relpath(at, there).replace(os.sep, "/")
        yield from (name if inside == "." else f"{inside}/{name}" for name in names)


def _lists(folder: Path) -> dict[str, bytes]:
    """Return the lists of all sites. Raises OSError: one that is there and cannot be read is not taken for none."""
    files = [path for path in sorted(folder.glob("*.json")) if path.is_file() and not path.is_symlink()]
    return {path.name: path.read_bytes() if path.stat().st_size <= record.LIMIT else b"" for path in files}


def _holds(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write(there: Path, path: str, data: bytes) -> None:
    """Put a file in place whole: it is written aside, among the lists, where the next deploy finds what a killed one
    left."""
    full, aside = there / path, there / record.FOLDER / f"{os.getpid()}.tmp"
    for folder in (full.parent, aside.parent):
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.resolve().is_relative_to(there):
            raise DeployError(_("{folder} is a link out of the folder", folder=folder))
    try:
        aside.write_bytes(data)
        os.replace(aside, full)
    finally:
        aside.unlink(missing_ok=True)


def _delete(there: Path, path: str, planned: frozenset[str]) -> None:
    full = there / path
    if not full.parent.resolve().is_relative_to(there) or _is_one_of(full, there, planned):
        return
    full.unlink(missing_ok=True)
    with suppress(OSError):  # folders that something else lies in stay
        for parent in full.parents:
            if parent == there:
                break
            os.rmdir(parent)


def _is_one_of(full: Path, there: Path, planned: frozenset[str]) -> bool:
    """Tell whether a file is one of the site's under another name: where case is ignored, `A.html` is `a.html`."""
    twins = [path for path in planned if path.casefold() == full.relative_to(there).as_posix().casefold()]
    with suppress(OSError):
        return any(os.path.samefile(full, there / twin) for twin in twins)
    return False


TARGET = Target("folder", {"path": _("the folder, from the site's root")}, ("path",), put, '{path = "../public"}')
