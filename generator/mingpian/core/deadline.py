"""A limit to the time that a piece of work may take: a file must not keep all others waiting."""

import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType


class DeadlineError(BaseException):
    """The time of a `deadline` is up. No `except Exception` on the way, ours or a library's, shall take it for a fault
    of its own."""


def deadline(seconds: float) -> AbstractContextManager[None]:
    """Raise DeadlineError in the body when it has not ended after so many seconds. Where the system has no such signal
    (Windows), or outside a process's main thread, there is no limit."""
    return _limited("ITIMER_REAL", "SIGALRM", seconds)


def work_limit(seconds: float) -> AbstractContextManager[None]:
    """Raise DeadlineError in the body when the process has worked on it for so many seconds: of what waits for nothing
    but a busy machine, the clock says little. Else it is like `deadline`."""
    return _limited("ITIMER_PROF", "SIGPROF", seconds)


@contextmanager
def _limited(timer: str, sign: str, seconds: float) -> Iterator[None]:
    """Let a timer end the body; both are named, since not every system has them."""
    if not hasattr(signal, timer) or threading.current_thread() is not threading.main_thread():
        yield
        return
    which, number = getattr(signal, timer), getattr(signal, sign)
    if signal.getsignal(number) is not _up:  # setting it takes longer than looking, and is there to stay
        signal.signal(number, _up)
    signal.setitimer(which, seconds)
    try:
        yield
    finally:
        signal.setitimer(which, 0)


def _up(_number: int, _frame: FrameType | None) -> None:
    raise DeadlineError
