"""HTML as Markdown in which all text is text: for copies that go elsewhere, and for texts that come from there."""

from collections.abc import Callable
from typing import Any

from mingpian.core.errors import MingpianError
from mingpian.i18n import _

Language = Callable[[Any], str]  # of a <pre>: that which its code is in; empty where it names none
Own = Callable[[Any, str], str]
"""Return what an element becomes, given it and the Markdown in it."""


class HtmlConverterError(MingpianError):
    """What turns HTML into Markdown is not installed."""


def can_convert() -> bool:
    """Tell whether what turns HTML into Markdown is installed."""
    try:
        from mingpian.content.markdown import converter
    except ImportError:
        return False
    return bool(converter)


def from_html(html: str, language: Language, own: dict[str, Own] | None = None, **how: Any) -> str:
    """Return HTML as Markdown; what has no form there goes. `own` says by name what elements become that HTML has not,
    `how` are options of `markdownify`. Raises HtmlConverterError, and RecursionError for what is nested hundreds of
    times.

    Needs `markdownify`, which the extra `reach` brings.
    """
    try:
        from mingpian.content.markdown.converter import Converter
    except ImportError:
        raise HtmlConverterError(_("Markdown from HTML needs more: pip install 'mingpian[reach]'")) from None
    options: dict[str, Any] = {"heading_style": "atx", "bullets": "-", "own": own or {}, **how}
    made = Converter(code_language_callback=language, **options)
    # One line without a tag may be an address, or name a file: Beautiful Soup would warn of that on the console.
    return str(made.convert(html if "<" in html else f"<!---->{html}"))
