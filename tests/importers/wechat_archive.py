"""Articles of an Official Account, made up, as three kinds of archive keep them: pages that a browser saved, a folder
an article, and Markdown with a list beside it. What a reader saw of each is known, piece by piece."""

# ruff: noqa: E501 (pages are written as editors write them)

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC
from html import escape
from pathlib import Path

from tests.importers.wechat_articles import Article, articles


def _filled(text: str, made: Article, source: Callable[[int], str], bare: Callable[[int], str]) -> str:
    for at in range(len(made.pictures)):
        text = (
            text.replace(f"{{src:{at}}}", source(at))
            .replace(f"{{bare:{at}}}", bare(at))
            .replace(f"{{file:{at}}}", bare(at))
        )
    return text


def remote(made: Article, at: int) -> str:
    return f"https://mmbiz.qpic.cn/mmbiz_png/a{made.number}b{at}/640?wx_fmt=png"


def page(made: Article, content: str, has_scripts: bool, head: str = "") -> str:
    """Return a page as WeChat shows it."""
    stamp = int(made.moment.timestamp())
    scripts = f"""<script nonce="1" type="text/javascript">
var biz = "MzA3"; var ct = "{stamp}"; var svr_time = "1999999999"; var nickname = htmlDecode("长桌&amp;纸"); var user_name = "gh_x";
var msg_title = '{made.title}'.html(false); var msg_desc = htmlDecode("摘要：{made.title}");
var msg_cdn_url = "{remote(made, 0)}"; var msg_link = "{escape(made.url).replace("&", chr(92) + "x26")}";
window.appmsg = {{ createTime: '{made.moment:%Y-%m-%d %H:%M}', author: "错的人" }};
</script>""" if has_scripts else ""  # fmt: skip
    shown = f"{made.moment.year}年{made.moment.month}月{made.moment.day}日 {made.moment:%H:%M}"
    author = (
        f'<span class="rich_media_meta rich_media_meta_text" id="js_author_name">{made.author}</span>'
        if made.author
        else ""
    )
    album = (
        f'<div class="article-tag__item-wrp"><span class="article-tag__item">#{made.series}</span><span class="article-tag__item-num">12个内容</span></div>'
        if made.series
        else ""
    )
    return f"""<!DOCTYPE html>
{head}<html><head><meta charset="utf-8"><title></title><meta property="og:title" content="{escape(made.title)}"><meta property="og:url" content="{escape(made.url)}">
<meta property="og:image" content="{remote(made, 0)}"><style>.rich_media{{color:red}}</style></head><body id="activity-detail">{scripts}
<div class="rich_media"><h1 class="rich_media_title" id="activity-name">
 {escape(made.title)}
</h1><div id="meta_content" class="rich_media_meta_list">{author}<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">
 长桌&amp;纸 </a><div id="js_profile_qrcode" class="profile_container" style="display:none;"><strong class="profile_nickname">长桌</strong><img class="profile_avatar" src="" data-src="https://wx.qlogo.cn/mmhead/x/0"><p>微信号不见</p></div></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text">{shown}</em></div>{album}
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0; ">{content}</div>
<div class="rich_media_tool"><a id="js_view_source" href="#">阅读原文不见</a></div><div class="qr_code_pc_outer"><p>微信扫一扫不见</p></div></div></body></html>"""


def browser(root: Path, made: Article) -> None:
    """A page and its folder, as browsers save it; every fourth one as a single file with everything in it."""
    name = f"{made.title.replace('：', '_')} {made.number}"
    content, is_single = "".join(made.pieces), made.number % 4 == 0
    if is_single:
        inside = [f"data:image/png;base64,{base64.b64encode(data).decode()}" for data in made.pictures]
        content = _filled(
            content, made, lambda at: f'src="{inside[at]}" data-src="{remote(made, at)}"', lambda at: inside[at]
        )
    else:
        for at, data in enumerate(made.pictures):
            _write(root / f"{name}_files/640({at})", data)
        content = _filled(
            content,
            made,
            lambda at: f'data-src="{remote(made, at)}" src="./{name}_files/640({at})"',
            lambda at: f"./{name}_files/640({at})",
        )
    head = f"<!-- saved from url=(0099){made.url} -->\n"
    _write(root / f"{name}.html", page(made, content, True, head).encode())


def folder(root: Path, made: Article) -> None:
    """A folder an article; no scripts, and lazy pictures that keep a blank one in `src`."""
    inside = root / f"{made.moment:%Y%m%d}_{made.number}"
    for at, data in enumerate(made.pictures):
        _write(inside / f"images/{at}.png", data)
    blank = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    content = _filled(
        "".join(made.pieces),
        made,
        lambda at: f'src="{blank}" data-src="images/{at}.png"',
        lambda at: f"images/{at}.png",
    )
    _write(inside / "index.html", page(made, content, False).encode())


def exporter(root: Path, made: Article) -> None:
    """Markdown with the pictures in one folder; its list says when, and in which collection."""
    for at, data in enumerate(made.pictures):
        _write(root / f"images/{made.number}_{at}.png", data)
    body = _filled("\n\n".join(made.markdown), made, lambda at: "", lambda at: f"images/{made.number}_{at}.png")
    author = f"> 作者: {made.author}\n\n" if made.author else ""
    _write(root / f"{made.number}.md", f"# {made.title}\n\n{author}> 原文链接: {made.url}\n\n{body}\n".encode())


def archive(root: Path, count: int) -> list[Article]:
    """Write an archive of three tools; return what is in it."""
    made = articles(count)
    for one in made:
        kind = (browser, folder, exporter)[one.number % 3]
        kind(root / kind.__name__, one)
    told = [
        {
            "title": one.title,
            "link": one.url,
            "create_time": int(one.moment.astimezone(UTC).timestamp()),
            "digest": "",
            "appmsg_album_infos": [{"title": one.series}] if one.series else [],
        }
        for one in made
    ]
    _write(root / "articles.json", json.dumps({"articles": told}, ensure_ascii=False).encode())
    return made


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
