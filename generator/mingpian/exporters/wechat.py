"""An entry for a WeChat Official Account: HTML with inline styles alone, and not one link.

Its editor keeps the style of each element, and drops ids, classes, links to elsewhere, and scripts. What it would
refuse is said beforehand. Sources: the platform's documentation of drafts; what its editor makes of what is pasted.
"""

import re
from typing import TYPE_CHECKING

import msgspec

from mingpian import Scheme
from mingpian.exporters.addresses import decoded_address
from mingpian.exporters.formulas import FormulaDrawingError, draw_formula
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.notes import Endnote, number_links
from mingpian.exporters.styles import colour_of_code, styles
from mingpian.exporters.tree import (
    CopySource,
    each,
    formulas_in,
    has_class,
    new_element,
    replace_with_text,
    visible_text,
)
from mingpian.i18n import AnyText, _, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_TITLE = 64  # characters
MAX_ABSTRACT = 120
MAX_TEXT = 20_000
MAX_BYTES = 1024 * 1024
_BLOCKS = ("section", "figure", "figcaption", "div", "aside", "header", "footer", "nav", "dl")
_INLINE = ("span", "strong", "em", "del", "code", "img", "br", "sub", "sup", "mark", "kbd")
_LISTS = ("ul", "ol")
_WIDTH = re.compile("[1-9][0-9]{0,4}%?")
_NBSP = "\u00a0"
_TAB = _NBSP * 4


class Article(msgspec.Struct, frozen=True):
    """What is pasted into the editor, and what its other fields want."""

    title: str
    author: str
    abstract: str
    original: str
    html: str
    problems: tuple[AnyText, ...]


def article(found: CopySource, tree: "HtmlElement", scheme: Scheme) -> Article:
    """Return the entry as WeChat takes it. The tree is used up."""
    problems: list[AnyText] = []
    drawings = _formulas(found, tree, problems)
    notes = number_links(tree)
    _flatten_lists(tree)
    _code(tree)
    _tables(tree)
    tree.extend(_end(notes, copy_labels(found.entry.lang).notes))
    _style(tree, styles(scheme))
    html = _serialised(tree, drawings)
    title, digest = found.entry.title, _abstract(found.entry.summary)
    problems += _refused(title, "".join(tree.itertext()), html)
    authors = copy_labels(found.entry.lang).comma.join(found.authors)
    return Article(title, authors, digest, found.url, html, tuple(problems))


def _abstract(summary: str) -> str:
    return summary if len(summary) <= MAX_ABSTRACT else summary[: MAX_ABSTRACT - 1].rstrip() + "…"


def _refused(title: str, text: str, html: str) -> list[AnyText]:
    """Say what WeChat would not take."""
    found: list[AnyText] = []
    if not title:
        found.append(_("it has no title, and WeChat wants one"))
    if len(title) > MAX_TITLE:
        found.append(_("the title has {number} characters; WeChat takes {most}", number=len(title), most=MAX_TITLE))
    if len(text) > MAX_TEXT:
        found.append(
            _(
                "the text has {number} characters; WeChat takes {most}: make two articles of it",
                number=len(text),
                most=MAX_TEXT,
            )
        )
    if len(html.encode()) > MAX_BYTES:
        found.append(
            _(
                "the article has {kilobytes} KB; WeChat takes {most}",
                kilobytes=len(html.encode()) // 1024,
                most=MAX_BYTES // 1024,
            )
        )
    return found


def _formulas(found: CopySource, tree: "HtmlElement", problems: list[AnyText]) -> dict[str, str]:
    """Put a word in place of each formula; return the drawings by these words."""
    drawings: dict[str, str] = {}
    for code, ref in formulas_in(tree, found.formulas):
        mark, around = f"\ufdd0{len(drawings)}\ufdd0", code.getparent()
        try:
            drawings[mark] = draw_formula(ref)
        except FormulaDrawingError as reason:
            del code.attrib["class"]
            code.text = ref.target
            if text_of(reason) not in problems:
                problems.append(text_of(reason))
            continue
        replace_with_text(code, mark)
        if ref.text == "display" and around.tag == "p" and visible_text(around) == mark:
            around.set("data-kept", "centre")
    return drawings


def _flatten_lists(tree: "HtmlElement") -> None:
    """Write what is deeper than two lists as lines of the second: the editor loses deeper ones."""
    for inner in reversed(each(tree, *_LISTS)):
        depth = sum(1 for _ in inner.iterancestors(*_LISTS))
        item = inner.getparent()
        if depth < 2 or item.tag != "li":
            continue
        after = item
        ordered = inner.tag == "ol"
        for number, line in enumerate(inner.findall("li"), 1):
            line.text = f"{number}. " + (line.text or "").lstrip() if ordered else "– " + (line.text or "").lstrip()
            line.tail = None
            after.addnext(line)
            after = line
        inner.drop_tree()


