"""The whole of what is known when planning and rendering begin: the site, its relations, and where things are."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol, TypeVar

import msgspec

from mingpian.content.data_files.matches import Decision
from mingpian.content.data_files.planet import Planet
from mingpian.content.data_files.tables import Data
from mingpian.content.data_files.webmentions import Webmention
from mingpian.content.history import Change
from mingpian.content.media.sounds import SoundFacts
from mingpian.site.charset import FontPieces
from mingpian.site.links import Links
from mingpian.site.relations import Relations
from mingpian.site.site import Site

T = TypeVar("T")


class Urls(Protocol):
    """Where things are, relative to the site's root; `plan.routes` decides."""

    def entry(self, key: str) -> str:
        """Return the URL of an entry's page."""

    def place(self, key: str) -> str:
        """Return the URL that the files of an entry belong to."""

    def is_front(self, key: str) -> bool:
        """Tell whether the page of an entry is a front page."""

    def home(self, lang: str) -> str:
        """Return the URL of a language's front page."""

    def listing(self, group: str, slug: str, lang: str, page: int = 1) -> str:
        """Return the URL of one page of a list; of a group's index when `slug` is empty."""

    def topic(self, key: str, lang: str) -> str:
        """Return the URL of a topic's page."""

    def sibling(self, page: str, name: str) -> str:
        """Return the URL of the file `name` that belongs to a page."""


class SiteModel(msgspec.Struct, frozen=True):
    """All that planning and answering may look at."""

    site: Site
    relations: Relations
    links: Links
    routes: Urls
    assets: frozenset[str] = frozenset()  # paths of the theme's published files
    versions: Mapping[str, bytes] = {}  # path below content/ -> digest that changes with the file's bytes
    sounds: Mapping[str, SoundFacts] = {}  # by path below content/
    matches: tuple[Decision, ...] = ()  # as the host decided; on pages, the approved ones alone
    planet: Planet = Planet()  # what was found on members' own sites
    data: Mapping[str, Data] = {}  # name -> what the file of data says
    changes: Mapping[str, tuple[Change, ...]] = {}  # path below content/ -> what git knows of it, newest first
    cuts: tuple[FontPieces, ...] = ()  # the fonts that are published
    webmentions: tuple[Webmention, ...] = ()  # what other sites answered
    memo: dict[Hashable, Any] = {}  # answers to parts of questions, which many outputs share

    def remember(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns, made only once."""
        if what not in self.memo:
            self.memo[what] = make()
        found: T = self.memo[what]
        return found


def count_by_kind(model: SiteModel) -> dict[str, int]:
    """Return how many entries there are of each kind."""
    counts: dict[str, int] = {}
    for entry in model.site.entries.values():
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return counts
