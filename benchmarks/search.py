"""`python -m benchmarks.search`: what searching finds, what a query downloads, what the index costs; also Pagefind's.

Queries are 100 phrases of one to six Chinese characters, cut from the essays by chance. The measure of both is a plain
scan of what the pages themselves say. Needs Chromium (`make tools`); Pagefind, if `--pagefind` names its program.
"""

import argparse
import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec import Struct
from playwright.sync_api import Browser, Page, Response
from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpus import Corpus, essay_slug
from benchmarks.measure import run
from benchmarks.scenarios import EDITED, edit_body
from benchmarks.tools import mingpian
from benchmarks.tools.tool import write_site
from tests import tools
from tests.browser.chromium import chromium
from tests.render.formats.search_reader import Reader
from tests.server import serving

QUERIES = 100
LANG = "zh-Hans"
SHOWN = 10  # results of a first page
BUILD = (sys.executable, "-m", "mingpian", "build", "--root", ".")
_CHINESE = re.compile("[\u4e00-\u9fff]+")

ASKS_PAGEFIND = "asks-pagefind.html"
ASK_PAGEFIND = """async ([query, shown]) => {
    const pagefind = await import('/pagefind/pagefind.js')
    const found = await pagefind.search(query)
    const known = window.known ??= {} // making an excerpt takes long; once a page is enough
    return Promise.all(found.results.slice(0, shown).map(async one => known[one.id] ??= (await one.data()).url))
}"""
_NOT_COUNTED = re.compile(r"/search/\?|asks-pagefind|/assets/|favicon")


class Query(Struct, frozen=True):
    """A phrase, and the paths of the pages that have it."""

    text: str
    pages: frozenset[str]


class Quality(Struct, frozen=True):
    """How much of what is there was found, how much of what was found is there, and the bytes of each query."""

    recall: float
    precision: float
    downloads: list[int]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--essays", type=int, default=1000)
    parser.add_argument("--pagefind", help="the program `pagefind_extended` or `pagefind`")
    options = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="bench-") as work:
        site = Path(work) / "site"
        corpus = Corpus(options.essays)
        for line in _costs(corpus, site):
            print(line, flush=True)
        asked = queries(site / "output")
        print(_row("mingpian", ours(site / "output", asked)), flush=True)
        if options.pagefind:
            started = perf_counter()
            index_with_pagefind(options.pagefind, site / "output")
            print(f"pagefind: indexed in {perf_counter() - started:.1f} s")
            print(_row("pagefind", pagefinds(site / "output", asked)))


def _costs(corpus: Corpus, site: Path) -> Iterator[str]:
    """Build without and with search, cold and after an edit; leave the site with search."""
    for enabled in ("false", "true"):
        shutil.rmtree(site, ignore_errors=True)
        write_site(mingpian.TOOL, corpus, site, site)
        settings = (site / "site.toml").read_text(encoding="utf-8").replace('"search", ', "")
        (site / "site.toml").write_text(settings.replace("enabled = false", f"enabled = {enabled}"), encoding="utf-8")
        cold = run(BUILD, site, "output")
        edit_body(site / mingpian.ESSAYS.format(slug=essay_slug(corpus, corpus.essays - EDITED)))
        edited = run(BUILD, site, "output")
        yield f"search {enabled}: cold {cold.cpu:.2f} s CPU, {cold.files} files; body edited {edited.cpu:.2f} s CPU"
    files = [path for path in (site / "output/search").rglob("*") if path.is_file()]
    yield f"index of {LANG}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def queries(output: Path) -> list[Query]:
    """Cut phrases from the pages of essays, and find the pages that have them by looking at each."""
    texts = {path.parent.name: _text(path) for path in sorted(output.glob("essays/*/index.html"))}
    rng = Random("search")
    chosen: list[str] = []
    for number in range(QUERIES):
        size = 1 + number % 6
        runs = [run for run in _CHINESE.findall(texts[rng.choice(list(texts))]) if len(run) >= size]
        phrase = rng.choice(runs)
        start = rng.randrange(len(phrase) - size + 1)
        chosen.append(phrase[start : start + size])
    return [Query(one, frozenset(slug for slug, text in texts.items() if one in text)) for one in chosen]


