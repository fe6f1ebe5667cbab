"""The pages of a book as XHTML: what every chapter has around it, the contents, who wrote it, whence it is."""

from collections.abc import Iterable
from html import escape

import msgspec

from mingpian import Card
from mingpian.exporters.book.chapters import BookChapter, as_xhtml
from mingpian.exporters.book.labels import BookLabels, book_labels

EPUB = "http://www.idpf.org/2007/ops"


class Book(msgspec.Struct, frozen=True):
    """What a book says of itself."""

    title: str
    lang: str
    authors: tuple[str, ...]
    people: tuple[Card, ...]  # those of the authors who have a page, in the order of the chapters
    site: str
    url: str  # of the site
    modified: str  # day of the latest change in it; empty where none is stated
    is_vertical: bool = False
    rights: tuple[str, ...] = ()  # the notices of its chapters, each once

    @property
    def labels(self) -> BookLabels:
        """The words of its language."""
        return book_labels(self.lang)


def page(book: Book, title: str, body: str, kind: str, lang: str = "") -> bytes:
    """Return a page. `kind` is its part in the book (EPUB 3 Structural Semantics)."""
    spoken = escape(lang or book.lang)
    flow = ' class="vertical"' if book.is_vertical else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="{EPUB}" lang="{spoken}" xml:lang="{spoken}"{flow}>\n'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f'<body epub:type="{kind}">\n{body}\n</body>\n</html>\n'
    ).encode()


def chapter_text(chapter: BookChapter) -> str:
    """Return what stands in a chapter, with its title and who wrote it."""
    card, entry = chapter.source.card, chapter.source.entry
    labels = book_labels(entry.lang)
    by = labels.comma.join(chapter.source.authors)
    line = " · ".join(part for part in (by, card.date[:10]) if part)
    return (
        f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="{chapter.name}">\n'
        f'<header><h1 id="{chapter.name}">{escape(chapter.title)}</h1>\n<p class="byline">{escape(line)}</p></header>\n'
        f"{as_xhtml(chapter.tree)}\n</section>"
    )


def cover_page(book: Book, picture: str) -> bytes:
    """Return the page of the cover."""
    image = f'<img src="{picture}" alt="{escape(title_line(book))}" role="doc-cover"/>'
    return page(book, book.labels.cover, f'<section class="cover">{image}</section>', "cover")


def title_line(book: Book) -> str:
    """Return title and authors in a line."""
    return book.title + (f" — {book.labels.comma.join(book.authors)}" if book.authors else "")


def contents_page(book: Book, chapters: list[BookChapter], others: Iterable[tuple[str, str]]) -> bytes:
    """Return the contents, which are the navigation too (EPUB 3.3, section 7)."""
    items = "".join(_item(chapter) for chapter in chapters)
    items += "".join(f'<li><a href="{name}.xhtml">{escape(title)}</a></li>\n' for name, title in others)
    labels = book.labels
    marks = (("cover", "cover.xhtml", labels.cover), ("toc", "contents.xhtml", labels.contents))
    first = (("bodymatter", f"{chapters[0].name}.xhtml", chapters[0].title),)
    landmarks = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{escape(text)}</a></li>\n' for kind, href, text in (*marks, *first)
    )
    body = (
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n'
        f'<h1 id="contents">{labels.contents}</h1>\n'
        f"<ol>\n{items}</ol>\n</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="{labels.cover}">\n<ol>\n{landmarks}</ol>\n</nav>'
    )
    return page(book, labels.contents, body, "frontmatter")


def _item(chapter: BookChapter) -> str:
    entry = chapter.source.entry
    file = f"{chapter.name}.xhtml"
    inner = "".join(
        f'<li><a href="{file}#{escape(one.id)}">{escape(one.text)}</a></li>\n' for one in chapter.headings if one.text
    )
    within = f"\n<ol>\n{inner}</ol>\n" if inner else ""
    title = escape(chapter.title)
    return (
        f'<li lang="{escape(entry.lang)}" xml:lang="{escape(entry.lang)}"><a href="{file}">{title}</a>{within}</li>\n'
    )


def people_text(book: Book) -> str:
    """Return who the authors are, each with the address of their page."""
    rows = "".join(
        f"<section><h2>{escape(one.title)}</h2>\n<p>{escape(one.headline or one.summary)}</p>\n"
        f'<p><a href="{escape(book.url + one.url)}">{escape(book.url + one.url)}</a></p></section>\n'
        for one in book.people
    )
    return f"<section><h1>{book.labels.people}</h1>\n{rows}</section>"


def colophon_text(book: Book, chapters: list[BookChapter]) -> str:
    """Return whence the texts are, and what may be done with them."""
    labels = book.labels
    rows = "".join(
        f'<li>{escape(one.title)} <a href="{escape(one.source.url)}">{escape(one.source.url)}</a></li>\n'
        for one in chapters
    )
    rights = "".join(f"<p>{escape(one)}</p>\n" for one in book.rights)
    home = f'<a href="{escape(book.url)}">{escape(book.site)}</a>'
    return (
        f'<section role="doc-colophon" epub:type="colophon"><h1>{labels.colophon}</h1>\n'
        f"<p>{escape(title_line(book))}</p>\n"
        f"{rights}<p>{labels.made_from}{labels.colon}{home}</p>\n<ol>\n{rows}</ol></section>"
    )
