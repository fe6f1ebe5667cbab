"""The peak memory of a process and all that descend from it (Linux only: read from /proc)."""

import os
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import thread_time

PAGE = os.sysconf("SC_PAGE_SIZE")
INTERVAL = 0.02  # seconds between two samples, at least
REST = 50  # times as long as a sample took nothing is looked at: what is measured needs the processors


class PeakMemory(Thread):
    """Samples the process tree of `root` until told to stop; `peak` is in bytes.

    A tree of one process counts its resident set. A larger one counts the proportional set size of each, in
    which a page that n processes share weighs 1/n: pages shared after a fork are counted once. For a single
    process the two agree, and the first is free, while the second has the kernel walk all its pages.
    """

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._root = root
        self._done = Event()

    def run(self) -> None:
        """Take samples."""
        pause = INTERVAL
        while not self._done.wait(pause):
            started = thread_time()
            self.peak = max(self.peak, tree_memory(self._root))
            pause = max(INTERVAL, REST * (thread_time() - started))

    def stop(self) -> int:
        """End the sampling; returns the peak."""
        self._done.set()
        self.join()
        return self.peak


def tree_memory(root: int) -> int:
    """Memory of a process and its descendants now, in bytes; those that have just ended count nothing."""
    tree = descendants(root)
    return sum(map(_proportional, tree)) if len(tree) > 1 else sum(map(_resident, tree))


def descendants(root: int) -> list[int]:
    """The process and all below it."""
    found = [root]
    for pid in found:
        with suppress(OSError):
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                found.extend(map(int, children.read_text().split()))
    return found


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0


def _proportional(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
