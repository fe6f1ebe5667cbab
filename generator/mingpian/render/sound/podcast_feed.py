"""The feed of a podcast: RSS 2.0 with what Apple Podcasts asks for (itunes:*) and what open players read (podcast:*).

Sources: Apple's "A Podcaster's Guide to RSS"; the podcast namespace 1.0 of Podcasting 2.0.
"""

import uuid
from email.utils import format_datetime

from mingpian.config.podcast import Podcast, category_of
from mingpian.config.settings import SiteConfig
from mingpian.queries.podcast import Episode, PodcastView
from mingpian.render.feeds.elements import element, empty_element, text_element
from mingpian.render.feeds.entries import LICENSES, rights_elements
from mingpian.render.feeds.items import FeedItem, xml_text
from mingpian.schema.records import Audio

_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
_OF_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # namespace of `podcast:guid`
_SUMMARY = 4000  # characters that Apple shows


def podcast_feed(podcast: PodcastView, config: SiteConfig, about: str, lang: str, rights: str, items: str) -> str:
    """Return the feed; `about` says what it is about, `lang` in which language, with a country as directories want it;
    `rights` are the lines that say whose it is, and `items` its episodes, written."""
    settings, base = config.podcast, config.base_url
    own, cover, home = base + podcast.feed.url, base + podcast.cover_url, base + podcast.page
    title, author, email = xml_text(podcast.feed.title), xml_text(podcast.author), settings.email or config.email
    owner = [text_element("itunes:name", author), *([text_element("itunes:email", email)] if email else [])]
    shown = [text_element("url", cover), text_element("title", title), text_element("link", home)]
    lines = [
        text_element("title", title),
        text_element("link", home),
        text_element("description", xml_text(about)),
        text_element("language", lang),
        text_element("generator", "mingpian"),
        text_element("docs", "https://www.rssboard.org/rss-specification"),
        empty_element("atom:link", href=own, rel="self", type="application/rss+xml"),
        f"<image>{''.join(shown)}</image>",
        text_element("itunes:author", author),
        f"<itunes:owner>{''.join(owner)}</itunes:owner>",
        empty_element("itunes:image", href=cover),
        *_categories(settings),
        text_element("itunes:explicit", _truth(settings.explicit)),
        text_element("itunes:type", settings.type),
        text_element("podcast:guid", str(uuid.uuid5(_OF_PODCASTS, own.partition("://")[2].rstrip("/")))),
        text_element("podcast:locked", "yes", **({"owner": email} if email else {})) if settings.locked else "",
        text_element("podcast:medium", "podcast"),
    ]
    spaces = _NAMESPACES | ({"creativeCommons": LICENSES} if "<creativeCommons:" in rights + items else {})
    named = "".join(f' xmlns:{name}="{address}"' for name, address in spaces.items())
    head = "".join(f"    {line}\n" for line in lines if line) + rights
    rss = f'<rss version="2.0"{named}>\n  <channel>\n{head}{items}  </channel>\n</rss>\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{rss}'


def episode_item(post: FeedItem, audio: Audio, episode: Episode, base: str, image: str, explicit: bool) -> str:
    """Return an episode; `image` is the address of a cover of its own."""
    recording = episode.recording
    chapters, transcript = episode.chapters_url, episode.transcript_url
    title = post.title or post.summary
    lines = [
        text_element("title", title),
        text_element("itunes:title", title),
        text_element("link", post.url),
        text_element("description", (post.summary or title)[:_SUMMARY]),
        text_element("content:encoded", post.html),
        text_element("guid", audio.guid or post.url, isPermaLink=_truth(not audio.guid)),
        text_element("pubDate", format_datetime(post.published)),
        empty_element("enclosure", url=recording.at(base), length=str(recording.size), type=_type(recording.type)),
        text_element("itunes:duration", str(recording.seconds)) if recording.seconds else "",
        empty_element("itunes:image", href=image) if image else "",
        text_element("itunes:author", ", ".join(who.name for who in post.authors)) if post.authors else "",
        text_element("itunes:explicit", _truth(audio.explicit or explicit)),
        text_element("itunes:episodeType", audio.type),
        text_element("itunes:season", str(audio.season)) if audio.season else "",
        text_element("itunes:episode", str(audio.episode)) if audio.episode else "",
        text_element("podcast:season", str(audio.season)) if audio.season else "",
        text_element("podcast:episode", str(audio.episode)) if audio.episode else "",
        empty_element("podcast:chapters", url=base + chapters, type="application/json+chapters") if chapters else "",
        empty_element("podcast:transcript", url=base + transcript, type=episode.transcript_type, language=post.lang)
        if transcript
        else "",
        *(text_element("podcast:person", who.name, **({"href": who.url} if who.url else {})) for who in post.authors),
        *rights_elements(post.rights, post.notice, "rss"),
    ]
    return element("item", 4, [line for line in lines if line])


def _categories(settings: Podcast) -> list[str]:
    found = dict.fromkeys(category for one in settings.categories if (category := category_of(one)))
    return [
        f'<itunes:category text="{_quoted(above)}">{empty_element("itunes:category", text=below)}</itunes:category>'
        if below
        else empty_element("itunes:category", text=above)
        for above, below in found
    ]


def _quoted(name: str) -> str:
    return name.replace("&", "&amp;")


def _type(type: str) -> str:
    """Return the media type of a recording as directories of podcasts know it."""
    return "audio/x-m4a" if type == "audio/mp4" else type


def _truth(value: bool) -> str:
    return "true" if value else "false"
