"""A saved body shown at once: its pages are made again from what the last build left in memory.

Most saves are of one body. Whatever such a page says besides it was asked by the last build; so no folder is listed,
and nothing that is kept on disk is read or written but the page. An ordinary build follows when the writer pauses,
finds the same by itself, and puts down what is to be remembered. Whatever is not so simple is left to it at once.
"""

import os
from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec

from mingpian.config.load import load_config
from mingpian.content import discover
from mingpian.content.bodies import body_of
from mingpian.content.entry import Parsed, parsed_of
from mingpian.content.extensions import load_extensions
from mingpian.content.highlight_cache import HighlightCache
from mingpian.content.loading import LoadedContent
from mingpian.content.markdown import Document
from mingpian.content.naming import is_entry
from mingpian.content.read_files import CONTENT_FOLDER, ParseContext, ReadJob, parse_context, parse_file
from mingpian.content.revision import RevisedPages
from mingpian.core import lock
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Store
from mingpian.core.trace import Question, Recorder, Table, told_to
from mingpian.plan.outputs import Output
from mingpian.queries.by_reference import CARD, by_reference
from mingpian.queries.facade import Queries
from mingpian.render.assets import assets
from mingpian.render.context import RenderContext
from mingpian.render.theme import load_theme
from mingpian.replay.body_change import Changed, NotOnlyBodiesError, ReplayedAnswers, be_certain, revised_entry
from mingpian.replay.card_change import of_card
from mingpian.request import Request
from mingpian.site.facts import BODY
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry
from mingpian.write.folder import Folder
from mingpian.write.render_context import OF_THEME, global_digests, page_context
from mingpian.write.render_stage import rendered
from mingpian.write.state import BuildSnapshot, State

FEW = 3  # files; an editor saves one, or all that are open
LEAVING = 1.0  # seconds that the workers of a build that was ended may hold its lock; they end when they notice


class PreviewState(msgspec.Struct, frozen=True):
    """What the last build left, in memory. It holds until anything but bodies changes."""

    request: Request
    state: State
    reader: ParseContext
    context: RenderContext
    snapshot: BuildSnapshot
    table: Table
    pages: RevisedPages  # what files gave
    places: dict[str, int]  # source -> where in these
    shown: dict[Question, list[str]]  # for an entry and its card, paths of the outputs that show it
    bodies: Store
    answers: Store
    is_settled: bool = True  # nothing but bodies and the theme changed since that build
    content: LoadedContent | None = None  # all of it, where it was read since
    model: SiteModel | None = None  # of that content, where it was made since


def load_state(request: Request, kept: PreviewState | None = None) -> PreviewState | None:
    """Load what a build with this request has left; None when it left too little. Of the state that was `kept` before,
    content and model stay: whoever needs them looks whether they are still right."""
    state = State(request.root)
    manifest = state.manifest(request.output)
    snapshot = state.snapshot(manifest) if manifest else None
    config, problems = load_config(request.root)
    if manifest is None or snapshot is None or problems or config.variants:
        return None
    table, cache, own = state.table(manifest), state.parse_cache(), load_extensions(request.root, config.extensions)
    theme, _ = load_theme(request.root, config.theme, own.code)
    files, listing = assets(theme, config), discover.list_files(request.root / CONTENT_FOLDER, CONTENT_FOLDER)
    reader = parse_context(config, listing, own, request.root, (state.store, state.code))
    here = global_digests(request.root, config, theme, files)
    others = {name for name, one in here.items() if table.global_digests.get(name) != one}
    bodies, answers = Store(state.store), Store(state.answers)
    queries = Queries(Recorder(_unasked), config, partial(body_of, bodies, reader, config))
    return PreviewState(
        request=request,
        state=state,
        reader=reader,
        context=page_context(request.root, queries, theme, files),
        snapshot=snapshot,
        table=table,
        pages=RevisedPages(state.store, cache.pages),
        places={record.file.path: at for at, record in enumerate(cache.records)},
        shown=_shown(table),
        bodies=bodies,
        answers=answers,
        is_settled=cache.settings == reader.key and others <= {str(OF_THEME)},
        content=kept.content if kept else None,
        model=kept.model if kept else None,
    )


