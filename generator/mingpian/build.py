"""A build: discover → parse → model → plan → render → write, on one screen."""

import time
from functools import partial

import msgspec

from mingpian import config as configuration
from mingpian.amend import amended
from mingpian.config import SiteConfig
from mingpian.content import discover
from mingpian.content.bodies import body_of
from mingpian.content.chinese import unusable, with_variants
from mingpian.content.coloured import forget_old
from mingpian.content.extensions import take_up
from mingpian.content.history import History, history_of, with_history
from mingpian.content.library import FOLDER as CONTENT
from mingpian.content.library import Library, Reader, reader_of
from mingpian.content.library import read as read_library
from mingpian.content.naming import is_entry, name_of
from mingpian.content.pin import pin
from mingpian.content.revision import others_of
from mingpian.content.settings import disagreements
from mingpian.content.trust_settings import missed, wrong_places
from mingpian.core import collector, lock
from mingpian.core.diagnostics import Diagnostic, has_errors, ordered
from mingpian.core.sources import File
from mingpian.core.store import Store
from mingpian.core.trace import Recorder, Table, told_key
from mingpian.model.clock import Clock
from mingpian.model.enclosures import is_sound
from mingpian.model.facts import BODY, facts_of
from mingpian.model.faults import faults
from mingpian.model.letters import letters_of
from mingpian.model.links import links_of
from mingpian.model.query import answer
from mingpian.model.references import self_vouches
from mingpian.model.relations import relations_of
from mingpian.model.site import AnyEntry, assemble, select
from mingpian.model.world import World
from mingpian.plan.outputs import Output, plan
from mingpian.plan.routes import routes_of
from mingpian.render import theme as themes
from mingpian.render.ask import Ask
from mingpian.render.assets import Assets, assets
from mingpian.render.components import undeclared
from mingpian.render.extensions import extensions_of, planners
from mingpian.render.formats import chosen, unknown
from mingpian.render.kept import forget_others
from mingpian.render.misuse import misused
from mingpian.render.rooted import out_of_place
from mingpian.render.studio import Studio
from mingpian.request import Report, Request
from mingpian.schema.records import Audience
from mingpian.write import press
from mingpian.write.folder import Folder
from mingpian.write.fonts import cut, faces_of, unfit
from mingpian.write.moves import advice, places_of
from mingpian.write.state import Manifest, Standing, State
from mingpian.write.studio import environment_of, set_up
from mingpian.write.upkeep import problem_of, upkeep

MUCH_TOLD = 3  # times the size of the bodies: most of what was told is out of date then


class Read(msgspec.Struct, frozen=True):
    """The content as read, and all that was found while reading."""

    config: SiteConfig
    library: Library
    reader: Reader
    others: bytes  # digest of the stat facts of all files but entries
    history: History
    code: tuple[File, ...]  # the site's own
    diagnostics: tuple[Diagnostic, ...]


class Modelled(msgspec.Struct, frozen=True):
    """The site as it will be: everything that can be known without rendering."""

    world: World
    outputs: tuple[Output, ...]
    theme: themes.Theme
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]


def build(request: Request) -> Report:
    """Bring the output folder in line with the content. Raises `lock.Busy` when another build is at work."""
    started = time.perf_counter()
    state = State(request.root)
    with lock.held(state.folder / "lock"), collector.at_rest():
        amend = amended(request, state)
        report = amend.weighed(request.strict) if amend else _built(request, state)
    return msgspec.structs.replace(report, seconds=time.perf_counter() - started)


def _built(request: Request, state: State) -> Report:
    """Build by all six stages; what is as it should be already is found out on the way."""
    read = read_site(request, state)
    memory = state.save("memory", read.library.memory)
    modelled = model_site(request, read)
    misplaced = problem_of(request.root, request.output)
    found = (*read.diagnostics, *modelled.diagnostics, *((misplaced,) if misplaced else ()))
    if misplaced or any(item.severity == "error" and item.file == configuration.FILE for item in found):
        report = Report(diagnostics=tuple(ordered(pin(found, request.root))))
        return report.weighed(request.strict or read.config.strict)
    return _publish(request, state, read, modelled, memory)


