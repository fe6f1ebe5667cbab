"""Tells that nothing changed since the last build, before anything else is imported: little of the standard library.

Everything that a build reads or wrote is looked at by its stat facts (size, times); the contents are not. A file that
was written so shortly before it was looked at that a later change might not show is never trusted.
"""

import marshal
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from operator import itemgetter
from stat import S_ISLNK
from typing import NamedTuple

from mingpian.core.inputs import INPUTS, Seen, content_files
from mingpian.core.parts import Parts, packed, unpacked
from mingpian.core.walk import Facts, Found, facts_at, facts_of, walk

FILE = ".mingpian/unchanged.bin"

_MANY = 4_000  # files of ours: fewer are looked at sooner than a process begins to
_SOME = 500  # texts: to read these again takes longer than a moment
_RACY = 50_000_000  # nanoseconds; of file systems with fine times
_COARSE = 2_000_000_000  # of those that keep whole seconds
_SIZE_AND_TIME = itemgetter(1, 2)  # of stat facts

Left = tuple[bytes, bytes]
"""The files that a build left, as they are written down: their paths, and their sizes and times."""


class Outcome(NamedTuple):
    """What a build left: the time it went by, until when that holds, its files (size, time in nanoseconds), and what it
    said in each format."""

    now: int
    horizon: int
    outputs: Mapping[str, tuple[int, int]]
    forms: dict[str, str]


class Observation(NamedTuple):
    """What was seen before a build. `facts` are of all that it reads; `settled` tells whether any later change would
    show in them; `is_left` waits for whether the files of the last build are as it left them."""

    facts: bytes
    settled: bool
    content: list[Found]
    at: int  # nanoseconds since 1970-01-01T00:00Z
    memory: Parts | None
    is_left: Callable[[], bool]

    def seen(self) -> Seen:
        """Return what of it the build may go by."""
        left = (self.memory["paths"], self.memory["written"]) if self.memory and self.is_left() else None
        return Seen(self.content, self.at, left)


def observe(root: str, output: str, options: Iterable[str]) -> Observation:
    """Look at everything that a build of `root` into `output` with these options would read or write."""
    memory = _load(root)
    paths = _text(memory["paths"]).split("\n") if memory else []
    same = partial(_are_left, output, paths, memory["written"] if memory else b"")
    is_left = cache(_begun(same) if len(paths) > _MANY else same)
    content, others, at = _inputs(root)
    if memory is None and len(content) > _SOME and not _is_settled([*content, *others], at):
        time.sleep(_RACY / 1_000_000_000)  # a moment, beside what the build will take
        content, others, at = _inputs(root)
    here = os.path.realpath(root)
    libraries = [_time(path) for path in sys.path if os.path.realpath(path) != here]
    around = repr((sys.version, libraries, output, *options))
    facts = b"".join((*map(_written, (content, others, _program(root))), _bytes(around)))
    return Observation(facts, _is_settled([*content, *others], at), content, at, memory, is_left)


def last_report(seen: Observation, now: int, form: str) -> str | None:
    """Return what the last build said (in the format `form`), if a build now would do nothing; else None."""
    memory = seen.memory
    if memory is None or form not in memory:
        return None
    same = seen.is_left() and seen.facts == memory["facts"]
    return _text(memory[form]) if same and int(memory["now"]) <= now < int(memory["horizon"]) else None


def record(seen: Observation, root: str, outcome: Outcome) -> None:
    """Write down what a build with these facts left."""
    path = f"{root}/{FILE}"
    paths, written = left_by(outcome.outputs)
    clock = {"now": b"%d" % outcome.now, "horizon": b"%d" % outcome.horizon}
    forms = {form: _bytes(text) for form, text in outcome.forms.items()}
    try:
        if not seen.settled:
            os.unlink(path)
            return
        with open(path + ".tmp", "wb") as file:
            file.write(packed({"facts": seen.facts, **clock, "paths": paths, "written": written, **forms}))
        os.replace(path + ".tmp", path)
    except OSError:
        return


