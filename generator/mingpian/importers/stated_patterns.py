"""Regular expressions that the settings of an old site state: they are somebody's, and may take for ever."""

import re
from collections.abc import Callable
from functools import cache
from time import process_time
from typing import TypeVar

from mingpian import DeadlineError, work_limit

_LONGEST = 0.25  # seconds of work on one text, where a usual pattern takes microseconds
_Found = TypeVar("_Found")


class StatedPattern:
    """A pattern; one that cannot be read, or once took too long, means nothing from then on."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._is_usable = True

    def search(self, text: str) -> "re.Match[str] | None":
        """Return where it is first found."""
        return self._tried(lambda: re.search(self._written, text))

    def match(self, text: str) -> "re.Match[str] | None":
        """Return what begins a text."""
        return self._tried(lambda: re.match(self._written, text))

    def fullmatch(self, text: str) -> "re.Match[str] | None":
        """Return a text that is nothing else."""
        return self._tried(lambda: re.fullmatch(self._written, text))

    def replaced(self, text: str, by: object) -> str:
        """Return a text with all that is found replaced, whatever its case."""
        if not isinstance(by, str):
            return text
        made = self._tried(lambda: re.sub(self._written, by, text, flags=re.IGNORECASE))
        return text if made is None else made

    def _tried(self, look: Callable[[], _Found]) -> _Found | None:
        began = process_time()
        try:
            with work_limit(_LONGEST):
                return look() if self._is_usable else None
        except DeadlineError:
            if process_time() - began < _LONGEST / 2:  # the time was up for all that is done meanwhile
                raise
        except (re.error, IndexError, OverflowError, RecursionError):
            pass
        self._is_usable = False
        return None


stated_pattern = cache(StatedPattern)
