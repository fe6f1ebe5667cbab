"""The digest of everything that turns the same content into the same bytes: our source, our libraries, Python."""

import os
import re
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from mingpian.core import digest
from mingpian.core.sources import files_below
from mingpian.core.store import atomic_write

LIBRARIES = (
    "babel",
    "comrak-ext",
    "confusable-homoglyphs",
    "feedgen",
    "fonttools",
    "icalendar",
    "isal",
    "jinja2",
    "latex2mathml",
    "markdown",
    "msgspec",
    "nh3",
    "opencc-pyo3",
    "pillow",
    "pygments",
    "python-dateutil",
    "python-frontmatter",
    "pyyaml",
    "segno",
    "tzdata",
)

RACY = 2_000_000_000  # nanoseconds in which a file may change once more and show the same times


@cache
def toolchain() -> bytes:
    """Return the digest of our source files, of the versions of the libraries, and of Python's version.

    What runs was imported when the process began; that files have changed since does not matter to it.
    """
    versions = [(name, _version(name)) for name in LIBRARIES]
    return digest.of((_sources(str(Path(__file__).parent.parent)), versions, sys.version))


def _sources(package: str) -> bytes:
    """Return the digest of our source files: their names, lengths and bytes. It is kept beside Python's compiled
    modules, and holds as long as each is the same file as then."""
    paths = [path for path in files_below(package) if path.endswith((".py", ".pyi"))]
    facts, newest = _facts(package, paths)
    file = Path(cache_from_source(f"{package}/core/{Path(__file__).name}")).with_suffix(".sources")
    kept = _kept(file, newest)
    if kept[: digest.SIZE] == facts and len(kept) == 2 * digest.SIZE:
        return kept[digest.SIZE :]
    found = _digest_of(package, paths)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            atomic_write(file, facts + found)
    return found


def _facts(package: str, paths: list[str]) -> tuple[bytes, int]:
    """Return the digest of what tells a changed file from an unchanged one, and when the last of them changed. Nobody
    can set back the time of the last change of any kind, but on Windows, where that is when it was made."""
    stats = [os.stat(f"{package}/{path}") for path in paths]
    told = [(one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino) for one in stats]
    return digest.of((paths, told)), max((max(one.st_mtime_ns, one.st_ctime_ns) for one in stats), default=0)


def _kept(file: Path, newest: int) -> bytes:
    """Return what a file holds, if it was written so long after the last change that a later one would show."""
    try:
        return file.read_bytes() if file.stat().st_mtime_ns - newest > RACY else b""
    except OSError:
        return b""


def _digest_of(package: str, paths: list[str]) -> bytes:
    sources: list[bytes] = []
    for path in paths:
        with open(f"{package}/{path}", "rb", buffering=0) as file:
            data = file.readall()
        sources += f"{path}\0{len(data)}\0".encode(), data
    return digest.of_bytes(b"".join(sources))


def _version(name: str) -> str:
    """Return a library's version; empty when it is not there."""
    return _installed().get(name, "")


@cache
def _installed() -> dict[str, str]:
    """Return the versions of all libraries, by name, as the folders that installers leave beside them are called (PyPA,
    "Recording installed projects"). Asking `importlib.metadata` takes thirty times as long."""
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for path in os.listdir(folder):
            stem, _, ending = path.rpartition(".")
            if ending in ("dist-info", "egg-info"):
                name, _, version = stem.partition("-")
                found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    return found
