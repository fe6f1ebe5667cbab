"""Renders what is not fresh, in parallel. Workers write their own files, and return what each depended on."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from mingpian.core import digest, workers
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Writer
from mingpian.core.trace import Basis, Recorder, Table, Tabulator, is_fresh, stale_questions, told_key
from mingpian.model.clock import NEVER, Clock
from mingpian.model.facts import APART, BODY
from mingpian.plan.outputs import Output
from mingpian.render.extensions import extensions_of
from mingpian.render.formats import formats
from mingpian.render.studio import Studio
from mingpian.render.templates import diagnose
from mingpian.write.folder import Folder, Written

CHUNK = 500  # outputs a worker renders before it reports
MANY = 4_000  # questions; fewer are asked again sooner than a process is started


class Sheet(msgspec.Struct, frozen=True, array_like=True):
    """What a worker reports of a chunk."""

    table: Table
    written: dict[str, Written]
    changed: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    horizon: int = NEVER  # the next moment at which one of its answers will differ


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of all outputs."""

    table: Table
    written: dict[str, Written]
    rendered: int
    changed: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


class Plant(msgspec.Struct, frozen=True):
    """What a worker renders with, and where to. `told` is where it keeps what outputs that show a body were told."""

    studio: Studio
    folder: Folder
    clock: Clock
    told: Path


class Asker(msgspec.Struct, frozen=True):
    """What a worker asks old questions with."""

    table: Table
    recorder: Recorder
    clock: Clock


