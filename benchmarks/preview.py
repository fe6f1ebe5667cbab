"""`python -m benchmarks.preview`: from a save to the new page, in mingpian's preview and in Hugo's server.

Both serve the same corpus at the same time; a paragraph with a new word is appended to the body of one essay, and its
page is asked for until the word is there. They take turns, so that a busy machine is busy for both.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import IncompleteRead
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.error import URLError

from benchmarks.corpus import Corpus
from benchmarks.machine import description
from benchmarks.memory import PeakMemory
from benchmarks.tools import hugo, mingpian
from benchmarks.tools.tool import Tool, write_site

HOMES = Path(__file__).parents[1] / ".cache/bench"
PORTS = {"mingpian": 18431, "hugo": 18432}
PATIENCE = 300.0  # seconds for the first page
PAUSE = 0.5  # seconds between edits: as if somebody wrote


class Server(NamedTuple):
    """A server at work, the essay that is edited, and the address of its page."""

    name: str
    memory: PeakMemory
    essay: Path
    url: str


def main() -> int:
    """Print a row for each server."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--essays", type=int, default=10_000, help="size of the corpus (%(default)s)")
    parser.add_argument("--edits", type=int, default=20, help="saves to measure (%(default)s)")
    options = parser.parse_args()
    corpus = Corpus(options.essays)
    slug = next(essay.slug for essay in corpus.all_essays() if essay.lang == "zh-Hans")
    with (
        TemporaryDirectory() as folder,
        _serving(mingpian.TOOL, corpus, slug, Path(folder)) as ours,
        _serving(hugo.TOOL, corpus, slug, Path(folder)) as theirs,
    ):
        waits: dict[str, list[float]] = {ours.name: [], theirs.name: []}
        for number in range(options.edits + 1):
            for server in (ours, theirs) if number % 2 else (theirs, ours):
                waits[server.name].append(_edit(server, f"word{number}x{time.time_ns()}"))
        conditions = description(Path(folder))
        peaks = {server.name: server.memory.stop() / 1e6 for server in (ours, theirs)}
    print(conditions)
    for name, times in waits.items():
        kept = sorted(times[1:])  # the first finds nothing warm
        median, worst = 1000 * statistics.median(kept), 1000 * kept[-1]
        print(f"{name}: median {median:.0f} ms, worst {worst:.0f} ms, {peaks[name]:.0f} MB")
    ratio = statistics.median(waits["mingpian"][1:]) / statistics.median(waits["hugo"][1:])
    print(f"ratio {ratio:.3f} by time, {peaks['mingpian'] / peaks['hugo']:.2f} by memory")
    return 0


@contextmanager
def _serving(tool: Tool, corpus: Corpus, slug: str, folder: Path) -> Iterator[Server]:
    home, site = HOMES / tool.name, folder / tool.name
    tool.install(home)
    write_site(tool, corpus, home, site)
    port = PORTS[tool.name]
    if tool.name == "hugo":
        command = [tool.command(home)[0], "server", "--port", str(port), "--quiet"]
    else:
        command = [tool.command(home)[0], "-m", "mingpian", "serve", "--port", str(port)]
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, cwd=site, stdout=nowhere, stderr=sys.stderr)
    try:
        memory = PeakMemory(process.pid)
        memory.start()
        url = f"http://127.0.0.1:{port}/essays/{slug}/"
        server = Server(tool.name, memory, site / tool.essays.format(slug=slug), url)
        _wait_for(server.url, "", PATIENCE)
        yield server
    finally:
        process.terminate()
        process.wait()


def _edit(server: Server, word: str) -> float:
    """Return the seconds from a save to the page that shows it."""
    time.sleep(PAUSE)
    text = server.essay.read_text(encoding="utf-8")
    begun = time.perf_counter()
    server.essay.write_text(f"{text}\n{word}\n", encoding="utf-8")
    _wait_for(server.url, word, PATIENCE)
    return time.perf_counter() - begun


def _wait_for(url: str, word: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url) as answer:
                if word.encode() in answer.read():
                    return
        except (URLError, ConnectionError, IncompleteRead):  # not there yet; or Hugo is just writing it
            time.sleep(0.1)
        time.sleep(0.002)
    raise TimeoutError(url)


if __name__ == "__main__":
    sys.exit(main())
