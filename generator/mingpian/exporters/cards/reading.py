"""The tree of a body as blocks: paragraphs, headings, items, quotes, code, tables, pictures, in reading order."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from mingpian import Ref
from mingpian.exporters.cards.blocks import CardBlock, CodeLines, MarkedText, PictureBlock, TableBlock, TextBlock, Words
from mingpian.exporters.tree import each, formulas_in, has_class, replace_with_text, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_MARKS = {
    "strong": "strong", "b": "strong", "th": "strong", "em": "em", "i": "em", "cite": "em", "a": "link",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "mark": "mark", "sup": "sup", "sub": "sub",
    "del": "del", "s": "del", "strike": "del", "small": "small", "rt": "small", "rp": "small",
}  # fmt: skip
_INLINE = frozenset(_MARKS) - {"th"} | {
    "abbr", "bdi", "bdo", "br", "data", "dfn", "font", "img", "ins", "q", "ruby", "span", "time", "u", "var", "wbr",
    "label", "big",
}  # fmt: skip
_SPACE = re.compile("[ \t\r\n\f\v\u2028\u2029]+")


class _Around(msgspec.Struct, frozen=True):
    """What blocks within an element share."""

    indent: int = 0
    group: int = 0
    quote: str = ""
    kind: str = "text"


def blocks_of(tree: "HtmlElement", formulas: tuple[Ref, ...]) -> list[CardBlock]:
    """Return what stands in a body. Formulas are their TeX; the tree is changed."""
    for code, formula in formulas_in(tree, formulas):
        if formula.text == "math":
            code.text, code.attrib["class"] = formula.target, "tex"
        else:
            code.tag, code.text, code.attrib["class"] = "p", formula.target, "tex"
    for back in each(tree, "a"):
        if has_class(back, "footnote-backref"):
            replace_with_text(back, "")
    return list(_Reader().within(tree, _Around()))


class _Reader:
    """Numbers the groups while a tree is read."""

    def __init__(self) -> None:
        self._groups = 0

    def _group(self, around: _Around) -> int:
        """Return the group of what is outermost."""
        self._groups += 1
        return around.group or self._groups

    def within(self, element: "HtmlElement", around: _Around, marker: str = "") -> Iterator[CardBlock]:
        """Yield the blocks of an element; text beside blocks is a paragraph."""
        gathered = [*_text(element.text, frozenset(), "")]
        for child in element:
            if isinstance(child.tag, str) and not _is_inline(child):
                if words := _trimmed(gathered):
                    yield _block(words, around, marker)
                    marker = ""
                for block in self._blocks(child, around):
                    is_first = marker and isinstance(block, TextBlock)
                    yield _with_marker(block, marker, around.indent) if is_first else block
                    marker = "" if is_first else marker
                gathered = []
            elif isinstance(child.tag, str):
                if child.tag == "img":
                    if words := _trimmed(gathered):
                        yield _block(words, around, marker)
                        marker, gathered = "", []
                    yield _picture(child, ())
                elif (image := next(child.iter("img"), None)) is not None:
                    yield _picture(image, ())
                else:
                    gathered += _spans(child, frozenset())
            gathered += _text(child.tail, frozenset(), "")
        if words := _trimmed(gathered):
            yield _block(words, around, marker)

    def _blocks(self, element: "HtmlElement", around: _Around) -> Iterator[CardBlock]:
        tag = str(element.tag)
        if tag in _HEADINGS:
            words = _trimmed(_spans(element, frozenset()))
            if words:
                yield TextBlock(words, "heading", _HEADINGS[tag], around.indent, quote=around.quote, group=around.group)
        elif tag == "pre":
            yield CodeLines(_code_lines(element), self._group(_Around()))
        elif tag == "table":
            yield from self._table(element)
        elif tag in ("ul", "ol"):
            yield from self._items(element, around)
        elif tag == "hr":
            yield TextBlock((MarkedText("·\xa0·\xa0·"),), "divider")
        elif tag == "blockquote" or has_class(element, "callout"):
            quote = "bar" if tag == "blockquote" and not has_class(element, "callout") else "panel"
            yield from self.within(element, _Around(around.indent, self._group(around), around.quote or quote))
        elif tag == "figure":
            yield from self._figure(element, around)
        else:
            yield from self._others(element, around)

    def _others(self, element: "HtmlElement", around: _Around) -> Iterator[CardBlock]:
        """Yield what is told by its class, and what only holds others."""
        tag = str(element.tag)
        if has_class(element, "tex"):
            yield TextBlock((MarkedText(visible_text(element), frozenset(("code",))),), "formula", group=around.group)
        elif tag == "section" and has_class(element, "footnotes"):
            yield from self.within(element, msgspec.structs.replace(around, kind="note"))
        elif tag in ("summary", "dt") or has_class(element, "callout-title"):
            if words := _trimmed(_spans(element, frozenset(("strong",)))):
                yield TextBlock(words, "label", 0, around.indent, group=around.group, quote=around.quote)
        elif tag == "dd":
            yield from self.within(element, msgspec.structs.replace(around, indent=around.indent + 1))
        else:
            yield from self.within(element, around)

    def _items(self, element: "HtmlElement", around: _Around) -> Iterator[CardBlock]:
        inner = msgspec.structs.replace(around, indent=around.indent + 1, group=self._group(around))
        start = element.get("start") or ""
        number = int(start) if start.lstrip("-").isdecimal() and len(start) < 9 else 1
        for item in element.iterchildren("li"):
            text = visible_text(item)
            marker = f"{number}." if element.tag == "ol" else "" if text.startswith(("☐", "☑")) else "•"
            number += 1
            yield from self.within(item, inner, marker)

    def _figure(self, element: "HtmlElement", around: _Around) -> Iterator[CardBlock]:
        caption = next(element.iter("figcaption"), None)
        words = _trimmed(_spans(caption, frozenset())) if caption is not None else ()
        if caption is not None:
            caption.drop_tree()
        images = list(element.iter("img"))
        for image in images:
            yield _picture(image, words if image is images[-1] else ())
        if not images:
            yield from self.within(element, around)
            if words:
                yield TextBlock(words, "caption")

    def _table(self, table: "HtmlElement") -> Iterator[CardBlock]:
        for caption in each(table, "caption"):
            if words := _trimmed(_spans(caption, frozenset())):
                yield TextBlock(words, "caption", level=1)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        head = [row for row in rows if next(row.iterancestors("thead"), None) is not None]
        cells = [list(_cells(row)) for row in rows]
        count = max(map(len, cells), default=0)
        if not count:
            return
        whole = tuple(tuple(words for words, _ in row) + ((),) * (count - len(row)) for row in cells)
        sample = next((row for row in reversed(cells) if len(row) == count), [])
        yield TableBlock(whole, len(head), tuple(align for _, align in sample), self._group(_Around()))


def _cells(row: "HtmlElement") -> Iterator[tuple[Words, str]]:
    for cell in row.iterchildren("td", "th"):
        marks = frozenset(("strong",)) if cell.tag == "th" else frozenset[str]()
        align = next(
            (name.removeprefix("align-") for name in (cell.get("class") or "").split() if "align-" in name), ""
        )
        yield _trimmed(_spans(cell, marks)), align
        wide = cell.get("colspan") or ""
        for _ in range(min(int(wide), 20) - 1 if wide.isdecimal() else 0):
            yield (), align


def _is_inline(element: "HtmlElement") -> bool:
    """Tell whether an element stands in a line, with all that is in it."""
    return element.tag in _INLINE and all(
        not isinstance(one.tag, str) or one.tag in _INLINE for one in element.iterdescendants()
    )


def _block(words: Words, around: _Around, marker: str) -> TextBlock:
    return TextBlock(words, around.kind, 0, around.indent, marker, around.group, around.quote)


def _with_marker(block: CardBlock, marker: str, indent: int) -> CardBlock:
    return msgspec.structs.replace(block, marker=marker, indent=indent)


def _picture(image: "HtmlElement", caption: Words) -> PictureBlock:
    return PictureBlock(image.get("src") or "", _clean(image.get("alt") or ""), caption)


def _spans(element: "HtmlElement", marks: frozenset[str]) -> list[MarkedText]:
    """Return the text of an element with the marks that it and what is around it give."""
    if not isinstance(element.tag, str):
        return []
    if element.tag == "br":
        return [MarkedText("\n")]
    if element.tag == "img":
        return _text(element.get("alt"), marks, "")
    mark = _MARKS.get(element.tag)
    marks = marks | {mark} if mark else marks
    classes = element.get("class") or ""
    found = _text(element.text, marks, classes)
    for child in element:
        found += [] if element.tag == "ruby" and child.tag == "rp" else _spans(child, marks)
        found += _text(child.tail, marks, classes)
    if element.tag == "rt":
        return [MarkedText("（", marks), *found, MarkedText("）", marks)]
    if element.tag in ("p", "li", "div", "tr") and found:
        found.append(MarkedText("\n"))
    return found


def _text(text: str | None, marks: frozenset[str], classes: str) -> list[MarkedText]:
    return [MarkedText(_SPACE.sub(" ", _clean(text)), marks, classes)] if text else []


def _clean(text: str) -> str:
    """Return text without what is not drawn or turns its direction."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\t\n\xa0\u200d\u3000" or sign.isspace())


