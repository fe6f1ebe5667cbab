"""The files of a copy: what one hands to a platform, by name."""

from collections.abc import Callable
from html import escape
from typing import get_args

from mingpian import AnyEntry, PictureFacts, RenderContext, with_marks
from mingpian.exporters import mail, pictures, plain_markdown, wechat
from mingpian.exporters.labels import CopyLabels, copy_labels
from mingpian.exporters.mail_services import service_files
from mingpian.exporters.tree import copy_source, each
from mingpian.i18n import AnyText, _

Files = dict[str, bytes]
Pictures = dict[str, PictureFacts]  # by their paths below content/
Made = tuple[Files, tuple[AnyText, ...]]  # what is written, and what to see to by hand


def wechat_copy(context: RenderContext, entry: AnyEntry, known: Pictures) -> Made:
    """Return an article for WeChat: to be pasted, with its pictures and covers beside it."""
    source, tree = copy_source(context, entry)
    shown = [image.get("src") or "" for image in each(tree, "img")]
    scheme = context.assets.colors.light
    article = wechat.article(source, tree, scheme)
    found, problems = pictures.prepared(context, shown, known, pictures.platform_picture)
    copies = list(found.values())
    files: Files = {f"pictures/{one.name}": one.data for one in copies}
    cover = source.card.image.source if source.card.image else ""
    for name, size in (("cover-2.35x1.jpg", pictures.WIDE), ("cover-1x1.jpg", pictures.SQUARE)):
        raster = cover in known and known[cover].format != "svg"
        files[name] = (
            with_marks(pictures.cover(context.read(cover), size), known[cover].marks)
            if raster
            else pictures.ground(scheme.fill, size)
        )
    if not cover:
        problems.append(_("there is no cover; the two are plain grounds in the brand's colour"))
    words = copy_labels(entry.lang)
    files["article.html"] = _page(article, entry.lang).encode()
    files["copy.html"] = _copy_page(article, words, entry.lang).encode()
    problems = [*article.problems, *problems]
    files["about.txt"] = _about(article, words, copies, problems).encode()
    return files, tuple(problems)


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
        f"{words.original}{words.colon}{article.original}",
    ]
    if copies:
        lines += ["", f"{words.pictures}{words.colon}"]
        lines += [f"  {one.name}  {one.width} × {one.height}  {-(-len(one.data) // 1024)} KB" for one in copies]
    if problems:
        lines += ["", f"{words.look}{words.colon}", *(f"  {problem}" for problem in problems)]
    return "\n".join(lines) + "\n"


def _copy_page(article: wechat.Article, words: CopyLabels, lang: str) -> str:
    """Return a page that puts each part of the article on the clipboard, the text with its looks."""
    button = f'<button data-of="{{}}">{words.copy}</button>'
    rows = "".join(
        f'<p>{button.format(name)} <b>{label}</b> <span id="{name}">{escape(value)}</span></p>\n'
        for name, label, value in (
            ("title", words.title, article.title),
            ("author", words.author, article.author),
            ("digest", words.abstract, article.abstract),
            ("original", words.original, article.original),
        )
        if value
    )
    return _COPY.format(
        lang=escape(lang),
        title=escape(article.title),
        rows=rows,
        copy=words.copy,
        copied=words.copied,
        article=article.html,
    )


_COPY = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
body{{max-width:677px;margin:2em auto;padding:0 1em;font:15px/1.6 sans-serif;background:#fff;color:#222}}
button{{font:inherit;padding:.3em 1em;cursor:pointer}}
#article{{margin-top:2em;padding-top:2em;border-top:1px solid #ddd}}
</style></head>
<body>
{rows}<p><button data-of="article">{copy}</button></p>
<div id="article">
{article}
</div>
<script>
document.addEventListener("click", async event => {{
  const button = event.target.closest("button[data-of]")
  if (!button) return
  const part = document.getElementById(button.dataset.of)
  const text = part.innerText.trim()
  const forms = {{"text/plain": new Blob([text], {{type: "text/plain"}})}}
  if (part.id === "article") forms["text/html"] = new Blob([part.innerHTML.trim()], {{type: "text/html"}})
  try {{
    await navigator.clipboard.write([new ClipboardItem(forms)])
  }} catch {{
    const range = document.createRange()
    range.selectNodeContents(part)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    document.execCommand("copy")
    getSelection().removeAllRanges()
  }}
  button.textContent = "{copied}"
}})
</script>
</body>
</html>
"""
