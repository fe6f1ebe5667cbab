"""What the harness needs to know about a site generator."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from benchmarks.corpus import Corpus

PEERS = Path(__file__).parents[1] / "peers"


class UnavailableError(Exception):
    """A tool does not run on this machine; the message says why."""


class Tool(Struct, frozen=True):
    """A generator: folders and commands are relative to a site that `entries` and `project` have written."""

    name: str
    output: str
    """The folder that it writes, relative to the site."""

    essays: str
    """The path of an essay's source, relative to the site, with `{slug}` in it."""

    install: Callable[[Path], None]
    """Puts the tool into a folder of its own, unless it is there. Raises UnavailableError."""

    entries: Callable[[Corpus], Iterator[tuple[str, str]]]
    """The corpus as (path, text) of source files."""

    project: Callable[[Path, Path], None]
    """Adds what is not an entry (configuration, templates) to the site, given the tool's own folder."""

    command: Callable[[Path], tuple[str, ...]]
    """The command line of one build, run inside the site, given the tool's own folder."""

    version: Callable[[Path], str]

    forget: Callable[[Path], None] | None = None
    """Takes from a built site all but what a first build is to find; without it, a first build finds nothing."""


def write_site(tool: Tool, corpus: Corpus, home: Path, site: Path) -> None:
    """Write the corpus and the tool's project files into the new folder `site`."""
    for path, text in tool.entries(corpus):
        target = site / path
        try:
            target.write_text(text, encoding="utf-8")
        except FileNotFoundError:
            target.parent.mkdir(parents=True)
            target.write_text(text, encoding="utf-8")
    tool.project(home, site)


def copy_project(name: str) -> Callable[[Path, Path], None]:
    """A `project` that copies the peer's folder as it is."""

    def copy(home: Path, site: Path) -> None:
        shutil.copytree(PEERS / name, site, dirs_exist_ok=True)
        if (home / "node_modules").is_dir():
            (site / "node_modules").symlink_to(home / "node_modules")

    return copy


def pip_install(requirements: str, *, probe: str) -> Callable[[Path], None]:
    """An `install` that makes a virtual environment; `probe` is the file whose presence says it was done."""

    def install(home: Path) -> None:
        if not (home / probe).exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            pip = [str(home / "bin/python"), "-m", "pip", "install", "--quiet", "-r"]
            subprocess.run([*pip, str(PEERS / requirements)], check=True)

    return install


def npm_install(name: str) -> Callable[[Path], None]:
    """An `install` from the peer's package.json."""

    def install(home: Path) -> None:
        if not (home / "node_modules").is_dir():
            home.mkdir(parents=True, exist_ok=True)
            shutil.copy(PEERS / name / "package.json", home)
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=home, check=True)

    return install


def package_version(package: str) -> Callable[[Path], str]:
    """A `version` that reads an npm package's own."""

    def version(home: Path) -> str:
        about = json.loads((home / "node_modules" / package / "package.json").read_text(encoding="utf-8"))
        return str(about["version"])

    return version


def printed(*command: str) -> str:
    """What a command prints, on one line."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())
