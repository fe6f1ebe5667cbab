"""The digest of everything that turns the same content into the same bytes: our source, our libraries, Python."""

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mingpian.core import digest

LIBRARIES = (
    "babel",
    "comrak-ext",
    "confusable-homoglyphs",
    "feedgen",
    "fonttools",
    "icalendar",
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
    package = Path(__file__).parent.parent
    sources = [
        (path.relative_to(package).as_posix(), digest.of_bytes(path.read_bytes()))
        for path in sorted((*package.rglob("*.py"), *package.rglob("*.pyi")))
    ]
    return digest.of((sources, [(name, _version(name)) for name in LIBRARIES], sys.version))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
