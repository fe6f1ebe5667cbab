"""A build: discover → parse → model → plan → render → write, on one screen."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from mingpian import config as configuration
from mingpian.config import SiteConfig
from mingpian.content import discover
from mingpian.content.bodies import body_of
from mingpian.content.entry import Parsed
from mingpian.content.library import FOLDER as CONTENT
from mingpian.content.library import Library, Reader
from mingpian.content.library import read as read_library
from mingpian.content.naming import is_entry, name_of
from mingpian.content.parse import settings_of
from mingpian.content.pin import pin
from mingpian.content.settings import disagreements
from mingpian.core import collector, digest, lock
from mingpian.core.diagnostics import Diagnostic, has_errors, ordered
from mingpian.core.store import Store
from mingpian.core.toolchain import toolchain
from mingpian.core.trace import Recorder
from mingpian.model.anchors import lost
from mingpian.model.clock import Clock
from mingpian.model.facts import facts_of
from mingpian.model.links import broken, links_of
from mingpian.model.query import answer
from mingpian.model.references import dangling, self_vouches
from mingpian.model.relations import relations_of
from mingpian.model.site import assemble, select
from mingpian.model.world import World
from mingpian.plan.outputs import Output, plan
from mingpian.plan.routes import routes_of
from mingpian.render import templates
from mingpian.render import theme as themes
from mingpian.render.ask import Ask
from mingpian.render.assets import Assets, assets
from mingpian.render.formats import chosen, unknown
from mingpian.render.studio import Studio
from mingpian.schema.records import Audience
from mingpian.write import press
from mingpian.write.folder import Folder, Written
from mingpian.write.state import Manifest, State
from mingpian.write.upkeep import problem_of, upkeep

MAX_FILE = 256 * 1024 * 1024  # bytes of a file that is copied into the output


def _silent(_stage: str, _done: int, _all: int) -> None:
    """Show no progress."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to build. `now` is the build's clock, in seconds since 1970-01-01T00:00Z."""

    root: Path
    output: Path
    now: int
    jobs: int = 1
    drafts: bool = False
    base_url: str = ""  # in place of site.toml's
    progress: Callable[[str, int, int], None] = _silent


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. Times are seconds, sizes bytes."""

    diagnostics: tuple[Diagnostic, ...]
    entries: dict[str, int] = {}  # kind -> number
    outputs: int = 0
    rendered: int = 0
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    seconds: float = 0
    cache_bytes: int = 0
    horizon: int = 0  # when the clock alone will next change the site
    outputs_written: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Tell whether any diagnostic is an error."""
        return has_errors(self.diagnostics)


class Read(msgspec.Struct, frozen=True):
    """The content as read, and all that was found while reading."""

    config: SiteConfig
    library: Library
    reader: Reader
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
        read = read_site(request, state)
        state.save("memory", read.library.memory)
        modelled = model_site(request, read)
        found = (*read.diagnostics, *modelled.diagnostics)
        misplaced = problem_of(request.root, request.output)
        found += (misplaced,) if misplaced else ()
        if misplaced or any(item.severity == "error" and item.file == configuration.FILE for item in found):
            return Report(diagnostics=tuple(ordered(pin(found, request.root))))
        report = _publish(request, state, read, modelled)
    return msgspec.structs.replace(
        report,
        diagnostics=tuple(ordered(pin((*found, *report.diagnostics), request.root))),
        seconds=time.perf_counter() - started,
    )


def read_site(request: Request, state: State) -> Read:
    """Discover and parse."""
    config, problems = configuration.load(request.root, request.base_url)
    listed_at = time.time_ns()
    listing = discover.list_files(request.root / CONTENT, CONTENT)
    settings = settings_of(config, (file.path for file in listing.files))
    key = digest.of((settings, config.images, toolchain()))
    reader = Reader(request.root / CONTENT, state.store, settings, key, config.images.max_megapixels)
    read = read_library(reader, listing, listed_at, state.memory(), request.jobs, config.topics)
    return Read(config, read, reader, (*problems, *disagreements(config), *unknown(config.without), *read.diagnostics))


def model_site(request: Request, read: Read, reader: Audience = "public") -> Modelled:
    """Model the site as `reader` may see it, and plan. Only what is modelled for the public may be rendered."""
    config, files = read.config, read.library.files
    entries = [parsed.entry for parsed in read.library.parsed if parsed.entry is not None]
    clock = Clock(request.now)
    selection = select(entries, clock, config.timezone, request.drafts, reader)
    unread = frozenset(_name(config, parsed) for parsed in read.library.parsed if _is_unread(parsed))
    selection = msgspec.structs.replace(selection, known=selection.known | unread)
    site = assemble(config, clock, selection, read.library.pictures, read.library.vocabulary)
    links = links_of(site, files)
    theme, theme_problems = themes.load_theme(request.root, config.theme)
    files_of_theme = assets(theme, config)
    world = World(
        site,
        relations_of(site, links),
        links,
        routes_of(site),
        frozenset(files_of_theme.files),
        read.library.versions,
        read.library.matches,
    )
    outputs, collisions = plan(world, [form.plan for form in chosen(config.without)])
    found = (
        *selection.diagnostics,
        *self_vouches(entries),
        *dangling(site),
        *broken(site, links),
        *lost(site, links),
        *collisions,
        *theme_problems,
    )
    return Modelled(world, tuple(outputs), theme, files_of_theme, found)


