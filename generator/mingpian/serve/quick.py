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

from mingpian import config as configuration
from mingpian.content import discover
from mingpian.content.bodies import body_of
from mingpian.content.coloured import Coloured
from mingpian.content.entry import Parsed, parsed_of
from mingpian.content.extensions import take_up
from mingpian.content.library import FOLDER, Reader, Work, read_one, reader_of
from mingpian.content.markdown import Document
from mingpian.content.naming import is_entry
from mingpian.core import lock
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Store
from mingpian.core.trace import Question, Recorder, Table, told_before
from mingpian.model.facts import BODY
from mingpian.model.query import decoded
from mingpian.model.site import AnyEntry
from mingpian.plan.outputs import Output
from mingpian.render.ask import Ask
from mingpian.render.assets import assets
from mingpian.render.studio import Studio
from mingpian.render.theme import load_theme
from mingpian.request import Request
from mingpian.write.folder import Folder
from mingpian.write.press import rendered
from mingpian.write.state import Standing, State
from mingpian.write.studio import environment_of, set_up

OF_BODY = ("digest", "words", "minutes", "summary", "anchors", "has_math", "has_code", "letters")
FEW = 3  # files; an editor saves one, or all that are open


class Warm(msgspec.Struct, frozen=True):
    """What the last build left, in memory. It holds until anything but bodies changes."""

    request: Request
    state: State
    reader: Reader
    studio: Studio
    standing: Standing
    table: Table
    parsed: dict[str, msgspec.Raw]  # source -> Parsed
    shown: dict[str, list[str]]  # key of an entry -> paths of the outputs that show its body
    bodies: Store
    told: Store


def warm(request: Request) -> Warm | None:
    """Load what a build with this request has just left; None when it left too little."""
    state = State(request.root)
    manifest = state.manifest(request.output)
    standing = state.standing(manifest) if manifest else None
    config, problems = configuration.load(request.root)
    if manifest is None or standing is None or problems or config.variants:
        return None
    table, memory, own = state.table(manifest), state.memory(), take_up(request.root, config.extensions)
    theme, _ = load_theme(request.root, config.theme, own.code)
    files, listing = assets(theme, config), discover.list_files(request.root / FOLDER, FOLDER)
    reader = reader_of(config, listing, own, request.root, (state.store, state.code))
    if memory.settings != reader.key or table.environment != environment_of(request.root, config, theme, files):
        return None
    bodies, told = Store(state.store), Store(state.told)
    ask = Ask(Recorder(_unasked), config, partial(body_of, bodies, reader, config))
    results = msgspec.msgpack.decode(memory.results, type=list[msgspec.Raw])
    return Warm(
        request=request,
        state=state,
        reader=reader,
        studio=set_up(request.root, ask, theme, files),
        standing=standing,
        table=table,
        parsed={record.file.path: result for record, result in zip(memory.records, results, strict=True)},
        shown=_shown(table),
        bodies=bodies,
        told=told,
    )


def show(kept: Warm, paths: Iterable[str], now: int) -> tuple[str, ...] | None:
    """Make again the pages that show the bodies in these files (from the site's root), and return those that differ;
    None when it is not so simple, or another build is at work."""
    there = [path for path in paths if os.path.lexists(kept.request.root / path)]  # not what an editor wrote beside
    sources = [path.removeprefix(f"{FOLDER}/") for path in there]
    if not 0 < len(sources) <= FEW or not all(is_entry(source) and source in kept.parsed for source in sources):
        return None
    if not kept.table.basis.holds(kept.table.basis.facts, now):
        return None
    try:
        with lock.held(kept.state.folder / "lock"):
            return _show(kept, sources)
    except (lock.Busy, LookupError, OSError):
        return None


def _unasked(question: Question) -> Any:
    raise LookupError(question)


def _shown(table: Table) -> dict[str, list[str]]:
    keys = {number: question[1] for number, question in enumerate(table.questions) if question[0] == BODY}
    found: dict[str, list[str]] = {key: [] for key in keys.values()}
    for path, trace in table.traces.items():
        for number in trace.asked:
            if number in keys:
                found[keys[number]].append(path)
    return found


def _show(kept: Warm, sources: list[str]) -> tuple[str, ...] | None:
    new: dict[str, AnyEntry] = {}
    texts: dict[bytes, Document] = {}
    complained = {item.file for item in kept.standing.diagnostics}
    for source in sources:
        before = parsed_of(kept.parsed[source])
        after = _read(kept, source, texts)
        if before.entry is None or after.entry is None or before.diagnostics or after.diagnostics:
            return None
        if _rest(before.entry) != _rest(after.entry) or f"{FOLDER}/{source}" in complained:
            return None
        new[after.entry.key] = after.entry
    studio, folder = _studio(kept, new, texts), Folder(kept.request.output)
    found: list[Diagnostic] = []
    changed = []
    for path in dict.fromkeys(path for key in new for path in kept.shown.get(key, ())):
        output = msgspec.msgpack.decode(kept.standing.outputs[path], type=Output)
        for data in rendered(studio, output, found):
            changed += [path] if folder.put(path, data)[1] else []
    return None if found else tuple(changed)


def _of_body(entry: AnyEntry) -> dict[str, Any]:
    """Return what the body alone makes of an entry. Lists that show its summary follow with the next build."""
    return {name: getattr(entry, name) for name in OF_BODY}


def _rest(entry: AnyEntry) -> AnyEntry:
    return msgspec.structs.replace(entry, **dict.fromkeys(OF_BODY))


class _Bodies:
    """Takes the body that is read, in place of the store: an ordinary build will put it there."""

    def __init__(self, texts: dict[bytes, Document]) -> None:
        self._texts = texts

    def put(self, key: bytes, data: bytes) -> None:
        """Keep a body."""
        self._texts[key] = msgspec.msgpack.decode(data, type=Document)


def _read(kept: Warm, source: str, texts: dict[bytes, Document]) -> Parsed:
    with Coloured(kept.reader.code) as colour:
        return parsed_of(read_one(kept.reader, Work(source, b""), _Bodies(texts), colour).parsed)


def _studio(kept: Warm, new: dict[str, AnyEntry], texts: dict[bytes, Document]) -> Studio:
    """Return a studio that is told what the pages were told before, with the new bodies in place of the old ones."""
    told: dict[Question, msgspec.Raw] = {}
    for path in dict.fromkeys(path for key in new for path in kept.shown.get(key, ())):
        answers = told_before(kept.table, path, kept.told)
        if answers is None:
            raise LookupError(path)
        told |= answers

    def answer(question: Question) -> Any:
        before = decoded(question, told[question])
        entry = new.get(question[1]) if question[0] == BODY else None
        return before if entry is None else msgspec.structs.replace(before, **_of_body(entry))

    config = kept.studio.ask.config
    stored = partial(body_of, kept.bodies, kept.reader, config)
    ask = Ask(Recorder(answer), config, lambda entry: texts.get(entry.digest) or stored(entry))
    return msgspec.structs.replace(kept.studio, ask=ask)
