"""A built site to look at, and how to build one as a user does: through the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = ("content", "extensions", "site.toml", "styles", "templates", "words")
BUILD_TIME = "1793491200"
"""SOURCE_DATE_EPOCH of every build here: 2026-11-01 00:00 UTC, so that no test depends on the day it runs."""


@dataclass(frozen=True)
class Site:
    """A site that was built: its source folder, its output folder, the URL it was built for."""

    root: Path
    output: Path
    base_url: str

    @property
    def prefix(self) -> str:
        """The path under which the host serves it: `/` or `/repo/`."""
        return urlsplit(self.base_url).path or "/"

    def files(self, *suffixes: str) -> list[Path]:
        """All files of the output with one of these name endings (all files without), sorted."""
        found = (path for path in self.output.rglob("*") if path.is_file())
        return sorted(path for path in found if not suffixes or path.name.endswith(suffixes))

    def url(self, path: Path) -> str:
        """The address of an output file, percent-encoded; a folder's index has the folder's."""
        relative = path.relative_to(self.output).as_posix()
        return self.base_url + quote(re.sub(r"(^|/)index\.html$", r"\1", relative))


def mingpian(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as installed for this Python; its build time is fixed."""
    return subprocess.run(
        [sys.executable, "-m", "mingpian", *map(str, arguments)],
        check=False,
        cwd=cwd,
        env={**os.environ, "SOURCE_DATE_EPOCH": BUILD_TIME, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def copy_example(root: Path) -> None:
    """Copy the sources of the example site into `root`."""
    for name in SOURCES:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.is_file():
            shutil.copy(source, root / name)


def example_at(root: Path, base_url: str = "") -> Site:
    """The example site as it stands, or will stand, in `root`."""
    own_url = tomllib.loads((REPOSITORY / "site.toml").read_text(encoding="utf-8"))["base_url"]
    return Site(root, root / "output", base_url or own_url)


def build_example(root: Path, base_url: str = "", environment: Mapping[str, str] | None = None) -> Site:
    """Build a copy of the example site in `root`; the build must end well and without a warning."""
    copy_example(root)
    output = root / "output"
    address = ["--base-url", base_url] if base_url else []
    done = mingpian("build", "--root", root, "--output", output, *address, cwd=root, **(environment or {}))
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "warning" not in said, said
    return example_at(root, base_url)
