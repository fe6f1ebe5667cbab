"""Code in an article: a <code> for each line, or one with <br>, with the numbers of the lines beside it."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"(?:language|lang|brush:)-?\s?([\w+#-]+)")
_TEXT = frozenset({"p", "section", "div", "img", "table", "ul", "ol", "h1", "h2", "h3", "figure"})


def is_code(element: "HtmlElement") -> bool:
    """Tell whether a <pre> holds code; editors put whole texts in some."""
    return element.find(".//code") is not None or not any(child.tag in _TEXT for child in element.iter())


def lines_of(element: "HtmlElement") -> str:
    """Return the code, as it is seen."""
    lines = list(element.iterchildren("code")) if element.tag == "pre" else []
    if len(lines) > 1:
        return "\n".join(_text(line).strip("\n") for line in lines).strip("\n")
    return _text(element).strip("\n")


def language_of(element: "HtmlElement") -> str:
    """Return what the code is in; empty when nothing says it."""
    for one in (element, *element.iterancestors(), *element.iter("code")):
        if one.get("data-lang"):
            return str(one.get("data-lang"))
        if match := _LANGUAGE.search(one.get("class") or ""):
            return match[1]
        if one.tag == "section" and "code-snippet__fix" not in (one.get("class") or ""):
            break
    return ""


def _text(element: "HtmlElement") -> str:
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and "line-index" not in (child.get("class") or ""):
            pieces.append("\n" if child.tag == "br" else _text(child))
        pieces.append(child.tail or "")
    return "".join(pieces).replace("\xa0", " ").replace("\u200b", "")
