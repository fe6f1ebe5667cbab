"""An entry as a chapter: well-formed XHTML in which nothing is loaded from anywhere else (EPUB 3.3, 6.1 and 3.6)."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from mingpian import AnyEntry, RenderContext
from mingpian.exporters.pictures import PlatformPicture
from mingpian.exporters.tree import (
    CopySource,
    each,
    formulas_in,
    has_class,
    new_element,
    replace_with_text,
    visible_text,
    whole_source,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MATHML = "http://www.w3.org/1998/Math/MathML"
_ELEMENTS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
    "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark", "math",
    "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary",
    "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "alt", "cite", "class", "colspan", "datetime", "dir", "height", "href", "id", "lang", "open", "reversed",
    "rowspan", "scope", "src", "start", "title", "value", "width",
}  # fmt: skip
_LONGEST = 24  # characters of a summary that stands for a title
_RENAMED = {"tt": "code", "strike": "s", "acronym": "abbr", "center": "div", "dir": "ul"}


class BookHeading(NamedTuple):
    """A heading of the second level, for the table of contents."""

    id: str
    text: str


class BookChapter(NamedTuple):
    """An entry on its way into a book. Its tree is changed in place until it is written."""

    name: str  # of its file, without an ending
    source: CopySource
    tree: "HtmlElement"

    @property
    def title(self) -> str:
        """Its title, else its first words."""
        summary = self.source.card.summary or self.source.url
        return self.source.entry.title or (summary if len(summary) <= _LONGEST else summary[:_LONGEST] + "…")

    @property
    def headings(self) -> list[BookHeading]:
        """The headings of the second level."""
        return [BookHeading(one.get("id") or "", visible_text(one)) for one in self.tree.iter("h2") if one.get("id")]

    @property
    def has_math(self) -> bool:
        """Whether there are formulas in it."""
        return next(self.tree.iter("math"), None) is not None


def chapters_of(context: RenderContext, entries: Iterable[AnyEntry]) -> list[BookChapter]:
    """Return the entries as chapters, in order, with formulas as MathML and no element that XHTML does not know."""
    made = [
        BookChapter(f"chapter-{number:03}", *whole_source(context, entry))
        for number, entry in enumerate(entries, start=1)
    ]
    for chapter in made:
        _draw_formulas(chapter)
        _keep_known(chapter.tree)
        _keep_ids(chapter.tree)
        _mark_notes(chapter.tree)
    return made


def put_pictures(chapter: BookChapter, pictures: Mapping[str, PlatformPicture], folder: str) -> None:
    """Let the pictures of a chapter be those that lie in the book; one that does not is a link to where it is."""
    for image in each(chapter.tree, "img"):
        src = image.get("src") or ""
        if src in pictures:
            image.set("src", f"{folder}/{pictures[src].name}")
            image.set("alt", image.get("alt") or "")
            continue
        link = new_element("a", image.get("alt") or src, href=src)
        link.tail, image.tail = image.tail, None
        image.getparent().replace(image, link)


def join_chapters(chapters: list[BookChapter], address: Callable[[str, str], str]) -> None:
    """Let links between chapters stay in the book. `address` makes one of a chapter's name and of an id in it, which
    may be empty; what names no id that is there leads to the chapter, and within it nowhere."""
    found = {chapter.source.url: chapter for chapter in chapters}
    ids = {chapter.name: {one.get("id") for one in chapter.tree.iter() if one.get("id")} for chapter in chapters}
    for chapter in chapters:
        for link in each(chapter.tree, "a"):
            page, _, stated = (link.get("href") or "").partition("#")
            there = found.get(page) if page else chapter
            if there is None:
                continue
            fragment = stated if stated in ids[there.name] else ""
            if there is chapter and not fragment:
                link.attrib.pop("href", None)
            else:
                link.set("href", address(there.name, fragment))


def as_xhtml(tree: "HtmlElement") -> str:
    """Return the inside of a tree as XHTML. Text is escaped; a character that XML does not know is left out."""
    from lxml import etree

    inside = "".join(etree.tostring(child, encoding="unicode", method="xml") for child in tree)
    return escape(tree.text or "", quote=False) + inside


def _draw_formulas(chapter: BookChapter) -> None:
    from lxml import etree

    for code, formula in formulas_in(chapter.tree, chapter.source.formulas):
        try:
            drawn = etree.fromstring(formula.source)
        except etree.XMLSyntaxError:
            replace_with_text(code, formula.target)
            continue
        drawn.set("xmlns", _MATHML)
        drawn.set("alttext", formula.target)
        drawn.tail, code.tail = code.tail, None
        code.getparent().replace(code, drawn)


def _keep_known(tree: "HtmlElement") -> None:
    """Keep the elements and attributes that are text; what others say stays as text."""
    for element in each(tree, "*"):
        if element is tree or element.tag == "math" or next(element.iterancestors("math"), None) is not None:
            continue
        element.tag = _RENAMED.get(str(element.tag), element.tag)
        if element.tag not in _ELEMENTS:
            element.drop_tag()
            continue
        style = _style(element)
        for name in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[name]
        for name in ("width", "height"):
            if not (element.get(name) or "").isdecimal() or element.tag != "img":
                element.attrib.pop(name, None)
        if style:
            element.set("style", style)


def _style(element: "HtmlElement") -> str:
    """Return what is said of width and alignment by attributes that XHTML no longer has."""
    width, align = element.get("width") or "", (element.get("align") or "").lower()
    part = width.removesuffix("%")
    said = [f"width:{part}%"] if width.endswith("%") and part.isdecimal() else []
    said += [f"text-align:{align}"] if align in ("left", "right", "center") else []
    said += ["text-align:center"] if element.tag == "center" else []
    return ";".join(said)


def _keep_ids(tree: "HtmlElement") -> None:
    """Keep ids that are one word, and each once."""
    known: set[str] = set()
    for element in tree.iter():
        id = element.get("id")
        if id is not None and (id in known or not id or len(id.split()) > 1):
            del element.attrib["id"]
        elif id:
            known.add(id)


def _mark_notes(tree: "HtmlElement") -> None:
    """Tell reading systems which are notes, so that they can show them where they are called (DPUB-ARIA 1.1)."""
    for section in each(tree, "section"):
        if has_class(section, "footnotes"):
            section.set("role", "doc-endnotes")
    for mark in each(tree, "sup"):
        if has_class(mark, "footnote-ref"):
            for link in mark.iter("a"):
                link.set("role", "doc-noteref")
    for back in each(tree, "a"):
        if has_class(back, "footnote-backref"):
            back.set("role", "doc-backlink")
