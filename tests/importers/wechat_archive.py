"""Articles of an Official Account, made up, as three kinds of archive keep them: pages that a browser saved, a folder
an article, and Markdown with a list beside it. What a reader saw of each is known, piece by piece."""

# ruff: noqa: E501 (pages are written as editors write them)

from __future__ import annotations

import base64
import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from pathlib import Path

from PIL import Image

CHINA = timezone(timedelta(hours=8))
_WORDS = "山水灯纸茶夜风桥门书雨城字墨窗河树石路船说看走写想听坐读问答慢旧新长远近白青的了在和与就都还又"
_STYLE = "margin: 0px 8px; padding: 0px; outline: 0px; max-width: 100%; box-sizing: border-box !important; overflow-wrap: break-word;"


@dataclass
class Article:
    """An article, and what is to be there after the move."""

    number: int
    title: str
    author: str
    moment: datetime
    series: str
    pieces: list[str] = field(default_factory=list)  # HTML; `{src:n}` is the address of picture n
    seen: list[str] = field(default_factory=list)  # what a reader reads
    pictures: list[bytes] = field(default_factory=list)
    markdown: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://mp.weixin.qq.com/s?__biz=MzA3&mid=26500{self.number:03}&idx=1&sn=abc{self.number}&chksm=x#rd"


