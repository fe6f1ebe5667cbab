"""How formats ask: the closed list of questions, typed; and the bodies of entries."""

from collections.abc import Callable
from typing import Any

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.tables import Data
from mingpian.content.markdown import Document
from mingpian.core.trace import Recorder
from mingpian.queries.addresses import Address, Redirect
from mingpian.queries.elsewhere import OwnSite
from mingpian.queries.feeds import Channel
from mingpian.queries.fragments import Alternate, Card, Image
from mingpian.queries.network import Network
from mingpian.queries.views import (
    CircleView,
    Embedded,
    EntryContext,
    HomeView,
    LinkTarget,
    Listing,
    ProfileView,
    SiteView,
    TopicView,
)
from mingpian.site.enclosures import Enclosure
from mingpian.site.site import AnyEntry


class Queries:
    """Asks on behalf of one output at a time. Every question is recorded; the configuration is part of every key."""

    def __init__(self, recorder: Recorder, config: SiteConfig, bodies: Callable[[AnyEntry], Document]) -> None:
        self.recorder = recorder
        self.config = config
        self._bodies = bodies

    def _ask(self, *question: str) -> Any:
        return self.recorder.ask(question)

    def entry(self, key: str) -> AnyEntry:
        """Return a planned entry, without what is not public."""
        entry: AnyEntry = self._ask("entry", key)
        return entry

    def enclosures(self, key: str) -> tuple[Enclosure, ...]:
        """Return the recordings that are published with an entry."""
        found: tuple[Enclosure, ...] = self._ask("enclosures", key)
        return found

    def body(self, key: str) -> Document:
        """Return the body of an entry. Its digest is part of the entry's, so no question of its own is needed."""
        return self._bodies(self.entry(key))

    def card(self, key: str) -> Card | None:
        """Return what lists say of an entry."""
        card: Card | None = self._ask("card", key)
        return card

    def site(self, lang: str) -> SiteView:
        """Return the site as pages in a language show it."""
        answer: SiteView = self._ask("site", lang)
        return answer

    def homes(self) -> tuple[Alternate, ...]:
        """Return the front page of each language."""
        found: tuple[Alternate, ...] = self._ask("homes")
        return found

    def home(self, lang: str) -> HomeView:
        """Return what the front page shows."""
        answer: HomeView = self._ask("home", lang)
        return answer

    def context(self, key: str) -> EntryContext:
        """Return what surrounds an entry."""
        answer: EntryContext = self._ask("context", key)
        return answer

    def profile(self, key: str) -> ProfileView:
        """Return what the site knows of a member."""
        answer: ProfileView = self._ask("profile", key)
        return answer

    def circle(self, key: str) -> CircleView:
        """Return a circle's people and events."""
        answer: CircleView = self._ask("circle", key)
        return answer

    def topic(self, key: str, lang: str) -> TopicView:
        """Return a topic and all that concerns it."""
        answer: TopicView = self._ask("topic", key, lang)
        return answer

    def listing(self, group: str, slug: str, lang: str, page: str) -> Listing:
        """Return one page of a list."""
        answer: Listing = self._ask("listing", group, slug, lang, page)
        return answer

    def network(self, circle: str, lang: str) -> Network:
        """Return who is tied to whom: in a circle, or in all when it is empty."""
        answer: Network = self._ask("network", circle, lang)
        return answer

    def archive(self, lang: str) -> Listing:
        """Return all essays by year."""
        answer: Listing = self._ask("archive", lang)
        return answer

    def elsewhere(self, lang: str) -> Listing:
        """Return what members published on sites of their own."""
        answer: Listing = self._ask("elsewhere", lang)
        return answer

    def own_sites(self) -> tuple[OwnSite, ...]:
        """Return the sites of all listed members."""
        found: tuple[OwnSite, ...] = self._ask("own_sites")
        return found

    def index(self, group: str, lang: str) -> Listing:
        """Return the terms of a group."""
        answer: Listing = self._ask("index", group, lang)
        return answer

    def channels(self) -> tuple[Channel, ...]:
        """Return every feed of the site."""
        found: tuple[Channel, ...] = self._ask("channels")
        return found

    def channel(self, scope: str, slug: str, lang: str) -> Channel:
        """Return the name and addresses of a feed: of the `site`, an `author`, a `circle`, a `series`, or a term."""
        answer: Channel = self._ask("channel", scope, slug, lang)
        return answer

    def feed(self, scope: str, slug: str, lang: str) -> tuple[Card, ...]:
        """Return the newest entries of a feed."""
        cards: tuple[Card, ...] = self._ask("feed", scope, slug, lang)
        return cards

    def keys(self, kind: str, lang: str) -> tuple[str, ...]:
        """Return the keys of all entries of a kind that are listed in a language."""
        found: tuple[str, ...] = self._ask("keys", kind, lang)
        return found

    def sitemap(self) -> tuple[Address, ...]:
        """Return the pages that search engines shall know."""
        found: tuple[Address, ...] = self._ask("sitemap")
        return found

    def redirects(self) -> tuple[Redirect, ...]:
        """Return the former paths of listed entries."""
        found: tuple[Redirect, ...] = self._ask("redirects")
        return found

    def target(self, source: str, written: str, lang: str) -> LinkTarget | None:
        """Return where a link in a body leads."""
        target: LinkTarget | None = self._ask("target", source, written, lang)
        return target

    def wikilink(self, kind: str, written: str, lang: str) -> LinkTarget | None:
        """Return where a wikilink in a body leads."""
        target: LinkTarget | None = self._ask("wikilink", kind, written, lang)
        return target

    def embed(self, kind: str, written: str, lang: str) -> Embedded | None:
        """Return what an embedded text shows."""
        found: Embedded | None = self._ask("embed", kind, written, lang)
        return found

    def named(self, source: str, written: str, kinds: str, lang: str) -> Card | None:
        """Return the entry that an argument of a component in a body names."""
        card: Card | None = self._ask("named", source, written, kinds, lang)
        return card

    def data(self, name: str) -> Data | None:
        """Return what a file of content/data/ says."""
        found: Data | None = self._ask("data", name)
        return found

    def frames(self) -> tuple[str, ...]:
        """Return the hosts of what bodies show in frames."""
        found: tuple[str, ...] = self._ask("frames")
        return found

    def picture(self, source: str, written: str) -> Image | None:
        """Return the picture that a body names."""
        image: Image | None = self._ask("picture", source, written)
        return image
