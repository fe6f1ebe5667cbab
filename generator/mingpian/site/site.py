"""The Site: all published entries, frozen, with the indexes by which everything else finds them."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import Vocabulary
from mingpian.content.entry import Entry
from mingpian.content.kind import Common
from mingpian.content.kinds import kinds
from mingpian.content.media.pictures import PictureFacts
from mingpian.site.clock import Clock
from mingpian.site.spellings import Spellings

AnyEntry = Entry[Any]
"""An entry in one language, of any kind: its id, address, dates, texts, and its `fields`."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is published, and nothing that is not.

    `entries` is ordered as lists are: newest first for dated kinds, by name for the others. `listed` leaves out what
    only its URL reaches. `ids` maps `kind/slug` to the entry's languages.
    """

    config: SiteConfig
    clock: Clock
    owner: str
    entries: dict[str, AnyEntry]
    ids: dict[str, dict[str, AnyEntry]]
    listed: dict[tuple[str, str], tuple[AnyEntry, ...]]  # (kind, language)
    keys: dict[tuple[str, str], tuple[str, ...]]  # of `listed`
    positions: dict[tuple[str, str], dict[str, int]]  # key -> index in `listed`
    sources: dict[str, str]  # path below content/ -> key
    states: dict[str, str]  # key -> "draft", "scheduled", "expired": only in previews
    pictures: Mapping[str, PictureFacts]
    topics: Vocabulary
    members: int  # listed ones, however many languages they are in
    known: frozenset[str]  # ids of all entries, published or not: what may be named
    unpublished: frozenset[str]  # what writers call entries that are not published now, folded
    spellings: Spellings

    def best(self, id: str, lang: str) -> AnyEntry | None:
        """Return the entry in `lang`, else in the first of the site's languages that it has."""
        versions = self.ids.get(id)
        if not versions:
            return None
        return versions.get(lang) or next(versions[one] for one in self.config.languages if one in versions)

    def each(self, fields: type[Common] = Common, lang: str = "") -> Iterator[AnyEntry]:
        """Yield every entry with these fields once: in `lang`, by default the site's first, or in what there is."""
        for id in self.ids:
            entry = self.best(id, lang or self.config.default_lang)
            if entry is not None and isinstance(entry.fields, fields):
                yield entry

    def position(self, entry: AnyEntry) -> int | None:
        """Return an entry's index in its kind's list in its language; None when it is not listed."""
        return self.positions.get((entry.kind, entry.lang), {}).get(entry.key)

    def archived(self, lang: str) -> tuple[AnyEntry, ...]:
        """Return the entries of a language of which there is an archive by year."""
        return tuple(entry for kind in kinds().values() if kind.archived for entry in self.all(kind.name, lang))

    def has_archive(self, lang: str) -> bool:
        """Tell whether there are such entries."""
        return any(kind.archived and self.all(kind.name, lang) for kind in kinds().values())

    def all(self, kind: str, lang: str) -> tuple[AnyEntry, ...]:
        """Return the listed entries of a kind as a reader of `lang` meets them."""
        return self.listed.get((kind, lang), ())