def _picture(number: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (6, 4), (number % 256, number // 256, 77)).save(out, "PNG")
    return out.getvalue()


class Maker:
    """Writes articles, the same ones at every time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._pictures = 0

    def words(self, least: int = 8, most: int = 40) -> str:
        """Return a text that no other is."""
        count = self._random.randint(least, most)
        body = "".join(self._random.choice(_WORDS) for _ in range(count))
        return f"{body}{self._random.randint(1000, 9999)}"

    def article(self, number: int) -> Article:
        moment = datetime(2018, 1, 1, 8, 30, tzinfo=CHINA) + timedelta(days=number * 17, minutes=number * 61)
        made = Article(
            number,
            f"第{number}篇：{self.words(3, 6)}",
            ("林语", "周曼", "")[number % 3],
            moment,
            ("", "山中手记")[number % 2],
        )
        self._add_picture(made, "")
        makers = list(_PIECES)
        self._random.shuffle(makers)
        for make in makers[: self._random.randint(5, len(makers))]:
            make(self, made)
        self.paragraph(made)
        return made

    def _add_picture(self, made: Article, caption: str) -> None:
        self._pictures += 1
        made.pictures.append(_picture(self._pictures))
        at = len(made.pictures) - 1
        image = f'<img class="rich_pages wxw-img" data-ratio="0.66" data-type="png" data-w="6" style="height: auto !important; width: 100%;" {{src:{at}}} alt="图片">'
        if caption and self._random.random() < 0.5:
            made.pieces.append(
                f'<section style="{_STYLE}text-align: center;"><section>{image}</section></section><p style="text-align: center;"><span style="font-size: 12px;color: rgb(136, 136, 136);">{caption}</span></p>'
            )
        elif caption:
            made.pieces.append(f"<figure>{image}<figcaption style='color: #888'>{caption}</figcaption></figure>")
        else:
            made.pieces.append(f'<p style="text-align: center;{_STYLE}">{image}</p>')
        made.markdown.append(f"![图片]({{file:{at}}})" + (f"\n\n{caption}" if caption else ""))
        if caption:
            made.seen.append(caption)

    def picture(self, made: Article) -> None:
        self._add_picture(made, "")

    def captioned(self, made: Article) -> None:
        self._add_picture(made, f"图：{self.words(4, 8)}")

    def paragraph(self, made: Article) -> None:
        one, two, three = self.words(), self.words(3, 6), self.words()
        made.pieces.append(
            f'<section data-role="outer" style="{_STYLE}"><section style="{_STYLE}"><p style="line-height: 2em;"><span style="letter-spacing: 1px;font-size: 15px;">{one}，</span><strong style="color: rgb(255, 76, 65);">{two}：</strong><span>{three}。</span></p><p><br></p></section></section>'
        )
        made.seen += [f"{one}，{two}：{three}。"]
        made.markdown.append(f"{one}，**{two}：** {three}。")

    def bold_by_style(self, made: Article) -> None:
        one, two = self.words(), self.words(3, 5)
        made.pieces.append(
            f'<p><span style="font-weight: bold;">{two}</span><span style="font-weight: 700;">！</span><span>{one}&nbsp;x&lt;y &amp; z*1* [[甲]] $5</span></p>'
        )
        made.seen.append(f"{two}！{one} x<y & z*1* [[甲]] $5")
        made.markdown.append(f"**{two}！**{one} x\\<y & z\\*1\\* \\[\\[甲\\]\\] \\$5")

    def heading(self, made: Article) -> None:
        one = self.words(3, 8)
        made.pieces.append(
            f'<h2 style="{_STYLE}font-size: 20px;"><span style="display:inline-block;">{one}</span></h2>'
        )
        made.seen.append(one)
        made.markdown.append(f"## {one}")

    def items(self, made: Article) -> None:
        few = [self.words(4, 10) for _ in range(3)]
        made.pieces.append(
            f'<ul class="list-paddingleft-2" style="{_STYLE}">'
            + "".join(f'<li><p style="x"><span>{one}</span></p></li>' for one in few)
            + "</ul>"
        )
        made.seen += few
        made.markdown.append("\n".join(f"- {one}" for one in few))

    def quotation(self, made: Article) -> None:
        one, two = self.words(), self.words()
        made.pieces.append(
            f'<blockquote class="js_blockquote_wrap" data-type="2" style="{_STYLE}"><section class="js_blockquote_digest"><section>{one}</section></section><p>{two}</p></blockquote>'
        )
        made.seen += [one, two]
        made.markdown.append(f"> {one}\n>\n> {two}")

    def code(self, made: Article) -> None:
        lines = [f"def f{self._random.randint(1, 999)}():", "", "    return [x for x in 'a']  # " + self.words(2, 4)]
        shown = "".join(
            f'<code><span class="code-snippet_outer">{escape(line).replace("    ", "&nbsp;&nbsp;&nbsp;&nbsp;") or "<br>"}</span></code>'
            for line in lines
        )
        numbers = "".join("<li></li>" for _ in lines)
        made.pieces.append(
            f'<section class="code-snippet__fix code-snippet__js"><ul class="code-snippet__line-index code-snippet__js">{numbers}</ul><pre class="code-snippet__js" data-lang="python">{shown}</pre></section>'
        )
        made.seen += [line for line in lines if line]
        made.markdown.append("```python\n" + "\n".join(lines) + "\n```")

    def code_of_an_editor(self, made: Article) -> None:
        one = self.words(2, 4)
        made.pieces.append(
            f'<pre class="custom" data-tool="mdnice" style="{_STYLE}"><span style="display: block; background: url(https://files.mdnice.com/x.svg);"></span><code class="hljs" style="overflow-x: auto;"><span style="color: #c678dd;">echo</span>&nbsp;<span>"{one}"</span><br>ls&nbsp;-l<br></code></pre>'
        )
        made.seen += [f'echo "{one}"', "ls -l"]
        made.markdown.append(f'```\necho "{one}"\nls -l\n```')

    def table(self, made: Article) -> None:
        cells = [[self.words(2, 4) for _ in range(3)] for _ in range(3)]
        rows = "".join(
            "<tr>"
            + "".join(
                f'<td valign="top" width="100" style="border: 1px solid;"><section>{cell}</section></td>'
                for cell in row
            )
            + "</tr>"
            for row in cells
        )
        made.pieces.append(
            f'<section style="overflow-x: auto;"><table style="{_STYLE}"><tbody>{rows}</tbody></table></section>'
        )
        made.seen += [cell for row in cells for cell in row]
        lines = ["| " + " | ".join(row) + " |" for row in cells]
        made.markdown.append("\n".join([lines[0], "| --- | --- | --- |", *lines[1:]]))

    def link(self, made: Article) -> None:
        one, two = self.words(3, 6), self.words(3, 6)
        made.pieces.append(
            f'<p>{one}<a target="_blank" href="https://mp.weixin.qq.com/s?__biz=MzA3&amp;mid=1&amp;idx=1" textvalue="x" data-itemshowtype="0" tab="innerlink" data-linktype="2" hasload="1">{two}</a>。</p>'
        )
        made.seen.append(f"{one}{two}。")
        made.markdown.append(f"{one}[{two}](https://mp.weixin.qq.com/s?__biz=MzA3&mid=1&idx=1)。")

    def decorated(self, made: Article) -> None:
        one = self.words()
        made.pieces.append(
            f'<section style="display: flex;"><section style="width: 8px;height: 8px;background-color: #f00;"><svg viewBox="0 0 1 1" style="float:left;"></svg></section><section>{one}</section></section>'
            '<section class="mp_profile_iframe_wrp"><mp-common-profile class="js_uneditable custom_select_card mp_profile_iframe" data-nickname="卡片号" data-signature="卡片签名不见" data-headimg="http://mmbiz.qpic.cn/x"></mp-common-profile></section>'
            '<p style="display: none;">藏起来的字不见</p><mp-miniprogram class="miniprogram_element" data-miniprogram-title="小程序不见"></mp-miniprogram>'
            '<section><iframe class="vote_iframe js_editor_vote_card" data-src="/mp/newappmsgvote?action=show"></iframe></section>'
        )
        made.seen.append(one)
        made.markdown.append(one)

    def formula(self, made: Article) -> None:
        one = self.words(3, 6)
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 -750 1000 900" style="width: 2.2ex;height: 1.9ex;"><defs><path id="MJX-{self._random.randint(1, 9999)}-a" d="M0 0H9V9Z"></path></defs><g stroke="currentColor"><path d="M1 {self._random.randint(1, 9999)}H9"></path></g></svg>'
        made.pieces.append(f'<p>{one}<span data-formula="E=mc^{{2}}" style="cursor:pointer;">{drawn}</span>。</p>')
        made.seen.append(one)
        made.markdown.append(f"{one}。")

    def behind(self, made: Article) -> None:
        self._pictures += 1
        made.pictures.append(_picture(self._pictures))
        at = len(made.pictures) - 1
        made.pieces.append(
            f'<section style="background-image: url(&quot;{{bare:{at}}}&quot;);background-size: cover;height: 100px;"><br></section>'
        )
        made.markdown.append(f"![]({{file:{at}}})")


_PIECES: tuple[Callable[[Maker, Article], None], ...] = (
    Maker.paragraph, Maker.bold_by_style, Maker.heading, Maker.items, Maker.quotation, Maker.code, Maker.code_of_an_editor,
    Maker.table, Maker.link, Maker.decorated, Maker.picture, Maker.captioned, Maker.paragraph, Maker.formula, Maker.behind,
)  # fmt: skip


def articles(count: int, seed: int = 7) -> list[Article]:
    maker = Maker(seed)
    return [maker.article(number) for number in range(1, count + 1)]


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


def visible(made: Article) -> Iterator[str]:
    """Yield what a reader reads, without blanks."""
    for one in made.seen:
        yield "".join(one.split())
