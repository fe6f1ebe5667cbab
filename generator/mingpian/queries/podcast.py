"""The podcast: the entries that can be heard, as episodes; and where their recordings are."""

import msgspec

from mingpian.core.media_types import TYPES, type_of
from mingpian.queries import cards
from mingpian.queries.enclosures import Enclosure, recording_of
from mingpian.queries.feeds import title
from mingpian.queries.fragments import Card, Feed, Image
from mingpian.queries.query import query
from mingpian.schema.moments import as_clock, leading_time, seconds_in
from mingpian.site.attachments import may_publish
from mingpian.site.model import SiteModel
from mingpian.site.resolution import file_of, file_url
from mingpian.site.site import AnyEntry

FILE = "podcast.xml"
COVER = "podcast-cover.jpg"
CHAPTERS = "chapters.json"
TRANSCRIPT = "transcript.html"
_TRANSCRIPTS = {".vtt": "text/vtt", ".srt": "application/x-subrip", ".txt": "text/plain"}


class EpisodeChapter(msgspec.Struct, frozen=True):
    """A chapter: the second at which it begins, as a clock shows that, its title, and the page that it is about."""

    at: int
    clock: str
    title: str
    url: str = ""


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """A recording and what belongs to it. URLs are relative to the site's root, or whole ones."""

    recording: Enclosure
    clock: str = ""  # how long it is, as a clock shows that; empty where nobody knows
    chapters: tuple[EpisodeChapter, ...] = ()
    chapters_url: str = ""  # of the file with them; empty where there are none
    transcript_url: str = ""
    transcript_type: str = ""


class PodcastView(msgspec.Struct, frozen=True, kw_only=True):
    """The podcast of one language: its feed, the entries in it, newest first, and its cover."""

    feed: Feed
    page: str  # URL of the front page
    lang: str
    author: str
    cover_url: str
    cover: Image | None  # what the cover is made of; None where it is drawn
    cards: tuple[Card, ...]


def podcast_feed(model: SiteModel, lang: str) -> Feed | None:
    """Return the feed of a language's podcast; None without an episode."""
    if "podcast" in model.site.config.without or not episodes_of(model, lang):
        return None
    name = model.site.config.podcast.title or title(model, lang)
    return Feed(name, model.routes.sibling(model.routes.home(lang), FILE), "rss")


def episodes_of(model: SiteModel, lang: str) -> tuple[AnyEntry, ...]:
    """Return the entries of a language that are episodes, newest first."""
    return model.remember(("episodes", lang), lambda: _episodes(model, lang))


def _episodes(model: SiteModel, lang: str) -> tuple[AnyEntry, ...]:
    heard = (entry for kind in model.site.config.feeds.kinds for entry in model.site.all(kind, lang))
    found = [entry for entry in heard if entry.fields.audio.src and entry.fields.date and recording_of(model, entry)]
    return tuple(sorted(found, key=lambda entry: (-entry.published, entry.key)))


@query
def podcast(model: SiteModel, lang: str) -> PodcastView | None:
    """Return the podcast of a language.

    None when nothing can be heard in it.
    """
    feed = podcast_feed(model, lang)
    if feed is None:
        return None
    config, routes = model.site.config, model.routes
    owner = cards.person(model, model.site.owner, lang) if model.site.owner else None
    cover = cards.picture(model, "", config.podcast.cover) if config.podcast.cover else None
    return PodcastView(
        feed=feed,
        page=routes.home(lang),
        lang=lang,
        author=config.podcast.author or (owner.name if owner else title(model, lang)),
        cover_url=routes.sibling(routes.home(config.default_lang), COVER),
        cover=cover if cover and cover.source in model.site.pictures else None,
        cards=tuple(cards.card_of(model, entry) for entry in episodes_of(model, lang)[: config.podcast.limit]),
    )


@query
def episode(model: SiteModel, key: str) -> Episode | None:
    """Return what can be heard of an entry.

    None when nothing can, or not by this site's readers.
    """
    entry = model.site.entries[key]
    recording = recording_of(model, entry)
    if recording is None:
        return None
    page, made = model.routes.place(key), "podcast" not in model.site.config.without
    chapters = _chapters(model, entry)
    transcript = _transcript(model, entry) if made else ("", "")
    return Episode(
        recording=recording,
        clock=as_clock(recording.seconds) if recording.seconds else "",
        chapters=chapters,
        chapters_url=model.routes.sibling(page, CHAPTERS) if chapters and made else "",
        transcript_url=transcript[0],
        transcript_type=transcript[1],
    )


def _chapters(model: SiteModel, entry: AnyEntry) -> tuple[EpisodeChapter, ...]:
    """Return the chapters that the entry states, else those of the file, in order of time; those without a time, which
    no player could find, are left out."""
    stated = []
    for one in entry.fields.audio.chapters:
        at, said = seconds_in(one.at) if one.at else None, one.title
        if at is None and (found := leading_time(one.title)):
            at, said = found
        if at is not None:
            stated.append(EpisodeChapter(at, as_clock(at), said or as_clock(at), one.url))
    facts = model.sounds.get(file_of(model.links.spelt, entry.source, entry.fields.audio.src))
    marks = facts.chapters if facts and not entry.fields.audio.chapters else ()
    own = [EpisodeChapter(one.at, as_clock(one.at), one.title) for one in marks]
    return tuple(sorted(stated or own, key=lambda one: one.at))


def _transcript(model: SiteModel, entry: AnyEntry) -> tuple[str, str]:
    """Return the URL and the media type of what is said, as text."""
    said = entry.fields.audio.transcript
    if said == "none":
        return "", ""
    if said in ("", "text"):
        own = TYPES[".html"].partition(";")[0]
        return model.routes.sibling(model.routes.place(entry.key), TRANSCRIPT), own
    path = file_of(model.links.spelt, entry.source, said)
    if not path or not may_publish(entry, path, model.links.files):
        return "", ""
    ending = path[-4:].lower()
    return file_url(path), _TRANSCRIPTS.get(ending, type_of(path))
