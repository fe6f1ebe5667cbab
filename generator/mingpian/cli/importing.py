"""`mingpian import SYSTEM PATH`: texts and people from elsewhere into content/."""

import argparse
import sys
from collections import Counter
from pathlib import Path


def run(options: argparse.Namespace) -> int:
    """Write what is new; say of each file what became of it."""
    from mingpian import config
    from mingpian.core.diagnostics import show, visible
    from mingpian.importers import importers
    from mingpian.importers.draft import Into
    from mingpian.importers.shelf import put

    settings, problems = config.load(Path(options.root))
    if problems:
        sys.stderr.write(show(problems))
        return 1
    importer, path = importers()[options.system], Path(options.path)
    if not path.exists():
        print(visible(f"there is no {path}; `{importer.name}` wants {importer.wants}"), file=sys.stderr)
        return 2
    try:
        lines = put(importer.read(path, Into(settings.languages)), Path(options.root) / "content", options.dry_run)
    except OSError as error:
        print(visible(f"{error.filename}: {error.strerror}"), file=sys.stderr)
        return 2
    for line in lines:
        place = f"content/{line.path}  ←  {line.source}" if line.path else line.source
        if line.what != "unchanged":
            print(visible(f"{line.what}: {place}"))
        for note in line.notes:
            print(visible(f"    {note}"))
    counts = Counter(line.what for line in lines)
    print(", ".join(f"{counts[what]} {what}" for what in ("imported", "unchanged", "differs", "left") if counts[what]))
    if not lines:
        print(visible(f"nothing was found; `{importer.name}` wants {importer.wants}"), file=sys.stderr)
        return 2
    return 0
