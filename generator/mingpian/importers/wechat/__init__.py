"""Saved articles of WeChat Official Accounts: pages as browsers save them, and the folders that archive tools make.

An article is a page (`.html`), or Markdown that a tool made of one; a list of articles (JSON, CSV) beside them says
what a page leaves out. Where both forms of one article are there, the page is taken: they have one address, or one
name, side by side or each in the folder of its form.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers.draft import Found, Importer, Into, OldSite, Skipped
from mingpian.importers.wechat import article, listed

_PAGES, _TEXTS, _LISTS = (".html", ".htm"), (".md", ".markdown"), (".json", ".csv", ".tsv")
_MARKS = (b"js_content", b"rich_media", b"mp.weixin.qq.com", b"mmbiz.qpic.cn")
_ENOUGH = 20  # pages that tell of whom all are
_FORMS = frozenset({"html", "htm", "md", "markdown", "网页"})  # names of folders that say what form lies in them
_LOOKED_AT = 4 * 1024 * 1024  # bytes: a page keeps its styles and pictures before its text


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the articles of a file or folder."""
    root = path if path.is_dir() else path.parent
    files = list(_files(path)) if path.is_dir() else [path]
    known = listed.of([file for file in files if file.suffix.lower() in _LISTS], root)
    archive = listed.Archive(root, known, {})
    pages = [file for file in files if file.suffix.lower() in _PAGES]
    named = {_name(file, root) for file in pages}
    for file in pages:
        if _is_article(file):
            yield Found(file.relative_to(root).as_posix(), partial(article.of_page, file, into, archive))
        else:
            yield Skipped(file.relative_to(root).as_posix(), _("it is no article of WeChat"))
    for file in (one for one in files if one.suffix.lower() in _TEXTS):
        if _name(file, root) in named:
            yield Skipped(file.relative_to(root).as_posix(), _("it is the same article as the page beside it"))
        else:
            yield Found(file.relative_to(root).as_posix(), partial(article.of_markdown, file, into, archive))
    for one in known.values():
        if one.url and not one.is_met:
            yield Skipped(one.title or one.url, _("it is in the list, but was not saved: {url}", url=one.url))


def _name(file: Path, root: Path) -> Path:
    """Return the path of a file without what tells its form."""
    parts = file.relative_to(root).with_suffix("").parts
    return Path(*(part for part in parts[:-1] if part.lower() not in _FORMS), parts[-1])


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


def describes(path: Path) -> OldSite:
    """Return what the first pages say of the account, which is the author where articles name nobody."""
    pages = [file for file in (_files(path) if path.is_dir() else [path]) if file.suffix.lower() in _PAGES]
    said = [article.facts_in(file) for file in pages[:_ENOUGH] if _is_article(file)]
    account, author = (_most([getattr(one, name) for one in said]) for name in ("account", "author"))
    return OldSite(title=account, author=author or account, languages=("zh-Hans",), timezone="Asia/Shanghai")


def _most(words: list[str]) -> str:
    said = [word for word in words if word]
    return max(dict.fromkeys(said), key=said.count, default="")


IMPORTER = Importer(
    "wechat",
    _("saved articles of an Official Account: a page, or the folder of an archive"),
    read,
    recognises,
    describes,
)
