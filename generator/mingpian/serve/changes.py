"""The mailbox between the watcher, which notes changes, and the builder, which takes a settled burst of them."""

import threading
from collections.abc import Callable

from mingpian.serve.debounce import Burst, with_change


class ChangeMailbox:
    """Collects changes. `clock` gives seconds that only rise."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._condition = threading.Condition()
        self._burst: Burst | None = None
        self._paths: set[str] = set()

    def note(self, path: str, is_done: bool = False) -> None:
        """Note that the file at `path` changed; `is_done`: its writer has finished, as far as is known."""
        with self._condition:
            self._burst = with_change(self._burst, self._clock(), is_done)
            self._paths.add(path)
            self._condition.notify_all()

    def is_due(self) -> bool:
        """Tell whether there is a burst to take."""
        with self._condition:
            return self._burst is not None and self._burst.due <= self._clock()

    def take(self, seconds: float) -> tuple[Burst, frozenset[str]] | None:
        """Wait for a burst to settle; return it and what it touched. None when none has after that many seconds.

        What is noted from now on belongs to the next burst: it is built too.
        """
        end = self._clock() + seconds
        with self._condition:
            while True:
                now = self._clock()
                if self._burst and self._burst.due <= now:
                    taken = self._burst, frozenset(self._paths)
                    self._burst, self._paths = None, set()
                    return taken
                wake = min(end, self._burst.due) if self._burst else end
                if now >= end:
                    return None
                self._condition.wait(wake - now)
