"""Translations belong to the entry beside whose file theirs lies, whatever slug that entry states."""

from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.content.entry import Entry


def named_like_originals(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Return the entries; translations that state no slug have that of their original."""
    found = list(entries)
    slugs = {_beside(entry): entry.slug for entry in found if not entry.translation and "slug" in entry.given}
    return [_named_like(entry, slugs) if entry.translation else entry for entry in found] if slugs else found


def _named_like(entry: Entry[Any], slugs: dict[str, str]) -> Entry[Any]:
    slug = slugs.get(_beside(entry))
    if slug is None or "slug" in entry.given:
        return entry
    id = f"{entry.kind}/{slug}"
    return msgspec.structs.replace(entry, slug=slug, id=id, key=f"{id}.{entry.lang}")


def _beside(entry: Entry[Any]) -> str:
    """Return the path of an entry's file without its suffix, and without its language."""
    path = entry.source.rpartition(".")[0]
    return path.rpartition(".")[0] if entry.translation else path
