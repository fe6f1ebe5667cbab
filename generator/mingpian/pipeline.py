"""A build: discover → parse → model → plan → render → write, on one screen."""

import time
from functools import partial

import msgspec

from mingpian.config import settings as configuration
from mingpian.config.load import load_config
from mingpian.config.settings import SiteConfig
from mingpian.content import discover
from mingpian.content.bodies import body_of
from mingpian.content.chinese_variants import unusable, with_variants
from mingpian.content.extensions import load_extensions
from mingpian.content.highlight_cache import prune
from mingpian.content.history import History, history_of, with_history
from mingpian.content.load import Loaded, unread
from mingpian.content.load import load_content as read_library
from mingpian.content.locate import locate
from mingpian.content.read_files import CONTENT_FOLDER, ParseContext, parse_context
from mingpian.content.revision import others_of
from mingpian.content.settings_check import disagreements
from mingpian.content.trust.settings import missed, wrong_places
from mingpian.core import garbage_collection, lock
from mingpian.core.diagnostics import Diagnostic, has_errors, ordered
from mingpian.core.sources import SourceFile
from mingpian.core.store import Store
from mingpian.core.trace import Recorder, Table, answers_key
from mingpian.plan.outputs import Output, plan_outputs
from mingpian.plan.routes import routes_of
from mingpian.queries.facade import Queries
from mingpian.queries.questions import answer
from mingpian.render import theme as themes
from mingpian.render.asset_cache import forget_others
from mingpian.render.assets import Assets, assets
from mingpian.render.components import undeclared
from mingpian.render.context import RenderContext
from mingpian.render.extensions import extensions_of, planners
from mingpian.render.formats import enabled, unknown_formats
from mingpian.render.misuse import misused_components
from mingpian.render.rooted import out_of_place
from mingpian.replay.body_edit import build_body_edits
from mingpian.request import Report, Request
from mingpian.schema.records import Audience
from mingpian.site.charset import charset_of_site
from mingpian.site.clock import Clock
from mingpian.site.enclosures import is_sound
from mingpian.site.facts import facts_of
from mingpian.site.faults import faults
from mingpian.site.links import linked
from mingpian.site.model import SiteModel, count_by_kind
from mingpian.site.references import self_vouches
from mingpian.site.relations import relations_of
from mingpian.site.site import AnyEntry, assemble, select
from mingpian.write import render_stage
from mingpian.write.folder import Folder
from mingpian.write.fonts import faces_of, split_fonts, unfit_fonts
from mingpian.write.moved_pages import page_locations, propose_aliases
from mingpian.write.prune import PrunePlan, plan_pruning, problem_of
from mingpian.write.render_context import global_digests, render_context
from mingpian.write.state import Manifest, State, snapshot_of

MANY_DIAGNOSTICS = 3  # times the size of the bodies: most of what was told is out of date then


class LoadedContent(msgspec.Struct, frozen=True):
    """The content as read, and all that was found while reading."""

    config: SiteConfig
    loaded: Loaded
    parse_context: ParseContext
    others: bytes  # digest of the stat facts of all files but entries
    history: History
    code: tuple[SourceFile, ...]  # the site's own
    diagnostics: tuple[Diagnostic, ...]


class PlannedSite(msgspec.Struct, frozen=True):
    """The site as it will be: everything that can be known without rendering."""

    model: SiteModel
    outputs: tuple[Output, ...]
    theme: themes.Theme
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]


def build(request: Request) -> Report:
    """Bring the output folder in line with the content. Raises `lock.BusyError` when another build is at work."""
    started = time.perf_counter()
    state = State(request.root)
    with lock.exclusive(state.folder / "lock"), garbage_collection.paused():
        amend = build_body_edits(request, state)
        report = amend.weighed(request.strict) if amend else _built(request, state)
    return msgspec.structs.replace(report, seconds=time.perf_counter() - started)


def _built(request: Request, state: State) -> Report:
    """Build by all six stages; what is as it should be already is found out on the way."""
    read = load_site(request, state)
    memory = state.save("memory", read.loaded.cache)
    modelled = model_site(request, read)
    misplaced = problem_of(request.root, request.output)
    found = (*read.diagnostics, *modelled.diagnostics, *((misplaced,) if misplaced else ()))
    if misplaced or any(item.severity == "error" and item.file == configuration.CONFIG_FILE for item in found):
        report = Report(diagnostics=tuple(ordered(locate(found, request.root))))
        return report.weighed(request.strict or read.config.strict)
    return _publish(request, state, read, modelled, memory)


