"""The builder: a process of its own that builds when it is told to, and stays warm between builds.

A process, because then workers can be forked while the server's threads run, pages are served while a build is at
work, a fault of an extension or a parser ends a build and not the preview, and changed Python files are read anew by
starting another. What it does stands in `build_process`.

A build that nobody waits for has a process for itself: it may be ended at any time, and what the builder keeps in
memory for the next save stays.
"""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.spawn import spawning
from mingpian.i18n import _
from mingpian.serve.build_process import Task, work
from mingpian.serve.edition import Built
from mingpian.studio.desk import SiteIndex

LOOK = 0.05  # seconds between looks at whether a build that nobody waits for is still wanted
ENDING = 10.0  # seconds that a build at work has to finish when the preview ends


class Builder:
    """Starts the process when it is needed, and again when it has ended. Any thread may ask it."""

    def __init__(self, root: Path, jobs: int) -> None:
        self._root, self._jobs = root, jobs
        self._asking = threading.Lock()
        self._running: _BuildProcess | None = None
        self._closed = False

    def build(self, now: int, saved: Iterable[str] = (), looked_at: tuple[str, ...] = ()) -> Built:
        """Bring the preview's output in line with the content, of which these files were `saved`; on a large site, the
        pages that are `looked_at` first."""
        paths = tuple(sorted(saved))
        return _built_of(self._ask(Task("save" if paths else "build", now, paths, looked_at)))

    def catch_up(self, now: int, has_changed: Callable[[], bool]) -> Built | None:
        """Build all of what was shown in part already. None when more `has_changed` meanwhile: the build is ended, as
        any may be, and the next one begins with what it left."""
        with self._asking:
            if self._closed:
                return _built_of(None)
            alone = _BuildProcess(self._root, self._jobs)
            try:
                alone.tell(Task("build", now))
                while not alone.connection.poll(LOOK):
                    if has_changed():
                        return None
                built = _built_of(alone.connection.recv_bytes())
                if self._running is not None:
                    self._running.tell(Task("renew", now))
            except (EOFError, OSError):
                built = _built_of(None)
            finally:
                alone.end()
        return built

    def finish(self, now: int) -> Built:
        """Build what was left for later, too."""
        return _built_of(self._ask(Task("finish", now)))

    def scale(self, now: int, widths: tuple[bytes, ...]) -> bool:
        """Make some of the widths that wait, for the build that finishes to find them; False when that failed."""
        return self._ask(Task("scale", now, widths=widths)) is not None

    def index(self, now: int) -> SiteIndex:
        """Return what the site has."""
        answer = self._ask(Task("list", now))
        return msgspec.msgpack.decode(answer, type=SiteIndex) if answer else SiteIndex()

    def restart(self) -> None:
        """Let the next build be done by a fresh process."""
        with self._asking:
            self._end()

    def close(self) -> None:
        """End the process, for good: what is asked later, by a thread that had not heard of the end, is not done."""
        with self._asking:
            self._closed = True
            self._end()

    def _ask(self, task: Task) -> bytes | None:
        with self._asking:
            if self._closed:
                return None
            try:
                self._running = self._running or _BuildProcess(self._root, self._jobs)
                self._running.tell(task)
                return self._running.connection.recv_bytes()
            except (EOFError, OSError):
                self._end()
                return None

    def _end(self) -> None:
        if self._running is not None:
            self._running.end(patience=ENDING)
        self._running = None


class _BuildProcess:
    """A process at work, and the way to it."""

    def __init__(self, root: Path, jobs: int) -> None:
        context = spawning()  # nothing may be inherited from a process with threads
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, root, jobs), name="mingpian-builder")
        self._process.start()
        theirs.close()

    def tell(self, task: Task) -> None:
        """Send a task, whose answer comes by the connection. Raises OSError when the process has ended."""
        self.connection.send_bytes(msgspec.msgpack.encode(task))

    def end(self, patience: float = 0) -> None:
        """End the process, which has so many seconds for what it is at."""
        self.connection.close()
        self._process.join(patience)
        self._process.kill()
        self._process.join()


def _built_of(answer: bytes | None) -> Built:
    if answer is None:
        message = _("the builder ended; it is started again at the next change")
        return Built(diagnostics=(Diagnostic(code="builder-died", message=message),))
    return msgspec.msgpack.decode(answer, type=Built)
