"""A build after which only bodies differ: the pages that show them are rendered again, and nothing else is asked.

Most edits are of a body. When an entry's file changed and all that the rest of the site knows of it did not, every
answer is what it was, and so is the plan. What the pages that show the entry were told lies in the store since they
were last rendered; so neither the other entries nor the model are needed. Whatever is not certain to be so simple is
left to a whole build, which finds out by itself.
"""

import time
from functools import partial
from typing import Any

import msgspec

from mingpian import config as configuration
from mingpian import unchanged
from mingpian.config import SiteConfig
from mingpian.content import discover
from mingpian.content.bodies import body_of
from mingpian.content.extensions import TakenUp, take_up
from mingpian.content.library import FOLDER as CONTENT
from mingpian.content.library import Reader, reader_of
from mingpian.content.revision import Revision, others_of, revise
from mingpian.core.store import Store
from mingpian.core.trace import Question, Recorder, Table, Trace, told_before
from mingpian.model.clock import Clock
from mingpian.model.facts import BODY, without_body
from mingpian.model.query import decoded
from mingpian.model.site import AnyEntry
from mingpian.plan.outputs import Output
from mingpian.render.ask import Ask
from mingpian.render.assets import assets
from mingpian.render.theme import load_theme
from mingpian.request import Report, Request
from mingpian.write import press
from mingpian.write.folder import Folder
from mingpian.write.state import Manifest, Standing, State
from mingpian.write.studio import environment_of, set_up


class NotSoSimple(Exception):
    """Something is not certain to be as it was: a whole build has to find out."""


class _Before(msgspec.Struct, frozen=True):
    """What the last build left."""

    manifest: Manifest
    standing: Standing
    table: Table


def amended(request: Request, state: State) -> Report | None:
    """Render what shows the bodies that changed, when nothing else did; None when it is not so simple."""
    try:
        return _amended(request, state)
    except NotSoSimple:
        return None


def _amended(request: Request, state: State) -> Report:
    before = _before(request, state)
    config, problems = configuration.load(request.root, request.base_url)
    _be_certain(not problems and not config.search.enabled)  # the index is planned by what is in bodies
    _be_certain(not config.variants)  # a body is then that of more than one entry
    _be_certain(config.revisions == "none")  # git may know more than before
    own = take_up(request.root, config.extensions)
    theme, _ = load_theme(request.root, config.theme, own.code)
    files = assets(theme, config)
    _be_certain(before.table.environment == environment_of(request.root, config, theme, files))
    reader, revision = _revised(request, state, config, own, before.standing)
    folder = Folder(request.output)
    _be_certain(
        request.seen == unchanged.digest_of(before.manifest.left())
        or all(left.still_there(folder.full(path)) for path, left in before.manifest.written.items())
    )
    answers = _Answers(before.table, revision, Store(state.told))
    ask = Ask(Recorder(answers.answer), config, partial(body_of, Store(state.store), reader, config))
    plant = press.Plant(set_up(request.root, ask, theme, files), folder, Clock(request.now), state.told)
    outputs = [msgspec.msgpack.decode(before.standing.outputs[path], type=Output) for path in answers.outputs]
    sheet = press.print_some(plant, outputs)
    folder.sweep()
    _be_certain(not sheet.diagnostics)
    return _kept(request, state, before, revision, sheet)


def _be_certain(condition: bool) -> None:
    if not condition:
        raise NotSoSimple


def _before(request: Request, state: State) -> _Before:
    """Return what the last build left, if it is whole, and of the same site at a time like this."""
    manifest = state.manifest(request.output)
    standing = state.standing(manifest) if manifest else None
    if manifest is None or standing is None:
        raise NotSoSimple
    table = state.table(manifest)
    _be_certain(standing.drafts == request.drafts and table.basis.holds(table.basis.facts, request.now))
    return _Before(manifest, standing, table)


def _revised(
    request: Request, state: State, config: SiteConfig, own: TakenUp, standing: Standing
) -> tuple[Reader, Revision]:
    """Read what changed; nothing but bodies may, and nothing be or have been wrong with these files."""
    memory = state.memory()
    listed_at = time.time_ns()
    listing = discover.list_files(request.root / CONTENT, CONTENT)
    reader = reader_of(config, listing, own, request.root, (state.store, state.code))
    _be_certain(others_of(listing, listed_at) == standing.others)
    revision = revise(reader, listing, listed_at, memory)
    if revision is None:
        raise NotSoSimple
    complained = {item.file for item in standing.diagnostics}
    for before, after in revision.pairs:
        _be_certain(before.entry is not None and after.entry is not None)
        _be_certain(not before.diagnostics and not after.diagnostics and f"{CONTENT}/{after.source}" not in complained)
        _be_certain(without_body(before.entry) == without_body(after.entry))
    return reader, revision


class _Answers:
    """What the outputs that show changed bodies were told, with the new bodies in place of the old ones."""

    def __init__(self, table: Table, revision: Revision, told: Store) -> None:
        self._new: dict[Question, AnyEntry] = {(BODY, after.entry.key): after.entry for _, after in revision.pairs}
        stale = {number for number, question in enumerate(table.questions) if question in self._new}
        self.outputs = sorted(path for path, trace in table.traces.items() if not stale.isdisjoint(trace.asked))
        self._told: dict[Question, msgspec.Raw] = {}
        _be_certain(not told.is_scattered())
        for path in self.outputs:
            answers = told_before(table, path, told)
            if answers is None:
                raise NotSoSimple
            self._told |= answers

    def answer(self, question: Question) -> Any:
        """Answer as the last time. Raises NotSoSimple for what was not asked then."""
        _be_certain(question in self._told)
        answer = decoded(question, self._told[question])
        new = self._new.get(question)
        return answer if new is None else msgspec.structs.replace(answer, digest=new.digest, words=new.words)


def _joined(table: Table, sheet: Table) -> Table:
    """Return the table with the new answers. Raises NotSoSimple when an output asked something else than before."""
    answers, traces = list(table.answers), dict(table.traces)
    for path, trace in sheet.traces.items():
        numbers = {table.questions[number]: number for number in traces[path].asked}
        _be_certain({sheet.questions[number] for number in trace.asked} == numbers.keys())
        for number in trace.asked:
            answers[numbers[sheet.questions[number]]] = sheet.answers[number]
        traces[path] = Trace(trace.subject, traces[path].asked)
    return Table(table.environment, table.questions, answers, traces, table.basis)


def _kept(request: Request, state: State, before: _Before, revision: Revision, sheet: press.Sheet) -> Report:
    """Write down what the next build needs to know."""
    table = _joined(before.table, sheet.table)
    manifest = msgspec.structs.replace(
        before.manifest,
        written=before.manifest.written | sheet.written,
        memory=state.save("memory", revision.memory),
        traces=state.save("traces", table, request.output),
    )
    state.save_manifest(manifest, request.output)
    return Report(
        diagnostics=before.standing.diagnostics,
        entries=before.standing.entries,
        outputs=before.standing.planned,
        rendered=len(sheet.written),
        changed=tuple(sorted(sheet.changed)),
        cache_bytes=before.standing.cache_bytes,
        horizon=table.basis.until,
        left=manifest.left(),
    )
