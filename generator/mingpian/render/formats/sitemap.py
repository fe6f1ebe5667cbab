"""The sitemap: every page that search engines shall know, with its translations (sitemaps.org 0.9, xhtml:link)."""

from collections.abc import Iterator
from html import escape

from mingpian.plan.outputs import Output
from mingpian.queries.addresses import Address, sitemap
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.schema.dates import is_day, moment
from mingpian.site.model import SiteModel

PATH = "sitemap.xml"
MAX_LINKS = 50_000  # in one file, translations counted too, so that it also stays below 50 MB
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the sitemap; when it is too long for one file, an index and its parts."""
    if f"static/{PATH}" in model.links.files:  # the site's own stands in for ours
        return
    count = len(split_addresses(sitemap(model)))
    yield Output(PATH, "sitemap", (str(count), ""))
    if count > 1:
        yield from (Output(f"sitemap-{part}.xml", "sitemap", (str(count), str(part))) for part in range(1, count + 1))


def render(output: Output, context: RenderContext) -> bytes:
    """Write the sitemap, its index, or one of its parts."""
    count, part = output.subject
    base, zone = context.queries.config.base_url, context.queries.config.timezone
    if count != "1" and not part:
        parts = range(1, int(count) + 1)
        places = (f"<sitemap><loc>{escape(base)}sitemap-{one}.xml</loc></sitemap>\n" for one in parts)
        return f"{_HEAD}<sitemapindex {_NAMES}>\n{''.join(places)}</sitemapindex>\n".encode()
    addresses = split_addresses(context.queries.sitemap())[int(part or 1) - 1]
    listed = "".join(_url(base, zone, address) for address in addresses)
    return f'{_HEAD}<urlset {_NAMES} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{listed}</urlset>\n'.encode()


def split_addresses(addresses: tuple[Address, ...], limit: int = MAX_LINKS) -> list[tuple[Address, ...]]:
    """Cut the addresses into files of at most `limit` links; there is always one."""
    each = max(1, limit // max((1 + len(address.languages) for address in addresses), default=1))
    return [addresses[start : start + each] for start in range(0, len(addresses), each)] or [()]


def _url(base: str, zone: str, address: Address) -> str:
    changed = address.changed
    stated = changed if not changed or is_day(changed) else moment(changed, zone).isoformat()
    lines = [f"<loc>{escape(base + address.url)}</loc>"]
    lines += [f"<lastmod>{stated}</lastmod>"] if stated else []
    lines += [
        f'<xhtml:link rel="alternate" hreflang="{escape(lang)}" href="{escape(base + url)}"/>'
        for lang, url in address.languages
    ]
    return f"<url>{''.join(lines)}</url>\n"


FORMAT = Format("sitemap", plan, render)