def _text(path: Path) -> str:
    page = LexborHTMLParser(path.read_text(encoding="utf-8"))
    return "\n".join(node.text() for node in page.css("main h1, main .e-content"))


def ours(output: Path, asked: list[Query]) -> Quality:
    """Read the index as the script does, without checking results against their pages; then load it in a browser."""
    parse_context = Reader(lambda path: (output / "search" / path).read_bytes())
    hits = [[parse_context.hit(place)[0] for place in parse_context.phrase(query.text)] for query in asked]
    found = [{_slug(url) for url in urls if url.startswith("essays/")} for urls in hits]

    def show(page: Page, query: str) -> None:
        page.goto(f"search/?q={query}")
        page.wait_for_function("document.querySelector('#found').textContent")
        page.wait_for_load_state("networkidle")

    return _quality(asked, found, downloads(output, asked, show))


def index_with_pagefind(program: str, output: Path) -> None:
    """Let Pagefind index what mingpian wrote: the main part of each essay's page."""
    command = [program, "--site", str(output), "--root-selector", "main", "--glob", "essays/**/*.html"]
    subprocess.run(command, check=True, capture_output=True)
    (output / ASKS_PAGEFIND).write_text(f'<!doctype html><html lang="{LANG}"><title>P</title>', encoding="utf-8")


def pagefinds(output: Path, asked: list[Query]) -> Quality:
    """Ask Pagefind's own script, for all results and then, each time from the beginning, for those of a first page."""
    with chromium(_browser()) as browser, serving(output) as origin:
        page = browser.new_page(base_url=origin)
        page.goto(ASKS_PAGEFIND)
        found = [{_slug(url) for url in page.evaluate(ASK_PAGEFIND, [one.text, 1_000_000])} for one in asked]

    def show(page: Page, query: str) -> None:
        page.goto(ASKS_PAGEFIND)
        page.evaluate(ASK_PAGEFIND, [query, SHOWN])

    return _quality(asked, found, downloads(output, asked, show))


def downloads(output: Path, asked: list[Query], show: Callable[[Page, str], None]) -> list[int]:
    """The bytes that each query downloads in a browser that knows nothing yet; page, style and script left out.

    Text counts as compressed, as hosts send it; Pagefind's own files are compressed already.
    """
    with chromium(_browser()) as browser, serving(output) as origin:
        return [_download(browser, origin, query.text, show) for query in asked]


def _download(browser: Browser, origin: str, query: str, show: Callable[[Page, str], None]) -> int:
    got: list[Response] = []
    with browser.new_context(base_url=origin, viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("response", lambda response: got.append(response))  # noqa: PLW0108  Playwright marks what it is given
        show(page, query)
        return sum(_sent(one) for one in got if not _NOT_COUNTED.search(one.url))


def _sent(response: Response) -> int:
    body = response.body()
    is_text = re.search("html|json|javascript", response.headers.get("content-type", ""))
    return len(gzip.compress(body)) if is_text else len(body)


def _quality(asked: list[Query], found: list[set[str]], sizes: list[int]) -> Quality:
    pairs = list(zip((query.pages for query in asked), found, strict=True))
    recall = mean(len(there & seen) / len(there) for there, seen in pairs)
    precision = mean(len(there & seen) / len(seen) if seen else 1 for there, seen in pairs)
    return Quality(recall, precision, sorted(sizes))


def _row(name: str, of: Quality) -> str:
    kilobytes = [size / 1000 for size in of.downloads]
    loaded = f"a query downloads {kilobytes[QUERIES // 2]:.0f} kB (median), {kilobytes[-1]:.0f} kB (most)"
    return f"{name}: recall {of.recall:.4f}, precision {of.precision:.4f}; {loaded}"


def _slug(url: str) -> str:
    match = re.search(r"essays/([^/]+)/", url)
    return match[1] if match else url


def _browser() -> Path:
    found = tools.find("chromium")
    if found is None:
        raise SystemExit("needs Chromium: run `make tools`")
    return found


if __name__ == "__main__":
    main()
