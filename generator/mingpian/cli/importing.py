"""`mingpian import SYSTEM PATH`: texts and people from elsewhere into content/."""

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell, worded

if TYPE_CHECKING:
    from mingpian.importers.shelf import Line

WITH_OTHERS = 3_600.0  # seconds that a text may take whose pictures other hosts are asked for


def run(options: argparse.Namespace) -> int:
    """Write what is new; say of each file what became of it."""
    from mingpian.cli.reading import settings_for
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.importers import importers
    from mingpian.importers.draft import Into
    from mingpian.importers.shelf import LONGEST, put

    root, path = Path(options.root), Path(options.path)
    settings = settings_for(root)
    if settings is None:
        return 1
    known = importers(root, settings)
    importer = known.get(options.system)
    if importer is None:
        hints = did_you_mean(options.system, known) or (f"there are: {', '.join(known)}",)
        complain(f"there is no importer `{options.system}`; {hints[0]}")
        return 2
    if not path.exists():
        complain(f"there is no {path}; `{importer.name}` wants {importer.wants}")
        return 2
    into = Into(settings.languages, _mirror(root) if options.fetch else None)
    patience = WITH_OTHERS if options.fetch else LONGEST
    try:
        lines = put(importer.read(path, into), root / "content", options.dry_run, patience)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return 2
    for line in lines:
        _tell(line)
    counts = Counter(line.what for line in lines)
    told = [f"{counts[what]} {what}" for what in ("imported", "unchanged", "differs", "left") if counts[what]]
    tell(", ".join(map(worded, told)))
    if not lines:
        complain(f"nothing was found; `{importer.name}` wants {importer.wants}")
        return 2
    return 0


def _tell(line: "Line") -> None:
    place = f"content/{line.path}  ←  {line.source}" if line.path else line.source
    if line.what != "unchanged":
        tell(f"{line.what}: {place}")
    for note in line.notes:
        tell(f"    {note}")


def _mirror(root: Path) -> Callable[[str], Path | None]:
    from mingpian import __version__
    from mingpian.fetch.pictures import Mirror

    return Mirror(root / ".mingpian" / "fetched", f"mingpian/{__version__} (moves its owner's site)").file
