"""An ordered parallel map over chunks of work. A worker that dies costs the chunk that killed it, nothing else.

State is inherited by forking where the platform can, and loaded anew by each worker where it cannot; the result is
the same for any number of workers.
"""

import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from mingpian.core.errors import MingpianError
from mingpian.core.patterns import keep_patterns

Item = TypeVar("Item")
Result = TypeVar("Result")
State = TypeVar("State")

PATIENCE = 60.0  # seconds that any chunk may take, and ...
PATIENCE_PER_ITEM = 0.06  # ... more for each item: twenty times what one takes
SMALL = 24  # items; fewer are done sooner than a process is started
LEAST = 8  # items of a chunk, but of heavy ones

_worker: dict[str, Any] = {}  # of this worker process: its state, set once, before its first task


class Crew(NamedTuple):
    """Who works: so many processes at most, each worth starting for so many items, since it imports and compiles for
    itself what the others do, too. And what this process does while it waits for the first that is done."""

    jobs: int
    worth: int = 1
    meanwhile: Callable[[], object] = bool

    def size(self, items: int) -> int:
        """Return how many of them work on so many items."""
        return min(self.jobs, max(1, items // self.worth))


class WorkerDiedError(MingpianError):
    """A worker process ended, or hung and was ended, while it worked on this chunk alone."""


def default_jobs() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_chunks(  # noqa: PLR0913, PLR0917  each says one thing of how the work is done
    task: Callable[[State, Sequence[Item]], Result],
    state: State,
    load: Callable[[], State],
    items: Sequence[Item],
    crew: Crew,
    chunk: int = 64,
    few: int = SMALL,
    together: Callable[[Item], str] = lambda _: "",
    weight: Callable[[Item], int] = lambda _: 1,
) -> Iterator[tuple[Sequence[Item], Result | WorkerDiedError]]:
    """Yield each chunk of `items` with `task(state, chunk)`, in order. `load` makes the state where fork cannot.
    Neighbours for which `together` returns the same name come in one chunk, however many: they share work. An item
    takes as long as `weight` common ones; `chunk` and `few` are numbers of such.

    `task` must be a module's function; it runs in this process when there are `few` items or there is one job.
    """
    whole = sum(map(weight, items))
    if crew.jobs <= 1 or len(items) == 1 or whole < few:
        for start in range(0, len(items), chunk):
            part = items[start : start + chunk]
            yield part, task(state, part)
        return
    groups = groupby(items, together)
    runs = [run for name, some in groups for run in ([list(some)] if name else ([item] for item in some))]
    weighed = [(run, sum(map(weight, run))) for run in runs]
    crew = crew._replace(jobs=crew.size(whole))
    yield from _pooled(task, state, load, _tapering(weighed, chunk, crew.jobs), crew)


def _tapering(runs: Sequence[tuple[Sequence[Item], int]], most: int, jobs: int) -> list[tuple[Sequence[Item], int]]:
    """Put weighed runs of items together to chunks that become lighter, so that no worker has much left when the others
    have nothing; return these with their weights."""
    chunks: list[tuple[Sequence[Item], int]] = []
    left = sum(weight for _, weight in runs)
    items, sum_of_weights = list[Item](), 0
    for run, weight in runs:
        if items and sum_of_weights + weight > min(most, max(LEAST, left // (2 * jobs))):
            chunks.append((items, sum_of_weights))
            left -= sum_of_weights
            items, sum_of_weights = [], 0
        items.extend(run)
        sum_of_weights += weight
    return [*chunks, (items, sum_of_weights)]


def _pooled(
    task: Callable[[State, Sequence[Item]], Result],
    state: State,
    load: Callable[[], State],
    chunks: list[tuple[Sequence[Item], int]],
    crew: Crew,
) -> Iterator[tuple[Sequence[Item], Result | WorkerDiedError]]:
    """Work through the chunks; after a death go on with the rest, and halve chunks until the killer stands alone."""
    from concurrent.futures.process import BrokenProcessPool

    left = deque(chunks)
    while left:
        try:
            with _pool(state, load, min(crew.jobs, len(left))) as pool:
                futures = _submitted(pool, task, (part for part, _ in left))
                try:
                    crew.meanwhile()
                    for future in futures:
                        result = _awaited(pool, future, left[0][1])
                        yield left.popleft()[0], result
                finally:  # interrupted: what has not begun shall not begin
                    for future in futures:
                        future.cancel()
        except BrokenProcessPool:
            part, weight = left.popleft()
            if len(part) == 1:
                yield part, _alone(task, state, load, part, weight)
            else:
                middle = len(part) // 2
                left.extendleft(((part[middle:], weight), (part[:middle], weight)))


def _submitted(pool: Any, task: Callable[..., Any], parts: Iterable[Sequence[Any]]) -> list[Any]:
    """Hand the chunks to a pool, which begins its processes then. They begin deaf to Ctrl-C, which is for the parent;
    who interrupts that here ends them, since they would wait for work for ever, and the build for them."""
    import multiprocessing

    try:
        with _deaf():
            return [pool.submit(_call, task, part) for part in parts]
    except KeyboardInterrupt:
        for process in multiprocessing.active_children():
            process.kill()
        raise


@contextmanager
def _deaf() -> Iterator[None]:
    """Put an interrupt off, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _alone(
    task: Callable[[State, Sequence[Item]], Result],
    state: State,
    load: Callable[[], State],
    part: Sequence[Item],
    weight: int,
) -> Result | WorkerDiedError:
    """Work on one item with no other at work: it may have been another that the pool died of."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool(state, load, 1) as pool:
            (future,) = _submitted(pool, task, [part])
            result: Result = _awaited(pool, future, weight)
            return result
    except BrokenProcessPool:
        return WorkerDiedError(f"a worker process died on {part[0]}")


def _awaited(pool: Any, future: Any, weight: int) -> Any:
    """Return the result of a chunk of some weight. A pool that takes longer than that may take is ended, and broken."""
    try:
        return future.result(PATIENCE + PATIENCE_PER_ITEM * weight)
    except TimeoutError:
        for process in list(pool._processes.values()):  # it has no way of its own to end what hangs
            process.kill()
        return future.result()


def _pool(state: Any, load: Callable[[], Any], jobs: int) -> Any:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from mingpian.core.spawn import spawning

    if _forks():
        gc.freeze()  # so that the collector of a child does not write to, and thereby copy, the parent's pages
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(jobs, context, initializer=_inherit, initargs=(state,))
    return ProcessPoolExecutor(jobs, spawning(), initializer=_load, initargs=(load,))


def inherits(crew: Crew, whole: int) -> bool:
    """Tell whether several workers are forked for so many items: what is loaded before is loaded once for all."""
    return crew.size(whole) > 1 and whole >= SMALL and _forks()


def _forks() -> bool:
    """Tell whether processes can inherit memory. On macOS they could, but its libraries do not bear it."""
    return os.name == "posix" and sys.platform != "darwin" and hasattr(os, "fork")


def _inherit(state: Any) -> None:
    _stay_with_parent()
    _worker["state"] = state


def _load(load: Callable[[], Any]) -> None:
    _stay_with_parent()
    _worker["state"] = load()


def _stay_with_parent() -> None:
    """Leave interrupts to the parent; end when it is killed. Else the worker would wait for work, and hold the lock
    that it has inherited, for ever."""
    from multiprocessing import parent_process
    from threading import Thread

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=watch, daemon=True).start()


def _call(task: Callable[[Any, Any], Any], part: Any) -> Any:
    result = task(_worker["state"], part)
    keep_patterns()
    return result
