"""Obsidian: a vault. What is its own in a text (embeds, callouts, blocks, remarks) is ours as well, and stays as it is.

Times of files are not taken: a copy of a vault has others. A note's day is what its front matter or name says.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers.draft import Found, Importer, Into, Skipped
from mingpian.importers.obsidian.note import draft_of
from mingpian.importers.obsidian.vault import vault_of


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the notes of a vault."""
    vault = vault_of(path)
    for file, why in vault.left.items():
        yield Skipped(file.relative_to(vault.root).as_posix(), why)
    for file, slug in vault.notes.items():
        yield Found(file.relative_to(vault.root).as_posix(), partial(draft_of, file, slug, vault, into))


def recognises(path: Path) -> bool:
    """Tell whether it is the folder of a vault."""
    return (path / ".obsidian").is_dir()


IMPORTER = Importer("obsidian", _("the folder of a vault"), read, recognises, is_of_editor=True)
