"""A limit to the time that a piece of work may take: a file must not keep all others waiting."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class DeadlineError(BaseException):
    """The time of a `deadline` is up. No `except Exception` on the way, ours or a library's, shall take it for a fault
    of its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise DeadlineError in the body when it has not ended after so many seconds. Where the system has no such signal
    (Windows), or outside a process's main thread, there is no limit."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGALRM) is not _up:  # setting it takes longer than looking, and is there to stay
        signal.signal(signal.SIGALRM, _up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _up(_number: int, _frame: FrameType | None) -> None:
    raise DeadlineError
