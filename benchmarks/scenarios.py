"""What is measured: a cold build, one where nothing changed, and one after each of two edits."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from benchmarks import pages
from benchmarks.corpus import Corpus, essay_slug
from benchmarks.machine import Pulse, pulse
from benchmarks.measure import Usage, run
from benchmarks.tools.tool import Tool, UnavailableError, write_site

EDITED = 5  # the essay that is edited, counted from the newest: one that the home page and the feed show
WARM_UP = Corpus(30)  # three pages of the home list


class Result(Struct, frozen=True):
    """One run of one tool."""

    tool: str
    step: str
    round: int
    usage: Usage


class Session(Struct, frozen=True):
    """A series of measurements: tools with their number of rounds, on one corpus, in one temporary folder."""

    corpus: Corpus
    rounds: Mapping[str, int]
    tools: Mapping[str, Tool]
    homes: Path
    work: Path

    def home(self, tool: Tool) -> Path:
        """The folder that the tool is installed in."""
        return self.homes / tool.name

    def source(self, tool: Tool) -> Path:
        """The site that is cloned for each round."""
        return self.work / f"{tool.name}-source"


def unchanged(entry: Path) -> None:
    """Leave everything as it is."""


def edit_body(entry: Path) -> None:
    """Add a paragraph."""
    with entry.open("a", encoding="utf-8") as file:
        file.write("\n补记：后来我们又试了一次，结果相同。\n")


def edit_title(entry: Path) -> None:
    """Make the title longer; every form of front matter has it on a line of its own, perhaps in quotes."""
    text = entry.read_text(encoding="utf-8")
    changed, count = re.subn(r'^(title: .*?)("?)$', r"\1（修订）\2", text, count=1, flags=re.MULTILINE)
    if not count:
        raise ValueError(f"{entry.name} has no title")
    entry.write_text(changed, encoding="utf-8")


STEPS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("cold", unchanged),
    ("nothing changed", unchanged),
    ("body edited", edit_body),
    ("title edited", edit_title),
)


def install(tools: Mapping[str, Tool], homes: Path) -> tuple[dict[str, Tool], list[str]]:
    """Install the tools; return those that run here, and why others do not."""
    there, absent = {}, []
    for name, tool in tools.items():
        try:
            tool.install(homes / tool.name)
            there[name] = tool
        except UnavailableError as error:
            absent.append(str(error))
    return there, absent


def prepare(session: Session) -> None:
    """Write the tools' sources, and let each build a small site: programs are in memory then, and all do the same work.

    Raises pages.UnequalWorkError.
    """
    for tool in session.tools.values():
        write_site(tool, session.corpus, session.home(tool), session.source(tool))
        small = session.work / f"{tool.name}-warm-up"
        write_site(tool, WARM_UP, session.home(tool), small)
        run(tool.command(session.home(tool)), small, tool.output)
        pages.check(tool.name, WARM_UP, small / tool.output)


def measure(session: Session) -> Iterator[Result | Pulse]:
    """Take turns: in each round every tool that has one left does all steps on a new copy of its source."""
    for number in range(max(session.rounds[name] for name in session.tools)):
        taking_part = [name for name in session.tools if number < session.rounds[name]]
        for name in taking_part[number % len(taking_part) :] + taking_part[: number % len(taking_part)]:
            yield pulse(session.work)
            yield from _round(session, session.tools[name], number)
    yield pulse(session.work)


def _round(session: Session, tool: Tool, number: int) -> Iterator[Result]:
    site = session.work / f"{tool.name}-{number}"
    shutil.copytree(session.source(tool), site, symlinks=True, copy_function=shutil.copyfile)
    entry = site / tool.essays.format(slug=essay_slug(session.corpus, session.corpus.essays - EDITED))
    if tool.forget:
        run(tool.command(session.home(tool)), site, tool.output)
        tool.forget(site)
    for step, edit in STEPS:
        edit(entry)
        yield Result(tool.name, step, number, run(tool.command(session.home(tool)), site, tool.output))
