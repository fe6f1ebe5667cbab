"""An entry as Markdown for other systems: whole addresses, no syntax of our own."""

import re
from typing import TYPE_CHECKING, Any, Literal

from mingpian import Ref, escape_markdown, from_html, markdown_link
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.notes import Endnote, number_links
from mingpian.exporters.tree import (
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

Dialect = Literal["markdown", "zhihu", "juejin"]
_MARK = "\ufdd0{}\ufdd0"  # in the tree, where Markdown of ours will stand
_MARKED = re.compile("\ufdd0([0-9]+)\ufdd0")
_OPENS = re.compile(r"(?<=<)(?=[A-Za-z/!?])|(?<=\{)(?=[{%#])|(?<=\[)(?=\[)|(?<=\})(?=\})")


def write_markdown(found: CopySource, tree: "HtmlElement", dialect: Dialect) -> str:
    """Return the entry as Markdown. The tree is used up. Raises HtmlConverterError.

    Zhihu and Juejin take no title within a text and no footnotes of Markdown; so these become notes at its end.
    """
    ours: list[str] = []
    _formulas(found, tree, ours)
    notes = _footnotes_alone(tree) if dialect != "markdown" else []
    if dialect == "markdown":
        _keep_footnotes(tree, ours)
    for caption in each(tree, "figcaption"):
        _emphasise(caption)
    for pre in each(tree, "pre"):
        _plain_code(pre)
    text = _MARKED.sub(lambda place: ours[int(place[1])], _converted(tree).strip())
    words, title = copy_labels(found.entry.lang), " ".join(found.entry.title.split())
    if notes:
        lines = (f"[{number}] {_note(note)}" for number, note in enumerate(notes, 1))
        text += "\n\n---\n\n" + "\n\n".join(lines)
    original = markdown_link(escape_markdown(title or found.url, is_linked=True), found.url)
    text += f"\n\n> {words.original}{words.colon}{original}\n"
    return f"# {escape_markdown(title)}\n\n{text}" if dialect == "markdown" and title else text


def _marked(ours: list[str], markdown: str) -> str:
    """Return what stands in the tree for Markdown of ours."""
    ours.append(markdown)
    return _MARK.format(len(ours) - 1)


def _formulas(found: CopySource, tree: "HtmlElement", ours: list[str]) -> None:
    for code, number in formulas_in(tree):
        replace_with_text(code, _marked(ours, _tex(found.formulas[number])))


def _tex(ref: Ref) -> str:
    """Return a formula; where it could open a tag or a template, a blank stands in it, which is nothing to TeX."""
    tex = _OPENS.sub(" ", ref.target)
    return f"$$\n{tex}\n$$" if ref.text == "display" else f"${tex}$"


def _note(note: Endnote) -> str:
    return " ".join(part for part in (escape_markdown(note.text), f"<{note.url}>" if note.url else "") if part)


def _footnotes_alone(tree: "HtmlElement") -> list[Endnote]:
    """Make notes of the footnotes, and leave links as they are."""
    notes = [section for section in each(tree, "section") if has_class(section, "footnotes")]
    within = {link for section in notes for link in section.iter("a")}
    links = [link for link in each(tree, "a") if link not in within and not has_class(link.getparent(), "footnote-ref")]
    for one in links:
        one.tag = "mingpian-link"
    found = number_links(tree)
    for one in links:
        one.tag = "a"
    return found


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
