"""An entry as Markdown for other systems: whole addresses, no syntax of our own."""

from typing import TYPE_CHECKING, Literal

from mingpian import escape_markdown, markdown_link, tree_markdown
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.notes import Endnote, number_links
from mingpian.exporters.tree import CopySource, each, has_class

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Dialect = Literal["markdown", "zhihu", "juejin"]


def write_markdown(found: CopySource, tree: "HtmlElement", dialect: Dialect) -> str:
    """Return the entry as Markdown. The tree is used up. Raises HtmlConverterError.

    Zhihu and Juejin take no title within a text and no footnotes of Markdown; so these become notes at its end.
    """
    notes = _footnotes_alone(tree) if dialect != "markdown" else []
    text = tree_markdown(found, tree)
    words, title = copy_labels(found.entry.lang), " ".join(found.entry.title.split())
    if notes:
        lines = (f"[{number}] {_note(note)}" for number, note in enumerate(notes, 1))
        text += "\n\n---\n\n" + "\n\n".join(lines)
    original = markdown_link(escape_markdown(title or found.url, is_linked=True), found.url)
    text += f"\n\n> {words.original}{words.colon}{original}\n"
    return f"# {escape_markdown(title)}\n\n{text}" if dialect == "markdown" and title else text


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
