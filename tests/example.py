"""A built site to look at, and how to build one as a user does: through the command line."""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from mingpian.cli import main
from mingpian.config.settings import SiteConfig
from mingpian.render.assets import assets
from mingpian.render.templates import environment
from mingpian.render.theme import load_theme
from tests import fork_server, shipped
from tests.tools import CACHE

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = ("content", "extensions", "site.toml", "styles", "templates", "words")
FIRST = "---\ntitle: 首篇\ndate: 2026-01-01\n---\n字 $x$\n\n```python\nx = 1\n```\n"
IN_MEMORY = Path(os.devnull) / "templates"
"""A folder that cannot be: compiled templates stay in this process."""
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
    """Run the command in a process of its own; its build time is fixed.

    Most of such a run is imports. Where the system can fork, the process is a copy of one that has them; given more of
    an environment than the time, or without `fork`, it is started anew.
    """
    if environment.keys() - {"SOURCE_DATE_EPOCH"} or not hasattr(os, "fork"):
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
    code, out, err = forked(*arguments, cwd=cwd, now=environment.get("SOURCE_DATE_EPOCH", BUILD_TIME))
    return subprocess.CompletedProcess(["mingpian"], code, out.decode(), err.decode())


def forked(
    *arguments: str | Path, cwd: Path, encoding: str = "utf-8", now: str = BUILD_TIME
) -> tuple[int, bytes, bytes]:
    """Run the command in a process whose console has an encoding, and its clock a time; return its exit code and what
    it said. Needs a system that can fork."""
    return fork_server.run(
        {
            "arguments": [str(one) for one in arguments],
            "cwd": str(cwd),
            "environment": {**os.environ, "SOURCE_DATE_EPOCH": now},
            "encoding": encoding,
        }
    )


@functools.cache
def warm_up() -> None:
    """Import, read and compile what a build needs, once for this process and its copies: most of a small site's."""
    kept = CACHE / "templates"
    kept.mkdir(parents=True, exist_ok=True)
    shipped.share()
    theme, _ = load_theme(Path("/nonexistent"), "default")
    jinja = environment(theme, assets(theme, SiteConfig()), kept)
    for name in theme.names("templates"):
        jinja.get_template(name)
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        root = Path(folder)
        (root / "content" / "essays").mkdir(parents=True)
        (root / "site.toml").write_text('title = "A"\n', encoding="utf-8")
        (root / "content" / "essays" / "a.md").write_text(FIRST, encoding="utf-8")
        main(["build", "--root", folder, "--jobs", "1"])


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
    assert [line for line in said.splitlines() if "warning[" in line] == [], said
    return example_at(root, base_url)
