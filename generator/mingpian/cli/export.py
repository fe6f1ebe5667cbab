"""`mingpian export FORM ENTRY…`: copies of entries for other platforms."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell

if TYPE_CHECKING:
    from mingpian.model.site import AnyEntry
    from mingpian.model.world import World

FOLDER = "exports"


def run(options: argparse.Namespace) -> int:
    """Write the copies; say where they are and what is left to do by hand."""
    from mingpian.cli.reading import studio_for
    from mingpian.content.markdown.from_html import NoConverter
    from mingpian.platforms.package import COPIES

    if options.form == "site":
        return _whole(options)
    found = studio_for(options)
    if found is None:
        return 1
    studio, world = found
    wrong: list[str] = []
    chosen = _chosen(world, options, wrong)
    into = Path(options.into) if options.into else Path(options.root) / FOLDER
    shared = _shared(world)
    for entry in chosen:
        try:
            files, problems = COPIES[options.form](studio, entry, dict(world.site.pictures))
        except NoConverter as missing:
            complain(str(missing))
            return 2
        except Exception as fault:  # whatever is odd about one entry: the others have their copies
            wrong.append(f"content/{entry.source}: no copy could be made of it: {type(fault).__name__}: {fault}")
            continue
        folder = into / options.form / _name(world, entry, shared)
        _write(folder, files)
        tell(str(folder))
        for problem in problems:
            tell(f"  {problem}")
    for line in wrong:
        complain(line)
    return 2 if wrong else 0


def _whole(options: argparse.Namespace) -> int:
    """Write everything that is in content/, drafts and what is not public too."""
    from mingpian.cli.reading import settings_for
    from mingpian.platforms.whole import exported

    root = Path(options.root)
    settings = settings_for(root)
    if settings is None:
        return 1
    folder = (Path(options.into) if options.into else root / FOLDER) / "site"
    try:
        for name, data in exported(root, settings.languages):
            _write(folder, {name: data})
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return 2
    tell(f"{folder}: all of it, what is not public too; `mingpian import mingpian` brings it back")
    return 0


def _chosen(world: "World", options: argparse.Namespace, wrong: list[str]) -> "list[AnyEntry]":
    """Return the entries that were asked for; what is wrong with what was asked is added to `wrong`."""
    chosen: dict[str, AnyEntry] = {}
    for said in options.entries:
        found = _named(world, said)
        if found is None:
            wrong.append(_unknown(world, said))
        else:
            chosen[found.key] = found
    if options.since:
        chosen |= {entry.key: entry for entry in _since(world, options.since, wrong)}
    if not chosen and not wrong:
        wrong.append("name an entry, or say `--since 7d`")
    return list(chosen.values())


def _since(world: "World", said: str, wrong: list[str]) -> "list[AnyEntry]":
    """Return what is new or changed since a day."""
    from mingpian.cli.reading import day

    since = day(said, world.site.clock.now, world.site.config.timezone)
    if since is None:
        wrong.append(f"`{said}` is neither days (7d) nor a date")
        return []
    kinds = world.site.config.feeds.kinds
    found = [
        entry
        for entry in world.site.entries.values()
        if entry.kind in kinds and max(entry.fields.date, entry.fields.updated) >= since
    ]
    if not found:
        wrong.append(f"nothing is new or changed since {since}")
    return found


def _named(world: "World", said: str) -> "AnyEntry | None":
    from mingpian.model.links import named_entry

    path = _path(said)
    lang = world.site.config.default_lang
    key = world.site.sources.get(path)
    return world.site.entries[key] if key else next(named_entry(world.site, world.links, "", path, lang), None)


def _path(said: str) -> str:
    return said.replace("\\", "/").removeprefix("./").removeprefix("content/")


def _unknown(world: "World", said: str) -> str:
    from mingpian.content.topics import fold
    from mingpian.core.diagnostics import did_you_mean

    name = _path(said).removesuffix(".md").removesuffix("/index")
    if {fold(said), fold(name)} & world.site.unpublished:
        return f"`{said}` is a draft, or not of this day; `--drafts` takes it too"
    names = [name for entry in world.site.entries.values() for name in (entry.slug, entry.title)]
    return " · ".join((f"there is no entry `{said}` that is public", *did_you_mean(said, names)))


def _shared(world: "World") -> set[str]:
    """Return the names that entries of two kinds or folders have."""
    names = Counter(id.rpartition("/")[2] for id in world.site.ids)
    return {name for name, count in names.items() if count > 1}


def _name(world: "World", entry: "AnyEntry", shared: set[str]) -> str:
    """Return the name of the folder of a copy, which is that of no other entry's."""
    name = entry.slug.rpartition("/")[2]
    name = entry.id.replace("/", "-") if name in shared else name
    return name if entry.lang == world.site.config.default_lang else f"{name}.{entry.lang}"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    from mingpian.core.store import atomic_write

    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, data)
