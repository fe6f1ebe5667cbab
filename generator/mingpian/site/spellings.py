"""References as writers spell them -> ids: slugs in other letters, and what entries are called."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.content.entry import Entry
from mingpian.content.kinds.member import MEMBERS
from mingpian.schema.references import bare, canonical, slug_in
from mingpian.schema.walk import mapped, values

_REFERENCE = frozenset({"ref"})
_VOICE = frozenset({"voice"})

T = TypeVar("T", bound=msgspec.Struct)
AnyEntry = Entry[Any]


class Spellings(msgspec.Struct, frozen=True):
    """What entries are called. `ids` are all that there are; `slugs` and `titles` have the id by kind and folded name,
    and nothing where two entries have that name."""

    ids: frozenset[str] = frozenset()
    slugs: Mapping[tuple[str, str], str] = {}
    titles: Mapping[tuple[str, str], str] = {}

    def id_of(self, reference: str) -> str:
        """Return the id that a canonical reference means; the reference itself when it means none, or several. Slugs
        count before titles and names."""
        kind, _, name = reference.partition("/")
        called = (kind, fold_topic(name))
        return self.by_slug(reference) if called in self.slugs else self.titles.get(called) or reference

    def by_slug(self, reference: str) -> str:
        """Return the id that a canonical reference means by a slug in any letters, and by no name."""
        kind, _, name = reference.partition("/")
        return reference if reference in self.ids else self.slugs.get((kind, fold_topic(name))) or reference

    def voice(self, by: str) -> str:
        """Return the id of the member who is stated to say something; another name as it is written."""
        member = canonical(by, MEMBERS)
        return member if member in self.ids else by

    def spelled(self, fields: T) -> T:
        """Return fields whose references are ids."""
        return _changed(_changed(fields, _REFERENCE, self.id_of), _VOICE, self.voice)


def spellings_of(entries: Iterable[AnyEntry]) -> Spellings:
    """Learn from the entries what they are called."""
    slugs: dict[tuple[str, str], str] = {}
    titles: dict[tuple[str, str], str] = {}
    ids = set[str]()
    for entry in entries:
        ids.add(entry.id)
        for slug in (slug_in(entry.id), entry.slug):
            _learn(slugs, entry, slug)
        for title in (entry.title, getattr(entry.fields, "name_latin", "")):
            _learn(titles, entry, title)
    return Spellings(frozenset(ids), slugs, titles)


def _learn(names: dict[tuple[str, str], str], entry: AnyEntry, name: str) -> None:
    if name:
        key = (entry.kind, fold_topic(name))
        names[key] = entry.id if names.get(key, entry.id) == entry.id else ""


def _changed(fields: T, checks: frozenset[str], change: Callable[[str], str]) -> T:
    if all(change(found.value) == found.value for found in values(fields, checks)):
        return fields
    changed: T = mapped(fields, checks, change)
    return changed


def spoken_names(entries: Iterable[AnyEntry]) -> tuple[str, ...]:
    """Return the names by which entries mean others, in bodies and fields, folded and sorted."""
    return tuple(sorted({name for entry in entries for name in _spoken(entry)}))


def _spoken(entry: AnyEntry) -> Iterator[str]:
    arguments = (value for one in entry.components for _, value in one.attributes)
    stated = (found.value for found in values(entry.fields, _REFERENCE | _VOICE))
    for name in (*entry.wikilinks, *arguments, *stated):
        for written in {name, name.partition("#")[0]}:
            parts = (written, bare(written), written.partition("/")[2], written.rpartition("/")[2])
            yield from {fold_topic(part) for part in parts if part}
