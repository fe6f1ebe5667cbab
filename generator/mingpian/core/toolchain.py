"""The digest of everything that turns the same content into the same bytes: our source, our libraries, Python."""

import os
import re
import sys
from functools import cache
from pathlib import Path

from mingpian.core import digest
from mingpian.core.sources import files_below

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


@cache
def toolchain() -> bytes:
    """Return the digest of our source files, of the versions of the libraries, and of Python's version.

    What runs was imported when the process began; that files have changed since does not matter to it.
    """
    versions = [(name, _version(name)) for name in LIBRARIES]
    return digest.of((_sources(str(Path(__file__).parent.parent)), versions, sys.version))


def _sources(package: str) -> bytes:
    """Return the digest of our source files: their names, lengths and bytes."""
    sources: list[bytes] = []
    for path in files_below(package):
        if path.endswith((".py", ".pyi")):
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
