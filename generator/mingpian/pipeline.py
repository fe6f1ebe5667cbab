"""A build: discover → parse → model → plan → render → write, on one screen.

What the stages stand on is imported where they begin: most builds after an edit need little of it.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from mingpian.config.settings import CONFIG_FILE
from mingpian.core import garbage_collection
from mingpian.core.diagnostics import ordered
from mingpian.core.patterns import keep_patterns
from mingpian.request import Request
from mingpian.schema.records import Audience
from mingpian.write.report import Report
from mingpian.write.state import State

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.content.loading import LoadedContent
    from mingpian.write.planning import PlannedSite
    from mingpian.write.render_stage import WorkerContext

_WHOLE = (CONFIG_FILE, "content/")  # with an error in these nothing is as it should be, and nothing is written


def build(request: Request) -> Report:
    """Bring the output folder in line with the content. Raises `lock.BusyError` when another build is at work."""
    started = time.perf_counter()
    state = State(request.root)
    with state.exclusive(), garbage_collection.paused():
        report = _amended(request, state) or _built(request, state)
        keep_patterns()
    return msgspec.structs.replace(report, seconds=time.perf_counter() - started)


def _amended(request: Request, state: State) -> Report | None:
    """Build what the last build left, where only bodies or cards are others since; None when it is not so simple."""
    if state.is_new:
        return None
    from mingpian.replay.body_edit import build_body_edits

    report = build_body_edits(request, state)
    return report.weighed(request.strict) if report else None


def _built(request: Request, state: State) -> Report:
    """Build by all six stages; what is as it should be already is found out on the way."""
    read = load_site(request, state, meanwhile=_load_ahead)

    from mingpian.content.locate import locate
    from mingpian.write.prune import problem_of
    from mingpian.write.publish import publish

    cache = state.save("memory", read.loaded.cache)
    modelled = model_site(request, read)
    misplaced = problem_of(request.root, request.output)
    found = (*read.diagnostics, *modelled.diagnostics, *((misplaced,) if misplaced else ()))
    if misplaced or any(item.severity == "error" and item.file in _WHOLE for item in found):
        report = Report(diagnostics=tuple(ordered(locate(found, request.root))))
        return report.weighed(request.strict or read.config.strict)
    return publish(request, state, read, modelled, cache, partial(_load_worker_context, request))


def load_site(
    request: Request,
    state: State,
    kept: "LoadedContent | None" = None,
    meanwhile: "Callable[[SiteConfig], object]" = bool,
) -> "LoadedContent":
    """Discover and parse; what was `kept` in memory is taken where it is still right. `meanwhile` is called while
    workers parse."""
    from mingpian.content.loading import discover_site, parse_site

    found = discover_site(request, time.time_ns())
    return parse_site(request, found, (state.store, state.code), state.parse_cache, kept, meanwhile)


def _load_ahead(config: "SiteConfig") -> None:
    """Load what the next stages stand on, and their workers inherit."""
    from mingpian.render import localized
    from mingpian.render.formats import enabled, load_libraries
    from mingpian.write import planning, publish  # noqa: F401

    load_libraries(enabled(config.without))
    for lang in config.languages:
        localized.load(lang)


def model_site(request: Request, read: "LoadedContent", reader: Audience = "public") -> "PlannedSite":
    """Model the site as `reader` may see it, and plan. Only what is modelled for the public may be rendered."""
    from mingpian.site.modelling import model_of
    from mingpian.write.planning import load_design, model_inputs, plan_site

    design = load_design(request, read)
    modelled = model_of(request, read, model_inputs(request, read, design), reader)
    return plan_site(request, read, design, modelled)


def _load_worker_context(request: Request) -> "WorkerContext":
    """Set up a worker that could not inherit: everything it needs is in the store, so reading is quick."""
    from mingpian.write.worker_context import worker_context

    read = load_site(msgspec.structs.replace(request, jobs=1), State(request.root))
    return worker_context(request, read, model_site(request, read))