def show_bodies(state: PreviewState, paths: Iterable[str], now: int) -> tuple[str, ...] | None:
    """Make again the pages that show the bodies in these files (from the site's root), and return those that differ;
    None when it is not so simple, or another build is at work."""
    there = [path for path in paths if os.path.lexists(state.request.root / path)]  # not what an editor wrote beside
    sources = [path.removeprefix(f"{CONTENT_FOLDER}/") for path in there]
    if not 0 < len(sources) <= FEW or not all(is_entry(source) and source in state.places for source in sources):
        return None
    if not state.is_settled or not state.table.validity.holds(state.table.validity.facts, now):
        return None
    try:
        with state.state.exclusive(LEAVING):
            return _show_bodies(state, sources)
    except (lock.BusyError, NotOnlyBodiesError, LookupError, OSError):
        return None


def _unasked(question: Question) -> Any:
    raise LookupError(question)


def _shown(table: Table) -> dict[Question, list[str]]:
    """Return the paths of the outputs that show an entry's body, and of those that show its card, by question."""
    told = {number: question for number, question in enumerate(table.questions) if question[0] in (BODY, CARD)}
    found: dict[Question, list[str]] = {question: [] for question in told.values()}
    for path, trace in table.traces.items():
        for number in trace.asked:
            if number in told:
                found[told[number]].append(path)
    return found


def _show_bodies(state: PreviewState, sources: list[str]) -> tuple[str, ...] | None:
    changed_entries: dict[str, tuple[AnyEntry, AnyEntry]] = {}
    texts: dict[bytes, Document] = {}
    for source in sources:
        before = state.pages.get(state.places[source])
        if before is None:
            raise NotOnlyBodiesError
        entry = revised_entry(before, _read(state, source, texts), state.snapshot)
        be_certain(not (entry.mentions or before.entry.mentions))  # titles of others are to be looked up
        changed_entries[entry.key] = before.entry, entry
    told = [(BODY, key) for key in changed_entries]
    told += [(CARD, key) for key, pair in changed_entries.items() if of_card(*pair)]
    paths = tuple(dict.fromkeys(path for question in told for path in state.shown.get(question, ())))
    context, folder = _context(state, changed_entries, paths, texts), Folder(state.request.output)
    diagnostics: list[Diagnostic] = []
    changed = []
    for path in paths:
        output = msgspec.msgpack.decode(state.snapshot.outputs[path], type=Output)
        for data in rendered(context, output, diagnostics):
            changed += [path] if folder.put(path, data)[1] else []
    return None if diagnostics else tuple(changed)


class _BodyTaker:
    """Takes the body that is read, in place of the store: an ordinary build will put it there."""

    def __init__(self, texts: dict[bytes, Document]) -> None:
        self._texts = texts

    def put(self, key: bytes, data: bytes) -> None:
        """Keep a body."""
        self._texts[key] = msgspec.msgpack.decode(data, type=Document)


def _read(state: PreviewState, source: str, texts: dict[bytes, Document]) -> Parsed:
    with HighlightCache(state.reader.code) as colour:
        return parsed_of(parse_file(state.reader, ReadJob(source, b""), _BodyTaker(texts), colour).parsed)


def _context(
    state: PreviewState, changed: Changed, paths: Iterable[str], texts: dict[bytes, Document]
) -> RenderContext:
    """Return a context whose answers are the recorded ones, with what changed in place of what was."""
    replayed = ReplayedAnswers(told_to(state.table, paths), changed, state.answers)
    config = state.context.queries.config
    stored = partial(body_of, state.bodies, state.reader, config)
    queries = Queries(
        Recorder(replayed.answer, by_reference), config, lambda entry: texts.get(entry.digest) or stored(entry)
    )
    return msgspec.structs.replace(state.context, queries=queries)
