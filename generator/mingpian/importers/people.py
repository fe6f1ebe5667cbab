"""People from whatever lists them: cards of address books, tables, résumés."""

from collections.abc import Iterator
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers import jsonresume, table, vcard
from mingpian.importers.draft import Draft, Found, Into, Skipped

_READERS = {
    **dict.fromkeys((".csv", ".tsv"), table.read),
    **dict.fromkeys((".vcf", ".vcard"), vcard.read),
    ".json": jsonresume.read,
}


def read_people(path: Path, into: Into) -> Iterator[Found | Draft | Skipped]:
    """Yield the members in a file, by its ending: `.vcf`, `.csv` or `.json` (JSON Resume)."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        yield Skipped(path.name, _("it is no list of people that is known"))
    else:
        yield from reader(path, into)
