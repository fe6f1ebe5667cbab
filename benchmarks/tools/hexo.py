"""Hexo, from the npm registry."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.forms import yaml_entries
from benchmarks.tools.tool import Tool, copy_project, npm_install, package_version

ESSAYS = "source/_posts/{slug}.md"


def _entries(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for path, text in yaml_entries(corpus, ESSAYS, "source/members/{slug}/index.md"):
        # A page of Hexo, unlike one of Hugo or Eleventy, cannot learn its layout from its folder.
        yield path, text.replace("---\n", "---\nlayout: member\n", 1) if "/members/" in path else text


def _command(home: Path) -> tuple[str, ...]:
    return ("node", str(home / "node_modules/hexo/bin/hexo"), "generate", "--silent")


TOOL = Tool(
    name="hexo",
    output="public",
    essays=ESSAYS,
    install=npm_install("hexo"),
    entries=_entries,
    project=copy_project("hexo"),
    command=_command,
    version=package_version("hexo"),
)
