"""The pages that every peer makes of the corpus: what is not there was not measured."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus

PER_PAGE = 10
BESIDE = 4  # the list of tags, the feed, the sitemap and the style sheet


class UnequalWorkError(Exception):
    """A peer does not make all that the others make; its message says what it left out."""


def check(name: str, corpus: Corpus, output: Path) -> None:
    """Look for the page of every entry, below a folder of its language or not, and count the rest, whose places each
    tool names its own way. Raises UnequalWorkError."""
    there = {path.parent.name for path in output.rglob("index.html")}
    missing = [path for path in entries(corpus) if path.split("/")[1] not in there]
    if missing:
        raise UnequalWorkError(f"{name} left out {len(missing)} pages, such as {missing[0]}")
    made, wanted = sum(path.is_file() for path in output.rglob("*")), files(corpus)
    if made < wanted:
        raise UnequalWorkError(f"{name} made {made} files, and others {wanted}")


def entries(corpus: Corpus) -> Iterator[str]:
    """Yield where the pages of essays and members stand in most outputs."""
    yield from (f"essays/{essay.slug}/index.html" for essay in corpus.all_essays())
    yield from (f"members/{member.slug}/index.html" for member in corpus.all_members())


def files(corpus: Corpus) -> int:
    """How many files there are with the pages of the home list and of tags, and what is beside the pages."""
    tags = Counter(tag for essay in corpus.all_essays() for tag in essay.tags)
    lists = _pages(corpus.essays) + sum(map(_pages, tags.values()))
    return sum(1 for _ in entries(corpus)) + lists + BESIDE


def _pages(entries: int) -> int:
    return -(-entries // PER_PAGE)
