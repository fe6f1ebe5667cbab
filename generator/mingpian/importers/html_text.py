"""HTML of other systems as Markdown."""

import re
from typing import Any

from mingpian.core.errors import MingpianError

_LANGUAGE = re.compile(r"(?:language|lang|brush:)-?\s?([\w+#-]+)")


class HtmlConverterError(MingpianError):
    """What turns HTML into Markdown is not installed."""


def markdown_of(html: str) -> str:
    """Return HTML as Markdown; what has no form there goes. Raises HtmlConverterError.

    Needs `markdownify`, which the extra `reach` brings.
    """
    try:
        from markdownify import ATX, markdownify
    except ImportError:
        raise HtmlConverterError("it is HTML, which needs more to be read: pip install 'mingpian[reach]'") from None

    def language(element: Any) -> str:
        classes = [*(element.get("class") or ()), *((element.code or {}).get("class") or () if element.code else ())]
        return next((match[1] for name in classes if (match := _LANGUAGE.match(name))), "")

    how: dict[str, Any] = {"heading_style": ATX, "bullets": "-", "escape_misc": False, "strip": ["script", "style"]}
    text: str = markdownify(html, code_language_callback=language, **how)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
