"""`python -m benchmarks.preview`: from a save to the new page, in mingpian's preview and in Hugo's server.

Both serve the same corpus at the same time. One save after the other puts a new word into an essay's body, into its
title, into the settings or into a template, and the essay's page is asked for until the word is there. They take turns,
so that a busy machine is busy for both; what concerns every page is saved again when all of them have it.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
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

PROJECT = Path(__file__).parents[1]
HOMES = PROJECT / ".cache/bench"
RAM_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None
PORTS = {"mingpian": 18431, "hugo": 18432}
PATIENCE = 300.0  # seconds for the first page, and until all pages have what was saved
PAUSE = 0.5  # seconds between edits: as if somebody wrote
REST = 4.0  # seconds after all pages have what was saved; what a preview then prepares for the next save is done

Save = Callable[[Path, str, str], None]  # is given the site, the essay's file and the new word


class Server(NamedTuple):
    """A server at work; what is saved, by the name of the edit; the addresses of the essay's page and of another one,
    which nobody looks at but to know that everything is done."""

    name: str
    memory: PeakMemory
    site: Path
    essay: str
    saves: Mapping[str, Save]
    url: str
    last: str


def main() -> int:
    """Print a row for each edit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--essays", type=int, default=10_000, help="size of the corpus (%(default)s)")
    parser.add_argument("--edits", type=int, default=20, help="saves of a body and of a title (%(default)s)")
    parser.add_argument("--changes", type=int, default=3, help="saves of a setting and a template (%(default)s)")
    parser.add_argument("--alone", action="store_true", help="without Hugo")
    options = parser.parse_args()
    corpus = Corpus(options.essays)
    numbers = {"body": options.edits, "title": options.edits, "setting": options.changes, "template": options.changes}
    with TemporaryDirectory(dir=RAM_DISK, prefix="bench-") as folder:
        rows = _measure(corpus, Path(folder), numbers, [mingpian.TOOL] if options.alone else [mingpian.TOOL, hugo.TOOL])
        print(description(Path(folder)))
    for row in rows:
        print(row)
    return 0


def _measure(corpus: Corpus, folder: Path, numbers: Mapping[str, int], tools: list[Tool]) -> list[str]:
    """Return a row for each edit and server, and one of memory."""
    rows: list[str] = []
    essays = [essay.slug for essay in corpus.all_essays() if essay.lang == "zh-Hans"]
    with _serving(tools, corpus, (essays[0], essays[-1]), folder) as servers:
        for edit, number in numbers.items():
            waits: dict[str, list[float]] = {server.name: [] for server in servers}
            for turn in range(number + 1 if number else 0):
                for server in servers if turn % 2 else servers[::-1]:
                    waits[server.name].append(_edit(server, edit, f"word{turn}x{time.time_ns()}"))
                    print(f"{server.name}, {edit}: {1000 * waits[server.name][-1]:.0f} ms", file=sys.stderr, flush=True)
            rows += [f"{edit}: {name} {_told(times)}" for name, times in waits.items() if times]
        rows += [f"memory: {server.name} {server.memory.stop() / 1e6:.0f} MB" for server in servers]
    return rows


def _told(times: list[float]) -> str:
    first, *others = (1000 * one for one in times)  # the first finds nothing warm
    return f"median {statistics.median(others):.0f} ms, worst {max(others):.0f} ms, the first {first:.0f} ms"


@contextmanager
def _serving(tools: list[Tool], corpus: Corpus, slugs: tuple[str, str], folder: Path) -> Iterator[list[Server]]:
    servers: list[Server] = []
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for tool in tools:
            home, site = HOMES / tool.name, folder / tool.name
            tool.install(home)
            write_site(tool, corpus, home, site)
            port, program = PORTS[tool.name], tool.command(home)[0]
            serve = ["server", "--quiet"] if tool.name == "hugo" else ["-m", "mingpian", "serve"]
            with open(os.devnull, "wb") as nowhere:
                command = [program, *serve, "--port", str(port)]
                processes.append(subprocess.Popen(command, cwd=site, stdout=nowhere, stderr=sys.stderr))
            memory = PeakMemory(processes[-1].pid)
            memory.start()
            urls = [f"http://127.0.0.1:{port}/essays/{slug}/" for slug in slugs]
            saves = _SAVES_OF_HUGO if tool.name == "hugo" else _saves_of_mingpian(home)
            servers.append(Server(tool.name, memory, site, tool.essays.format(slug=slugs[0]), saves, *urls))
            _wait_for(urls[0], "", PATIENCE)
            _wait_for(urls[1], "", PATIENCE)
        time.sleep(REST)
        yield servers
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def _edit(server: Server, edit: str, word: str) -> float:
    """Return the seconds from a save to the page that shows it."""
    time.sleep(PAUSE)
    begun = time.perf_counter()
    server.saves[edit](server.site, server.essay, word)
    _wait_for(server.url, word, PATIENCE)
    taken = time.perf_counter() - begun
    if edit in ("setting", "template"):
        _wait_until_done(server, word)
    return taken


def _wait_until_done(server: Server, word: str) -> None:
    """Wait for the word on the other page; mingpian's is read from its folder, since what is asked for comes first."""
    if server.name == "mingpian":
        page = server.site / ".mingpian/preview/essays" / server.last.partition("/essays/")[2] / "index.html"
        end = time.monotonic() + PATIENCE
        while word not in page.read_text(encoding="utf-8"):
            if time.monotonic() > end:
                raise TimeoutError(page)
            time.sleep(0.1)
    else:
        _wait_for(server.last, word, PATIENCE)
    time.sleep(REST)


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


def _body(site: Path, essay: str, word: str) -> None:
    with (site / essay).open("a", encoding="utf-8") as file:
        file.write(f"\n{word}\n")


def _replacing(pattern: str, path: str = "") -> Save:
    """Return what puts the word in the place of the second group of a pattern in a file, or in the essay."""

    def save(site: Path, essay: str, word: str) -> None:
        file = site / (path or essay)
        text, count = re.subn(
            pattern, rf"\g<1>{word}\g<3>", file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
        )
        if not count:
            raise ValueError(f"{file.name}: nothing to edit")
        file.write_text(text, encoding="utf-8")

    return save


_TITLE = r'^(title: "?)(.*?)("?)$'
_SETTING = r'^(title = ")(.*?)(")$'
_SAVES_OF_HUGO: Mapping[str, Save] = {
    "body": _body,
    "title": _replacing(_TITLE),
    "setting": _replacing(_SETTING, "hugo.toml"),
    "template": _replacing(r"^(<h1>{{ .Title }})(.*?)(</h1>)$", "layouts/page.html"),
}


def _saves_of_mingpian(home: Path) -> Mapping[str, Save]:
    """Return the saves; the template is one of the theme's, copied into the site and changed there."""
    path = "templates/essay.html"
    shipped = next(home.glob("lib/python*/site-packages/mingpian/_themes/default")) / path

    def template(site: Path, _essay: str, word: str) -> None:
        (site / path).parent.mkdir(exist_ok=True)
        text = shipped.read_text(encoding="utf-8").replace('class="by"', f'class="by {word}"', 1)
        (site / path).write_text(text, encoding="utf-8")

    setting = _replacing(_SETTING, "site.toml")
    return {"body": _body, "title": _replacing(_TITLE), "setting": setting, "template": template}


if __name__ == "__main__":
    sys.exit(main())
