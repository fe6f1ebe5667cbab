"""A build after which only bodies and cards differ: the pages that show them are rendered again, and nothing is asked.

Most edits are of a body. When an entry's file changed and all that the rest of the site knows of it did not, every
answer is what it was, and so is the plan; or its card alone is another, when its title or summary changed. What the
pages that show the entry or its card were told lies in the store since they were last rendered; so neither the other
entries nor the model are needed. Whatever is not certain to be so simple is left to a whole build, which finds out by
itself.
"""

import time
from collections.abc import Collection
from functools import partial

import msgspec

from mingpian.config.load import load_config
from mingpian.config.settings import SiteConfig
from mingpian.content.bodies import body_of
from mingpian.content.extensions import LoadedExtensions, load_extensions
from mingpian.content.loading import list_content
from mingpian.content.read_files import ParseContext, parse_context
from mingpian.content.revision import Revision, others_of, revise
from mingpian.core import digest
from mingpian.core.recorded_table import RecordedTable
from mingpian.core.store import Store
from mingpian.core.trace import Recorder, Table, Validity
from mingpian.plan.outputs import Output
from mingpian.queries.by_reference import CARD, by_reference
from mingpian.queries.facade import Queries
from mingpian.render.assets import assets
from mingpian.render.theme import load_theme
from mingpian.replay import unchanged
from mingpian.replay.body_change import Changed, NotOnlyBodiesError, ReplayedAnswers, be_certain, revised_entry
from mingpian.replay.card_change import is_named_by_links, is_told_by_card_alone, of_card, without_card
from mingpian.replay.search_edit import Kept, amend_indexes, index_places, paths_told
from mingpian.request import Request
from mingpian.site.clock import Clock
from mingpian.site.facts import BODY
from mingpian.write import render_stage
from mingpian.write.folder import Folder
from mingpian.write.kept import drop_unneeded, is_scattered
from mingpian.write.moved_pages import with_new_titles
from mingpian.write.render_context import global_digests, page_context
from mingpian.write.report import Report
from mingpian.write.state import BuildSnapshot, Manifest, State


class _LastBuild(msgspec.Struct, frozen=True):
    """What the last build left."""

    manifest: Manifest
    snapshot: BuildSnapshot
    table: RecordedTable


def build_body_edits(request: Request, state: State) -> Report | None:
    """Render what shows the bodies that changed, when nothing else did; None when it is not so simple."""
    try:
        return _build_body_edits(request, state)
    except NotOnlyBodiesError:
        return None


def _build_body_edits(request: Request, state: State) -> Report:
    before = _last_build(request, state)
    config, problems = load_config(request.root, request.base_url)
    be_certain(not problems)
    be_certain(not config.variants)  # a body is then that of more than one entry
    be_certain(config.revisions == "none")  # git may know more than before
    own = load_extensions(request.root, config.extensions)
    theme, _ = load_theme(request.root, config.theme, own.code)
    files = assets(theme, config)
    be_certain(before.table.global_digests == global_digests(request.root, config, theme, files))
    parse_context, revision = _revised(request, state, config, own, before)
    folder = Folder(request.output)
    answers, changed = Store(state.answers), {new.entry.key: (old.entry, new.entry) for old, new in revision.pairs}
    paths, found = _showing(before.table, changed), index_places(before.table, before.snapshot, changed)
    be_certain(_is_left(request, before.manifest, folder, paths))
    replayed = ReplayedAnswers(before.table.told_to({*paths, *paths_told(found)}), changed, answers)
    bodies = Store(state.store)
    queries = Queries(Recorder(replayed.answer, by_reference), config, partial(body_of, bodies, parse_context, config))
    context = page_context(request.root, queries, theme, files)
    worker = render_stage.WorkerContext(context, folder, Clock(request.now), state.answers)
    outputs = [msgspec.msgpack.decode(before.snapshot.outputs[path], type=Output) for path in paths]
    outputs += amend_indexes(replayed, found, Kept(bodies, context.cache))
    result = render_stage.render_chunk(worker, outputs)
    folder.sweep()
    be_certain(not result.diagnostics)
    return _remember(request, state, before, (revision, changed), result)


