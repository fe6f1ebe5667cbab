"""Where code stands in a source: nothing in it means anything but itself (CommonMark 0.31.2, sections 4.5 and 6.1)."""

import re
from bisect import bisect_right
from collections import defaultdict

from mingpian.core.patterns import lazy_pattern

_FENCE_LINE = lazy_pattern(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*[ \t>]*\Z")
_LINE_LENGTH = 200  # before a fence or a tag: markers of quotes and lists


class Ticks:
    """Where each run of backticks stands, by length: an opening run finds its closing one at once."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = defaultdict(list)
        for run in re.finditer("``*", text):  # a literal first: the search skips to it
            self._runs[len(run[0])].append(run.start())

    def closing(self, length: int, after: int) -> int | None:
        """Return where the next run of this length ends; None when there is none."""
        runs = self._runs[length]
        index = bisect_right(runs, after)
        return runs[index] + length if index < len(runs) else None


def after_code(text: str, start: int, length: int, ticks: Ticks) -> int:
    """Return where the code ends that a run of backticks begins; after the run itself if it begins none."""
    if length >= 3 and (end := fence_end(text, start, length)):
        return end
    closing, after = ticks.closing(length, start), start + length
    if closing is None or "\n\n" in text[after : min(closing, after + 2_000)]:
        return after
    return closing


def fence_end(text: str, start: int, length: int) -> int | None:
    """Return where a fenced code block ends that opens at `start`, or None when no fence can open there."""
    if not begins_line(text, start):
        return None
    sign = text[start]
    info_end = text.find("\n", start) + 1 or len(text)
    if sign == "`" and "`" in text[start + length : info_end]:
        return None
    closing = re.compile(rf"^[ \t>]*{sign}{{{length},}}[ \t]*$", re.MULTILINE)
    match = closing.search(text, info_end)
    return match.end() if match else len(text)


def begins_line(text: str, start: int) -> bool:
    """Tell whether nothing but blanks and the signs of quotes and lists stands before a place in its line."""
    line = text.rfind("\n", max(0, start - _LINE_LENGTH), start) + 1 or max(0, start - _LINE_LENGTH)
    return _FENCE_LINE.match(text[line:start]) is not None


def after(text: str, start: int, run: str, ticks: Ticks) -> int:
    """Return where to read on after a run of backticks or tildes: behind the code that it begins, if any."""
    if run[0] == "`":
        return after_code(text, start, len(run), ticks)
    return (fence_end(text, start, len(run)) if len(run) >= 3 else None) or start + len(run)
