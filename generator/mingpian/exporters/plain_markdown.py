"""An entry as Markdown for other systems: whole addresses, no syntax of our own."""

import re
from typing import TYPE_CHECKING, Any, Literal

from mingpian.core.errors import MingpianError
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.notes import number_links
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
_SIGN = re.compile(r"[\\`*_\[\]<>]")
_FORMULA = "\ufdd0{}\ufdd0"


class MarkdownConverterError(MingpianError):
    """What turns HTML into Markdown is not installed."""


def write_markdown(found: CopySource, tree: "HtmlElement", dialect: Dialect) -> str:
    """Return the entry as Markdown. The tree is used up. Raises MarkdownConverterError.

    Zhihu and Juejin take no title within a text and no footnotes of Markdown; so these become notes at its end.
    """
    formulas = _formulas(found, tree)
    notes = _footnotes_alone(tree) if dialect != "markdown" else []
    if dialect == "markdown":
        _keep_footnotes(tree)
    for caption in each(tree, "figcaption"):
        _emphasise(caption)
    for pre in each(tree, "pre"):
        _plain_code(pre)
    text = _converted(tree).strip()
    for mark, tex in formulas.items():
        text = text.replace(mark, tex)
    words, title = copy_labels(found.entry.lang), _SIGN.sub(r"\\\g<0>", found.entry.title)
    if notes:
        text += "\n\n---\n\n" + "\n\n".join(f"[{number}] {note}" for number, note in enumerate(notes, 1))
    text += f"\n\n> {words.original}{words.colon}[{title or found.url}]({found.url})\n"
    return f"# {title}\n\n{text}" if dialect == "markdown" and title else text


def _formulas(found: CopySource, tree: "HtmlElement") -> dict[str, str]:
    texts = {}
    for code, number in formulas_in(tree):
        ref, mark = found.formulas[number], _FORMULA.format(number)
        texts[mark] = f"$$\n{ref.target}\n$$" if ref.text == "display" else f"${ref.target}$"
        replace_with_text(code, mark)
    return texts


def _footnotes_alone(tree: "HtmlElement") -> list[str]:
    """Make notes of the footnotes, and leave links as they are."""
    notes = [section for section in each(tree, "section") if has_class(section, "footnotes")]
    within = {link for section in notes for link in section.iter("a")}
    links = [link for link in each(tree, "a") if link not in within and not has_class(link.getparent(), "footnote-ref")]
    for link in links:
        link.tag = "mingpian-link"
    found = [" ".join(part for part in (note.text, note.url) if part) for note in number_links(tree)]
    for link in links:
        link.tag = "a"
    return found


def _keep_footnotes(tree: "HtmlElement") -> None:
    """Write footnotes in the syntax that most dialects share."""
    for link in each(tree, "a"):
        around = link.getparent()
        if has_class(around, "footnote-ref"):
            around.tail = f"[^{visible_text(link)}]{around.tail or ''}"
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
                item.tag, item.text, item.tail = "p", f"[^{number}]: {(item.text or '').lstrip()}", None
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
    try:
        from markdownify import ATX, markdownify
    except ImportError:
        message = "Markdown for other systems needs more: pip install 'mingpian[reach]'"
        raise MarkdownConverterError(message) from None
    from lxml import html

    def language(element: Any) -> str:
        return str(element.get("data-language") or "")

    text: str = markdownify(
        html.tostring(tree, encoding="unicode"),
        heading_style=ATX,
        bullets="-",
        code_language_callback=language,
        escape_misc=False,
        table_infer_header=True,
    )
    return text
