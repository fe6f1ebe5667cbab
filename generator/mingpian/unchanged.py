"""Tells that nothing changed since the last build, before anything else is imported: the standard library alone.

Everything that a build reads or wrote is looked at by its stat facts (size, times); the contents are not. A file that
was written so shortly before it was looked at that a later change might not show is never trusted.
"""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from operator import itemgetter
from typing import NamedTuple

FILE = ".mingpian/unchanged.json"
INPUTS = ("content", "themes", "templates", "styles", "words", "fonts", "extensions", "site.toml")

_RACY = 50_000_000  # nanoseconds; of file systems with fine times
_COARSE = 2_000_000_000  # of those that keep whole seconds


class Outcome(NamedTuple):
    """What a build left: the time it went by, until when that holds, its files (size, time in nanoseconds), and what it
    said in each format."""

    now: int
    horizon: int
    outputs: Mapping[str, tuple[int, int]]
    forms: dict[str, str]


class Look(NamedTuple):
    """What was seen before a build. `facts` is a digest; `settled` tells whether it would show any later change."""

    facts: str
    settled: bool
    memory: dict[str, str] | None


def look(root: str, options: Iterable[str]) -> Look:
    """Look at everything that a build of `root` with these options would read."""
    now = time.time_ns()
    digest = blake2b(digest_size=16)
    settled = True
    for name in INPUTS:
        for line, latest in _facts(f"{root}/{name}", name):
            digest.update(line)
            settled = settled and latest < now - (_RACY if latest % 1_000_000_000 else _COARSE)
    program = os.path.dirname(os.path.abspath(__file__))
    for path in (program, os.path.join(program, "..", "..", "themes")):  # the latter of an editable install
        for line, _ in _facts(path, "program"):
            digest.update(line)
    libraries = [_time(path) for path in sys.path if os.path.realpath(path) != os.path.realpath(root)]
    digest.update(repr((sys.version, libraries, *options)).encode())
    return Look(digest.hexdigest(), settled, _load(root))


def said(seen: Look, now: int, output: str, form: str) -> str | None:
    """Return what the last build said (in the format `form`), if a build now would do nothing; else None."""
    memory = seen.memory
    if memory is None or memory["facts"] != seen.facts or form not in memory:
        return None
    if not int(memory["now"]) <= now < int(memory["horizon"]):
        return None
    if _outputs(output, memory["outputs"].split("\n")) != memory["written"]:
        return None
    return memory[form]


def remember(seen: Look, root: str, outcome: Outcome) -> None:
    """Write down what a build with these facts left."""
    path = f"{root}/{FILE}"
    memory = {
        "facts": seen.facts,
        "now": str(outcome.now),
        "horizon": str(outcome.horizon),
        "outputs": "\n".join(outcome.outputs),
        "written": _digest(outcome.outputs.values()),
        **outcome.forms,
    }
    text = json.dumps(memory)
    try:
        if not seen.settled:
            os.unlink(path)
            return
        with open(path + ".tmp", "w", encoding="ascii") as file:
            file.write(f"{_checksum(text)}\n{text}")
        os.replace(path + ".tmp", path)
    except OSError:
        return


def _load(root: str) -> dict[str, str] | None:
    try:
        with open(f"{root}/{FILE}", encoding="ascii") as file:
            checksum, _, text = file.read().partition("\n")
        memory = json.loads(text) if checksum == _checksum(text) else None
    except (OSError, ValueError):
        return None
    needed = ("facts", "now", "horizon", "outputs", "written")
    if not isinstance(memory, dict) or not all(isinstance(memory.get(name), str) for name in needed):
        return None
    return memory if memory["now"].isdecimal() and memory["horizon"].isdecimal() else None


def _checksum(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _facts(path: str, name: str) -> Iterator[tuple[bytes, int]]:
    """Yield a line for every file and folder below `path`, in order, and its latest time."""
    try:
        facts = os.lstat(path)
    except OSError:
        return
    if not os.path.isdir(path) or os.path.islink(path):
        yield _line(name, facts)
        return
    found: list[tuple[str, os.DirEntry[str]]] = []
    try:
        with os.scandir(path) as entries:
            found = sorted(((entry.name, entry) for entry in entries), key=itemgetter(0))
    except OSError:
        yield _line(name, facts)
    for below, entry in found:
        if below == "__pycache__" or below[0] == ".":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _facts(entry.path, f"{name}/{below}")
        else:
            try:
                yield _line(f"{name}/{below}", os.stat(entry.path) if entry.is_symlink() else entry.stat())
            except OSError:
                yield f"{name}/{below}\0gone\n".encode("utf-8", "surrogateescape"), 0


def _line(name: str, facts: os.stat_result) -> tuple[bytes, int]:
    line = f"{name}\0{facts.st_mode}\0{facts.st_size}\0{facts.st_mtime_ns}\0{facts.st_ctime_ns}\0{facts.st_ino}\n"
    return line.encode("utf-8", "surrogateescape"), max(facts.st_mtime_ns, facts.st_ctime_ns)


def _time(path: str) -> tuple[str, int]:
    try:
        return path, os.stat(path or ".").st_mtime_ns
    except OSError:
        return path, 0


def _outputs(folder: str, paths: list[str]) -> str:
    """Return a digest of the stat facts of the outputs; a file that is gone, or not ours any more, changes it."""
    try:
        found = [os.lstat(f"{folder}/{path}") for path in paths]
    except OSError:
        return "gone"
    return _digest((facts.st_size, facts.st_mtime_ns) for facts in found)


def _digest(facts: Iterable[tuple[int, int]]) -> str:
    return blake2b(b"".join(b"%d %d;" % both for both in facts), digest_size=16).hexdigest()
