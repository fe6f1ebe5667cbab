"""Saved articles of WeChat Official Accounts: pages as browsers save them, and the folders that archive tools make.

An article is a page (`.html`), or Markdown that a tool made of one; a list of articles (JSON, CSV) beside them says
what a page leaves out. Where both forms of one article are there, the page is taken.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers.draft import Found, Importer, Into, Skipped
from mingpian.importers.wechat import article, listed

_PAGES, _TEXTS, _LISTS = (".html", ".htm"), (".md", ".markdown"), (".json", ".csv", ".tsv")
_MARKS = (b"js_content", b"rich_media", b"mp.weixin.qq.com", b"mmbiz.qpic.cn")
_LOOKED_AT = 4 * 1024 * 1024  # bytes: a page keeps its styles and pictures before its text


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the articles of a file or folder."""
    root = path if path.is_dir() else path.parent
    files = list(_files(path)) if path.is_dir() else [path]
    known = listed.of([file for file in files if file.suffix.lower() in _LISTS], root)
    pages = {file.with_suffix("") for file in files if file.suffix.lower() in _PAGES}
    for file in files:
        shown, kind = file.relative_to(root).as_posix(), file.suffix.lower()
        if kind in _TEXTS and file.with_suffix("") in pages:
            yield Skipped(shown, _("it is the same article as the page beside it"))
        elif kind in _PAGES and not _is_article(file):
            yield Skipped(shown, _("it is no article of WeChat"))
        elif kind in _PAGES or kind in _TEXTS:
            take = article.of_page if kind in _PAGES else article.of_markdown
            yield Found(shown, partial(take, file, root, into, known))
    for one in known.values():
        if one.url and not one.is_met:
            yield Skipped(one.title or one.url, _("it is in the list, but was not saved: {url}", url=one.url))


def _files(root: Path) -> Iterator[Path]:
    """Yield what may be an article or a list; not what a browser put beside a page."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts[:-1]
        if path.is_file() and not any(part.endswith(("_files", ".files")) or part[0] == "." for part in inside):
            yield path


def _is_article(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            head = opened.read(_LOOKED_AT)
    except OSError:
        return True  # reading it says what is wrong
    return any(mark in head for mark in _MARKS)


def recognises(path: Path) -> bool:
    """Tell whether it is a saved article, or a folder in which most pages are."""
    if path.is_file():
        return path.suffix.lower() in _PAGES and _is_article(path)
    pages = [file for file in _files(path) if file.suffix.lower() in _PAGES][:10]
    return bool(pages) and sum(map(_is_article, pages)) * 2 > len(pages)


IMPORTER = Importer(
    "wechat", "saved articles of an Official Account: a page, or the folder of an archive", read, recognises
)
