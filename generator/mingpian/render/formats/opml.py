"""feeds.opml: every feed of the site, to take along at once; blogroll.opml: members' own sites (OPML 2.0)."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from mingpian.plan.outputs import Output
from mingpian.queries.elsewhere import OwnSite, owners
from mingpian.queries.feeds import Channel, channels
from mingpian.render.context import RenderContext
from mingpian.render.feeds.items import xml_text
from mingpian.render.format import Format
from mingpian.render.formats.feed import titled_channel
from mingpian.site.model import SiteModel

PATH = "feeds.opml"
BLOGROLL = "blogroll.opml"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan each list, as long as there is something to list."""
    has_feeds = bool(channels(model) and model.site.config.feeds.formats)
    for path, has_any in ((PATH, has_feeds), (BLOGROLL, bool(owners(model)))):
        if has_any and f"static/{path}" not in model.links.files:
            yield Output(path, "opml", ())


def render(output: Output, context: RenderContext) -> bytes:
    """Write one outline a feed or site."""
    queries = context.queries
    title = queries.site(queries.config.default_lang).title
    if output.path == BLOGROLL:
        return opml(title, map(_of_site, queries.own_sites()))
    return opml(
        title,
        (_of_channel(queries.config.base_url, titled_channel(channel, context)) for channel in queries.channels()),
    )


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
