"""Databases: tables of data, without the addresses that Notion writes behind the names of pages."""

import csv
import io
import re
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers import texts
from mingpian.importers.draft import Copy, Skipped

_ADDRESS = re.compile(
    r" \((?:https://(?:www\.)?notion\.(?:so|site)/[^()\s]*|[^()]*[0-9a-f]{32}(?:_all)?\.(?:md|csv))\)"
)


def rows_of(file: Path, root: Path) -> list[list[str]]:
    """Return the rows of a table, that of the columns' names first. Raises UnfitFileError."""
    text = texts.decode_text(texts.bytes_of(file, root))[0]
    try:
        return [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error as broken:
        raise texts.UnfitFileError(_("its table cannot be read: {reason}", reason=broken)) from None


def plain(cell: str) -> str:
    """Return what a cell says, with the names of pages alone."""
    return _ADDRESS.sub("", cell).strip()


def copy_of(file: Path, name: str, root: Path) -> Copy | Skipped:
    """Return a database as a file of data. Raises UnfitFileError."""
    rows = rows_of(file, root)
    if not rows:
        return Skipped(file.relative_to(root).as_posix(), _("it is empty"))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return Copy(f"data/{name}.csv", out.getvalue().encode())
