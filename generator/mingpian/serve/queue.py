"""The widths of pictures that wait to be made: those first that a page has asked for."""

import threading
from collections.abc import Iterable

from mingpian.queries.picture_widths import original


class Queue:
    """Paths below output/, in order. Any thread may prefer one; what was taken is not taken again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}
        self._taken: set[str] = set()

    def __bool__(self) -> bool:
        """Tell whether any waits."""
        return bool(self._waiting)

    def renew(self, paths: Iterable[str]) -> None:
        """Let these wait, but for those that were taken; nothing waits when there are none."""
        with self._lock:
            stated = set(paths)
            self._taken &= stated
            asked = [path for path in self._waiting if path in stated]
            self._waiting = dict.fromkeys((*asked, *sorted(stated - self._taken)))

    def prefer(self, path: str) -> None:
        """Let this one be the next, and the others of its picture, if it waits."""
        with self._lock:
            if path in self._waiting:
                same = [other for other in self._waiting if original(other) == original(path)]
                self._waiting = dict.fromkeys((path, *same, *self._waiting))

    def take(self, count: int) -> tuple[str, ...]:
        """Return the first ones, which wait no longer."""
        with self._lock:
            first = tuple(self._waiting)[:count]
            for path in first:
                del self._waiting[path]
            self._taken.update(first)
            return first
