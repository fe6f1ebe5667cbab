"""The builder: a process of its own that builds when it is told to, and stays warm between builds.

A process, because then workers can be forked while the server's threads run, pages are served while a build is at
work, a fault of an extension or a parser ends a build and not the preview, and changed Python files are read anew by
starting another.
"""

import gc
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.spawn import spawning
from mingpian.i18n import _
from mingpian.serve.edition import Built
from mingpian.serve.scaling import Scaling
from mingpian.studio.desk import ListedEntry, SiteIndex

if TYPE_CHECKING:
    from mingpian.replay.preview import PreviewState
    from mingpian.request import Request
    from mingpian.site.site import Site

OUTPUT = ".mingpian/preview"
BUSY_PAUSE = 0.1  # seconds between attempts while another build of the site is at work
FEW_COLLECTIONS = (50_000, 20, 20)  # a build makes few cycles; a sixth of its time goes in looking for them otherwise
QUIET = 0.5  # seconds without a task, after which what takes a while is made ready for the next one
LOOK = 0.1  # seconds between looks at whether a build at work is still wanted
LONG = 2.0  # seconds of work after which it is left; what is done sooner is done before another process has begun
ENDING = 10.0  # seconds that a build at work has to finish when the preview ends


class Task(msgspec.Struct, frozen=True, array_like=True):
    """What the builder is told. `now` is the build's clock, in seconds since 1970-01-01T00:00Z."""

    what: str
    """`build`: all but widths of pictures; `save`: likewise, for the files that were saved: what shows them, or what is
    looked at, may be done at once; `scale`: make some widths, to be kept; `finish`: build all; `list`: say what the
    site has."""
    now: int
    paths: tuple[str, ...] = ()  # of what was saved, from the site's root; or of widths, below output/
    pages: tuple[str, ...] = ()  # that are looked at, below output/


class Builder:
    """Starts the process when it is needed, and again when it has ended. Any thread may ask it."""

    def __init__(self, root: Path, jobs: int) -> None:
        self._root, self._jobs = root, jobs
        self._asking = threading.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None
        self._closed = False

    def build(self, now: int, saved: Iterable[str] = (), looked_at: tuple[str, ...] = ()) -> Built:
        """Bring the preview's output in line with the content, of which these files were `saved`; on a large site, the
        pages that are `looked_at` first."""
        paths = tuple(sorted(saved))
        return self._answered(Task("save" if paths else "build", now, paths, looked_at))

    def catch_up(self, now: int, has_changed: Callable[[], bool]) -> Built | None:
        """Build all of what was shown in part already. None when more `has_changed` meanwhile: nobody waits for this
        one, so it is ended where it takes long, as any build may be, and the next one begins with what it left."""
        answer = self._ask(Task("build", now), has_changed)
        return _built_of(answer) if answer != _LEFT else None

    def finish(self, now: int) -> Built:
        """Build what was left for later, too."""
        return self._answered(Task("finish", now))

    def scale(self, now: int, paths: tuple[str, ...]) -> bool:
        """Make some of the widths that wait, for the build that finishes to find them; False when that failed."""
        return self._ask(Task("scale", now, paths)) is not None

    def _answered(self, task: Task) -> Built:
        return _built_of(self._ask(task))

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

    def _ask(self, task: Task, is_unwanted: Callable[[], bool] = lambda: False) -> bytes | None:
        with self._asking:
            if self._closed:
                return None
            try:
                connection, begun = self._connection(), time.monotonic()
                connection.send_bytes(msgspec.msgpack.encode(task))
                while not connection.poll(LOOK):
                    if time.monotonic() - begun > LONG and is_unwanted():
                        self._end(patience=0)
                        return _LEFT
                return connection.recv_bytes()
            except (EOFError, OSError):
                self._end()
                return None

    def _connection(self) -> Connection:
        if self._running is None:
            context = spawning()  # nothing may be inherited from a process with threads
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs, self._root, self._jobs), name="mingpian-builder")
            process.start()
            theirs.close()
            self._running = process, ours
        return self._running[1]

    def _end(self, patience: float = ENDING) -> None:
        if self._running is None:
            return
        process, connection = self._running
        self._running = None
        connection.close()
        process.join(patience)
        process.kill()
        process.join()


_LEFT = b""  # in place of an answer that nobody waits for


def _built_of(answer: bytes | None) -> Built:
    if answer is None:
        message = _("the builder ended; it is started again at the next change")
        return Built(diagnostics=(Diagnostic(code="builder-died", message=message),))
    return msgspec.msgpack.decode(answer, type=Built)


