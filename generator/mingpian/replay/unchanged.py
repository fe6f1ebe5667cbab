"""Tells that nothing changed since the last build, before anything else is imported: the standard library alone.

Everything that a build reads or wrote is looked at by its stat facts (size, times); the contents are not. A file that
was written so shortly before it was looked at that a later change might not show is never trusted.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

from mingpian.core.inputs import INPUTS

FILE = ".mingpian/unchanged.json"

_MANY = 4_000  # files of ours: fewer are looked at sooner than a process begins to
_RACY = 50_000_000  # nanoseconds; of file systems with fine times
_COARSE = 2_000_000_000  # of those that keep whole seconds


class Outcome(NamedTuple):
    """What a build left: the time it went by, until when that holds, its files (size, time in nanoseconds), and what it
    said in each format."""

    now: int
    horizon: int
    outputs: Mapping[str, tuple[int, int]]
    forms: dict[str, str]


class Observation(NamedTuple):
    """What was seen before a build. `facts` is a digest; `settled` tells whether it would show any later change;
    `outputs` waits for the digest of the files that the last build left."""

    facts: str
    settled: bool
    memory: dict[str, str] | None
    outputs: Callable[[], str]


def observe(root: str, output: str, options: Iterable[str]) -> Observation:
    """Look at everything that a build of `root` into `output` with these options would read or write."""
    memory = _load(root)
    paths = memory["outputs"].split("\n") if memory else []
    outputs = partial(_outputs, output, paths)
    begun = cache(_begun(outputs) if len(paths) > _MANY else outputs)
    inputs, settled = _inputs(root)
    if not settled and memory is None and len(inputs.lines) > _MANY:  # a moment, beside what the build will take
        time.sleep(_RACY / 1_000_000_000)
        inputs, settled = _inputs(root)
    program = _Facts([], [])
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    tools = [os.path.join(folder, "mmdc") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    tools.append(f"{root}/node_modules/.bin/mmdc")  # it draws diagrams (write/diagrams.py)
    for path in (package, os.path.join(package, "..", "..", "themes"), *tools):  # themes of an editable install
        _take(path, "program", program)
    digest = blake2b("".join(inputs.lines + program.lines).encode("utf-8", "surrogateescape"), digest_size=16)
    libraries = [_time(path) for path in sys.path if os.path.realpath(path) != os.path.realpath(root)]
    digest.update(repr((sys.version, libraries, output, *options)).encode())
    return Observation(digest.hexdigest(), settled, memory, begun)


def _inputs(root: str) -> "tuple[_Facts, bool]":
    """Return the facts of what a build reads, and whether they would show any later change."""
    now, inputs = time.time_ns(), _Facts([], [])
    for name in INPUTS:
        _take(f"{root}/{name}", name, inputs)
    settled = all(latest < now - (_RACY if latest % 1_000_000_000 else _COARSE) for latest in inputs.times)
    return inputs, settled


def last_report(seen: Observation, now: int, form: str) -> str | None:
    """Return what the last build said (in the format `form`), if a build now would do nothing; else None."""
    memory = seen.memory
    if memory is None or form not in memory:
        return None
    same = seen.outputs() == memory["written"] and seen.facts == memory["facts"]
    return memory[form] if same and int(memory["now"]) <= now < int(memory["horizon"]) else None


def record(seen: Observation, root: str, outcome: Outcome) -> None:
    """Write down what a build with these facts left."""
    path = f"{root}/{FILE}"
    memory = {
        "facts": seen.facts,
        "now": str(outcome.now),
        "horizon": str(outcome.horizon),
        "outputs": "\n".join(outcome.outputs),
        "written": digest_of(outcome.outputs),
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


class _Facts(NamedTuple):
    """A line for each file, in order, and its latest time."""

    lines: list[str]
    times: list[int]


def _take(path: str, name: str, facts: _Facts) -> None:
    """Add the facts of every file and folder below `path`, which is called `name`."""
    try:
        found = os.lstat(path)
    except OSError:
        return
    if not os.path.isdir(path) or os.path.islink(path):
        _add(name, found, facts)
    else:
        _take_folder(path, name, facts)


def _take_folder(path: str, name: str, facts: _Facts) -> None:
    try:
        with os.scandir(path) as entries:
            found = sorted(entries, key=attrgetter("name"))
    except OSError:
        return _add(name, os.lstat(path), facts)
    for entry in found:
        below = entry.name
        if below == "__pycache__" or below[0] == ".":
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                _take_folder(entry.path, f"{name}/{below}", facts)
            else:
                _add(f"{name}/{below}", entry.stat(), facts)
        except OSError:
            facts.lines.append(f"{name}/{below}\0gone\n")
    return None


def _add(name: str, found: os.stat_result, facts: _Facts) -> None:
    changed, moved = found.st_mtime_ns, found.st_ctime_ns
    facts.lines.append(f"{name}\0{found.st_mode}\0{found.st_size}\0{changed}\0{moved}\0{found.st_ino}\n")
    facts.times.append(changed if changed > moved else moved)


def _time(path: str) -> tuple[str, int]:
    try:
        return path, os.stat(path or ".").st_mtime_ns
    except OSError:
        return path, 0


def _begun(work: Callable[[], str]) -> Callable[[], str]:
    """Begin to work in a process of its own, where there can be one; return what waits for the answer."""
    if sys.platform == "win32":
        return work
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return work
    if not child:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)

    def answer() -> str:
        with open(reading, encoding="ascii") as file:
            found = file.read()
        os.waitpid(child, 0)
        return found

    return answer


def _outputs(folder: str, paths: list[str]) -> str:
    """Return the digest of the outputs on disk; it changes when one is gone, or not ours any more."""
    try:
        found = [os.lstat(f"{folder}/{path}") for path in paths]
    except OSError:
        return "gone"
    return digest_of({path: (facts.st_size, facts.st_mtime_ns) for path, facts in zip(paths, found, strict=True)})


def digest_of(outputs: Mapping[str, tuple[int, int]]) -> str:
    """Return the digest of the paths, sizes and times of files, in their order."""
    text = "".join(f"{path}\0{size} {changed}\n" for path, (size, changed) in outputs.items())
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
