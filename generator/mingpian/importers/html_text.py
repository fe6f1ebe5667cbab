"""HTML of other systems as Markdown of ours."""

import re
from typing import Any

from mingpian import HtmlElementRule as Own
from mingpian import from_html
from mingpian.importers import blocks

_LANGUAGE = re.compile(r"(?:language|lang|brush:)-?\s?([\w+#-]+)")
_OURS: dict[str, Own] = {
    "mingpian-film": lambda el, text: blocks.film(el.get("src") or ""),
    "mingpian-gallery": lambda el, text: f"\n\n:::gallery\n{text.strip()}\n:::\n\n",
}


def film(url: str) -> str:
    """Return an element that `markdown_of` makes a recording of; the address is HTML already."""
    return f'<mingpian-film src="{url.replace(chr(34), "%22")}"></mingpian-film>'


def gallery(pictures: str) -> str:
    """Return an element that `markdown_of` makes a gallery of."""
    return f"<mingpian-gallery>{pictures}</mingpian-gallery>"


def markdown_of(html: str) -> str:
    """Return HTML as Markdown; what has no form there goes, and text that looks like Markdown stays text. Raises
    HtmlConverterError."""
    text = from_html(html, _language, _OURS, strip=["script", "style"])
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _language(element: Any) -> str:
    """Return the language that a <pre>, or the code in it, names."""
    classes = [*(element.get("class") or ()), *((element.code or {}).get("class") or () if element.code else ())]
    return next((match[1] for name in classes if (match := _LANGUAGE.match(name))), "")
