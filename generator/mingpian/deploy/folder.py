"""A folder of this machine, or one that is mounted: only what differs is written, each file whole."""

import os
from contextlib import suppress
from pathlib import Path

from mingpian.core.store import atomic_write
from mingpian.deploy.target import DeployError, DeployJob, Destination, FileChange, Target, upload


def put(job: DeployJob) -> list[FileChange]:
    """Bring the folder in line with the site. Raises DeployError."""
    there = _folder(job)
    position = Destination(
        holds=lambda path, data: _holds(there / path, data),
        has=lambda _: True,
        write=lambda path, data: _write(there, path, data),
        delete=lambda path: _delete(there, path),
    )
    try:
        return upload(position, job)
    except OSError as error:
        raise DeployError(f"{error.filename}: {error.strerror}") from None


def _folder(job: DeployJob) -> Path:
    there = (job.root / job.options["path"]).resolve()
    root = job.root.resolve()
    sources = (root / name for name in ("content", "themes", "templates", "styles", "words", ".mingpian", ".git"))
    inside = (job.output.resolve(), *sources)
    if root.is_relative_to(there) or any(there.is_relative_to(folder) for folder in inside):
        raise DeployError("the folder holds the site's own sources, or lies in output/; name another")
    if not there.parent.is_dir():
        raise DeployError(f"there is no folder {there.parent}")
    return there


def _holds(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write(there: Path, path: str, data: bytes) -> None:
    full = there / path
    full.parent.mkdir(parents=True, exist_ok=True)
    if not full.parent.resolve().is_relative_to(there):
        raise DeployError(f"{full.parent} is a link out of the folder")
    atomic_write(full, data)


def _delete(there: Path, path: str) -> None:
    full = there / path
    if not full.parent.resolve().is_relative_to(there):
        return
    full.unlink(missing_ok=True)
    with suppress(OSError):  # folders that something else lies in stay
        for parent in full.parents:
            if parent == there:
                break
            os.rmdir(parent)


TARGET = Target("folder", {"path": "the folder, from the site's root"}, ("path",), put)
