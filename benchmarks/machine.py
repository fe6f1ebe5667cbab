"""The machine and its noise: a fixed piece of work, timed again and again between the measurements."""

import os
import platform
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec import Struct

FILES = 300


class Pulse(Struct, frozen=True):
    """How long the fixed work took, in seconds, and how busy the machine was."""

    compute: float
    files: float
    load: float


class Noise(Struct, frozen=True):
    """Median and spread (largest by smallest) of the pulses of a session, and the largest load average."""

    compute: float
    compute_spread: float
    files: float
    files_spread: float
    load: float


def pulse(work: Path) -> Pulse:
    """Time the fixed work now: arithmetic in one thread, and files of 8 KB in a new folder under `work`."""
    started = perf_counter()
    sum(number * number % 7 for number in range(1_000_000))
    compute = perf_counter() - started
    with TemporaryDirectory(dir=work) as folder:
        started = perf_counter()
        for number in range(FILES):
            (Path(folder) / str(number)).write_bytes(b"x" * 8192)
        files = perf_counter() - started
    return Pulse(compute, files, os.getloadavg()[0])


def noise(pulses: Sequence[Pulse]) -> Noise:
    """Sum up the pulses."""
    compute = [one.compute for one in pulses]
    files = [one.files for one in pulses]
    return Noise(
        compute=median(compute),
        compute_spread=max(compute) / min(compute),
        files=median(files),
        files_spread=max(files) / min(files),
        load=max(one.load for one in pulses),
    )


def told(found: Noise) -> str:
    """A sentence on the noise of a session."""
    return (
        f"Noise: fixed computation {found.compute * 1000:.0f} ms, spread {found.compute_spread:.2f} ×; "
        f"fixed file writing {found.files * 1000:.0f} ms, spread {found.files_spread:.2f} ×; "
        f"load average up to {found.load:.1f}."
    )


def description(work: Path) -> str:
    """Processor, memory, interpreter, and what the sites of a session lie on, on one line."""
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    names = [line.split(":", 1)[1].strip() for line in about.splitlines() if line.startswith("model name")]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return ", ".join(
        (
            f"{os.cpu_count()} × {names[0] if names else platform.machine()}",
            f"{gigabytes:.0f} GB",
            f"Linux {platform.release().split('-')[0]}",
            f"Python {platform.python_version()} {'with' if has_profile() else 'without'} PGO",
            f"sites on {file_system(work)}",
        )
    )


def has_profile() -> bool:
    """Tell whether this Python was compiled with what profiling it had shown (PGO); one without takes 1.2 × as long.
    That of a Linux distribution is, though its configuration may not say so (Debian's does not)."""
    return sys.base_prefix == "/usr" or "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")


def file_system(folder: Path) -> str:
    """What a folder lies on: a RAM disk, or a file system on which what was deleted before may slow down new files."""
    mounts = (line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    holding = [(mount[1], mount[2]) for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    kind = max(holding, key=lambda one: len(one[0]))[1]
    return f"a RAM disk ({kind})" if kind in ("tmpfs", "ramfs") else f"{kind}, no RAM disk"
