"""Drawings within an article (SVG): formulas and what has words in it become pictures, frames give what they hold."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SVG = "http://www.w3.org/2000/svg"
_CASED = (
    *("viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform", "clipPathUnits", "textLength", "refX"),
    *(
        "refY",
        "markerWidth",
        "markerHeight",
        "patternUnits",
        "linearGradient",
        "radialGradient",
        "clipPath",
        "textPath",
    ),
)
_NAMES = {name.lower(): name for name in _CASED}  # which HTML does not tell from small letters
_ACTS = frozenset(
    {"script", "foreignobject", "a", "animate", "set", "animatetransform", "animatemotion", "image", "iframe"}
)
_KEPT = re.compile(r"[a-z][a-z0-9-]*\Z")


def picture_of(element: "HtmlElement", is_formula: bool) -> bytes | None:
    """Return an SVG file of a drawing that says something; None for a decoration, and for a frame of other things."""
    drawing = element if element.tag == "svg" else element.find(".//svg")
    if drawing is None:
        return None
    names = {str(one.tag).lower() for one in drawing.iter() if isinstance(one.tag, str)}
    is_formula = is_formula or any(map(_is_of_formula, drawing.iter()))
    says = "text" in names and any((one.text_content() or "").strip() for one in drawing.iter("text"))
    if names & {"foreignobject", "img", "section"} or not (is_formula or says):
        return None
    from lxml import etree

    return bytes(etree.tostring(_clean(drawing), encoding="utf-8"))


def _is_of_formula(element: "HtmlElement") -> bool:
    """Tell whether a formula has such an element: MathJax's own, or sizes in the height of letters."""
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    if "MJX" in named or "MathJax" in named or "data-mml-node" in element.attrib:
        return True
    sized = f"{element.get('style') or ''};{element.get('width') or ''};"
    return element.tag == "svg" and re.search(r"\dex\s*;", sized) is not None


def _clean(element: "HtmlElement") -> "HtmlElement":
    """Return the drawing alone, as XML: what acts, and what comes from elsewhere, is not in it."""
    from lxml import etree

    made = etree.Element(
        f"{{{_SVG}}}{_NAMES.get(element.tag, element.tag)}", nsmap={None: _SVG} if element.tag == "svg" else None
    )
    for name, value in element.attrib.items():
        plain = name.rpartition(":")[2]
        is_inside = plain != "href" or value.startswith("#")
        if (
            _KEPT.match(plain)
            and not plain.startswith(("on", "data-", "xmlns"))
            and is_inside
            and "url(" not in value.replace("url(#", "")
        ):
            made.set(_NAMES.get(plain, plain), value)
    made.text = element.text
    for child in element:
        if isinstance(child.tag, str) and _KEPT.match(child.tag) and child.tag.lower() not in _ACTS:
            kept = _clean(child)
            kept.tail = child.tail
            made.append(kept)
    return made
