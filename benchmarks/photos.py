"""`python -m benchmarks.photos`: photographs of 4 to 12 megapixels in the usual widths, by mingpian and by others; and
what a build takes of as many posts with a photograph each.

All make WebP of quality 80 with the same effort, upright, without metadata, on all processors. They take turns. libvips
is beside them twice: as sharp has it, for Node, and as pyvips has it, for Python.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from benchmarks.corpus import Corpus
from benchmarks.growth import typical
from benchmarks.machine import Pulse, description, noise, pulse, told
from benchmarks.measure import Usage, run
from benchmarks.scenes import photographs
from benchmarks.tools import mingpian
from benchmarks.tools.tool import PEERS, npm_install, pip_install

HOMES = Path(__file__).parents[1] / ".cache/bench"
RAM_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None
WIDTHS = "1600,960,480,160"  # those of a site that states none
MOST = 1.2  # CPU time beside sharp's
OURS, ONCE, EACH, VIPS = "mingpian", "sharp, from one decoding", "sharp, each from the file", "pyvips"


class Made(Struct, frozen=True):
    """What it took to make all widths, and how many bytes they are."""

    usage: Usage
    size: int


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.photos", description=__doc__)
    parser.add_argument("--photos", type=int, default=500, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="how often each makes them (%(default)s)")
    parser.add_argument("--work", type=Path, help="folder for the pictures; one on a RAM disk when left out")
    options = parser.parse_args()
    _install()
    with TemporaryDirectory(dir=options.work or RAM_DISK, prefix="bench-") as work:
        photos = Path(work) / "photos"
        photographs(options.photos, photos)
        print(f"{description(Path(work))}.", flush=True)
        for line in _beside_others(photos, Path(work), options.rounds):
            print(line, flush=True)
    return 0


def _install() -> None:
    mingpian.TOOL.install(HOMES / "mingpian")
    npm_install("photos")(HOMES / "photos")
    shutil.copy(PEERS / "photos/sharp.mjs", HOMES / "photos")  # Node looks for modules beside the program
    pip_install("photos.txt", probe="lib")(HOMES / "pyvips")


def _commands(photos: Path) -> dict[str, tuple[str, ...]]:
    what = (str(photos), "widths", WIDTHS)
    sharp = ("node", str(HOMES / "photos/sharp.mjs"), *what)
    return {
        OURS: (str(HOMES / "mingpian/bin/python"), str(PEERS / "photos/ours.py"), *what),
        ONCE: (*sharp, "once"),
        EACH: (*sharp, "each"),
        VIPS: (str(HOMES / "pyvips/bin/python"), str(PEERS / "photos/vips.py"), *what),
    }


def _beside_others(photos: Path, work: Path, rounds: int) -> Iterator[str]:
    """Yield the lines of a report."""
    few = _first(2, photos, work / "few")
    for command in _commands(few).values():  # so that programs are compiled, and in memory
        _made(command, work)
    commands, pulses = _commands(photos), [pulse(work)]
    found: dict[str, list[Made]] = {name: [] for name in commands}
    for number in range(rounds):
        for name in sorted(commands, reverse=number % 2 == 1):
            found[name].append(_made(commands[name], work))
            pulses.append(pulse(work))
    count = len(list(photos.iterdir()))
    yield from table(count, found, pulses)
    yield from _builds(photos, work, sum(made.usage.cpu for made in found[OURS]) / rounds)


def _first(count: int, photos: Path, folder: Path) -> Path:
    """Put some of the photographs into a folder of their own."""
    folder.mkdir()
    for photo in sorted(photos.iterdir())[:count]:
        os.link(photo, folder / photo.name)
    return folder


def _made(command: tuple[str, ...], work: Path) -> Made:
    site = work / "made"
    (site / "widths").mkdir(parents=True)
    usage = run(command, site, "widths")
    size = sum(file.stat().st_size for file in (site / "widths").iterdir())
    shutil.rmtree(site)
    return Made(usage, size)


def table(count: int, found: Mapping[str, list[Made]], pulses: list[Pulse]) -> Iterator[str]:
    """A row for each, beside sharp; and whether the goal is met."""
    yield f"{count} photographs in the widths {WIDTHS}. {told(noise(pulses))}\n"
    yield "| | rounds | CPU s | CPU ms a photograph | beside sharp | s | peak MB | files | MB of them |"
    yield "| --- " + "| ---: " * 8 + "|"
    base = typical([made.usage for made in found[ONCE]], "cpu")
    for name, mades in found.items():
        usages = [made.usage for made in mades]
        cpu, wall, memory = (typical(usages, what) for what in ("cpu", "wall", "memory"))
        beside = f"{cpu:.2f} | {cpu / count * 1000:.0f} | {cpu / base:.2f} × | {wall:.2f} | {memory / 1e6:,.0f}"
        yield f"| {name} | {len(mades)} | {beside} | {usages[0].files:,} | {mades[0].size / 1e6:.1f} |"
    ratio = typical([made.usage for made in found[OURS]], "cpu") / base
    yield f"\nGoal, {OURS} beside {ONCE}: at most {MOST} ×: {'met' if ratio <= MOST else 'not met'}."


def _builds(photos: Path, work: Path, widths: float) -> Iterator[str]:
    """Yield a sentence on builds of as many posts, with these photographs and without."""
    names, home = sorted(photos.iterdir()), HOMES / "mingpian"
    plain, shown = (work / name for name in ("plain", "shown"))
    for site, pictures in ((plain, []), (shown, names)):
        _write_posts(site, len(names), pictures)
    bare, whole = (run(mingpian.TOOL.command(home), site, mingpian.TOOL.output) for site in (plain, shown))
    more = whole.cpu - bare.cpu
    yield (
        f"\nA build of {len(names)} posts with the defaults takes {bare.cpu:.1f} s of CPU without photographs "
        f"({bare.wall:.1f} s from start to exit), {whole.cpu:.1f} with one each ({whole.wall:.1f} s): "
        f"{more / len(names) * 1000:.0f} ms a photograph, {more / widths:.2f} × what its widths alone take."
    )


def _write_posts(site: Path, count: int, pictures: list[Path]) -> None:
    for number, (path, text) in enumerate(mingpian.entries(Corpus(count), mingpian.HEAD)):
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if number in range(1, len(pictures) + 1):  # after the settings come the essays
            picture = pictures[number - 1]
            os.link(picture, file.with_name(picture.name))
            file.write_text(f"{text}\n![照片]({picture.name})\n", encoding="utf-8")
        else:
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
