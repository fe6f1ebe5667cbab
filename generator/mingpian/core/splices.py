"""Changes of a text that leave everything else in it as it is, its line ends and byte order mark included."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

_MARK = "\ufeff"
_MOST_COMPARED = 4_000_000  # pairs of items: empty lines, of which texts are full, are each compared with each


class Splice(msgspec.Struct, frozen=True):
    """What stands from `start` to `end`, in code points, becomes `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> str:
    """Return what stands from `start` to `end` with splices, none of which overlaps another."""
    parts, at = list[str](), start
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        parts += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join((*parts, text[at:end]))


def between(old: str, new: str) -> Iterator[Splice]:
    """Yield splices that make `new` of `old`, line by line."""
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for line in olds:
        starts.append(starts[-1] + len(line))
    for tag, one, other, first, last in steps(olds, news):
        if tag != "equal":
            yield Splice(starts[one], starts[other], "".join(news[first:last]))


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how one list becomes another, as `difflib` says it. What both begin and end with is set aside first: so a
    change of a long list costs little; what is left of a very long one is replaced whole."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-at - 1] != new[-at - 1]), shorter - head)
    end, last = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    if (end - head) * (last - head) > _MOST_COMPARED:
        yield "replace", head, end, head, last
    else:
        for tag, *places in SequenceMatcher(None, old[head:end], new[head:last], autojunk=False).get_opcodes():
            one, other, first, second = (head + place for place in places)
            yield tag, one, other, first, second
    if tail:
        yield "equal", end, len(old), last, len(new)


def plain_lines(text: str) -> str:
    """Return a text as its readers have it: with line feeds only, and without a byte order mark."""
    return text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def spliced_as_written(written: str, splices: Iterable[Splice]) -> str:
    """Return a text with splices of its plain lines; what is new ends its lines as the first line does."""
    places = list(_places(written))
    newline = next((end for end in ("\r\n", "\n", "\r") if end == _first_end(written)), "\n")
    moved = (Splice(places[one.start], places[one.end], one.text.replace("\n", newline)) for one in splices)
    return spliced(written, moved)


def _places(written: str) -> Iterator[int]:
    """Yield where each character of the plain lines stands in the text as it is written, and where it ends."""
    at = len(_MARK) if written.startswith(_MARK) else 0
    while at < len(written):
        yield at
        at += 2 if written.startswith("\r\n", at) else 1
    yield at


def _first_end(written: str) -> str:
    at = next((at for at, char in enumerate(written) if char in "\r\n"), -1)
    return "" if at < 0 else "\r\n" if written.startswith("\r\n", at) else written[at]
