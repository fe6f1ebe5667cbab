"""How mingpian's own time and memory grow with the site, and what its example site takes."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.corpus import Corpus
from benchmarks.machine import Pulse, description, noise, pulse, told
from benchmarks.measure import Usage, run
from benchmarks.tools.mingpian import TOOL, forget_all_but_pictures
from benchmarks.tools.tool import write_site

EACH = ("cpu", "memory")
MOST = 1.10  # CPU time of each essay at the largest size, beside that of the one before
EXAMPLE_GOALS = {"first time ever": 2.0, "pictures kept": 1.0}  # seconds
EXAMPLE = ("content", "site.toml", "themes")


def growth(sizes: Sequence[int], home: Path, work: Path) -> Iterator[str]:
    """Lines of Markdown: cold builds at each size, by the mingpian that is installed in `home`.

    From the smallest to the largest and back again, so that what the machine does meanwhile falls on all.
    """
    yield f"{description(work)}.\n"
    pulses, found = [pulse(work)], dict[int, list[Usage]]()
    for size in (*sorted(sizes), *sorted(sizes, reverse=True)[1:]):
        site = work / f"growth-{size}"
        write_site(TOOL, Corpus(size), home, site)
        found.setdefault(size, []).append(run(TOOL.command(home), site, TOOL.output))
        shutil.rmtree(site)
        pulses.append(pulse(work))
    yield from table(found, pulses)


def table(found: dict[int, list[Usage]], pulses: Sequence[Pulse]) -> Iterator[str]:
    """A row for each size, the smallest first; and the two largest beside each other."""
    yield told(noise(pulses))
    yield "\n| essays | runs | files | cold s | CPU s | CPU ms an essay | of them system | peak MB | KB an essay |"
    yield "| ---: " * 9 + "|"
    for size, usages in sorted(found.items()):
        cpu, system, memory = (typical(usages, what) for what in ("cpu", "system", "memory"))
        took = f"{typical(usages, 'wall'):.2f} | {cpu:.2f} | {cpu / size * 1000:.2f} | {system / size * 1000:.2f}"
        held = f"{memory / 1e6:,.0f} | {memory / size / 1000:,.1f}"
        yield f"| {size:,} | {len(usages)} | {usages[0].files:,} | {took} | {held} |"
    if len(found) == 1:
        return
    *_, small, large = sorted(found)
    cpu, memory = (typical(found[large], what) / typical(found[small], what) * small / large for what in EACH)
    verdict = "met" if cpu <= MOST and memory < 1 else "not met"
    beside = f"{cpu:.2f} × the CPU time (goal {MOST}), {memory:.2f} × the memory (goal: less): {verdict}"
    yield f"\nFor each essay, {large:,} beside {small:,}: {beside}."


def typical(usages: Sequence[Usage], what: str) -> float:
    """The median of a measure."""
    return float(median(getattr(usage, what) for usage in usages))


def example(project: Path, home: Path, work: Path, rounds: int = 3) -> Iterator[str]:
    """Sentences on a first build of the example site in a clone of it, and on one for which its pictures are kept."""
    site = work / "example"
    site.mkdir()
    for name in EXAMPLE:
        if (project / name).is_dir():
            shutil.copytree(project / name, site / name)
        else:
            shutil.copy(project / name, site)
    found: dict[str, list[Usage]] = {what: [] for what in EXAMPLE_GOALS}
    for _ in range(rounds):
        for folder in (".mingpian", TOOL.output):
            shutil.rmtree(site / folder, ignore_errors=True)
        found["first time ever"].append(run(TOOL.command(home), site, TOOL.output))
        forget_all_but_pictures(site)
        found["pictures kept"].append(run(TOOL.command(home), site, TOOL.output))
    for what, goal in EXAMPLE_GOALS.items():
        wall, cpu = (typical(found[what], measure) for measure in ("wall", "cpu"))
        took = f"{cpu:.2f} s of CPU, {wall:.2f} s from start to exit (goal {goal} s)"
        yield f"Example site, {what}: {took}, {found[what][0].files:,} files."
