"""Sets up what workers render with, from a planned site."""

from functools import partial

from mingpian.content.bodies import body_of
from mingpian.content.loading import LoadedContent
from mingpian.core.store import Store
from mingpian.core.trace import Recorder
from mingpian.queries.by_reference import by_reference
from mingpian.queries.facade import Queries
from mingpian.queries.questions import answer
from mingpian.render.context import RenderContext
from mingpian.request import Request
from mingpian.write.folder import Folder
from mingpian.write.planning import PlannedSite
from mingpian.write.render_context import page_context, render_context
from mingpian.write.render_stage import WorkerContext
from mingpian.write.state import State


def prepare_rendering(request: Request, read: LoadedContent, modelled: PlannedSite) -> RenderContext:
    """Set up what rendering works with."""
    return render_context(request.root, _queries(request, read, modelled), modelled.theme, modelled.assets)


def _queries(request: Request, read: LoadedContent, modelled: PlannedSite) -> Queries:
    store = Store(State(request.root).store)
    recorder = Recorder(partial(answer, modelled.model), by_reference)
    return Queries(recorder, read.config, partial(body_of, store, read.parse_context, read.config))


def worker_context(request: Request, read: LoadedContent, modelled: PlannedSite) -> WorkerContext:
    """Set up what a worker renders with, and where to."""
    context = page_context(request.root, _queries(request, read, modelled), modelled.theme, modelled.assets)
    return WorkerContext(context, Folder(request.output), modelled.model.site.clock, State(request.root).answers)