def left_by(outputs: Mapping[str, tuple[int, int]]) -> Left:
    """Return what a build left, by path: size and time of each file."""
    return _bytes("\n".join(outputs)), marshal.dumps(list(outputs.values()), 2)


def _load(root: str) -> Parts | None:
    try:
        with open(f"{root}/{FILE}", "rb") as file:
            memory = unpacked(file.read())
    except (OSError, ValueError):
        return None
    needed = ("facts", "now", "horizon", "paths", "written")
    if not all(name in memory for name in needed):
        return None
    return memory if memory["now"].isdigit() and memory["horizon"].isdigit() else None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _inputs(root: str) -> tuple[list[Found], list[Found], int]:
    """Return what lies in content/, all else that a build reads of a site, and when it was looked at."""
    at, folder = time.time_ns(), f"{root}/content"
    content = content_files(folder)
    others = [one for path in _beside(root) for one in _look(path)]
    return content, [*_targets(folder, content), *others], at


def _beside(root: str) -> Iterator[str]:
    """Yield the paths of what a build reads of a site beside content/. A theme may lie elsewhere, and be linked."""
    yield from (f"{root}/{name}" for name in INPUTS if name != "content")
    with suppress(OSError):
        yield from (entry.path for entry in os.scandir(f"{root}/themes") if entry.is_symlink())


def _program(root: str) -> list[Found]:
    """Return the facts of what builds: our own files, the themes of an editable install, and what draws diagrams."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    tools = [os.path.join(folder, "mmdc") for folder in os.environ.get("PATH", "").split(os.pathsep)]
    tools.append(f"{root}/node_modules/.bin/mmdc")  # (write/diagrams.py)
    return [one for path in (package, os.path.join(package, "..", "..", "themes"), *tools) for one in _look(path)]


def _look(path: str) -> list[Found]:
    """Return the facts of a file, or of all below a folder; of a link, of what it leads to."""
    if not os.path.isdir(path):
        return [(path, _stat(path))]
    found = walk(path, _is_left_out)
    return [(f"{path}/{below}", facts) for below, facts in (*found, *_targets(path, found))]


def _is_left_out(name: str) -> bool:
    return name[0] == "." or name == "__pycache__"


def _targets(folder: str, found: list[Found]) -> list[Found]:
    """Return the facts of what links lead to."""
    links = (below for below, facts in found if isinstance(facts, tuple) and S_ISLNK(facts[0]))
    return [(f"{below} ->", _stat(f"{folder}/{below}")) for below in links]


def _stat(path: str) -> Facts | OSError:
    try:
        return facts_of(os.stat(path))
    except OSError as error:
        return error


def _written(found: list[Found]) -> bytes:
    """Return facts as they are written down. `marshal` writes numbers of any size, and is not asked to read any."""
    facts = [facts if isinstance(facts, tuple) else facts.errno for _, facts in found]
    return marshal.dumps([[path for path, _ in found], facts], 2)


def _is_settled(found: list[Found], at: int) -> bool:
    """Tell whether facts from that time would show any later change."""
    times = (when for _, facts in found if isinstance(facts, tuple) for when in facts[2:4])
    young = [when for when in times if when >= at - _COARSE]
    return all(when % 1_000_000_000 and when < at - _RACY for when in young)


def _time(path: str) -> tuple[str, int]:
    try:
        return path, os.stat(path or ".").st_mtime_ns
    except OSError:
        return path, 0


def _are_left(folder: str, paths: list[str], written: bytes) -> bool:
    """Tell whether files are as they were left: none is gone, or not ours any more."""
    try:
        return marshal.dumps(list(map(_SIZE_AND_TIME, facts_at(folder, paths))), 2) == written
    except OSError:
        return False


def _begun(work: Callable[[], bool]) -> Callable[[], bool]:
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
            os.write(writing, b"yes" if work() else b"no")
        finally:
            os._exit(0)
    os.close(writing)

    def answer() -> bool:
        with open(reading, "rb") as file:
            found = file.read()
        os.waitpid(child, 0)
        return found == b"yes"

    return answer
