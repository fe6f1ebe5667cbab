"""The files of a book: one EPUB, and a page to print with its pictures beside it."""

from copy import deepcopy
from pathlib import Path

import msgspec

from mingpian import (
    AnyEntry,
    PictureFacts,
    RenderContext,
    Scheme,
    SiteModel,
    entry_notice,
    makers,
    scaled_down,
    with_marks,
    without_metadata,
)
from mingpian.exporters.book import pages
from mingpian.exporters.book.chapters import BookChapter, chapters_of, join_chapters, put_pictures
from mingpian.exporters.book.cover import draw_cover
from mingpian.exporters.book.package import BookFile, epub
from mingpian.exporters.book.pages import Book
from mingpian.exporters.book.print_view import print_view
from mingpian.exporters.book.typefaces import book_fonts
from mingpian.exporters.pictures import PlatformPicture, as_png, prepared
from mingpian.exporters.tree import each, visible_text
from mingpian.i18n import AnyText

_STYLE = Path(__file__).with_name("book.css")
_COVER = "cover.jpg"
_PICTURES = "pictures"
_MEGAPIXELS = 4  # of a picture in a book: a page of a tablet
_READ = frozenset({"jpg", "png", "gif", "webp", "svg"})  # core media types (EPUB 3.3, 3.2)


class BookOrder(msgspec.Struct, frozen=True):
    """What somebody wants made into a book."""

    entries: tuple[AnyEntry, ...]
    title: str
    name: str  # of its file, without an ending
    is_vertical: bool = False


def book_files(
    context: RenderContext, model: SiteModel, order: BookOrder
) -> tuple[dict[str, bytes], tuple[AnyText, ...]]:
    """Return the files of a book by name, and what to see to by hand."""
    chapters = chapters_of(context, order.entries)
    book = _book(context, model, order, chapters)
    shown = [image.get("src") or "" for chapter in chapters for image in each(chapter.tree, "img")]
    pictures, problems = prepared(context, shown, dict(model.site.pictures), _picture)
    for chapter in chapters:
        put_pictures(chapter, pictures, _PICTURES)
    cover = draw_cover(context, book.title, book.labels.comma.join(book.authors), book.site, book.lang)
    beside = {_COVER: cover, **{f"{_PICTURES}/{one.name}": one.data for one in pictures.values()}}
    printed = [one._replace(tree=deepcopy(one.tree)) for one in chapters]
    join_chapters(chapters, lambda name, id: f"{name}.xhtml#{id}" if id else f"{name}.xhtml")
    join_chapters(printed, lambda name, id: f"#{name}-{id}" if id else f"#{name}")
    fonts = book_fonts(context, _letters(book, chapters), book.lang)
    beside |= fonts.files
    parts = _parts(book, chapters, beside, _style(context.assets.colors.light) + fonts.style)
    return {
        f"{order.name}.epub": epub(book, parts),
        "print.html": print_view(book, printed, _COVER, fonts.style),
        **beside,
    }, (*problems, *fonts.problems)


def _letters(book: Book, chapters: list[BookChapter]) -> dict[str, str]:
    """Return the letters that a book may show in each role of a font."""
    text = (
        pages.people_text(book) + pages.colophon_text(book, chapters) + pages.contents_page(book, chapters, ()).decode()
    )
    text += "".join(pages.chapter_text(one) for one in chapters)
    heads = (head for one in chapters for head in each(one.tree, "h2", "h3", "h4", "h5", "h6"))
    titles = "".join(visible_text(head) for head in heads) + "".join(one.title for one in chapters)
    labels = book.labels.contents + book.labels.people + book.labels.colophon
    return {"body": text, "code": text, "heading": titles + labels + "".join(one.title for one in book.people)}


def _style(scheme: Scheme) -> str:
    return _STYLE.read_text(encoding="utf-8").replace("BRAND", scheme.brand)


def _book(context: RenderContext, model: SiteModel, order: BookOrder, chapters: list[BookChapter]) -> Book:
    config, lang = context.queries.config, order.entries[0].lang
    makers_of_all = dict.fromkeys(id for entry in order.entries for id in makers(model.site, entry))
    known = [entry for id in makers_of_all if (entry := model.site.best(id, lang)) is not None]
    cards = [card for entry in known if (card := context.queries.card(entry.key)) is not None]
    return Book(
        title=order.title,
        lang=lang,
        authors=tuple(dict.fromkeys(name for chapter in chapters for name in chapter.source.authors)),
        people=tuple(cards),
        site=context.queries.site(lang).title,
        url=config.base_url,
        modified=max(max(one.fields.date, one.fields.updated)[:10] for one in order.entries),
        is_vertical=order.is_vertical,
        rights=tuple(_notices(context, chapters)),
    )


def _notices(context: RenderContext, chapters: list[BookChapter]) -> dict[str, None]:
    """Return what is said of the rights to chapters, each once."""
    found = (entry_notice(context, one.source.entry, one.source.url) for one in chapters)
    said = (part for notice in found if notice for part in (notice.text, notice.label) if part)
    return dict.fromkeys(said)


def _parts(book: Book, chapters: list[BookChapter], beside: dict[str, bytes], style: str) -> list[BookFile]:
    """Return the pages in the order in which they are read, and what they show."""
    labels = book.labels
    last = [("people", labels.people, pages.people_text(book))] if book.people else []
    last += [("colophon", labels.colophon, pages.colophon_text(book, chapters))]
    contents = pages.contents_page(book, chapters, [(name, title) for name, title, _text in last])
    return [
        BookFile("cover.xhtml", pages.cover_page(book, _COVER), is_read=True),
        BookFile("contents.xhtml", contents, "nav", is_read=True),
        *(
            BookFile(
                f"{one.name}.xhtml",
                pages.page(book, one.title, pages.chapter_text(one), "bodymatter", one.source.entry.lang),
                "mathml" if one.has_math else "",
                is_read=True,
            )
            for one in chapters
        ),
        *(
            BookFile(f"{name}.xhtml", pages.page(book, title, text, "backmatter"), is_read=True)
            for name, title, text in last
        ),
        BookFile("book.css", style.encode()),
        *(BookFile(name, data, "cover-image" if name == _COVER else "") for name, data in beside.items()),
    ]


def _picture(facts: PictureFacts, data: bytes, limit: int) -> PlatformPicture:
    """Return a picture as reading systems take it. Raises ValueError when it is damaged."""
    name = facts.path.rpartition("/")[2]
    clean = without_metadata(scaled_down(data, min(limit, _MEGAPIXELS)))
    if facts.format not in _READ:
        name, clean = f"{name}.png", as_png(clean)
    clean = with_marks(clean, facts.marks)
    return PlatformPicture(name, clean, facts.width, facts.height)
