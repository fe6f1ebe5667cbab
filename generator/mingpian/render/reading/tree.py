"""An entry's body as a tree, without what only a page of this site has; every address in it is absolute."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from mingpian.content.markdown import Ref
from mingpian.queries.fragments import Card
from mingpian.render.body.bodies import body_html_with
from mingpian.render.context import RenderContext
from mingpian.render.feeds.items import absolute, with_notice
from mingpian.site.site import AnyEntry

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Tables of contents, small faces and codes, decoration, and what is said to screen readers alone: none of it reads
# well elsewhere.
_ORNAMENT = ("contents", "face", "monogram", "plate", "qr", "vh")
_GONE = ("script", "style", "form", "button", "input", "link", "meta", "noscript", "template")
_FORMULA = "mingpian-formula"
_COUNTS = ("colspan", "rowspan", "start", "width", "height")
_LONGEST_COUNT = 6  # signs, `%` and all; what is longer counts nothing that anybody has


class CopySource(msgspec.Struct, frozen=True):
    """An entry as copies of it need it."""

    entry: AnyEntry
    card: Card
    url: str  # of its page, absolute: the original
    authors: tuple[str, ...]
    formulas: tuple[Ref, ...]  # in the order in which they stand in the tree, as <code class="…">


def copy_source(context: RenderContext, entry: AnyEntry) -> "tuple[CopySource, HtmlElement]":
    """Return an entry and the tree of its body, a <div>, in the few elements that platforms know. Formulas in it are
    `formulas_in` it, by its source."""
    source, tree = whole_source(context, entry)
    _simplify(tree)
    return source, tree


def whole_source(context: RenderContext, entry: AnyEntry) -> "tuple[CopySource, HtmlElement]":
    """Return an entry and the tree of its body with all that can be read. Formulas in it are `formulas_in` it."""
    from lxml import html

    formulas: list[Ref] = []

    def hold(ref: Ref) -> str:
        formulas.append(ref)
        return f'<code class="{_FORMULA}">{len(formulas) - 1}</code>'

    card = context.queries.card(entry.key)
    assert card is not None
    base = context.queries.config.base_url
    text = absolute(body_html_with(context, entry, base, hold), base + card.url)
    text = with_notice(context, entry, text, base + card.url)
    tree = html.fragment_fromstring(f"<div>{text}</div>")
    for link in each(tree, "a"):  # what stands in the text itself is no longer elsewhere
        href = link.get("href") or ""
        link.set("href", href.removeprefix(base + card.url) if href.startswith(f"{base}{card.url}#") else href)
    _remove_ornament(tree)
    names = tuple(person.name for person in card.people)
    return CopySource(entry, card, base + card.url, names, tuple(formulas)), tree


def formulas_in(tree: "HtmlElement", formulas: Sequence[Ref]) -> "Iterator[tuple[HtmlElement, Ref]]":
    """Yield the places of formulas, and what stands in each. Code that a writer calls so, and that is none, stays."""
    by_number = {str(number): formula for number, formula in enumerate(formulas)}
    for code in list(tree.iter("code")):
        if code.get("class") == _FORMULA and code.text in by_number:
            yield code, by_number[code.text]


def replace_with_text(element: "HtmlElement", text: str) -> None:
    """Put text in place of an element; what follows it stays."""
    element.tail = text + (element.tail or "")
    element.drop_tree()


def new_element(tag: str, text: str = "", **attributes: str) -> "HtmlElement":
    """Return a new element."""
    from lxml import html

    made: HtmlElement = html.Element(tag, attributes)
    made.text = text
    return made


def has_class(element: "HtmlElement", name: str) -> bool:
    """Tell whether an element is of a class."""
    return name in (element.get("class") or "").split()


def each(tree: "HtmlElement", *tags: str) -> "list[HtmlElement]":
    """Return the elements of these names, in order; what is done to them does not disturb the walk."""
    return [element for element in tree.iter(*tags) if element.getparent() is not None]


def _remove_ornament(tree: "HtmlElement") -> None:
    """Take out what only a page of this site has; what plays, or lies in a frame, becomes a link to it."""
    for box in each(tree, "input"):
        if box.get("type") == "checkbox":
            box.tail = (box.tail or "").lstrip()
            replace_with_text(box, "☑ " if box.get("checked") is not None else "☐ ")
    for played in each(tree, "video", "audio", "iframe"):
        source = played.get("src") or next((one.get("src") or "" for one in played.iter("source")), "")
        link = new_element("a", source, href=source)
        link.tail = played.tail
        played.tail = None
        played.getparent().replace(played, link)
    for element in list(tree.iter()):
        if element is tree or element.getparent() is None:
            continue
        if not isinstance(element.tag, str):  # a comment
            element.drop_tree()
            continue
        classes = (element.get("class") or "").split()
        hidden = element.get("aria-hidden") == "true" and "arrow" not in classes
        if element.tag in _GONE or hidden or any(name in classes for name in _ORNAMENT):
            element.drop_tree()
            continue
        for name in _COUNTS:
            if len(element.get(name) or "") > _LONGEST_COUNT:
                del element.attrib[name]


def _simplify(tree: "HtmlElement") -> None:
    for ruby in each(tree, "ruby", "rt", "rp"):
        ruby.drop_tag()  # 漢(かん)
    for callout in each(tree, "aside"):
        if has_class(callout, "callout"):
            callout.tag = "blockquote"
    _open_details(tree)


def _open_details(tree: "HtmlElement") -> None:
    for summary in each(tree, "summary"):
        summary.tag = "p"
    for details in each(tree, "details"):
        details.tag = "div"


def visible_text(element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())