def _code(tree: "HtmlElement") -> None:
    """Keep lines and blanks of code by <br> and no-break spaces, and its colours by inline style."""
    for pre in each(tree, "pre"):
        for token in each(pre, "span"):
            style = colour_of_code(token.get("class") or "")
            token.attrib.clear()
            if style:
                token.set("style", style)
            else:
                token.drop_tag()
        for inner in each(pre, "code"):
            inner.drop_tag()
        _break_lines(pre)
        pre.set("data-kept", "pre")
        pre.tag = "section"


def _break_lines(pre: "HtmlElement") -> None:
    """Replace line feeds by <br>, and blanks by such as stay."""
    for element in list(pre.iter()):
        if isinstance(element.tag, str) and element.text:
            lines = _kept(element.text, element is pre)
            element.text = lines[0]
            for at, line in enumerate(lines[1:]):
                element.insert(at, _broken(line))
        if element is not pre and element.tail:
            lines = _kept(element.tail, False)
            element.tail = lines[0]
            for line in reversed(lines[1:]):
                element.addnext(_broken(line))
    last = pre[-1] if len(pre) else None
    if last is not None and last.tag == "br" and not last.tail:
        last.drop_tree()


def _kept(text: str, starts: bool) -> list[str]:
    return (text.lstrip("\n") if starts else text).replace("\t", _TAB).replace(" ", _NBSP).split("\n")


def _broken(line: str) -> "HtmlElement":
    made = new_element("br")
    made.text, made.tail = None, line
    return made


def _tables(tree: "HtmlElement") -> None:
    """Let a table scroll by itself where a telephone is too narrow for it."""
    for table in each(tree, "table"):
        around = new_element("section")
        around.set("data-kept", "wide")
        table.addprevious(around)
        around.tail, table.tail = table.tail, None
        around.append(table)


def _end(notes: list[Endnote], heading: str) -> "list[HtmlElement]":
    if not notes:
        return []
    title = new_element("p")
    title.append(new_element("strong", heading))
    lines = [title]
    for number, note in enumerate(notes, 1):
        said = " ".join(part for part in (note.text, decoded_address(note.url)) if part)
        line = new_element("p", f"[{number}] {said}")
        line.set("data-kept", "small")
        lines.append(line)
    title.set("style", "margin:3em 0 0.6em")
    return lines


def _style(tree: "HtmlElement", looks: dict[str, str]) -> None:
    """Write the looks into each element, and take everything else away but what pictures are."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
            continue
        name = element.get("data-kept") or ("article" if element is tree else str(element.tag))
        own = element.get("style") or ""
        width = element.get("width") or ""
        if element.tag == "img" and _WIDTH.fullmatch(width):
            own = f"width:{width if width.endswith('%') else width + 'px'}"
        kept = {one: value for one in ("src", "alt", "colspan", "rowspan") if (value := element.get(one)) is not None}
        if has_class(element, "align-center") or has_class(element, "align-right"):
            own = "text-align:center" if has_class(element, "align-center") else "text-align:right"
        element.attrib.clear()
        for one, value in kept.items():
            element.set(one, value)
        look = ";".join(part for part in (looks.get(name, ""), own) if part)
        if look:
            element.set("style", look)
        if element.tag in _BLOCKS or element is tree:
            element.tag = "section" if element.tag != "figcaption" else "p"
    _close_up(tree)


def _close_up(tree: "HtmlElement") -> None:
    """Drop the blanks between blocks, which the editor would make lines of; and paragraphs within items of lists."""
    for item in each(tree, "li"):
        if len(item) and item[0].tag == "p" and not (item.text or "").strip():
            item[0].drop_tag()
    for element in tree.iter():
        if element.tag in ("section", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr", "li"):
            element.text = element.text.strip("\n") if element.text else element.text
            for child in element:
                if child.tail and not child.tail.strip(" \n") and child.tag not in _INLINE:
                    child.tail = None


def _serialised(tree: "HtmlElement", drawings: dict[str, str]) -> str:
    from lxml import html

    text: str = html.tostring(tree, encoding="unicode").replace(_NBSP, "&nbsp;")
    for mark, svg in drawings.items():
        text = text.replace(mark, svg)
    return text
