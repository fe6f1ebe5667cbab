"""`mingpian export FORM ENTRY…`: copies of entries for other platforms."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.console import print_error, print_text

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel
    from mingpian.site.site import AnyEntry

FOLDER = "exports"


def run(options: argparse.Namespace) -> int:
    """Write the copies; say where they are and what is left to do by hand."""
    from mingpian.cli.loading import render_context_for
    from mingpian.exporters.copies import COPIES
    from mingpian.exporters.plain_markdown import MarkdownConverterError

    if options.form == "site":
        return _whole(options)
    loaded = render_context_for(options)
    if loaded is None:
        return 1
    context, model = loaded
    chosen = _chosen(model, options)
    if isinstance(chosen, str):
        print_error(chosen)
        return 2
    into = Path(options.into) if options.into else Path(options.root) / FOLDER
    for entry in chosen:
        try:
            files, problems = COPIES[options.form](context, entry, dict(model.site.pictures))
        except MarkdownConverterError as missing:
            print_error(str(missing))
            return 2
        folder = into / options.form / _name(model, entry)
        _write(folder, files)
        print_text(str(folder))
        for problem in problems:
            print_text(f"  {problem}")
    return 0


def _whole(options: argparse.Namespace) -> int:
    """Write everything that is in content/, drafts and what is not public too."""
    from mingpian.cli.loading import load_settings
    from mingpian.exporters.site_archive import archive_files

    root = Path(options.root)
    settings = load_settings(root)
    if settings is None:
        return 1
    folder = (Path(options.into) if options.into else root / FOLDER) / "site"
    try:
        for name, data in archive_files(root, settings.languages):
            _write(folder, {name: data})
    except OSError as error:
        print_error(f"{error.filename}: {error.strerror}")
        return 2
    print_text(f"{folder}: all of it, what is not public too; `mingpian import mingpian` brings it back")
    return 0


def _chosen(model: "SiteModel", options: argparse.Namespace) -> "list[AnyEntry] | str":
    """Return the entries that were asked for, or what is wrong with what was asked."""
    from mingpian.cli.loading import parse_day

    chosen: list[AnyEntry] = []
    for said in options.entries:
        entry = _named(model, said)
        if entry is None:
            return _unknown(model, said)
        chosen.append(entry)
    if options.since:
        since = parse_day(options.since, model.site.clock.now, model.site.config.timezone)
        if since is None:
            return f"`{options.since}` is neither days (7d) nor a date"
        kinds = model.site.config.feeds.kinds
        chosen += [
            entry
            for entry in model.site.entries.values()
            if entry.kind in kinds and max(entry.fields.date, entry.fields.updated) >= since
        ]
        if not chosen:
            return f"nothing is new or changed since {since}"
    return list({entry.key: entry for entry in chosen}.values()) or "name an entry, or say `--since 7d`"


def _named(model: "SiteModel", said: str) -> "AnyEntry | None":
    from mingpian.site.links import named_entry

    path = said.replace("\\", "/").removeprefix("./").removeprefix("content/")
    lang = model.site.config.default_lang
    key = model.site.sources.get(path)
    return model.site.entries[key] if key else next(named_entry(model.site, model.links, "", path, lang), None)


def _unknown(model: "SiteModel", said: str) -> str:
    from mingpian.core.diagnostics import did_you_mean

    names = [name for entry in model.site.entries.values() for name in (entry.slug, entry.title)]
    return " · ".join((f"there is no entry `{said}` that is public", *did_you_mean(said, names)))


def _name(model: "SiteModel", entry: "AnyEntry") -> str:
    name = entry.slug.rpartition("/")[2]
    return name if entry.lang == model.site.config.default_lang else f"{name}.{entry.lang}"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    from mingpian.core.store import atomic_write

    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, data)
