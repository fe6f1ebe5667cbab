"""feeds.opml: every feed of the site, to take along at once; blogroll.opml: members' own sites (OPML 2.0)."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from mingpian.model.elsewhere import OwnSite, owners
from mingpian.model.feeds import Channel, channels
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.formats.feed import named
from mingpian.render.posts import xml_text
from mingpian.render.studio import Studio

PATH = "feeds.opml"
BLOGROLL = "blogroll.opml"


def plan(world: World) -> Iterator[Output]:
    """Plan each list, as long as there is something to list."""
    has_feeds = bool(channels(world) and world.site.config.feeds.formats)
    for path, has_any in ((PATH, has_feeds), (BLOGROLL, bool(owners(world)))):
        if has_any and f"static/{path}" not in world.links.files:
            yield Output(path, "opml", ())


def render(output: Output, studio: Studio) -> bytes:
    """Write one outline a feed or site."""
    ask = studio.ask
    title = ask.site(ask.config.default_lang).title
    if output.path == BLOGROLL:
        return opml(title, map(_of_site, ask.own_sites()))
    return opml(title, (_of_channel(ask.config.base_url, named(channel, studio)) for channel in ask.channels()))


def opml(title: str, outlines: Iterable[Mapping[str, str]]) -> bytes:
    """Return a list of subscriptions; what is empty of an outline is left out."""
    lines = "".join(
        "<outline " + " ".join(f'{name}="{escape(xml_text(value))}"' for name, value in one.items() if value) + "/>\n"
        for one in outlines
    )
    head = f"<head>\n<title>{escape(xml_text(title))}</title>\n</head>"
    body = f"<body>\n{lines}</body>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n{head}\n{body}\n</opml>\n'.encode()


def _of_channel(base: str, channel: Channel) -> dict[str, str]:
    """Name a feed of the site by its first format."""
    return {
        "type": "rss",  # of Atom too, by custom
        "text": channel.title,
        "title": channel.title,
        "xmlUrl": base + channel.feeds[0].url,
        "htmlUrl": base + channel.page,
        "language": channel.lang,
    }


def _of_site(site: OwnSite) -> dict[str, str]:
    """Name a site by its feed; as a mere link where `mingpian planet` has not found any."""
    if not site.feed:
        return {"type": "link", "text": site.title, "url": site.url}
    stated = {"type": "rss", "text": site.title, "title": site.title, "xmlUrl": site.feed, "htmlUrl": site.url}
    return {**stated, "language": site.lang}


FORMAT = Format("opml", plan, render)