def _last_build(request: Request, state: State) -> _LastBuild:
    """Return what the last build left, if it is whole, and of the same site at a time like this."""
    manifest = state.manifest(request.output)
    snapshot = state.snapshot(manifest) if manifest else None
    if manifest is None or snapshot is None:
        raise NotOnlyBodiesError
    table = state.recorded_table(manifest)
    be_certain(snapshot.drafts == request.drafts and table.validity.holds(table.validity.facts, request.now))
    return _LastBuild(manifest, snapshot, table)


def _is_left(request: Request, manifest: Manifest, folder: Folder, again: Collection[str]) -> bool:
    """Tell whether the output is as it was left: as it was seen before the build, where it was. What is rendered
    `again` need not be, as a preview has shown it already."""
    if request.seen is not None and request.seen.left == unchanged.left_by(manifest.left()):
        return True
    others = manifest.written.keys() - again
    return all(manifest.written[path].still_there(folder.full(path)) for path in others)


def _revised(
    request: Request, state: State, config: SiteConfig, own: LoadedExtensions, last: _LastBuild
) -> tuple[ParseContext, Revision]:
    """Read what changed; nothing but bodies and cards may, and nothing be or have been wrong with these files."""
    cache = state.parse_cache()
    listing, listed_at = list_content(request, time.time_ns())
    reader = parse_context(config, listing, own, request.root, (state.store, state.code))
    be_certain(others_of(listing, listed_at) == last.snapshot.others)
    revision = revise(reader, listing, listed_at, cache)
    if revision is None:
        raise NotOnlyBodiesError
    spoken = frozenset(last.snapshot.spoken)
    for old, new in revision.pairs:
        before, after = old.entry, revised_entry(old, new, last.snapshot)
        be_certain(without_card(after) == without_card(before))
        if of_card(before, after):
            be_certain(not own.code)  # which may plan by titles
            be_certain(is_told_by_card_alone(before, after, last.table, config.languages, spoken))
            be_certain(before.title == after.title or not is_named_by_links(last.table, Store(state.answers), after))
            be_certain(all(told.code != "broken-wikilink" for told in last.snapshot.diagnostics))  # they propose titles
    return reader, revision


def _showing(table: RecordedTable, changed: Changed) -> list[str]:
    """Return the paths of the outputs that show one of these bodies, or a card that is another."""
    told = {(BODY, key) for key in changed} | {(CARD, key) for key, pair in changed.items() if of_card(*pair)}
    return sorted({path for question in told for path in table.outputs(question)})


def _joined(table: RecordedTable, sheet: Table) -> RecordedTable:
    """Return the table with the new answers.

    Raises NotOnlyBodiesError when an output asked something else than before.
    """
    answers: dict[int, bytes] = {}
    for path, trace in sheet.traces.items():
        numbers = {table.question(number): number for number in table.trace(path).asked}
        be_certain({sheet.questions[number] for number in trace.asked} == numbers.keys())
        answers |= {numbers[sheet.questions[number]]: sheet.answers[number] for number in trace.asked}
    return table.amended(answers, {path: trace.subject for path, trace in sheet.traces.items()})


def _remember(
    request: Request,
    state: State,
    before: _LastBuild,
    new: tuple[Revision, Changed],
    result: render_stage.ChunkResult,
) -> Report:
    """Write down what the next build needs to know. Of other cards the facts are others; which, no model told."""
    revision, changed = new
    table = _joined(before.table, result.table)
    recarded = [after for pair in changed.values() if of_card(*pair) for after in pair[1:]]
    if recarded:
        facts, now, until = table.validity.facts, table.validity.now, table.validity.until
        facts = digest.of((facts, [entry.digest for entry in recarded]))
        table = msgspec.structs.replace(table, validity=Validity(facts, now, until))
        state.save("places", with_new_titles(state.locations(request.output), recarded), request.output)
    manifest = msgspec.structs.replace(
        before.manifest,
        written=before.manifest.written | result.written,
        parse_cache=state.save("memory", revision.cache),
        traces=state.save("traces", table, request.output),
    )
    state.save_manifest(manifest, request.output)
    if is_scattered(state):
        drop_unneeded(state, revision.cache, table.table().answers)
    return Report(
        diagnostics=before.snapshot.diagnostics,
        entries=before.snapshot.entries,
        outputs=before.snapshot.planned,
        rendered=len(result.written),
        changed=tuple(sorted(result.changed)),
        cache_bytes=before.snapshot.cache_bytes,
        horizon=table.validity.until,
        left=manifest.left(),
    )
