"""The files of a copy: what one hands to a platform, by name."""

from collections.abc import Callable
from html import escape
from typing import get_args
from urllib.parse import quote

import msgspec

from mingpian import AnyEntry, PictureFacts, RenderContext, with_marks
from mingpian.exporters import mail, pictures, plain_markdown, wechat
from mingpian.exporters.addresses import decoded_address
from mingpian.exporters.copy_page import copy_page, with_pictures_beside
from mingpian.exporters.labels import CopyLabels, copy_labels
from mingpian.exporters.mail_services import service_files
from mingpian.exporters.picture_post import picture_post
from mingpian.exporters.tree import copy_source, each
from mingpian.i18n import AnyText, _

Files = dict[str, bytes]
Pictures = dict[str, PictureFacts]  # by their paths below content/
Made = tuple[Files, tuple[AnyText, ...]]  # what is written, and what to see to by hand


class WechatCopy(msgspec.Struct, frozen=True):
    """An article for WeChat, its pictures by their addresses, its covers by their names, and what to see to by hand."""

    article: wechat.Article
    pictures: dict[str, pictures.PlatformPicture]
    covers: Files
    problems: tuple[AnyText, ...]


def wechat_article(context: RenderContext, entry: AnyEntry, known: Pictures) -> WechatCopy:
    """Return an entry as WeChat takes it."""
    source, tree = copy_source(context, entry)
    shown = [image.get("src") or "" for image in each(tree, "img")]
    scheme = context.assets.colors.light
    article = wechat.article(source, tree, scheme)
    found, problems = pictures.prepared(context, shown, known, pictures.platform_picture)
    cover = source.card.image.source if source.card.image else ""
    covers: Files = {}
    for name, size in (("cover-2.35x1.jpg", pictures.WIDE), ("cover-1x1.jpg", pictures.SQUARE)):
        raster = cover in known and known[cover].format != "svg"
        covers[name] = (
            with_marks(pictures.cover(context.read(cover), size), known[cover].marks)
            if raster
            else pictures.ground(scheme.fill, size)
        )
    if not cover:
        problems.append(_("there is no cover; the two are plain grounds in the brand's colour"))
    return WechatCopy(article, found, covers, tuple(problems))


def wechat_copy(context: RenderContext, entry: AnyEntry, known: Pictures) -> Made:
    """Return an article for WeChat: to be pasted, with its pictures and covers beside it."""
    made = wechat_article(context, entry, known)
    article, words = made.article, copy_labels(entry.lang)
    names = {src: f"pictures/{one.name}" for src, one in made.pictures.items()}
    parts = (
        ("title", words.title, article.title),
        ("author", words.author, article.author),
        ("digest", words.abstract, article.abstract),
        ("original", words.original, article.original),
    )
    problems = [*article.problems, *made.problems]
    shown = with_pictures_beside(article.html, {src: quote(name) for src, name in names.items()})
    return {
        **{names[src]: one.data for src, one in made.pictures.items()},
        **made.covers,
        "article.html": _page(article, entry.lang).encode(),
        "copy.html": copy_page(entry.lang, words, parts, shown, is_article=True).encode(),
        "about.txt": _about(article, words, list(made.pictures.values()), problems).encode(),
    }, tuple(problems)


def mail_copy(context: RenderContext, entry: AnyEntry, _known: Pictures) -> Made:
    """Return a mail: as HTML, as plain text, for services that send to lists, and as a file that mail programs open."""
    scheme, sender = context.assets.colors.light, context.queries.config.email
    html = mail.mail_html(*copy_source(context, entry), scheme)
    text = mail.mail_text(*copy_source(context, entry))
    eml = mail.mail_file(entry.title, sender, html, text)
    sent = service_files(html, text, entry.lang, scheme)
    return {"mail.html": html.encode(), "mail.txt": text.encode(), "mail.eml": eml, **sent}, ()


def _markdown_copy(dialect: plain_markdown.Dialect) -> Callable[[RenderContext, AnyEntry, Pictures], Made]:
    def make(context: RenderContext, entry: AnyEntry, _known: Pictures) -> Made:
        text = plain_markdown.write_markdown(*copy_source(context, entry), dialect)
        return {f"{entry.slug.rpartition('/')[2]}.md": text.encode()}, ()

    return make


COPIES: dict[str, Callable[[RenderContext, AnyEntry, Pictures], Made]] = {
    "wechat": wechat_copy,
    "tietu": picture_post,
    "mail": mail_copy,
    **{dialect: _markdown_copy(dialect) for dialect in get_args(plain_markdown.Dialect)},
}


def _page(article: wechat.Article, lang: str) -> str:
    head = f'<!doctype html>\n<html lang="{escape(lang)}">\n<head><meta charset="utf-8">'
    return f"{head}<title>{escape(article.title)}</title></head>\n<body>\n{article.html}\n</body>\n</html>\n"


def _about(
    article: wechat.Article, words: CopyLabels, copies: list[pictures.PlatformPicture], problems: list[AnyText]
) -> str:
    lines = [
        f"{words.title}{words.colon}{article.title}",
        f"{words.author}{words.colon}{article.author}",
        f"{words.abstract}{words.colon}{article.abstract}",
        f"{words.original}{words.colon}{decoded_address(article.original)}",
    ]
    if copies:
        lines += ["", f"{words.pictures}{words.colon}"]
        lines += [f"  {one.name}  {one.width} × {one.height}  {-(-len(one.data) // 1024)} KB" for one in copies]
    if problems:
        lines += ["", f"{words.look}{words.colon}", *(f"  {problem}" for problem in problems)]
    return "\n".join(lines) + "\n"
