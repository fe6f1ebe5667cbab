"""What a kind of target is, and in which order files go there: pages after what they need, deletions last."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from mingpian import MingpianError
from mingpian.deploy import record
from mingpian.deploy.record import Known
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign

_PAGES = (".html", ".xml", ".json", ".txt", ".webmanifest", ".ics")  # what points to other files
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


class DeployError(MingpianError):
    """It cannot be put there; the text says why, without any secret."""


class DeployJob(msgspec.Struct, frozen=True):
    """What is to be put where. `paths` are all files of the site, below `output`; `site` is what lists of what was put
    somewhere call it."""

    name: str  # of the target, as site.toml calls it
    root: Path
    output: Path
    paths: tuple[str, ...]
    options: dict[str, str]
    site: str
    is_trial: bool = False  # say what would be done; change nothing
    warn: Callable[[AnyText], None] = print


class FileChange(msgspec.Struct, frozen=True):
    """A file that was put or deleted there, or would be."""

    path: str
    is_gone: bool = False


class Target(msgspec.Struct, frozen=True):
    """A kind of target: its name in site.toml, its options with what they mean, how a site is put there, and options
    that somebody may copy into site.toml, as TOML."""

    name: str
    options: dict[str, AnyText]
    required: tuple[str, ...]
    put: Callable[[DeployJob], list[FileChange]]
    example: str = ""


class Destination(msgspec.Struct, frozen=True):
    """Somewhere that takes one file after the other. What goes wrong there, its functions raise."""

    holds: Callable[[str, bytes], bool]  # just these bytes, at a path
    paths: Callable[[], Iterable[str]]  # all that is there
    lists: Callable[[], Mapping[str, bytes]]  # the files in the folder of lists, by name
    write: Callable[[str, bytes], None]
    delete: Callable[[str], None]


class Stale(msgspec.Struct, frozen=True):
    """Files of ours that are no longer of the site."""

    in_the_way: tuple[str, ...] = ()  # to be deleted first: they lie where a folder must, or in place of a file
    others: tuple[str, ...] = ()  # to be deleted last
    folders: tuple[str, ...] = ()  # in which nothing will be left, the innermost first
    shared: tuple[str, ...] = ()  # they stay, because another site has put them there, too


def upload(place: Destination, job: DeployJob) -> list[FileChange]:
    """Bring a place in line with the site: what differs, assets first, and last what of ours is no longer of it."""
    known = record.known(job.root, job.name, job.site, place.lists())
    stale = stale_of(known, job, place.paths)
    _note(place, job, known, keys_before(known, job))
    changes = [_deleted(place, job, path) for path in stale.in_the_way]
    for path in in_order(job.paths):
        data = (job.output / path).read_bytes()
        if place.holds(path, data):
            continue
        changes.append(FileChange(path))
        if not job.is_trial:
            place.write(path, data)
    changes += [_deleted(place, job, path) for path in stale.others]
    _note(place, job, known, keys_after(stale, job))
    if not job.is_trial:
        record.forget_note(job.root, job.name)
    return changes


def stale_of(known: Known, job: DeployJob, paths: Callable[[], Iterable[str]]) -> Stale:
    """Find what is to be deleted; tell of what may have to be, and is not known to be ours. What is there is listed
    only where that can matter."""
    planned = frozenset(job.paths)
    if known.is_whole and not known.before and known.ours <= _keys(job.site, job.paths):
        return Stale()
    there = sorted(path for path in paths() if path not in planned and not path.startswith(f"{record.FOLDER}/"))
    ours = [path for path in there if known.is_ours(path)]
    shared = tuple(path for path in ours if known.is_shared(path))
    for warning in _doubts(known, shared, [path for path in there if not known.is_ours(path)]):
        job.warn(warning)
    going = [path for path in ours if path not in shared]
    left = {folder for path in {*planned, *there} - {*going} for folder in _above(path)}
    folders = {folder for path in going for folder in _above(path)} - left
    blocking = [path for path in going if path in left or not planned.isdisjoint(_above(path))]
    return Stale(
        in_the_way=tuple(blocking),
        others=tuple(path for path in going if path not in blocking),
        folders=tuple(sorted(folders - planned, key=lambda path: (-path.count("/"), path))),
        shared=shared,
    )


def _doubts(known: Known, shared: Sequence[str], strange: Sequence[str]) -> Iterator[AnyText]:
    """Say what stays there, and why."""
    if shared:
        yield _(
            "{number} files, such as {path}, that this site no longer has were put there by another site too, and stay",
            number=len(shared),
            path=shared[0],
        )
        yield _(
            "if that is this site at an earlier address, delete its list in {folder}/ there; deploy again",
            folder=record.FOLDER,
        )
    if known.is_damaged:
        yield _("the list of what was put there is damaged, and not believed; it is written anew")
    if strange and not known.is_whole:
        yield _(
            "{number} files, such as {path}, there are not of this site, nor known to be put there by it, and stay",
            number=len(strange),
            path=strange[0],
        )


def keys_before(known: Known, job: DeployJob) -> frozenset[str]:
    """Return what the list has before the first file is put: one that is cut off knows what it may have put there."""
    return known.ours | _keys(job.site, job.paths)


def keys_after(stale: Stale, job: DeployJob) -> frozenset[str]:
    """Return what the list has in the end. What stays for the sake of another site is still ours, too."""
    return _keys(job.site, (*job.paths, *stale.shared))


def _keys(site: str, paths: Iterable[str]) -> frozenset[str]:
    return frozenset(record.key_of(site, path) for path in paths)


def _note(place: Destination, job: DeployJob, known: Known, keys: frozenset[str]) -> None:
    """Write the list, where that is not what it was."""
    path, data = record.path_of(job.site), record.listed(job.site, keys)
    if not job.is_trial and not place.holds(path, data):
        place.write(path, data)


def _deleted(place: Destination, job: DeployJob, path: str) -> FileChange:
    if not job.is_trial:
        place.delete(path)
    return FileChange(path, is_gone=True)


def _above(path: str) -> Iterator[str]:
    """Yield the folders in which a path lies."""
    parts = path.split("/")
    yield from ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def in_order(paths: Iterable[str]) -> list[str]:
    """Return paths with assets first, then pages: nobody meets a page whose style is not there yet."""
    return sorted(paths, key=lambda path: (path.endswith(_PAGES), path))


def masked(text: str) -> str:
    """Return the text without what stands for a name and a password in addresses."""
    return _SECRET.sub("…@", text)


def call(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, given: bytes = b"") -> str:
    """Run a program in a folder; return what it printed. Raises DeployError, with what it said of its failure."""
    import os

    known = {**(os.environ if environment is None else environment), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, cwd=folder, env=known, input=given, check=False, capture_output=True)
    except OSError as error:
        raise DeployError(_("{program}: {reason}", program=command[0], reason=foreign(error.strerror))) from None
    if done.returncode:
        said = masked(done.stderr.decode("utf-8", "replace").strip())
        raise DeployError(
            _(
                "{command} ended with {exit_code}: {message}",
                command=command[0],
                exit_code=done.returncode,
                message=said[-2000:],
            )
        )
    return done.stdout.decode("utf-8", "replace")
