"""robots.txt (RFC 9309): everything may be read; where the sitemap is."""

from collections.abc import Iterator

from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render.format import Format
from mingpian.render.studio import Studio


def plan(world: World) -> Iterator[Output]:
    """Plan the file, unless the site has its own."""
    if "static/robots.txt" not in world.links.files:
        yield Output("robots.txt", "robots", ())


def render(_output: Output, studio: Studio) -> bytes:
    """Write the file. Pages that shall not be found say so themselves, which takes reading them."""
    config = studio.ask.config
    sitemap = "" if "sitemap" in config.without else f"\nSitemap: {config.base_url}sitemap.xml\n"
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


FORMAT = Format("robots", plan, render)
