"""Texts within texts: `![[note]]`, `![[note#heading]]`, `![[note#^block]]` as a quotation with a link to its source.

Who wrote the inner text decides what it may do: it was cleaned when it was read, whoever shows it. It is asked for by
the same recorded questions as the page's own text, so that an edit of it renders again what shows it.
"""

from collections.abc import Callable, Iterator
from html import escape

import msgspec

from mingpian.queries.facade import Queries
from mingpian.queries.views import LinkTarget
from mingpian.render.body.excerpts import apart, excerpt
from mingpian.site.site import AnyEntry

DEEPEST = 3  # texts within each other; what is deeper is a link
MOST = 40  # texts in one body, those within them counted
LONGEST = 200_000  # characters of HTML of one


class Around(msgspec.Struct, frozen=True):
    """Where an embedded text stands: in which texts, the innermost last; on which page; how many came before it."""

    above: tuple[AnyEntry, ...]
    root: str
    numbers: Iterator[int]


def embedded(ask: Queries, around: Around, written: str, found: LinkTarget, html_of: Callable[[AnyEntry], str]) -> str:
    """Return the quotation that stands for an embedded text; empty where there is but a link to it, as in a circle."""
    entry = around.above[-1]
    inner = ask.embed(entry.source, entry.id + written if written.startswith("#") else written, entry.lang)
    if inner is None or len(around.above) > DEEPEST or any(inner.key == one.key for one in around.above):
        return ""
    number = next(around.numbers)
    if number > MOST:
        return ""
    body = excerpt(html_of(ask.entry(inner.key)), inner.place)
    if not body.strip() or len(body) > LONGEST:
        return ""
    url = around.root + found.url
    link = f'<a href="{escape(url)}">{escape(found.title or written, quote=False)}</a>'
    quoted = apart(body, f"e{number}-", url.partition("#")[0]).strip()
    return f'<blockquote class="embedded">\n{quoted}\n<p class="embedded-from">{link}</p>\n</blockquote>\n'