class Before(msgspec.Struct, frozen=True):
    """What the last build left: what its outputs depended on, and the files as they were."""

    table: Table
    written: dict[str, Written]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be rendered, and how."""

    outputs: Sequence[Output]
    environment: dict[str, bytes]  # digests of what every output depends on, by name
    facts: bytes  # digest of what answers depend on, but for bodies
    before: Before
    plant: Plant
    load: Callable[[], Plant]  # for workers that cannot inherit
    jobs: int
    progress: Callable[[int, int], None]


def fresh_outputs(job: Job) -> set[str]:
    """Return the paths of outputs that need not be rendered: same questions, same answers, file as we left it."""
    table, written, folder = job.before.table, job.before.written, job.plant.folder
    if table.environment != job.environment:
        return set()
    stale = _stale(job)
    return {
        output.path
        for output in job.outputs
        if is_fresh(table, output.path, subject_digest(output), stale)
        and output.path in written
        and written[output.path].still_there(folder.full(output.path))
    }


def _stale(job: Job) -> set[int]:
    """Ask again what may have another answer: of the same facts, only what tells of bodies."""
    table, plant = job.before.table, job.plant
    if not table.basis.holds(job.facts, plant.clock.now):
        return _stale_of_all(job)
    plant.clock.expect(table.basis.until)
    numbers = [number for number, question in enumerate(table.questions) if question[0] in APART]
    return set(stale_questions(table, plant.studio.ask.recorder, numbers))


def _stale_of_all(job: Job) -> set[int]:
    """Ask all questions again, in parallel when they are many."""
    numbers = range(len(job.before.table.questions))
    asker = Asker(job.before.table, job.plant.studio.ask.recorder, job.plant.clock)
    load = partial(_load_asker, job.before.table, job.load)
    stale: set[int] = set()
    for part, result in workers.run(_stale_some, asker, load, numbers, job.jobs, len(numbers) or 1, MANY):
        if isinstance(result, workers.Died):
            stale.update(part)
        else:
            found, horizon = result
            stale.update(found)
            job.plant.clock.expect(horizon)
    return stale


def _stale_some(asker: Asker, numbers: Sequence[int]) -> tuple[list[int], int]:
    """Ask some questions again. Runs in a worker."""
    return stale_questions(asker.table, asker.recorder, numbers), asker.clock.horizon


def _load_asker(table: Table, load: Callable[[], Plant]) -> Asker:
    plant = load()
    return Asker(table, plant.studio.ask.recorder, plant.clock)


def subject_digest(output: Output) -> bytes:
    """Return the digest of what the plan says of an output."""
    return digest.of(output)


def run(job: Job) -> Printed:
    """Render the outputs that are not fresh, and put the traces and stat facts of all together."""
    fresh = fresh_outputs(job)
    kept = [output.path for output in job.outputs if output.path in fresh]
    work = [output for output in job.outputs if output.path not in fresh]
    tabulator = Tabulator(job.environment)
    tabulator.take(job.before.table, kept)
    written = {path: job.before.written[path] for path in kept}
    changed: list[str] = []
    diagnostics: list[Diagnostic] = []
    done = 0
    for part, result in workers.run(_print_some, job.plant, job.load, work, job.jobs, CHUNK):
        sheet = _sheet(part, result)
        job.plant.clock.expect(sheet.horizon)
        tabulator.take(sheet.table, sheet.table.traces)
        written |= sheet.written
        changed += sheet.changed
        diagnostics += sheet.diagnostics
        done += len(part)
        job.progress(done, len(work))
    clock = job.plant.clock
    tabulator.table.basis = Basis(job.facts, clock.now, clock.horizon)
    return Printed(
        table=tabulator.table,
        written=written,
        rendered=len(work),
        changed=tuple(changed),
        diagnostics=tuple(diagnostics),
    )


def _sheet(part: Sequence[Output], result: bytes | workers.Died) -> Sheet:
    if isinstance(result, workers.Died):
        fault = Diagnostic(code="renderer-died", message="rendering it ended the worker process", file=_blamed(part[0]))
        return Sheet(Table(), {}, (), (fault,))
    return msgspec.msgpack.decode(result, type=Sheet)


def _print_some(plant: Plant, part: Sequence[Output]) -> bytes:
    """Render and write some outputs. Runs in a worker."""
    return msgspec.msgpack.encode(print_some(plant, part))


def print_some(plant: Plant, part: Sequence[Output]) -> Sheet:
    """Render and write some outputs, and keep what those that show a body were told."""
    tabulator = Tabulator({})
    written: dict[str, Written] = {}
    changed: list[str] = []
    diagnostics: list[Diagnostic] = []
    recorder = plant.studio.ask.recorder
    with Writer(plant.told) as told:
        for output in part:
            recorder.begin()
            for data in rendered(plant.studio, output, diagnostics):
                try:
                    written[output.path], is_new = plant.folder.put(output.path, data)
                except OSError as error:
                    diagnostics.append(_unwritable(output, error))
                    continue
                tabulator.add(output.path, subject_digest(output), recorder)
                if any(question[0] == BODY for question in recorder.asked()):
                    told.put(told_key(tabulator.table, output.path), recorder.told())
                changed += [output.path] if is_new else []
    return Sheet(tabulator.table, written, tuple(changed), tuple(diagnostics), plant.clock.horizon)


def rendered(studio: Studio, output: Output, diagnostics: list[Diagnostic]) -> Iterator[bytes]:
    """Yield the output's bytes; or nothing, after having said why."""
    try:
        own = extensions_of(studio.theme.code).formats
        yield (own.get(output.format) or formats()[output.format]).render(output, studio)
    except Exception as error:  # a template is code of somebody else, and may raise anything
        found = diagnose(studio.theme, error)
        if found is None and not isinstance(error, OSError | ValueError | MemoryError):
            raise
        message = f"cannot make /{output.path}: {getattr(error, 'strerror', None) or error}"
        found = found or Diagnostic(code="not-rendered", message=message)
        diagnostics.append(msgspec.structs.replace(found, file=found.file or _blamed(output)))


def _blamed(output: Output) -> str:
    return f"content/{output.source}" if output.source else ""


def _unwritable(output: Output, error: OSError) -> Diagnostic:
    message = f"cannot write {output.path}: {error.strerror}"
    return Diagnostic(code="not-written", message=message, hints=("the old file is still there",))
