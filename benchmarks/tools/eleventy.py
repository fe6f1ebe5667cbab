"""Eleventy, from the npm registry."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.forms import yaml_entries
from benchmarks.tools.tool import Tool, copy_project, npm_install, package_version

ESSAYS = "essays/{slug}.md"
PACKAGE = "@11ty/eleventy"


def _entries(corpus: Corpus) -> Iterator[tuple[str, str]]:
    return yaml_entries(corpus, ESSAYS, "members/{slug}.md")


def _command(home: Path) -> tuple[str, ...]:
    return ("node", str(home / "node_modules" / PACKAGE / "cmd.cjs"), "--quiet")


TOOL = Tool(
    name="eleventy",
    output="public",
    essays=ESSAYS,
    install=npm_install("eleventy"),
    entries=_entries,
    project=copy_project("eleventy"),
    command=_command,
    version=package_version(PACKAGE),
)
