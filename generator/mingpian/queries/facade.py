"""How formats and templates ask: the closed list of questions; and the bodies of entries."""

from collections.abc import Callable

from mingpian.config.settings import SiteConfig
from mingpian.content.markdown import Document
from mingpian.core.trace import Recorder
from mingpian.queries import addresses, cards, entries, entry_context, feeds, front_page, listings, people, targets
from mingpian.queries import elsewhere as elsewheres
from mingpian.queries import enclosures as recordings
from mingpian.queries import network as networks
from mingpian.queries import podcast as podcasts
from mingpian.queries import site_view as sites
from mingpian.queries.ownership import rights as declared
from mingpian.queries.search import segments
from mingpian.queries.search import topic_words as topics
from mingpian.site.site import AnyEntry


class Queries:
    """Asks on behalf of one output at a time. Every question is recorded; the configuration is part of every key."""

    def __init__(self, recorder: Recorder, config: SiteConfig, bodies: Callable[[AnyEntry], Document]) -> None:
        self.recorder = recorder
        self.config = config
        self._bodies = bodies
        self._read: tuple[AnyEntry, Document] | None = None

    entry = entries.entry
    enclosures = recordings.enclosures
    episode = podcasts.episode
    podcast = podcasts.podcast

    def body(self, key: str) -> Document:
        """Return the body of an entry. Its digest is part of the entry's, so no question of its own is needed."""
        entry = self.entry(key)
        if self._read is None or self._read[0] is not entry:  # a page asks more than once
            self._read = entry, self._bodies(entry)
        return self._read[1]

    card = cards.card
    site = sites.site
    homes = sites.homes
    home = front_page.home
    context = entry_context.context
    profile = people.profile
    circle = people.circle
    topic = listings.topic
    topic_words = topics.topic_words
    search_index = segments.search_index
    listing = listings.listing
    member_filters = listings.member_filters
    network = networks.network
    archive = listings.archive
    elsewhere = listings.elsewhere
    subscription = listings.subscription
    own_sites = elsewheres.own_sites
    index = listings.index
    channels = feeds.channels
    channel = feeds.channel
    former_feeds = feeds.former_feeds
    feed = feeds.feed
    keys = entries.keys
    rights = declared.rights
    site_rights = declared.site_rights
    departures = declared.departures
    sitemap = addresses.sitemap
    redirects = addresses.redirects
    target = targets.target
    wikilink = targets.wikilink
    embed = targets.embed
    named = targets.named
    data = entries.data
    frames = entries.frames
    picture = cards.picture
    file = entries.file
