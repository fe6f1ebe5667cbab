"""feeds.opml: every feed of the site, to take along at once (OPML 2.0)."""

from collections.abc import Iterator
from html import escape

from mingpian.model.feeds import Channel, channels
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.posts import xml_text
from mingpian.render.studio import Studio

PATH = "feeds.opml"


def plan(world: World) -> Iterator[Output]:
    """Plan the list, as long as there is a feed to list."""
    if channels(world) and world.site.config.feeds.formats and f"static/{PATH}" not in world.links.files:
        yield Output(PATH, "opml", ())


def render(_output: Output, studio: Studio) -> bytes:
    """Write one outline a feed, in its first format."""
    ask = studio.ask
    title = ask.site(ask.config.default_lang).title
    outlines = "".join(_outline(ask.config.base_url, channel) for channel in ask.channels())
    head = f"<head>\n<title>{escape(xml_text(title))}</title>\n</head>"
    body = f"<body>\n{outlines}</body>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n{head}\n{body}\n</opml>\n'.encode()


def _outline(base: str, channel: Channel) -> str:
    title = xml_text(channel.title)
    stated = {
        "type": "rss",  # of Atom too, by custom
        "text": title,
        "title": title,
        "xmlUrl": base + channel.feeds[0].url,
        "htmlUrl": base + channel.page,
        "language": channel.lang,
    }
    return "<outline " + " ".join(f'{name}="{escape(value)}"' for name, value in stated.items()) + "/>\n"


FORMAT = Format("opml", plan, render)