def read_site(request: Request, state: State) -> Read:
    """Discover and parse."""
    config, problems = configuration.load(request.root, request.base_url)
    own = take_up(request.root, config.extensions)
    listed_at = time.time_ns()
    listing = discover.list_files(request.root / CONTENT, CONTENT)
    reader = reader_of(config, listing, own, request.root, (state.store, state.code))
    read = read_library(reader, listing, listed_at, state.memory(), request.jobs, config.topics)
    history = history_of(request.root, config)
    amiss = [*problems, *own.diagnostics, *disagreements(config), *unusable(config), *unknown(config.without)]
    amiss += [*wrong_places(config), *missed(config, read.files, read.parsed, reader.settings.trust)]
    amiss += [*history.diagnostics, *read.diagnostics]
    return Read(config, read, reader, others_of(listing, listed_at), history, own.code, tuple(amiss))


def model_site(request: Request, read: Read, reader: Audience = "public") -> Modelled:
    """Model the site as `reader` may see it, and plan. Only what is modelled for the public may be rendered."""
    config, library, clock = read.config, read.library, Clock(request.now)
    entries = _entries(read)
    selection = select(entries, clock, config.timezone, request.drafts, reader)
    selection = msgspec.structs.replace(selection, known=selection.known | _unread(read))
    site = assemble(config, clock, selection, library.pictures, library.vocabulary)
    links = links_of(site, library.files)
    theme, theme_problems = themes.load_theme(request.root, config.theme, read.code)
    files_of_theme = assets(theme, config)
    world = World(
        site,
        relations_of(site, links),
        links,
        routes_of(site),
        frozenset(files_of_theme.files),
        library.versions,
        {path: size for path, size in library.sizes.items() if is_sound(path)},
        tuple(map(selection.spellings.spelled, library.matches)),
        library.planet,
        library.data,
        read.history.changes,
        cut(faces_of(request.root, config), partial(letters_of, site, library.data, theme.texts()), site),
    )
    outputs, unplanned = _planned(world, theme)
    found = (
        *selection.diagnostics,
        *self_vouches(entries, selection.spellings),
        *faults(site, links, world.matches, frozenset(output.path for output in outputs)),
        *unplanned,
        *theme_problems,
        *undeclared(theme),
        *misused(world, theme),
        *unfit(request.root, world),
    )
    return Modelled(world, tuple(outputs), theme, files_of_theme, found)


def _planned(world: World, theme: themes.Theme) -> tuple[list[Output], list[Diagnostic]]:
    """Return what our formats and those of the site's extensions plan, and what is wrong with it."""
    without, found = world.site.config.without, list(extensions_of(theme.code).diagnostics)
    outputs, collisions = plan(world, [*(form.plan for form in chosen(without)), *planners(theme, without, found)])
    amiss = (*out_of_place(world, outputs), *themes.untranslated(theme, world.site.config.languages))
    return outputs, [*collisions, *found, *amiss]


def studio_of(request: Request, read: Read, modelled: Modelled) -> Studio:
    """Set up what rendering works with."""
    store = Store(State(request.root).store)
    ask = Ask(Recorder(partial(answer, modelled.world)), read.config, partial(body_of, store, read.reader, read.config))
    return set_up(request.root, ask, modelled.theme, modelled.assets)


def _publish(request: Request, state: State, read: Read, modelled: Modelled, memory: bytes) -> Report:
    """Render and write what is not as it should be; remove what is no longer planned."""
    folder = Folder(request.output)
    before = state.manifest(request.output)
    kept = before or Manifest()
    task = upkeep(modelled.outputs, before, folder)
    state.save_manifest(msgspec.structs.replace(kept, claimed=tuple(sorted(task.ours))), request.output)
    failed = has_errors((*read.diagnostics, *modelled.diagnostics))
    removed = () if failed else task.in_the_way
    folder.remove_all(removed)
    printed = press.run(_job(request, state, read, modelled, (task.outputs, kept)))
    folder.sweep()
    if not failed and not has_errors(printed.diagnostics):
        folder.remove_all(task.orphans)
        removed = task.orphans
    found = (*read.diagnostics, *modelled.diagnostics, *task.diagnostics, *printed.diagnostics)
    report = Report(
        diagnostics=tuple(ordered(pin(found, request.root))),
        entries=_counted(modelled.world),
        outputs=len(task.outputs),
        rendered=printed.rendered,
        changed=tuple(sorted(printed.changed)),
        removed=tuple(path for path in removed if path in kept.written),
        moved=() if failed else _moved(request, state, modelled, task.outputs),
        cache_bytes=_tidied(state, read, printed.table) + forget_others(state.folder / "cache", task.outputs),
        horizon=modelled.world.site.clock.horizon if read.config.revisions == "none" else 0,  # git may know more
    ).weighed(request.strict or read.config.strict)
    state.tidy(request.output)
    amiss = task.diagnostics or printed.diagnostics or report.failed
    standing = Standing() if amiss else _standing(read, request.drafts, task.outputs, printed.table, report)
    left = Manifest(
        written=printed.written,
        claimed=tuple(sorted(task.ours - {*printed.written, *removed})),
        traces=state.save("traces", printed.table, request.output),
        memory=memory,
        standing=b"" if amiss else state.save("standing", standing, request.output),
    )
    state.save_manifest(left, request.output)
    return msgspec.structs.replace(report, left=left.left())


