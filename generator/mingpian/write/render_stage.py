"""Renders what is not fresh, in parallel. Workers write their own files, and return what each depended on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import msgspec

from mingpian.core import digest, workers
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.store import Writer
from mingpian.core.trace import Recorder, Table, Tabulator, Validity, is_fresh, stale_questions
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign
from mingpian.plan.outputs import Output
from mingpian.render import localized
from mingpian.render.context import RenderContext
from mingpian.render.extensions import extensions_of
from mingpian.render.faults import diagnose
from mingpian.render.formats import formats, load_libraries
from mingpian.site.clock import NEVER, Clock
from mingpian.site.facts import APART
from mingpian.write import turns
from mingpian.write.folder import Folder, Written

CHUNK = 500  # outputs a worker renders before it reports
WORTH = 200  # outputs that one more worker is worth
MANY = 4_000  # questions; fewer are asked again sooner than a process is started
BLOCK = 250  # questions that stand together


class ChunkResult(msgspec.Struct, frozen=True, array_like=True):
    """What a worker reports of a chunk."""

    table: Table
    written: dict[str, Written]
    changed: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    horizon: int = NEVER  # the next moment at which one of its answers will differ


class RenderResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of all outputs."""

    table: Table
    written: dict[str, Written]
    rendered: int
    changed: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    waiting: tuple[Output, ...]  # left to a later build


class WorkerContext(msgspec.Struct, frozen=True):
    """What a worker renders with, and where to. `answers` is where it keeps what outputs were told."""

    context: RenderContext
    folder: Folder
    clock: Clock
    answers: Path


class Verifier(msgspec.Struct, frozen=True):
    """What a worker asks old questions with."""

    table: Table
    recorder: Recorder
    clock: Clock


class PreviousBuild(msgspec.Struct, frozen=True):
    """What the last build left: what its outputs depended on, and the files as they were."""

    table: Table
    written: dict[str, Written]


