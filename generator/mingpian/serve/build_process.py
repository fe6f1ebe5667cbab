"""What the builder's process does: build, show what was saved before the build, make widths of pictures, list."""

import gc
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.serve.edition import Built
from mingpian.studio.desk import ListedEntry, SiteIndex

if TYPE_CHECKING:
    from mingpian.replay.preview import PreviewState
    from mingpian.request import Request
    from mingpian.site.site import Site

OUTPUT = ".mingpian/preview"
BUSY_PAUSE = 0.1  # seconds between attempts while another build of the site is at work
PATIENCE = 5.0  # seconds that who asks what the site has waits for such a build
FEW_COLLECTIONS = (50_000, 20, 20)  # a build makes few cycles; a sixth of its time goes in looking for them otherwise
QUIET = 0.5  # seconds without a task, after which what takes a while is made ready for the next one


class Task(msgspec.Struct, frozen=True, array_like=True):
    """What the process is told. `now` is the build's clock, in seconds since 1970-01-01T00:00Z."""

    what: str
    """`build`: all but widths of pictures; `save`: likewise, for the files that were saved: what shows them, or what is
    looked at, may be done at once; `renew`: go by what another process has built, and answer nothing; `scale`: make
    some widths, to be kept; `finish`: build all; `list`: say what the site has."""
    now: int
    paths: tuple[str, ...] = ()  # of what was saved, from the site's root
    pages: tuple[str, ...] = ()  # that are looked at, below output/
    widths: tuple[bytes, ...] = ()  # as `Built` has them


def work(connection: Connection, root: Path, jobs: int) -> None:
    """Do what is asked until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the preview ends us when a build is done
    gc.set_threshold(*FEW_COLLECTIONS)
    kept = None
    while True:
        try:
            if kept is not None and not connection.poll(QUIET):
                kept = _prepared(kept)
            task = msgspec.msgpack.decode(connection.recv_bytes(), type=Task)
            match task.what:
                case "list":
                    connection.send_bytes(msgspec.msgpack.encode(_index(root, task)))
                case "scale":
                    from mingpian.serve.scaling import make_widths

                    make_widths(root, jobs, task.widths)
                    connection.send_bytes(b"")
                case "renew":
                    kept = _warm(root, task, kept)
                case _:
                    kept = _answered(kept, task, _request(root, task, jobs), connection)
        except (EOFError, OSError):
            return


def _answered(
    kept: "PreviewState | None", task: Task, request: "Request", connection: Connection
) -> "PreviewState | None":
    """Build, or show what was saved, and say so; return what the next saves are shown by."""
    if kept is None and task.what == "save":
        kept = _warm(request.root, task)  # of the process before
    kept, built = _show_at_once(kept, task, request)
    if built is None:
        kept = None  # a build needs the room
        built = _built(request)
    connection.send_bytes(msgspec.msgpack.encode(built))
    return _warm(request.root, task) if kept is None and not built.is_hasty else kept


def _request(root: Path, task: Task, jobs: int = 1) -> "Request":
    from mingpian.request import Request

    first = task.what != "finish"
    return Request(root=root, output=root / OUTPUT, now=task.now, jobs=jobs, drafts=True, originals_first=first)


def _warm(root: Path, task: Task, kept: "PreviewState | None" = None) -> "PreviewState | None":
    """Load what makes the next save quick, while nobody waits; of what was `kept` before, what may still be right."""
    from mingpian.replay import preview

    try:
        return preview.load_state(_request(root, task), kept)
    except Exception:  # the next build says why
        return None


def _prepared(state: "PreviewState") -> "PreviewState":
    """Read all of the content once, while nobody waits, for the next save of something else."""
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


def _built(request: "Request") -> Built:
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
    return Built(
        diagnostics=report.diagnostics,
        base_path=_base_path(request.root),
        entries=report.entries,
        outputs=report.outputs,
        changed=report.changed,
        removed=report.removed,
        seconds=report.seconds,
        horizon=report.horizon or Built().horizon,
        waiting={output.path: msgspec.msgpack.encode(output) for output in report.waiting},
        is_hasty=report.is_hasty,
    )


def _base_path(root: Path) -> str:
    from mingpian.config.load import load_config

    settings, problems = load_config(root)
    return "" if any(problem.severity == "error" for problem in problems) else settings.base_path


def _index(root: Path, task: Task) -> SiteIndex:
    from mingpian.pipeline import load_site, model_site
    from mingpian.write.state import State

    request = _request(root, task)
    state = State(root)
    try:
        with state.exclusive(PATIENCE):
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
