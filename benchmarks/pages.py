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
    """Look for every entry and every page of the home list, and count the rest, whose places each tool names its own
    way. Raises UnequalWorkError."""
    missing = [path for path in entries_and_home(corpus) if not (output / path).is_file()]
    if missing:
        raise UnequalWorkError(f"{name} left out {len(missing)} pages, such as {missing[0]}")
    made, wanted = sum(path.is_file() for path in output.rglob("*")), files(corpus)
    if made < wanted:
        raise UnequalWorkError(f"{name} made {made} files, and others {wanted}")


def entries_and_home(corpus: Corpus) -> Iterator[str]:
    """Yield where these pages stand below the output folder."""
    yield from (f"essays/{essay.slug}/index.html" for essay in corpus.all_essays())
    yield from (f"members/{member.slug}/index.html" for member in corpus.all_members())
    yield "index.html"
    yield from (f"page/{number}/index.html" for number in range(2, _pages(corpus.essays) + 1))


def files(corpus: Corpus) -> int:
    """How many files there are with the pages of tags, and what is beside the pages."""
    tags = Counter(tag for essay in corpus.all_essays() for tag in essay.tags)
    return sum(1 for _ in entries_and_home(corpus)) + sum(map(_pages, tags.values())) + BESIDE


def _pages(entries: int) -> int:
    return -(-entries // PER_PAGE)
