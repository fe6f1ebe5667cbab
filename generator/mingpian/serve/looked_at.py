"""The pages that are looked at: those that browsers asked for last."""

import threading

FEW = 4  # pages


class LookedAt:
    """Paths below output/. Any thread may note one, and ask for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, None] = {}

    def note(self, page: str) -> None:
        """Note that a page was asked for."""
        with self._lock:
            self._pages.pop(page, None)
            self._pages[page] = None
            for old in list(self._pages)[:-FEW]:
                del self._pages[old]

    def pages(self) -> tuple[str, ...]:
        """Return the pages, the last one first."""
        with self._lock:
            return tuple(reversed(self._pages))
