"""The body of an entry as Markdown: text is text; footnotes, code, captions and formulas are what most know."""

import re
from typing import TYPE_CHECKING, Any

from mingpian.content.markdown import Ref
from mingpian.content.markdown.from_html import from_html
from mingpian.core.patterns import lazy_pattern
from mingpian.render.reading.tree import (
    CopySource,
    each,
    formulas_in,
    has_class,
    new_element,
    replace_with_text,
    visible_text,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARK = "\ufdd0{}\ufdd0"  # in the tree, where Markdown of ours will stand
_MARKED = re.compile("\ufdd0([0-9]+)\ufdd0")
_OPENS = lazy_pattern(r"(?<=<)(?=[A-Za-z/!?])|(?<=\{)(?=[{%#])|(?<=\[)(?=\[)|(?<=\})(?=\})")


def tree_markdown(found: CopySource, tree: "HtmlElement") -> str:
    """Return the tree of an entry's body as Markdown. The tree is used up. Raises HtmlConverterError."""
    ours: list[str] = []
    for code, formula in formulas_in(tree, found.formulas):
        replace_with_text(code, _marked(ours, _tex(formula)))
    _keep_footnotes(tree, ours)
    for caption in each(tree, "figcaption"):
        _emphasise(caption)
    for pre in each(tree, "pre"):
        _plain_code(pre)
    return _MARKED.sub(lambda place: ours[int(place[1])], _converted(tree).strip())


def _marked(ours: list[str], markdown: str) -> str:
    """Return what stands in the tree for Markdown of ours."""
    ours.append(markdown)
    return _MARK.format(len(ours) - 1)


def _tex(ref: Ref) -> str:
    """Return a formula; where it could open a tag or a template, a blank stands in it, which is nothing to TeX."""
    tex = _OPENS.sub(" ", ref.target)
    return f"$$\n{tex}\n$$" if ref.text == "display" else f"${tex}$"


def _keep_footnotes(tree: "HtmlElement", ours: list[str]) -> None:
    """Write footnotes in the syntax that most dialects share."""
    for mark in each(tree, "a"):
        around = mark.getparent()
        if has_class(around, "footnote-ref"):
            around.tail = f"{_marked(ours, f'[^{visible_text(mark)}]')}{around.tail or ''}"
            around.drop_tree()
    for section in each(tree, "section"):
        if has_class(section, "footnotes"):
            after = section
            for number, item in enumerate(list(section.iter("li")), 1):
                for back in each(item, "a"):
                    if has_class(back, "footnote-backref"):
                        back.drop_tree()
                for paragraph in each(item, "p"):
                    paragraph.drop_tag()
                item.tag, item.text, item.tail = "p", _marked(ours, f"[^{number}]: ") + (item.text or "").lstrip(), None
                after.addnext(item)
                after = item
            section.drop_tree()


def _emphasise(caption: "HtmlElement") -> None:
    """Set a caption apart as what it is elsewhere: an emphasised line; one of several paragraphs stays as it is."""
    if next(caption.iterdescendants("p", "ul", "dl"), None) is not None:
        caption.tag = "div"
        return
    emphasis = new_element("em", caption.text or "")
    caption.tag, caption.text = "p", None
    for child in list(caption):
        emphasis.append(child)
    caption.append(emphasis)


def _plain_code(pre: "HtmlElement") -> None:
    """Leave nothing in a block of code but its text and the language that it names."""
    code = pre.find(".//code")
    classes = (code.get("class") or "").split() if code is not None else []
    language = next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
    text = "".join(pre.itertext())
    for child in list(pre):
        pre.remove(child)
    pre.text = text
    pre.set("data-language", language)


def _converted(tree: "HtmlElement") -> str:
    from lxml import html

    def language(element: Any) -> str:
        return str(element.get("data-language") or "")

    return from_html(html.tostring(tree, encoding="unicode"), language, table_infer_header=True)