class RenderJob(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be rendered, and how."""

    outputs: Sequence[Output]
    global_digests: dict[str, bytes]  # digests of what every output depends on, by name
    facts: bytes  # digest of what answers depend on, but for bodies
    previous: PreviousBuild
    worker: WorkerContext
    load: Callable[[], WorkerContext]  # for workers that cannot inherit
    jobs: int
    originals_first: bool  # widths of pictures are left to a later build
    progress: Callable[[int, int], None]


def fresh_outputs(job: RenderJob) -> set[str]:
    """Return the paths of outputs that need not be rendered: same questions, same answers, file as we left it."""
    table, written, folder = job.previous.table, job.previous.written, job.worker.folder
    if table.global_digests != job.global_digests:
        return set()
    stale = _stale(job)
    return {
        output.path
        for output in job.outputs
        if is_fresh(table, output.path, subject_digest(output), stale)
        and output.path in written
        and written[output.path].still_there(folder.full(output.path))
    }


def _stale(job: RenderJob) -> set[int]:
    """Ask again what may have another answer: of the same facts, only what tells of bodies."""
    table, worker = job.previous.table, job.worker
    if not table.validity.holds(job.facts, worker.clock.now):
        return _stale_of_all(job)
    worker.clock.expect(table.validity.until)
    numbers = [number for number, question in enumerate(table.questions) if question[0] in APART]
    return set(stale_questions(table, worker.context.queries.recorder, numbers))


def _stale_of_all(job: RenderJob) -> set[int]:
    """Ask all questions again, in parallel when they are many."""
    count = len(job.previous.table.questions)
    blocks = [range(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
    verifier = Verifier(job.previous.table, job.worker.context.queries.recorder, job.worker.clock)
    load = partial(_load_verifier, job.previous.table, job.load)
    stale: set[int] = set()
    crew = workers.Crew(job.jobs)
    chunks = workers.map_chunks(_stale_some, verifier, load, blocks, crew, count or 1, MANY, weight=len)
    for part, result in chunks:
        if isinstance(result, workers.WorkerDiedError):
            stale.update(*part)
        else:
            found, horizon = result
            stale.update(found)
            job.worker.clock.expect(horizon)
    return stale


def _stale_some(verifier: Verifier, blocks: Sequence[range]) -> tuple[list[int], int]:
    """Ask some questions again. Runs in a worker."""
    numbers = chain.from_iterable(blocks)
    return stale_questions(verifier.table, verifier.recorder, numbers), verifier.clock.horizon


def _load_verifier(table: Table, load: Callable[[], WorkerContext]) -> Verifier:
    worker = load()
    return Verifier(table, worker.context.queries.recorder, worker.clock)


def subject_digest(output: Output) -> bytes:
    """Return the digest of what the plan says of an output."""
    return digest.of(output)


def render_outputs(job: RenderJob) -> RenderResult:
    """Render the outputs that are not fresh, and put the traces and stat facts of all together."""
    fresh = fresh_outputs(job)
    kept = [output.path for output in job.outputs if output.path in fresh]
    stale = [output for output in job.outputs if output.path not in fresh]
    scaled, others = turns.parted(stale)
    waiting = tuple(scaled) if job.originals_first else ()
    work = others if waiting else stale
    tabulator = Tabulator(job.global_digests)
    tabulator.take(job.previous.table, kept)
    written = {path: job.previous.written[path] for path in kept}
    changed: list[str] = []
    diagnostics: list[Diagnostic] = []
    done = 0
    for part, result in _sheets(job, work):
        chunk_result = _chunk_result(part, result)
        job.worker.clock.expect(chunk_result.horizon)
        tabulator.take(chunk_result.table, chunk_result.table.traces)
        written |= chunk_result.written
        changed += chunk_result.changed
        diagnostics += chunk_result.diagnostics
        done += len(part)
        job.progress(done, len(work))
    clock = job.worker.clock
    tabulator.table.validity = Validity(job.facts, clock.now, clock.horizon)
    return RenderResult(
        table=tabulator.table,
        written=written,
        rendered=len(work),
        changed=tuple(changed),
        diagnostics=tuple(diagnostics),
        waiting=waiting,
    )


def _sheets(
    job: RenderJob, work: Sequence[Output]
) -> Iterator[tuple[Sequence[Output], bytes | workers.WorkerDiedError]]:
    """Render what takes longest first, and little of it at a time, so that no worker has much left when others end."""
    crew = workers.Crew(job.jobs, WORTH)
    if workers.inherits(crew, sum(map(turns.weight, work))):
        _load_shared(job.worker.context, {output.format for output in work})
    yield from workers.map_chunks(
        _render_chunk,
        job.worker,
        job.load,
        turns.in_turn(work),
        crew,
        CHUNK,
        together=turns.common_work,
        weight=turns.weight,
    )


def _load_shared(context: RenderContext, names: Iterable[str]) -> None:
    """Load what several workers would load each by itself."""
    load_libraries(formats()[name] for name in sorted(names) if name in formats())
    for lang in context.queries.config.languages:
        localized.load(context.theme.words(lang).locale)


def _chunk_result(part: Sequence[Output], result: bytes | workers.WorkerDiedError) -> ChunkResult:
    if isinstance(result, workers.WorkerDiedError):
        fault = Diagnostic(
            code="renderer-died", message=_("rendering it ended the worker process"), file=_blamed(part[0])
        )
        return ChunkResult(Table(), {}, (), (fault,))
    return msgspec.msgpack.decode(result, type=ChunkResult)


def _render_chunk(worker: WorkerContext, part: Sequence[Output]) -> bytes:
    """Render and write some outputs. Runs in a worker."""
    return msgspec.msgpack.encode(render_chunk(worker, part))


def render_chunk(worker: WorkerContext, part: Sequence[Output]) -> ChunkResult:
    """Render and write some outputs, and keep what they were told."""
    tabulator = Tabulator({})
    written: dict[str, Written] = {}
    changed: list[str] = []
    diagnostics: list[Diagnostic] = []
    recorder = worker.context.queries.recorder
    with Writer(worker.answers) as told, recorder.keeping(told.put):
        for output in part:
            recorder.begin()
            for data in rendered(worker.context, output, diagnostics):
                try:
                    written[output.path], is_new = worker.folder.put(output.path, data)
                except OSError as error:
                    diagnostics.append(_unwritable(output, error))
                    continue
                tabulator.add(output.path, subject_digest(output), recorder)
                changed += [output.path] if is_new else []
    return ChunkResult(tabulator.table, written, tuple(changed), tuple(diagnostics), worker.clock.horizon)


def rendered(context: RenderContext, output: Output, diagnostics: list[Diagnostic]) -> Iterator[bytes]:
    """Yield the output's bytes; or nothing, after having said why."""
    try:
        own = extensions_of(context.theme.code).formats
        yield (own.get(output.format) or formats()[output.format]).render(output, context)
    except Exception as error:  # a template is code of somebody else, and may raise anything
        diagnostic = diagnose(context.theme, error)
        if diagnostic is None and not isinstance(error, OSError | ValueError | MemoryError):
            raise
        message = _(
            "cannot make /{path}: {reason}", path=output.path, reason=foreign(getattr(error, "strerror", None) or error)
        )
        diagnostic = diagnostic or Diagnostic(code="not-rendered", message=message)
        diagnostics.append(msgspec.structs.replace(diagnostic, file=diagnostic.file or _blamed(output)))


def _blamed(output: Output) -> str:
    return f"content/{output.source}" if output.source else ""


def _unwritable(output: Output, error: OSError) -> Diagnostic:
    message = _("cannot write {path}: {reason}", path=output.path, reason=foreign(error.strerror))
    return Diagnostic(code="not-written", message=message, hints=(_("the old file is still there"),))
