"""A book as one page to print: a browser makes a PDF of it, with running heads and page numbers (CSS Paged Media 3)."""

import re
from html import escape
from pathlib import Path

from mingpian.exporters.book.chapters import BookChapter, as_xhtml
from mingpian.exporters.book.labels import book_labels
from mingpian.exporters.book.pages import Book, colophon_text, people_text, title_line

_STYLE = Path(__file__).with_name("print.css")
_POLICY = "default-src 'none'; img-src 'self' file:; font-src 'self' file:; style-src 'unsafe-inline'"
_PLAIN = re.compile(r"[^\w一-鿿]")


def print_view(book: Book, chapters: list[BookChapter], cover: str, fonts: str = "") -> bytes:
    """Return the page; ids of a chapter begin with its name. `fonts` is the style that names those of the book."""
    for chapter in chapters:
        _keep_apart(chapter)
    heads = "".join(
        f"@page {chapter.name}{{@top-center{{content:{_css_string(chapter.title)}}}}}\n"
        f"#{chapter.name}{{page:{chapter.name}}}\n"
        for chapter in chapters
    )
    flow = "vertical" if book.is_vertical else "horizontal"
    items = "".join(f'<li><a href="#{one.name}">{escape(one.title)}</a></li>\n' for one in chapters)
    text = "".join(_chapter(chapter) for chapter in chapters)
    return f"""<!doctype html>
<html lang="{escape(book.lang)}" class="{flow}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title_line(book))}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}{fonts}{heads}</style></head>
<body>
<section class="cover"><img src="{cover}" alt="{escape(title_line(book))}"></section>
<nav><h1>{book.labels.contents}</h1>
<ol>
{items}</ol></nav>
{text}
{people_text(book) if book.people else ""}
{_plain(colophon_text(book, chapters))}
</body>
</html>
""".encode()


def _chapter(chapter: BookChapter) -> str:
    entry = chapter.source.entry
    by = book_labels(entry.lang).comma.join(chapter.source.authors)
    return (
        f'<section class="chapter" id="{chapter.name}" lang="{escape(entry.lang)}">\n'
        f"<h1>{escape(chapter.title)}</h1>\n"
        f'<p class="byline">{escape(by)}</p>\n{_plain(as_xhtml(chapter.tree))}\n</section>\n'
    )


def _keep_apart(chapter: BookChapter) -> None:
    """Let ids of a chapter be its own in a page that has all of them."""
    for element in chapter.tree.iter():
        if id := element.get("id"):
            element.set("id", f"{chapter.name}-{id}")


def _plain(xhtml: str) -> str:
    """Return XHTML as HTML: an empty element that is no void one needs its end."""
    from lxml import etree

    tree = etree.fromstring(f'<div xmlns:epub="e">{xhtml}</div>')
    html: str = etree.tostring(tree, encoding="unicode", method="html")
    return html


def _css_string(text: str) -> str:
    """Return a text as a string of CSS (Syntax 3, 4.3.7), in which nothing ends it, nor the style element."""
    return '"' + _PLAIN.sub(lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'
