"""A server, by rsync over ssh: assets first, then pages, and last what is no longer there."""

import re
import tempfile
from pathlib import Path

from mingpian.deploy.target import (
    DeployError,
    DeployJob,
    FileChange,
    Target,
    call,
    deployed_paths,
    in_order,
    remember_deployed,
)

_SAFE = re.compile(r"(?!-)[^\s'\"`$;|&<>\\]+\Z")
_HOW = ["rsync", "--recursive", "--links", "--times", "--compress", "--checksum", "--out-format=%o %n"]


def put(job: DeployJob) -> list[FileChange]:
    """Bring the server in line with the site.

    Raises DeployError. One that was interrupted is taken up where it ended.
    """
    there = job.options["to"]
    if not _SAFE.match(there):
        raise DeployError(f"`{there}` is no place: write user@host:/path/ or host:/path/")
    how = [*_HOW, *([f"--rsh=ssh -p {int(port)}"] if (port := job.options.get("port", "")).isdecimal() else [])]
    how += ["--dry-run"] if job.is_trial else []
    changes: dict[str, FileChange] = {}
    paths = in_order(job.paths)
    first_page = next((at for at, path in enumerate(paths) if path.endswith(".html")), len(paths))
    for part in (paths[:first_page], paths[first_page:]):
        if not job.is_trial:
            remember_deployed(job, deployed_paths(job) | set(part))
        for line in _some(how, part, job.output, there).splitlines():
            operation, _, name = line.partition(" ")
            if operation == "send" and name in job.paths:
                changes[name] = FileChange(name)
    stale = sorted(deployed_paths(job) - set(job.paths))
    if stale:
        with tempfile.TemporaryDirectory() as empty:  # rsync deletes a file that is not here, if its folder is
            for path in stale:
                (Path(empty) / path).parent.mkdir(parents=True, exist_ok=True)
            _some([*how, "--delete-missing-args"], stale, Path(empty), there)
        changes |= {path: FileChange(path, is_gone=True) for path in stale}
    if not job.is_trial:
        remember_deployed(job, job.paths)
    return list(changes.values())


def _some(how: list[str], paths: list[str], source: Path, there: str) -> str:
    """Let rsync take some paths below a folder, and no others."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "paths"
        listed.write_bytes(b"\0".join(path.encode() for path in paths))
        return call([*how, "--from0", f"--files-from={listed}", f"{source.resolve()}/", there], {}, source)


TARGET = Target("rsync", {"to": "user@host:/path/", "port": "of ssh, where it is not 22"}, ("to",), put)
