"""Brings the output folder in line with the plan: renders, writes, removes, and puts down what the next build needs."""

from collections.abc import Callable
from functools import partial

import msgspec

from mingpian.content.loading import LoadedContent
from mingpian.content.locate import locate
from mingpian.core.diagnostics import Diagnostic, has_errors, ordered
from mingpian.core.recorded_table import recorded
from mingpian.plan.outputs import Output
from mingpian.render.asset_cache import forget_others
from mingpian.request import Request
from mingpian.site.facts import facts_of
from mingpian.site.model import count_by_kind
from mingpian.write import render_stage
from mingpian.write.folder import Folder
from mingpian.write.kept import drop_unneeded
from mingpian.write.moved_pages import page_locations, propose_aliases
from mingpian.write.planning import PlannedSite
from mingpian.write.prune import PrunePlan, plan_pruning
from mingpian.write.render_context import global_digests
from mingpian.write.render_stage import PreviousBuild, RenderJob, RenderResult, WorkerContext
from mingpian.write.report import Report
from mingpian.write.snapshot import snapshot_of
from mingpian.write.state import Manifest, State
from mingpian.write.worker_context import worker_context


def publish(
    request: Request,
    state: State,
    read: LoadedContent,
    modelled: PlannedSite,
    cache: bytes,
    load: Callable[[], WorkerContext],
) -> Report:
    """Render and write what is not as it should be; remove what is no longer planned. `cache` is the mark under which
    the parse cache was saved; `load` sets up workers that cannot inherit this one."""
    manifest = (before := state.manifest(request.output)) or Manifest()
    task = plan_pruning(modelled.outputs, before, Folder(request.output))
    state.save_manifest(msgspec.structs.replace(manifest, claimed=tuple(sorted(task.ours))), request.output)
    failed = has_errors((*read.diagnostics, *modelled.diagnostics))
    rendered, removed = _bring_in_line(_job(request, state, read, modelled, (task, manifest, load)), task, failed)
    found = (*read.diagnostics, *modelled.diagnostics, *task.diagnostics, *rendered.diagnostics)
    report = Report(
        diagnostics=tuple(ordered(locate(found, request.root))),
        entries=count_by_kind(modelled.model),
        outputs=len(task.outputs),
        rendered=rendered.rendered,
        changed=tuple(sorted(rendered.changed)),
        removed=tuple(path for path in removed if path in manifest.written),
        moved=() if failed else _moved(request, state, modelled, task.outputs),
        cache_bytes=drop_unneeded(state, read.loaded.cache, rendered.table.answers)
        + forget_others(state.folder / "cache", task.outputs),
        horizon=modelled.model.site.clock.horizon if read.config.revisions == "none" else 0,  # git may know more
        waiting=rendered.waiting,
        is_hasty=bool(rendered.waiting) or read.loaded.uncolored,
    ).weighed(request.strict or read.config.strict)
    state.tidy(request.output)
    left = Manifest(
        written=dict(sorted(rendered.written.items())),
        claimed=tuple(sorted(task.ours - {*rendered.written, *removed})),
        traces=state.save("traces", recorded(rendered.table), request.output),
        parse_cache=cache,
        snapshot=_save_snapshot(request, state, read, task, rendered, report),
    )
    state.save_manifest(left, request.output)
    return msgspec.structs.replace(report, left=left.left())


def _bring_in_line(job: RenderJob, task: PrunePlan, failed: bool) -> tuple[RenderResult, tuple[str, ...]]:
    """Render and write, and remove what is no longer planned unless something failed; return what was removed, too."""
    folder, removed = job.worker.folder, () if failed else task.in_the_way
    folder.remove_all(removed)
    rendered = render_stage.render_outputs(job)
    folder.sweep()
    folder.remove_all(output.path for output in rendered.waiting)  # of another picture, or another setting
    if failed or has_errors(rendered.diagnostics):
        return rendered, removed
    folder.remove_all(task.orphans)
    return rendered, task.orphans


def _save_snapshot(
    request: Request,
    state: State,
    read: LoadedContent,
    task: PrunePlan,
    rendered: RenderResult,
    report: Report,
) -> bytes:
    """Save what the next build may go by, unless something is wrong with this one; return its digest."""
    if task.diagnostics or rendered.diagnostics or report.is_hasty or report.failed:
        return b""
    snapshot = snapshot_of(read, request.drafts, task.outputs, rendered.table, report)
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
    work: tuple[PrunePlan, Manifest, Callable[[], WorkerContext]],
) -> RenderJob:
    task, manifest, load = work
    return RenderJob(
        outputs=task.outputs,
        global_digests=global_digests(request.root, read.config, modelled.theme, modelled.assets),
        facts=facts_of(modelled.model),
        previous=PreviousBuild(state.table(manifest), manifest.written),
        worker=worker_context(request, read, modelled),
        load=load,
        jobs=request.jobs,
        originals_first=request.originals_first,
        progress=partial(request.progress, "render"),
    )
