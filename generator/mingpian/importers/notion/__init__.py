"""Notion: an export as Markdown and CSV, as a folder or as the ZIP that it comes in."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers.archive import is_zip, names_of, unpacked
from mingpian.importers.draft import Copy, Found, Importer, Into, Skipped
from mingpian.importers.notion.export import export_of
from mingpian.importers.notion.page import draft_of
from mingpian.importers.notion.tables import copy_of

_OF_NOTION = re.compile(r" [0-9a-f]{32}(?:_all)?\.(?:md|csv)\Z")


def read(path: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the pages and databases of an export."""
    folder, left = into.until_written.enter_context(unpacked(path))
    yield from (Skipped(name, why) for name, why in left)
    export = export_of(folder)
    for file in export.others:
        yield Skipped(file.relative_to(export.root).as_posix(), _("no page shows it"))
    for file, name in export.tables.items():
        yield Found(file.relative_to(export.root).as_posix(), partial(copy_of, file, name, export.root))
    for file, slug in export.pages.items():
        yield Found(file.relative_to(export.root).as_posix(), partial(draft_of, file, slug, export, into))


def recognises(path: Path) -> bool:
    """Tell whether it is an export: its files have the numbers of pages in their names."""
    return (path.is_dir() or is_zip(path)) and any(map(_OF_NOTION.search, names_of(path)))


IMPORTER = Importer("notion", _("the ZIP of Export → Markdown & CSV, or the folder in it"), read, recognises)
