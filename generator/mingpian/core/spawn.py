"""Processes that begin anew and run nothing of the folder that one stands in.

Python puts that folder before its own library in each process that `multiprocessing` starts: a `math.py` there would
be run in its place. `PYTHONSAFEPATH` keeps it from that; it is set while such a process is started, and no longer, so
that programs of others (a hook of Git) are run as ever.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess

_SAFE = "PYTHONSAFEPATH"


class _Process(SpawnProcess):
    def start(self) -> None:
        with _safe_path():
            super().start()


class Spawning(SpawnContext):
    """The way to start processes anew; as `multiprocessing.get_context("spawn")` is."""

    Process = _Process


def spawning() -> Spawning:
    """Return the way to start processes anew."""
    if os.name == "posix":
        from multiprocessing import resource_tracker

        with _safe_path():  # a process too, which the first lock or queue would start
            resource_tracker.ensure_running()
    return Spawning()


@contextmanager
def _safe_path() -> Iterator[None]:
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before
