"""`python -m benchmarks`: measure mingpian beside its peers, and print the table."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from benchmarks.corpus import Corpus
from benchmarks.growth import example, growth
from benchmarks.machine import Pulse, description, noise
from benchmarks.report import Report, markdown
from benchmarks.scenarios import Result, Session, install, measure, prepare
from benchmarks.tools import TOOLS, mingpian
from benchmarks.tools.tool import write_site

PROJECT = Path(__file__).parents[1]
HOMES = PROJECT / ".cache/bench"
RAM_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None
TURNS = "mingpian:3,mingpian-defaults:3,mingpian-kept:2,hugo:3,hugo-rich:2"
TURNS += ",zola:1,eleventy:1,astro:1,hexo:1,pelican:1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; `compare` when none is given."""
    options = _parser().parse_args(arguments)
    options.run(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.set_defaults(run=_compare)
    _add_compare_options(parser)
    commands = parser.add_subparsers(title="other measurements")
    grow = commands.add_parser("growth", help="cold builds of mingpian at several sizes, and the example site")
    grow.add_argument("--sizes", default="1000,10000,100000", help="numbers of essays (%(default)s)")
    grow.add_argument("--work", type=Path, help="folder for the sites; one on a RAM disk when left out")
    grow.set_defaults(run=_growth)
    write = commands.add_parser("corpus", help="write the corpus in the form of one tool")
    write.add_argument("folder", type=Path)
    write.add_argument("--essays", type=int, default=1000)
    write.add_argument("--tool", choices=TOOLS, default="mingpian")
    write.set_defaults(run=_corpus)
    return parser


def _add_compare_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--essays", type=int, default=10_000, help="size of the corpus (%(default)s)")
    parser.add_argument("--tools", type=_turns, default=TURNS, help="NAME[:ROUNDS],… (%(default)s)")
    parser.add_argument("--json", type=Path, help="also write every single result to this file")
    parser.add_argument("--work", type=Path, help="folder for the sites; one on a RAM disk when left out")


def _turns(text: str) -> dict[str, int]:
    turns = {}
    for part in text.split(","):
        name, _, rounds = part.partition(":")
        if name not in TOOLS:
            raise argparse.ArgumentTypeError(f"no tool is called {name!r}; there are {', '.join(TOOLS)}")
        turns[name] = int(rounds or 3)
    return turns


def _compare(options: argparse.Namespace) -> None:
    with TemporaryDirectory(dir=options.work or RAM_DISK, prefix="bench-") as work:
        tools, absent = install({name: TOOLS[name] for name in options.tools}, HOMES)
        machine = description(Path(work))
        session = Session(Corpus(options.essays), options.tools, tools, HOMES, Path(work))
        prepare(session)
        pulses: list[Pulse] = []
        results: list[Result] = []
        for found in measure(session):
            if isinstance(found, Pulse):
                pulses.append(found)
            else:
                results.append(found)
                _tell(f"{found.tool} {found.round + 1} {found.step}: {found.usage.wall:.2f} s")
    report = Report(
        machine=machine,
        essays=session.corpus.essays,
        members=session.corpus.members,
        versions={name: tool.version(session.home(tool)) for name, tool in tools.items()},
        noise=noise(pulses),
        results=results,
        absent=absent,
    )
    print(markdown(report))
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")


def _growth(options: argparse.Namespace) -> None:
    home = HOMES / mingpian.TOOL.name
    mingpian.TOOL.install(home)
    with TemporaryDirectory(dir=options.work or RAM_DISK, prefix="bench-") as work:
        for line in growth([int(size) for size in options.sizes.split(",")], home, Path(work)):
            print(line, flush=True)
        print()
        for line in example(PROJECT, home, Path(work)):
            print(line, flush=True)


def _corpus(options: argparse.Namespace) -> None:
    tool = TOOLS[options.tool]
    write_site(tool, Corpus(options.essays), HOMES / tool.name, options.folder)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
