"""Translations belong to the entry beside whose file theirs lies, whatever slug that entry states."""

from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.content.entry import Entry


def named_like_originals(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Return the entries; translations have the id of their original, and its slug unless they state their own."""
    found = list(entries)
    if not any("slug" in entry.given for entry in found):
        return found
    slugs: dict[str, str] = {}
    for entry in sorted(found, key=lambda entry: (entry.translation, "slug" in entry.given, entry.source)):
        slugs.setdefault(beside(entry), entry.slug)
    return [_named_like(entry, slugs[beside(entry)]) if entry.translation else entry for entry in found]


def _named_like(entry: Entry[Any], original: str) -> Entry[Any]:
    id = f"{entry.kind}/{original}"
    slug = entry.slug if "slug" in entry.given else original
    return msgspec.structs.replace(entry, slug=slug, id=id, key=f"{id}.{entry.lang}")


def beside(entry: Entry[Any]) -> str:
    """Return the path of an entry's file without its suffix, and without its language."""
    path = entry.source.rpartition(".")[0]
    return path.rpartition(".")[0] if entry.translation else path
