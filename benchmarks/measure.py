"""Runs one command and says what it took."""

import os
import subprocess
from pathlib import Path
from time import perf_counter, time_ns

from msgspec import Struct

from benchmarks.memory import PeakMemory


class Usage(Struct, frozen=True):
    """What one run took."""

    wall: float
    """Seconds from start to exit."""

    cpu: float
    """Seconds of user and system time, of the process and of all its descendants that were waited for."""

    memory: int
    """Bytes at the peak, over all processes."""

    files: int
    """Files in the output folder afterwards."""

    written: int
    """Those among them that were written by this run."""

    system: float
    """Seconds of `cpu` that the kernel took."""


class CommandFailed(Exception):
    """A measured command did not end with 0; its message holds the end of what the command printed."""


def run(command: tuple[str, ...], site: Path, output: str) -> Usage:
    """Run a build inside `site`; `output` is the folder it writes there.

    Raises CommandFailed.
    """
    # What the step before left in the page cache is written out first: it would slow down this one.
    os.sync()
    log = site.with_name(f"{site.name}.log")
    begun = time_ns()
    with log.open("wb") as sink:
        started = perf_counter()
        process = subprocess.Popen(command, cwd=site, env=_environment(), stdout=sink, stderr=subprocess.STDOUT)
        memory = PeakMemory(process.pid)
        memory.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - started
    peak = memory.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(f"{command[0]}: exit {process.returncode}\n{log.read_text(errors='replace')[-4000:]}")
    times = _times(site / output)
    written = sum(time >= begun for time in times)
    return Usage(wall, used.ru_utime + used.ru_stime, peak, len(times), written, used.ru_stime)


def _environment() -> dict[str, str]:
    """Return the environment as users have it: Python keeps what it compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _times(folder: Path) -> list[int]:
    return [(Path(parent) / name).stat().st_mtime_ns for parent, _, names in os.walk(folder) for name in names]