def _moved(request: Request, state: State, modelled: Modelled, outputs: tuple[Output, ...]) -> tuple[Diagnostic, ...]:
    """Note where pages are now; return what is to be said of those that were elsewhere."""
    before = state.places(request.output)
    places = places_of(before, modelled.world, outputs)
    state.save("places", places, request.output)
    return tuple(pin(advice(places, before.former), request.root))


def _job(
    request: Request, state: State, read: Read, modelled: Modelled, work: tuple[tuple[Output, ...], Manifest]
) -> press.Job:
    outputs, kept = work
    return press.Job(
        outputs=outputs,
        environment=environment_of(request.root, read.config, modelled.theme, modelled.assets),
        facts=facts_of(modelled.world),
        before=press.Before(state.table(kept), kept.written),
        plant=_plant(request, read, modelled),
        load=partial(_load_plant, request),
        jobs=request.jobs,
        progress=partial(request.progress, "render"),
    )


def _tidied(state: State, read: Read, table: Table) -> int:
    """Drop what nothing needs any more; return the size of what is left, in bytes."""
    bodies, told = Store(state.store), Store(state.told)
    bodies.keep_only(entry.digest for parsed in read.library.parsed if (entry := parsed.entry) is not None)
    if told.is_scattered() or told.size() > MUCH_TOLD * bodies.size():
        told.keep_only(told_key(table, path) for path in table.traces)
    return bodies.size() + told.size() + forget_old(state.code, MUCH_TOLD * bodies.size())


def _standing(read: Read, drafts: bool, outputs: tuple[Output, ...], table: Table, report: Report) -> Standing:
    """Put together what the next build needs to know beside the traces, to amend this one."""
    bodies = {number for number, question in enumerate(table.questions) if question[0] == BODY}
    shown = (output for output in outputs if not bodies.isdisjoint(table.traces[output.path].asked))
    return Standing(
        drafts=drafts,
        others=read.others,
        outputs={output.path: msgspec.Raw(msgspec.msgpack.encode(output)) for output in shown},
        entries=report.entries,
        planned=report.outputs,
        cache_bytes=report.cache_bytes,
        diagnostics=report.diagnostics,
    )


def _plant(request: Request, read: Read, modelled: Modelled) -> press.Plant:
    folder, clock = Folder(request.output), modelled.world.site.clock
    return press.Plant(studio_of(request, read, modelled), folder, clock, State(request.root).told)


def _load_plant(request: Request) -> press.Plant:
    """Set up a worker that could not inherit: everything it needs is in the store, so reading is quick."""
    read = read_site(msgspec.structs.replace(request, jobs=1), State(request.root))
    return _plant(request, read, model_site(request, read))


def _entries(read: Read) -> list[AnyEntry]:
    """Return the entries that were read, with what git knows of them, and their variants of Chinese."""
    entries = [parsed.entry for parsed in read.library.parsed if parsed.entry is not None]
    return with_variants(with_history(entries, read.history, read.config.timezone), read.config)


def _unread(read: Read) -> frozenset[str]:
    """Return what the entries are called that could not be read: links to them are not broken by that."""
    sources = (parsed.source for parsed in read.library.parsed if parsed.entry is None and is_entry(parsed.source))
    names = (name_of(source, read.config.languages) for source in sources)
    return frozenset(f"{name.kind}/{name.slug}" for name in names)


def _counted(world: World) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in world.site.entries.values():
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return counts
