"""How mingpian's own time and memory grow with the site, and what its example site takes."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import run
from benchmarks.tools.mingpian import TOOL
from benchmarks.tools.tool import write_site

EXAMPLE_GOAL = 1.0  # seconds
EXAMPLE = ("content", "site.toml", "themes")


def growth(sizes: Sequence[int], home: Path, work: Path) -> Iterator[str]:
    """Rows of a Markdown table: one cold build at each size, by the mingpian that is installed in `home`."""
    yield "| essays | files | cold s | CPU s | ms an essay | peak MB | KB an essay |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for size in sizes:
        site = work / f"growth-{size}"
        write_site(TOOL, Corpus(size), home, site)
        usage = run(TOOL.command(home), site, TOOL.output)
        each = f"{usage.wall / size * 1000:.3f} | {usage.memory / 1e6:,.0f} | {usage.memory / size / 1000:,.1f}"
        yield f"| {size:,} | {usage.files:,} | {usage.wall:.2f} | {usage.cpu:.2f} | {each} |"


def example(project: Path, home: Path, work: Path) -> str:
    """A sentence on a cold build of the example site in a clone of it."""
    site = work / "example"
    site.mkdir()
    for name in EXAMPLE:
        if (project / name).is_dir():
            shutil.copytree(project / name, site / name)
        else:
            shutil.copy(project / name, site)
    usage = run(TOOL.command(home), site, TOOL.output)
    return f"\nExample site, cold: {usage.wall:.2f} s (goal {EXAMPLE_GOAL} s), {usage.files} files."
