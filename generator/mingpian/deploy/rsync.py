"""A server, by rsync over ssh: assets first, then pages, and last what is no longer there."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from mingpian.deploy import record
from mingpian.deploy.target import (
    DeployError,
    DeployJob,
    FileChange,
    Target,
    call,
    in_order,
    keys_after,
    keys_before,
    stale_of,
)
from mingpian.i18n import _

_SAFE = re.compile(r"(?!-)[^\s'\"`$;|&<>\\]+\Z")
_HOW = ["--recursive", "--links", "--times", "--compress", "--checksum", "--out-format=%o %n"]
_LISTED = re.compile(r"[-l]\S{9,} +[\d,.]+ +\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (.*)")  # a file, or a link -> where to
_OCTAL = re.compile(rb"\\#(\d{3})")
_MISSING = re.compile(r"ended with 23: .*\(2\)", re.DOTALL)  # ENOENT
_FIRST, _LAST = 1, 65_535  # ports


def put(job: DeployJob) -> list[FileChange]:
    """Bring the server in line with the site.

    Raises DeployError. One that was interrupted is taken up where it ended.
    """
    there = job.options["to"]
    if not _SAFE.match(there):
        raise DeployError(_("`{place}` is no place: write user@host:/path/ or host:/path/", place=there))
    rsync = ["rsync", *_shell(job.options.get("port", ""))]
    how = [*rsync, *_HOW, *(["--dry-run"] if job.is_trial else [])]
    known = record.known(job.root, job.name, job.site, _lists(rsync, there))
    stale = stale_of(known, job, lambda: _paths(rsync, there))
    _note(how, job, there, keys_before(known, job))
    _drop(how, stale.in_the_way, there)
    changes: dict[str, FileChange] = {}
    paths = in_order(job.paths)
    first_page = next((at for at, path in enumerate(paths) if path.endswith(".html")), len(paths))
    for part in (paths[:first_page], paths[first_page:]):
        for line in _some(how, part, job.output, there).splitlines():
            operation, _blank, name = line.partition(" ")
            if operation == "send" and name in job.paths:
                changes[name] = FileChange(name)
    _drop(how, stale.others, there)
    _drop_folders(how, stale.folders, there)
    _note(how, job, there, keys_after(stale, job))
    if not job.is_trial:
        record.forget_note(job.root, job.name)
    return [*changes.values(), *(FileChange(path, is_gone=True) for path in (*stale.in_the_way, *stale.others))]


def _shell(port: str) -> list[str]:
    if not port:
        return []
    if not (port.isascii() and port.isdecimal() and _FIRST <= int(port) <= _LAST):
        raise DeployError(
            _("`{port}` is no port: write a number from {least} to {most}", port=port, least=_FIRST, most=_LAST)
        )
    return [f"--rsh=ssh -p {int(port)}"]


def _lists(rsync: list[str], there: str) -> dict[str, bytes]:
    """Fetch the lists of all sites there; none where there is no such folder yet."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = ["--include=/*.json", "--exclude=*", f"--max-size={record.LIMIT}"]
        try:
            call([*rsync, "--recursive", *wanted, f"{_inside(there)}{record.FOLDER}/", folder], Path(folder))
        except DeployError as refused:
            if not _MISSING.search(str(refused)):
                raise
        return {path.name: path.read_bytes() for path in Path(folder).iterdir() if not path.is_symlink()}


def _paths(rsync: list[str], there: str) -> Iterator[str]:
    """Yield all files there."""
    ask = [*rsync, "--recursive", "--links", "--list-only", "--no-human-readable", "--8-bit-output", _inside(there)]
    try:
        told = call(ask, Path.cwd())
    except DeployError as refused:
        if not _MISSING.search(str(refused)):
            raise
        return
    for line in told.split("\n"):
        match = _LISTED.fullmatch(line)
        if match:
            name = match[1].partition(" -> ")[0] if line.startswith("l") else match[1]
            yield _OCTAL.sub(lambda octal: bytes([int(octal[1], 8)]), name.encode()).decode("utf-8", "replace")


def _inside(there: str) -> str:
    return there if there.endswith(("/", ":")) else f"{there}/"


def _note(how: list[str], job: DeployJob, there: str, keys: Iterable[str]) -> None:
    """Write the list."""
    path = record.path_of(job.site)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / path).parent.mkdir()
        (Path(folder) / path).write_bytes(record.listed(job.site, keys))
        _some([*how, "--chmod=F644,D755"], [path], Path(folder), there)


def _drop(how: list[str], paths: Iterable[str], there: str) -> None:
    """Delete some files: rsync does that to one that is not here, if its folder is."""
    if not paths:
        return
    with tempfile.TemporaryDirectory() as empty:
        for path in paths:
            (Path(empty) / path).parent.mkdir(parents=True, exist_ok=True)
        _some([*how, "--delete-missing-args"], paths, Path(empty), there)


def _drop_folders(how: list[str], folders: Iterable[str], there: str) -> None:
    """Delete folders that were left empty, the innermost first; one that has anything in it after all stays."""
    for _depth, level in groupby(folders, key=lambda path: path.count("/")):
        with suppress(DeployError):
            _drop(how, tuple(level), there)


def _some(how: list[str], paths: Iterable[str], source: Path, there: str) -> str:
    """Let rsync take some paths below a folder, and no others."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "paths"
        listed.write_bytes(b"\0".join(path.encode() for path in paths))
        return call([*how, "--from0", f"--files-from={listed}", f"{source.resolve()}/", there], source)


TARGET = Target(
    "rsync",
    {"to": _("where: user@host:/path/"), "port": _("port of ssh, where it is not 22")},
    ("to",),
    put,
    '{to = "me@host.example:/srv/www/"}',
)