def work(connection: Connection, root: Path, jobs: int) -> None:
    """Do what is asked until nobody asks any more. Runs in the builder's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the preview ends us when a build is done
    gc.set_threshold(*FEW_COLLECTIONS)
    kept, scaling = None, Scaling(root, jobs)
    while True:
        try:
            if kept is not None and not connection.poll(QUIET):
                kept = _prepared(kept)
            task = msgspec.msgpack.decode(connection.recv_bytes(), type=Task)
            if task.what == "list":
                connection.send_bytes(msgspec.msgpack.encode(_index(root, task)))
                continue
            if task.what == "scale":
                scaling.make(task.paths)
                connection.send_bytes(b"")
                continue
            request = _request(root, task, jobs)
            if kept is None and task.what == "save":
                kept = _warm(root, task)  # of the process before
            kept, built = _show_at_once(kept, task, request)
            if built is None:
                kept = None  # a build needs the room
                built = _built(request, scaling)
            connection.send_bytes(msgspec.msgpack.encode(built))
            if kept is None and not built.is_hasty:
                kept = _warm(root, task)
        except (EOFError, OSError):
            return


def _request(root: Path, task: Task, jobs: int = 1) -> "Request":
    from mingpian.request import Request

    first = task.what != "finish"
    return Request(root=root, output=root / OUTPUT, now=task.now, jobs=jobs, drafts=True, originals_first=first)


def _warm(root: Path, task: Task) -> "PreviewState | None":
    """Load what makes the next save quick, while nobody waits."""
    from mingpian.replay import preview

    try:
        return preview.load_state(_request(root, task))
    except Exception:  # the next build says why
        return None


def _prepared(state: "PreviewState") -> "PreviewState":
    """Read all of the content once, while nobody waits, for the next save of something else."""
    if state.content is not None:
        return state
    from mingpian.serve import pages_first

    try:
        return pages_first.prepared(state, state.request)
    except Exception:  # the next build says why
        return state


def _show_at_once(
    state: "PreviewState | None", task: Task, request: "Request"
) -> "tuple[PreviewState | None, Built | None]":
    """Show saved bodies at once, or the pages that are looked at, where that can be; return what the next saves are
    shown by."""
    if state is None or task.what != "save":
        return state, None
    from mingpian.replay import preview
    from mingpian.serve import pages_first

    begun = time.perf_counter()
    try:
        changed = preview.show_bodies(state, task.paths, task.now)
        if changed is None and (shown := pages_first.show_pages(state, task.paths, task.pages, request)):
            state, changed = shown.state, shown.changed
    except Exception:  # the build that follows says why
        return state, None
    if changed is None:
        return state, None
    seconds = time.perf_counter() - begun
    return state, Built(changed=changed, seconds=seconds, is_whole=False)


def _built(request: "Request", scaling: Scaling) -> Built:
    from mingpian.core.lock import BusyError
    from mingpian.pipeline import build

    while True:
        try:
            report = build(request)
            break
        except BusyError:
            time.sleep(BUSY_PAUSE)
        except Exception as error:  # a fault of ours, or of an extension: said in the page, and the preview goes on
            message = f"{type(error).__name__}: {error}"
            return Built(diagnostics=(Diagnostic(code="internal-error", message=message),))
    scaling.expect(report.waiting)
    return Built(
        diagnostics=report.diagnostics,
        base_path=_base_path(request.root),
        entries=report.entries,
        outputs=report.outputs,
        changed=report.changed,
        removed=report.removed,
        seconds=report.seconds,
        horizon=report.horizon or Built().horizon,
        waiting=frozenset(output.path for output in report.waiting),
        is_hasty=report.is_hasty,
    )


def _base_path(root: Path) -> str:
    from mingpian.config.load import load_config

    settings, problems = load_config(root)
    return "" if any(problem.severity == "error" for problem in problems) else settings.base_path


def _index(root: Path, task: Task) -> SiteIndex:
    from mingpian.core import lock
    from mingpian.pipeline import load_site, model_site
    from mingpian.write.state import State

    request = _request(root, task)
    state = State(root)
    try:
        with lock.exclusive(state.folder / "lock"):
            model = model_site(request, load_site(request, state)).model
    except Exception:  # the build has said why
        return SiteIndex()
    site = model.site
    rows = [
        ListedEntry(
            site.states.get(key, ""), one.kind, one.lang, one.title, model.routes.entry(key), one.source, one.slug
        )
        for key, one in site.entries.items()
        if not one.made_from
    ]
    topics = {site.topics.name(topic, site.config.default_lang) for topic in (*site.topics.topics, *_used(site))}
    waiting = sum(match.decision == "proposed" for match in model.matches)
    return SiteIndex(
        tuple(sorted(rows, key=lambda row: (row.state, row.kind, row.source))), tuple(sorted(topics)), waiting
    )


def _used(site: "Site") -> "Iterator[str]":
    """Yield the topics that members offer and ask for."""
    from mingpian.content.kinds.member import Profile

    for entry in site.entries.values():
        if isinstance(entry.fields, Profile):
            yield from (one.topic for one in entry.fields.offers)
            yield from (one.topic for one in entry.fields.asks)
