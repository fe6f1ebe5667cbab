"""The pages that are looked at, made before everything else.

On a large site a whole build takes a while, and whoever changed a setting, a template or a member's name waits for one
page. What that page shows is known without the others: from the recorded answers where the theme alone changed, else
from the model. An ordinary build follows, makes all the rest, and finds the same by itself.
"""

from collections.abc import Collection, Iterable
from functools import partial

import msgspec

from mingpian.config.load import load_config
from mingpian.content.bodies import body_of
from mingpian.content.extensions import load_extensions
from mingpian.content.loading import LoadedContent
from mingpian.core import garbage_collection
from mingpian.core.diagnostics import Diagnostic, has_errors
from mingpian.core.errors import MingpianError
from mingpian.core.trace import Recorder, told_to
from mingpian.pipeline import load_site
from mingpian.plan.outputs import Output
from mingpian.queries.by_reference import by_reference
from mingpian.queries.facade import Queries
from mingpian.render.assets import assets
from mingpian.render.context import RenderContext
from mingpian.render.theme import load_theme
from mingpian.replay.body_change import ReplayedAnswers, be_certain
from mingpian.replay.preview import LEAVING, PreviewState
from mingpian.request import Request
from mingpian.site.model import SiteModel
from mingpian.site.modelling import model_of
from mingpian.write.folder import Folder
from mingpian.write.planning import Design, PlannedSite, load_design, model_inputs
from mingpian.write.render_context import page_context
from mingpian.write.render_stage import rendered
from mingpian.write.state import Manifest
from mingpian.write.worker_context import worker_context

DESIGN = ("themes", "templates", "styles", "words", "icons")  # what of a site makes a theme
MANY = 2_000  # outputs; fewer are soon made, all of them


class ShownPages(msgspec.Struct, frozen=True):
    """The paths of what differs, and what the next saves are shown by."""

    changed: tuple[str, ...]
    state: PreviewState


def show_pages(state: PreviewState, paths: Iterable[str], pages: Iterable[str], request: Request) -> ShownPages | None:
    """Make these pages (paths below output/) again after a change of these files (from the site's root); None when it
    is not so simple, or another build is at work."""
    known = [path for path in pages if path in state.snapshot.outputs]
    if not known or state.snapshot.planned < MANY:
        return None
    is_design = state.is_settled and all(path.partition("/")[0] in DESIGN for path in paths)
    try:
        with state.state.exclusive(LEAVING), garbage_collection.paused():
            if is_design:
                state = msgspec.structs.replace(state, context=_designed(state, known, request))
            else:
                state = _modelled(state, request)
            changed = _made_again(state, known)
    except (MingpianError, LookupError, OSError):
        return None
    return ShownPages(changed, state)


def prepared(state: PreviewState, request: Request) -> PreviewState:
    """Return the state with all of the content in it, where the next change of something else is quicker for it; as it
    is where it has it, another build is at work, or all is soon made. Not read again after each save: the next one
    would wait for it."""
    if state.content is not None or state.snapshot.planned < MANY:
        return state
    try:
        with state.state.exclusive(), garbage_collection.paused():
            return msgspec.structs.replace(state, content=load_site(request, state.state))
    except (MingpianError, LookupError, OSError):
        return state


def _designed(state: PreviewState, pages: Iterable[str], request: Request) -> RenderContext:
    """Return what pages are made with when the theme alone changed: they are told what they were told."""
    be_certain(state.table.validity.holds(state.table.validity.facts, request.now))
    config, problems = load_config(request.root)
    theme, faults = load_theme(request.root, config.theme, load_extensions(request.root, config.extensions).code)
    be_certain(not problems and not faults)
    replayed = ReplayedAnswers(told_to(state.table, pages), {}, state.answers)
    stored = partial(body_of, state.bodies, state.reader, config)
    queries = Queries(Recorder(replayed.answer, by_reference), config, stored)
    return page_context(request.root, queries, theme, assets(theme, config))


def _modelled(state: PreviewState, request: Request) -> PreviewState:
    """Return the state with what pages are made with, whatever changed: the model answers; nothing is planned, nothing
    is checked. The one that was made for an earlier save is taken, where it would be the same."""
    read = load_site(request, state.state, state.content)
    be_certain(not has_errors(read.diagnostics))
    design = load_design(request, read)
    model = state.model
    if state.content is None or model is None or not _is_of(model, state.content, read, design, request.now):
        model = model_of(request, read, model_inputs(request, read, design), "public").model
    context = worker_context(request, read, PlannedSite(model, (), design.theme, design.assets, ())).context
    return msgspec.structs.replace(state, context=context, is_settled=False, content=read, model=model)


def _is_of(model: SiteModel, content: LoadedContent, read: LoadedContent, design: Design, now: int) -> bool:
    """Tell whether the model of some content is that of what was read, in this design, at this time."""
    config = msgspec.structs.replace(read.config, home=design.home)
    is_same = read.loaded is content.loaded and (read.history, read.code) == (content.history, content.code)
    is_same = is_same and (model.site.config, model.assets) == (config, frozenset(design.assets.files))
    return is_same and not model.cuts and now < model.site.clock.horizon


def _made_again(state: PreviewState, pages: Collection[str]) -> tuple[str, ...]:
    """Write these pages, and what of the theme they load; return the paths of what differs."""
    diagnostics: list[Diagnostic] = []
    made = dict(state.context.assets.files)
    for path in pages:
        output = msgspec.msgpack.decode(state.snapshot.outputs[path], type=Output)
        for data in rendered(state.context, output, diagnostics):
            made[path] = data
    be_certain(not diagnostics)
    folder = Folder(state.request.output)
    _claim(state, made)
    changed = tuple(path for path, data in made.items() if folder.put(path, data)[1])
    folder.sweep()
    return changed


def _claim(state: PreviewState, paths: Iterable[str]) -> None:
    """Put down that files are ours, before they are written: a later build would not touch them else. Another build
    may have removed some meanwhile."""
    manifest = state.state.manifest(state.request.output) or Manifest()
    known = {*manifest.written, *manifest.claimed}
    if not known.issuperset(paths):
        claimed = tuple(sorted({*manifest.claimed, *paths}))
        state.state.save_manifest(msgspec.structs.replace(manifest, claimed=claimed), state.request.output)
