"""Astro, from the npm registry, with the Node that it needs."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.forms import yaml_entries
from benchmarks.tools.tool import Tool, copy_project, npm_install, package_version

ESSAYS = "src/content/essays/{slug}.md"
PACKAGE = "astro"


def _entries(corpus: Corpus) -> Iterator[tuple[str, str]]:
    return yaml_entries(corpus, ESSAYS, "src/content/members/{slug}.md")


def _command(home: Path) -> tuple[str, ...]:
    modules = home / "node_modules"
    return (str(modules / "node/bin/node"), str(modules / PACKAGE / "bin/astro.mjs"), "build", "--silent")


TOOL = Tool(
    name="astro",
    output="dist",
    essays=ESSAYS,
    install=npm_install("astro"),
    entries=_entries,
    project=copy_project("astro"),
    command=_command,
    version=package_version(PACKAGE),
)