def studio_of(request: Request, read: Read, modelled: Modelled) -> Studio:
    """Set up what rendering works with."""
    state = State(request.root)
    store = Store(state.store)
    recorder = Recorder(partial(answer, modelled.world))
    folder = request.root / CONTENT
    ask = Ask(recorder, read.config, partial(body_of, store, read.reader))
    environment = templates.environment(modelled.theme, modelled.assets, state.room("templates"))
    return Studio(
        ask=ask,
        theme=modelled.theme,
        environment=environment,
        assets=modelled.assets,
        read=partial(_file, recorder, folder),
        cache=state.folder / "cache",
    )


def environment_of(read: Read, modelled: Modelled) -> dict[str, bytes]:
    """Return the digests of what every output depends on, by the names that people know it by."""
    return {
        "mingpian, its libraries or Python": toolchain(),
        "site.toml, or the address to build for": digest.of(read.config),
        "the theme": digest.of((modelled.theme.digest, sorted(modelled.assets.files))),
    }


def _publish(request: Request, state: State, read: Read, modelled: Modelled) -> Report:
    """Render and write what is not as it should be; remove what is no longer planned."""
    folder = Folder(request.output)
    before = state.manifest(request.output)
    written = before.written if before else {}
    task = upkeep(modelled.outputs, before, folder)
    claims = Manifest(output=str(request.output), written=written, claimed=tuple(sorted(task.ours)))
    state.save("manifest", claims, request.output)
    failed = has_errors((*read.diagnostics, *modelled.diagnostics))
    removed = () if failed else task.in_the_way
    for path in removed:
        folder.remove(path)
    printed = press.run(_job(request, state, read, modelled, (task.outputs, written)))
    folder.sweep()
    if not failed and not has_errors(printed.diagnostics):
        for path in task.orphans:
            folder.remove(path)
        removed = task.orphans
    claimed = tuple(sorted(task.ours - {*printed.written, *removed}))
    state.save("traces", printed.table, request.output)
    left = Manifest(output=str(request.output), written=printed.written, claimed=claimed)
    state.save("manifest", left, request.output)
    return Report(
        diagnostics=(*task.diagnostics, *printed.diagnostics),
        entries=_counted(modelled.world),
        outputs=len(task.outputs),
        rendered=printed.rendered,
        changed=tuple(sorted(printed.changed)),
        removed=tuple(path for path in removed if path in written),
        cache_bytes=_tidied(state, request.output, read),
        horizon=modelled.world.site.clock.horizon,
        outputs_written=tuple(sorted(printed.written)),
    )


def _job(
    request: Request, state: State, read: Read, modelled: Modelled, work: tuple[tuple[Output, ...], dict[str, Written]]
) -> press.Job:
    outputs, written = work
    return press.Job(
        outputs=outputs,
        environment=environment_of(read, modelled),
        facts=facts_of(modelled.world),
        before=press.Before(state.table(request.output), written),
        plant=_plant(request, read, modelled),
        load=partial(_load_plant, request),
        jobs=request.jobs,
        progress=partial(request.progress, "render"),
    )


def _tidied(state: State, output: Path, read: Read) -> int:
    """Drop what nothing needs any more; return the size of what is left, in bytes."""
    state.tidy(output)
    store = Store(state.store)
    store.keep_only(entry.digest for parsed in read.library.parsed if (entry := parsed.entry) is not None)
    return store.size()


def _plant(request: Request, read: Read, modelled: Modelled) -> press.Plant:
    return press.Plant(studio_of(request, read, modelled), Folder(request.output), modelled.world.site.clock)


def _load_plant(request: Request) -> press.Plant:
    """Set up a worker that could not inherit: everything it needs is in the store, so reading is quick."""
    read = read_site(msgspec.structs.replace(request, jobs=1), State(request.root))
    return _plant(request, read, model_site(request, read))


def _file(recorder: Recorder, folder: Path, path: str) -> bytes:
    """Return a file's bytes, and note that they were used."""
    recorder.ask(("file", path))
    return discover.read(folder, path, MAX_FILE)


def _is_unread(parsed: Parsed) -> bool:
    return parsed.entry is None and is_entry(parsed.source)


def _name(config: SiteConfig, parsed: Parsed) -> str:
    name = name_of(parsed.source, config.languages)
    return f"{name.kind}/{name.slug}"


def _counted(world: World) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in world.site.entries.values():
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return counts
