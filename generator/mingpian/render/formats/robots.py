"""robots.txt (RFC 9309): everything may be read; where the sitemap is."""

from collections.abc import Iterator

from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.site.model import SiteModel


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the file, unless the site has its own."""
    if "static/robots.txt" not in model.links.files:
        yield Output("robots.txt", "robots", ())


def render(_output: Output, context: RenderContext) -> bytes:
    """Write the file. Pages that shall not be found say so themselves, which takes reading them."""
    config = context.queries.config
    sitemap = "" if "sitemap" in config.without else f"\nSitemap: {config.base_url}sitemap.xml\n"
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


FORMAT = Format("robots", plan, render)
