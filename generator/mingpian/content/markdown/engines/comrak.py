"""Markdown to HTML by comrak: CommonMark, with the extensions that need a parser's knowledge.

Everything else that a body may hold (math, wikilinks, bare URLs …) is ours, in `inline` and the passes after
it, so that both engines read it alike and neither engine's own idea of it gets in the way.
"""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comrak import ExtensionOptions, ParseOptions, RenderOptions


_LEFT_OUT = "<!-- raw HTML omitted -->"


@functools.cache
def _options(unsafe: bool) -> "tuple[ExtensionOptions, ParseOptions, RenderOptions]":
    from comrak import ExtensionOptions, ParseOptions, RenderOptions

    extensions = ExtensionOptions(
        cjk_friendly_emphasis=True,
        description_lists=True,
        footnotes=True,
        strikethrough=True,
        table=True,
        tasklist=True,
    )
    return (
        extensions,
        ParseOptions(),
        RenderOptions(unsafe_=unsafe, full_info_string=True, tasklist_classes=True),
    )


def to_html(source: str) -> str:
    """Return the body as HTML; raw HTML in it is passed through. `source` holds no surrogates."""
    from comrak import markdown_to_html

    return markdown_to_html(source, *_options(True))


def to_html_without_raw(source: str) -> str | None:
    """Return the body as HTML of which every tag is the engine's own; None when the text has raw HTML."""
    from comrak import markdown_to_html

    html = markdown_to_html(source, *_options(False))
    return None if _LEFT_OUT in html else html
