"""Sets up what workers render with, from a planned site."""

from functools import partial

import msgspec

from mingpian.content.bodies import body_of
from mingpian.content.loading import LoadedContent
from mingpian.core.store import Store
from mingpian.core.trace import Recorder
from mingpian.queries.by_reference import by_reference
from mingpian.queries.facade import Queries
from mingpian.queries.questions import answer
from mingpian.render.context import RenderContext
from mingpian.request import Request
from mingpian.write.diagrams import drawer
from mingpian.write.folder import Folder
from mingpian.write.planning import PlannedSite
from mingpian.write.render_context import render_context
from mingpian.write.render_stage import WorkerContext
from mingpian.write.state import State


def prepare_rendering(request: Request, read: LoadedContent, modelled: PlannedSite) -> RenderContext:
    """Set up what rendering works with."""
    store = Store(State(request.root).store)
    queries = Queries(
        Recorder(partial(answer, modelled.model), by_reference),
        read.config,
        partial(body_of, store, read.parse_context, read.config),
    )
    return render_context(request.root, queries, modelled.theme, modelled.assets)


def worker_context(request: Request, read: LoadedContent, modelled: PlannedSite) -> WorkerContext:
    """Set up what a worker renders with, and where to. Pages show diagrams as they are drawn, copies their text."""
    folder, clock, state = Folder(request.output), modelled.model.site.clock, State(request.root)
    context = prepare_rendering(request, read, modelled)
    if read.config.markdown.diagrams:
        context = msgspec.structs.replace(context, diagram=drawer(request.root, state.folder / "cache"))
    return WorkerContext(context, folder, clock, state.answers)
