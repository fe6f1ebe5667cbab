"""The segments of an index, kept between builds under names that tell them apart for ever."""

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from mingpian.content.kinds import kinds
from mingpian.core.store import atomic_write
from mingpian.queries.facade import Queries
from mingpian.queries.search.segments import SearchIndex, segments
from mingpian.render.context import RenderContext
from mingpian.render.search import postings
from mingpian.render.search.searchable import SearchContext, search_context, searchable
from mingpian.site.site import AnyEntry


def segments_of(context: RenderContext, lang: str) -> list[bytes]:
    """Return the segments. Those that are not kept from an earlier build are made: once by a process, whether or not
    there is a place where they can be kept."""
    index, folder = context.queries.search_index(lang), segments_folder(context.cache, lang)
    known = _known(folder, index.segments)
    if not known:
        known += _made(context.queries, folder, lang, index)
    return known


def segments_folder(cache: Path, lang: str) -> Path:
    """Return where the segments of a language are kept."""
    return cache / "search" / lang


def read_segment(path: Path) -> bytes | None:
    """Return a segment that is kept; None when it is not there, or not whole."""
    try:
        return postings.verify_segment(path.read_bytes())
    except (OSError, ValueError):
        return None


def exchange_segment(before: Path, after: Path, data: bytes) -> None:
    """Keep a segment in place of what it was."""
    _keep(after, data)
    with suppress(OSError):
        before.unlink()


def _keep(path: Path, data: bytes) -> None:
    """Keep a segment for the next shard and the next build; without a place for it, it is made again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, data)
    except OSError:
        return


@lru_cache(maxsize=4)
def _known(folder: Path, names: tuple[str, ...]) -> list[bytes]:
    """Return the segments as this process has them, for it to add what it makes; none where any is missing."""
    kept = [segment for name in names if (segment := read_segment(folder / name)) is not None]
    return kept if len(kept) == len(names) else []


def _made(queries: Queries, folder: Path, lang: str, index: SearchIndex) -> list[bytes]:
    """Return the segments, those made that are missing; keep them where they can be kept, and drop what nothing names.
    What is asked here is not noted: it is told by the names."""
    with queries.recorder.aside():
        known = search_context(index, queries.topic_words(lang))
        entries = [queries.entry(key) for kind in kinds() for key in queries.keys(kind, lang)]
        found: list[bytes] = []
        for name, segment in zip(index.segments, segments(entries), strict=True):
            kept = read_segment(folder / name)
            if kept is None:
                kept = postings.index_segment(_texts(queries, segment, known), index.bits)
                _keep(folder / name, kept)
            found.append(kept)
    _drop_others(folder, frozenset(index.segments))
    return found


def _texts(queries: Queries, entries: Iterable[AnyEntry], known: SearchContext) -> Iterable[postings.Searchable]:
    return (searchable(entry, queries.body(entry.key).text, known) for entry in entries)


def _drop_others(folder: Path, names: frozenset[str]) -> None:
    try:
        for path in folder.iterdir():
            if path.name not in names and not path.name.startswith("."):
                path.unlink(missing_ok=True)
    except OSError:
        return