def load_site(request: Request, state: State) -> LoadedContent:
    """Discover and parse."""
    config, problems = load_config(request.root, request.base_url)
    own = load_extensions(request.root, config.extensions)
    listed_at = time.time_ns()
    listing = discover.list_files(request.root / CONTENT_FOLDER, CONTENT_FOLDER)
    reader = parse_context(config, listing, own, request.root, (state.store, state.code))
    read = read_library(reader, listing, listed_at, state.parse_cache(), request.jobs, config.topics)
    history = history_of(request.root, config)
    diagnostics = [
        *problems,
        *own.diagnostics,
        *disagreements(config),
        *unusable(config),
        *unknown_formats(config.without),
    ]
    diagnostics += [*wrong_places(config), *missed(config, read.files, read.parsed, reader.settings.trust)]
    diagnostics += [*history.diagnostics, *read.diagnostics]
    return LoadedContent(config, read, reader, others_of(listing, listed_at), history, own.code, tuple(diagnostics))


def model_site(request: Request, read: LoadedContent, reader: Audience = "public") -> PlannedSite:
    """Model the site as `reader` may see it, and plan. Only what is modelled for the public may be rendered."""
    config, loaded, clock = read.config, read.loaded, Clock(request.now)
    entries = _entries(read)
    selection = select(entries, clock, config.timezone, request.drafts, reader)
    selection = msgspec.structs.replace(selection, known=selection.known | unread(read.loaded, read.config.languages))
    site = assemble(config, clock, selection, loaded.pictures, loaded.vocabulary)
    site, links = linked(site, loaded.files)
    theme, theme_problems = themes.load_theme(request.root, config.theme, read.code)
    files_of_theme = assets(theme, config)
    model = SiteModel(
        site,
        relations_of(site, links),
        links,
        routes_of(site),
        frozenset(files_of_theme.files),
        loaded.versions,
        {path: size for path, size in loaded.sizes.items() if is_sound(path)},
        tuple(map(selection.spellings.spelled, loaded.matches)),
        loaded.planet,
        loaded.data,
        read.history.changes,
        split_fonts(faces_of(request.root, config), partial(charset_of_site, site, loaded.data, theme.texts()), site),
    )
    outputs, unplanned = _planned(model, theme)
    diagnostics = (
        *selection.diagnostics,
        *self_vouches(entries, selection.spellings),
        *faults(site, links, model.matches, frozenset(output.path for output in outputs)),
        *unplanned,
        *theme_problems,
        *undeclared(theme),
        *misused_components(model, theme),
        *unfit_fonts(request.root, model),
    )
    return PlannedSite(model, tuple(outputs), theme, files_of_theme, diagnostics)


def _planned(model: SiteModel, theme: themes.Theme) -> tuple[list[Output], list[Diagnostic]]:
    """Return what our formats and those of the site's extensions plan, and what is wrong with it."""
    without, found = model.site.config.without, list(extensions_of(theme.code).diagnostics)
    outputs, collisions = plan_outputs(
        model, [*(form.plan for form in enabled(without)), *planners(theme, without, found)]
    )
    diagnostics = (*out_of_place(model, outputs), *themes.untranslated(theme, model.site.config.languages))
    return outputs, [*collisions, *found, *diagnostics]


def prepare_rendering(request: Request, read: LoadedContent, modelled: PlannedSite) -> RenderContext:
    """Set up what rendering works with."""
    store = Store(State(request.root).store)
    queries = Queries(
        Recorder(partial(answer, modelled.model)), read.config, partial(body_of, store, read.parse_context, read.config)
    )
    return render_context(request.root, queries, modelled.theme, modelled.assets)


