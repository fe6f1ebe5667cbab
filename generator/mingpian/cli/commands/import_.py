"""`mingpian import SYSTEM PATH`: texts and people from elsewhere into content/."""

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import localized, print_error, print_text
from mingpian.cli.options import root_option

if TYPE_CHECKING:
    from mingpian.importers.draft_writer import ImportedDraft

WITH_OTHERS = 3_600.0  # seconds that a text may take whose pictures other hosts are asked for


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    systems = ("csv", "ghost", "hexo", "hugo", "jekyll", "jsonresume", "mingpian", "pelican", "vcard", "wordpress")
    told = f"where it comes from: {', '.join(systems)}, or an extension's"
    parser.add_argument("system", metavar="SYSTEM", help=told)
    parser.add_argument("path", metavar="PATH", help="the other site's folder, or the file that it exported")
    root_option(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be imported; write nothing")
    parser.add_argument("--fetch", action="store_true", help="fetch pictures that are only on the old site (WordPress)")


def run(options: argparse.Namespace) -> int:
    """Write what is new; say of each file what became of it."""
    from mingpian.cli.loading import load_settings
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.importers import importers
    from mingpian.importers.draft import Into
    from mingpian.importers.draft_writer import LONGEST, write_drafts

    root, path = Path(options.root), Path(options.path)
    settings = load_settings(root)
    if settings is None:
        return 1
    known = importers(root, settings)
    importer = known.get(options.system)
    if importer is None:
        hints = did_you_mean(options.system, known) or (f"there are: {', '.join(known)}",)
        print_error(f"there is no importer `{options.system}`; {hints[0]}")
        return 2
    if not path.exists():
        print_error(f"there is no {path}; `{importer.name}` wants {importer.wants}")
        return 2
    into = Into(settings.languages, _mirror(root) if options.fetch else None)
    patience = WITH_OTHERS if options.fetch else LONGEST
    try:
        lines = write_drafts(importer.read(path, into), root / "content", options.dry_run, patience)
    except OSError as error:
        print_error(f"{error.filename}: {error.strerror}")
        return 2
    for line in lines:
        _tell(line)
    counts = Counter(line.what for line in lines)
    told = [f"{counts[what]} {what}" for what in ("imported", "unchanged", "differs", "left") if counts[what]]
    print_text(", ".join(map(localized, told)))
    if not lines:
        print_error(f"nothing was found; `{importer.name}` wants {importer.wants}")
        return 2
    return 0


def _tell(line: "ImportedDraft") -> None:
    place = f"content/{line.path}  ←  {line.source}" if line.path else line.source
    if line.what != "unchanged":
        print_text(f"{line.what}: {place}")
    for note in line.notes:
        print_text(f"    {note}")


def _mirror(root: Path) -> Callable[[str], Path | None]:
    from mingpian import __version__
    from mingpian.fetch.pictures import Mirror

    return Mirror(root / ".mingpian" / "fetched", f"mingpian/{__version__} (moves its owner's site)").file


COMMAND = Command(
    order=130,
    summary="bring in texts and people from other systems",
    options=add_options,
    run=run,
    examples=("hexo ../old-blog", "csv people.csv"),
)
