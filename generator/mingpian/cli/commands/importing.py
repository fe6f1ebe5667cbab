"""`mingpian import SYSTEM PATH`: texts and people from elsewhere into content/."""

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.console import print_error, print_text
from mingpian.i18n import Translatable, _, joined

if TYPE_CHECKING:
    from mingpian.importers.draft_writer import ImportedDraft, Outcome

WITH_OTHERS = 3_600.0  # seconds that a text may take whose pictures other hosts are asked for


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
        hints = did_you_mean(options.system, known) or (_("there are: {known}", known=", ".join(known)),)
        print_error(_("there is no importer `{system}`; {hint}", system=options.system, hint=hints[0]))
        return 2
    if not path.exists():
        print_error(
            _("there is no {path}; `{name}` wants {wants}", path=path, name=importer.name, wants=importer.wants)
        )
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
    print_text(
        joined(", ", (said.with_values(number=counts[what]) for what, said in _NUMBERED.items() if counts[what]))
    )
    if not lines:
        print_error(_("nothing was found; `{name}` wants {wants}", name=importer.name, wants=importer.wants))
        return 2
    return 0


_NAMED = {"imported": _("imported: {place}"), "differs": _("differs: {place}"), "left": _("left: {place}")}
_NUMBERED: "dict[Outcome, Translatable]" = {
    "imported": _("{number} imported"),
    "unchanged": _("{number} unchanged"),
    "differs": _("{number} differs"),
    "left": _("{number} left"),
}


def _tell(line: "ImportedDraft") -> None:
    place = joined("  ←  ", filter(None, (line.path and f"content/{line.path}", line.source)))
    if line.what in _NAMED:
        print_text(_NAMED[line.what].with_values(place=place))
    for note in line.notes:
        print_text(_("    {note}", note=note))


def _mirror(root: Path) -> Callable[[str], Path | None]:
    from mingpian import __version__
    from mingpian.fetch.pictures import Mirror

    return Mirror(root / ".mingpian" / "fetched", f"mingpian/{__version__} (moves its owner's site)").file
