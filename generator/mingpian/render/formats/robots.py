"""robots.txt (RFC 9309): everything may be read; where the sitemap is, and what
the site tells machines of its rights."""

from collections.abc import Iterator

from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.formats import licensing
from mingpian.render.notices import rights_of_site
from mingpian.site.model import SiteModel


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the file, unless the site has its own."""
    if "static/robots.txt" not in model.links.files:
        yield Output("robots.txt", "robots", ())


def render(_output: Output, context: RenderContext) -> bytes:
    """Write the file. Pages that shall not be found say so themselves, which takes reading them."""
    config = context.queries.config
    sitemap = "" if "sitemap" in config.without else f"\nSitemap: {config.base_url}sitemap.xml\n"
    return f"User-agent: *\n{_signals(context)}Allow: /\n{sitemap}{_licence(context)}".encode()


def _signals(context: RenderContext) -> str:
    """Return what machines may do with all of the site (Content Signals): what is told otherwise of a page is left to
    that page, since this line knows no addresses."""
    queries = context.queries
    rights = rights_of_site(queries, queries.config.default_lang)
    if rights is None or not rights.signals:
        return ""
    apart = queries.departures()
    common = [
        f"{name}={said}"
        for name, said in rights.signals.items()
        if all(one.rights.signals.get(name, said) == said for one in apart)
    ]
    return f"Content-Signal: {', '.join(common)}\n" if common else ""


def _licence(context: RenderContext) -> str:
    """Return where the licences are (RSL 1.0), if they are anywhere."""
    queries = context.queries
    if "licensing" in queries.config.without or not licensing.is_told(queries):
        return ""
    return f"\nLicense: {queries.config.base_url}{licensing.RSL}\n"


FORMAT = Format("robots", plan, render)
