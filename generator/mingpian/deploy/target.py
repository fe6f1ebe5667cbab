"""What a kind of target is, and in which order files go there: pages after what they need, deletions last."""

import re
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from mingpian.core.errors import MingpianError
from mingpian.core.store import atomic_write

FOLDER = ".mingpian/deploy"
_PAGES = (".html", ".xml", ".json", ".txt", ".webmanifest", ".ics")  # what points to other files
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


class DeployError(MingpianError):
    """It cannot be put there; the text says why, without any secret."""


class DeployJob(msgspec.Struct, frozen=True):
    """What is to be put where. `paths` are all files of the site, below `output`."""

    name: str  # of the target, as site.toml calls it
    root: Path
    output: Path
    paths: tuple[str, ...]
    options: dict[str, str]
    is_trial: bool = False  # say what would be done; change nothing


class FileChange(msgspec.Struct, frozen=True):
    """A file that was put or deleted there, or would be."""

    path: str
    is_gone: bool = False


class Target(msgspec.Struct, frozen=True):
    """A kind of target: its name in site.toml, its options with what they mean, and how a site is put there."""

    name: str
    options: dict[str, str]
    required: tuple[str, ...]
    put: Callable[[DeployJob], list[FileChange]]


class Destination(msgspec.Struct, frozen=True):
    """Somewhere that takes one file after the other. What goes wrong there, its functions raise."""

    holds: Callable[[str, bytes], bool]  # just these bytes, at a path
    has: Callable[[str], bool]  # anything at a path
    write: Callable[[str, bytes], None]
    delete: Callable[[str], None]


def upload(place: Destination, job: DeployJob) -> list[FileChange]:
    """Bring a place in line with the site: what differs, assets first, and last what of ours is no longer of it."""
    changes = []
    ours = deployed_paths(job)
    if not job.is_trial:
        remember_deployed(
            job, ours | set(job.paths)
        )  # before the first: a run that is cut off knows what it may have put there
    for path in in_order(job.paths):
        data = (job.output / path).read_bytes()
        if place.holds(path, data):
            continue
        changes.append(FileChange(path))
        if not job.is_trial:
            place.write(path, data)
    for path in sorted(ours - set(job.paths)):
        if place.has(path):
            changes.append(FileChange(path, is_gone=True))
            if not job.is_trial:
                place.delete(path)
    if not job.is_trial:
        remember_deployed(job, job.paths)
    return changes


def in_order(paths: Iterable[str]) -> list[str]:
    """Return paths with assets first, then pages: nobody meets a page whose style is not there yet."""
    return sorted(paths, key=lambda path: (path.endswith(_PAGES), path))


def masked(text: str) -> str:
    """Return the text without what stands for a name and a password in addresses."""
    return _SECRET.sub("…@", text)


def deployed_paths(job: DeployJob) -> frozenset[str]:
    """Return the paths that were put there by us: nothing else is ever deleted."""
    try:
        found = msgspec.json.decode((job.root / FOLDER / f"{_file(job.name)}.json").read_bytes(), type=list[str])
    except (OSError, msgspec.MsgspecError):
        return frozenset()
    return frozenset(path for path in found if not path.startswith("/") and ".." not in path.split("/"))


def remember_deployed(job: DeployJob, paths: Iterable[str]) -> None:
    """Note what is there now of ours."""
    folder = job.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    atomic_write(folder / f"{_file(job.name)}.json", msgspec.json.encode(sorted(paths)))


def call(command: Sequence[str], more: Mapping[str, str], folder: Path) -> str:
    """Run a program; return what it printed. Raises DeployError, with what it said of its failure."""
    import os

    environment = {**os.environ, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0", **more}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True)
    except OSError as error:
        raise DeployError(f"{command[0]}: {error.strerror}") from None
    if done.returncode:
        said = masked(done.stderr.decode("utf-8", "replace").strip())
        raise DeployError(f"{command[0]} ended with {done.returncode}: {said[-2_000:]}")
    return done.stdout.decode("utf-8", "replace")


def _file(name: str) -> str:
    from mingpian.core.paths import slugify

    return slugify(name)