def _publish(request: Request, state: State, read: LoadedContent, modelled: PlannedSite, memory: bytes) -> Report:
    """Render and write what is not as it should be; remove what is no longer planned."""
    folder = Folder(request.output)
    before = state.manifest(request.output)
    manifest = before or Manifest()
    task = plan_pruning(modelled.outputs, before, folder)
    state.save_manifest(msgspec.structs.replace(manifest, claimed=tuple(sorted(task.ours))), request.output)
    failed = has_errors((*read.diagnostics, *modelled.diagnostics))
    folder.remove_all(removed := () if failed else task.in_the_way)
    rendered = render_stage.render_outputs(_job(request, state, read, modelled, (task.outputs, manifest)))
    folder.sweep()
    folder.remove_all(output.path for output in rendered.waiting)  # of another picture, or another setting
    if not failed and not has_errors(rendered.diagnostics):
        folder.remove_all(task.orphans)
        removed = task.orphans
    diagnostics = (*read.diagnostics, *modelled.diagnostics, *task.diagnostics, *rendered.diagnostics)
    report = Report(
        diagnostics=tuple(ordered(locate(diagnostics, request.root))),
        entries=count_by_kind(modelled.model),
        outputs=len(task.outputs),
        rendered=rendered.rendered,
        changed=tuple(sorted(rendered.changed)),
        removed=tuple(path for path in removed if path in manifest.written),
        moved=() if failed else _moved(request, state, modelled, task.outputs),
        cache_bytes=_drop_unneeded(state, read, rendered.table) + forget_others(state.folder / "cache", task.outputs),
        horizon=modelled.model.site.clock.horizon if read.config.revisions == "none" else 0,  # git may know more
        waiting=rendered.waiting,
    ).weighed(request.strict or read.config.strict)
    state.tidy(request.output)
    left = Manifest(
        written=rendered.written,
        claimed=tuple(sorted(task.ours - {*rendered.written, *removed})),
        traces=state.save("traces", rendered.table, request.output),
        parse_cache=memory,
        snapshot=_save_snapshot(request, state, read.others, task, rendered, report),
    )
    state.save_manifest(left, request.output)
    return msgspec.structs.replace(report, left=left.left())


def _save_snapshot(
    request: Request,
    state: State,
    others: bytes,
    task: PrunePlan,
    rendered: render_stage.RenderResult,
    report: Report,
) -> bytes:
    """Save what the next build may go by, unless something is wrong with this one; return its digest."""
    if task.diagnostics or rendered.diagnostics or rendered.waiting or report.failed:
        return b""
    snapshot = snapshot_of(others, request.drafts, task.outputs, rendered.table, report)
    return state.save("standing", snapshot, request.output)


def _moved(
    request: Request, state: State, modelled: PlannedSite, outputs: tuple[Output, ...]
) -> tuple[Diagnostic, ...]:
    """Note where pages are now; return what is to be said of those that were elsewhere."""
    before = state.locations(request.output)
    places = page_locations(before, modelled.model, outputs)
    state.save("places", places, request.output)
    return tuple(locate(propose_aliases(places, before.former), request.root))


def _job(
    request: Request,
    state: State,
    read: LoadedContent,
    modelled: PlannedSite,
    work: tuple[tuple[Output, ...], Manifest],
) -> render_stage.RenderJob:
    outputs, manifest = work
    return render_stage.RenderJob(
        outputs=outputs,
        global_digests=global_digests(request.root, read.config, modelled.theme, modelled.assets),
        facts=facts_of(modelled.model),
        previous=render_stage.PreviousBuild(state.table(manifest), manifest.written),
        worker=_worker_context(request, read, modelled),
        load=partial(_load_worker_context, request),
        jobs=request.jobs,
        originals_first=request.originals_first,
        progress=partial(request.progress, "render"),
    )


def _drop_unneeded(state: State, read: LoadedContent, table: Table) -> int:
    """Drop what nothing needs any more; return the size of what is left, in bytes."""
    bodies, answers = Store(state.store), Store(state.answers)
    bodies.keep_only(entry.digest for parsed in read.loaded.parsed if (entry := parsed.entry) is not None)
    if answers.is_scattered() or answers.size() > MANY_DIAGNOSTICS * bodies.size():
        answers.keep_only(answers_key(table, path) for path in table.traces)
    return bodies.size() + answers.size() + prune(state.code, MANY_DIAGNOSTICS * bodies.size())


def _worker_context(request: Request, read: LoadedContent, modelled: PlannedSite) -> render_stage.WorkerContext:
    folder, clock = Folder(request.output), modelled.model.site.clock
    return render_stage.WorkerContext(
        prepare_rendering(request, read, modelled), folder, clock, State(request.root).answers
    )


def _load_worker_context(request: Request) -> render_stage.WorkerContext:
    """Set up a worker that could not inherit: everything it needs is in the store, so reading is quick."""
    read = load_site(msgspec.structs.replace(request, jobs=1), State(request.root))
    return _worker_context(request, read, model_site(request, read))


def _entries(read: LoadedContent) -> list[AnyEntry]:
    """Return the entries that were read, with what git knows of them, and their variants of Chinese."""
    entries = [parsed.entry for parsed in read.loaded.parsed if parsed.entry is not None]
    return with_variants(with_history(entries, read.history, read.config.timezone), read.config)