def _trimmed(spans: list[MarkedText]) -> Words:
    """Return spans without the blanks around them; nothing if there is nothing else."""
    kept = [span for span in spans if span.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = msgspec.structs.replace(kept[0], text=kept[0].text.lstrip(" \n"))
        kept[-1] = msgspec.structs.replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(kept)


def _code_lines(element: "HtmlElement") -> tuple[Words, ...]:
    """Return the lines of code; blanks are kept."""
    rows: list[list[MarkedText]] = [[]]
    for span in _code(element):
        for number, part in enumerate(span.text.split("\n")):
            if number:
                rows.append([])
            if part:
                kept = part.expandtabs(4).replace(" ", "\xa0")
                rows[-1].append(MarkedText(kept, span.marks, span.classes))
    while rows and not any(span.text.strip() for span in rows[-1]):
        rows.pop()
    return tuple(tuple(row) for row in rows)


def _code(element: "HtmlElement") -> Iterator[MarkedText]:
    classes = element.get("class") or ""
    if element.text:
        yield MarkedText(_clean(element.text), classes=classes)
    for child in element:
        if isinstance(child.tag, str):
            yield from (MarkedText("\n"),) if child.tag == "br" else _code(child)
        if child.tail:
            yield MarkedText(_clean(child.tail), classes=classes)
