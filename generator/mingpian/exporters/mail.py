"""An entry as a mail: tables and inline styles, which all mail programs show, and the same as plain text."""

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from typing import TYPE_CHECKING

import msgspec

from mingpian import Scheme
from mingpian.exporters.labels import copy_labels
from mingpian.exporters.notes import number_links
from mingpian.exporters.styles import styles
from mingpian.exporters.tree import CopySource, each, formulas_in, replace_with_text, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WIDTH = 600  # CSS pixels
_INNER = WIDTH - 48
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "tr", "figcaption", "dt", "dd", "blockquote")
_KEPT = ("href", "src", "alt", "colspan", "rowspan", "width", "style")
END = "</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"
_BOUNDARY = "mingpian"
_LONGEST = 60  # characters of a title that stands as it is in the line of its header


class MailHead(msgspec.Struct, frozen=True):
    """What stands above the text of a mail, and where it is on the site."""

    lang: str
    title: str
    byline: str
    summary: str
    url: str


def head_of(found: CopySource) -> MailHead:
    """Return what stands above the text of an entry."""
    entry = found.entry
    byline = " · ".join((*found.authors, entry.fields.date)).strip(" ·")
    return MailHead(entry.lang, entry.title, byline, entry.summary, found.url)


def mail_html(found: CopySource, tree: "HtmlElement", scheme: Scheme) -> str:
    """Return an entry as a mail in HTML. The tree is used up."""
    for code, formula in formulas_in(tree, found.formulas):
        replace_with_text(code, formula.target)
    return framed(head_of(found), tree, scheme)


def framed(head: MailHead, tree: "HtmlElement", scheme: Scheme) -> str:
    """Return a text as a mail in HTML, each element with its own style. The tree is used up."""
    from lxml import html

    looks = styles(scheme)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
            continue
        kept = {name: value for name in _KEPT if (value := element.get(name)) is not None and name != "style"}
        if element.tag == "img":
            own = kept.get("width", "")
            part = own.removesuffix("%")
            own = str(_INNER * min(100, int(part)) // 100) if own.endswith("%") and part.isdecimal() else own
            kept["width"] = str(min(_INNER, int(own)) if own.isdecimal() else _INNER)
        element.attrib.clear()
        for name, value in kept.items():
            element.set(name, value)
        if str(element.tag) in looks:
            element.set("style", looks[str(element.tag)].replace("white-space:nowrap", "white-space:pre-wrap"))
        if element.tag == "table":
            element.set("style", f"margin:0 0 1.2em;{looks['table']}")
    return _page(head, html.tostring(tree, encoding="unicode"), looks, scheme)


def _page(head: MailHead, body: str, looks: dict[str, str], scheme: Scheme) -> str:
    words, title = copy_labels(head.lang), escape(head.title)
    table = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
    return f"""<!doctype html>
<html lang="{escape(head.lang)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>{title}</title></head>
<body style="margin:0;padding:0;background:{scheme.paper}">
<div style="display:none;max-height:0;overflow:hidden">{escape(head.summary)}</div>
<table {table} width="100%"><tr><td align="center">
<table {table} width="{WIDTH}" style="width:100%;max-width:{WIDTH}px">
<tr><td style="padding:32px 24px;background:{scheme.paper};{looks["article"]}">
<h1 style="margin:0 0 0.4em;font-size:24px;line-height:1.35">{title}</h1>
<p style="{looks["small"]};margin:0 0 2em">{escape(head.byline)}</p>
{body}
<p style="{looks["small"]};margin:3em 0 0"><a href="{escape(head.url)}" style="{looks["a"]}">{words.original}</a></p>
{END}"""


def mail_text(found: CopySource, tree: "HtmlElement") -> str:
    """Return the mail as plain text: links as numbered notes. The tree is used up."""
    for code, formula in formulas_in(tree, found.formulas):
        replace_with_text(code, formula.target)
    notes = number_links(tree)
    blocks = [found.entry.title, *text_blocks(tree)]
    words = copy_labels(found.entry.lang)
    if notes:
        lines = [f"[{number}] {' '.join((note.text, note.url)).strip()}" for number, note in enumerate(notes, 1)]
        blocks.append("\n".join((words.notes, *lines)))
    blocks.append(f"{words.original}{words.colon}{found.url}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def text_blocks(tree: "HtmlElement") -> list[str]:
    found = []
    for element in each(tree, *_BLOCKS):
        if element.tag == "pre":
            found.append("".join(element.itertext()).strip("\n"))
            continue
        cells = [visible_text(cell) for cell in element] if element.tag == "tr" else [_own_text(element)]
        text = " | ".join(cells)
        depth = sum(1 for _ in element.iterancestors("li"))
        starts = element.tag == "li" or _first_in_item(element)
        found.append("  " * (depth - (element.tag != "li")) + f"· {text}" if starts and text else text)
    return found


def _own_text(element: "HtmlElement") -> str:
    """Return the text of a block up to the blocks in it, which say the rest."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS or next(child.iter(*_BLOCKS), None) is not None:
            break
        parts += ["".join(child.itertext()), child.tail or ""]
    return " ".join("".join(parts).split())


def _first_in_item(element: "HtmlElement") -> bool:
    around = element.getparent()
    return around.tag == "li" and around[0] is element and not (around.text or "").strip()


def mail_file(title: str, sender: str, html: str, text: str) -> bytes:
    """Return the mail as a file that mail programs open to be sent (RFC 5322, MIME)."""
    mail = EmailMessage(policy=SMTP)
    if sender and "=?" not in sender:
        mail["From"] = sender
    mail["X-Unsent"] = "1"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    mail.set_boundary(_boundary(html + text))
    return _subject(title) + mail.as_bytes()


def _subject(title: str) -> bytes:
    """Return the header that says the title, as written: encoded words in it (RFC 2047) are text, which `EmailMessage`
    would decode, line feeds and all."""
    line = " ".join(title.split())
    is_plain = line.isascii() and line.isprintable() and "=?" not in line and len(line) <= _LONGEST
    value = line if is_plain else Header(line, "utf-8", header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {value}\r\n".encode("ascii")


def _boundary(text: str) -> str:
    """Return a boundary that no line of the text is: the same for the same text."""
    number = 0
    while f"--{_BOUNDARY}-{number}" in text:
        number += 1
    return f"{_BOUNDARY}-{number}"
