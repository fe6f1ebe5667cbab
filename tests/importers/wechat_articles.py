"""Articles as editors of WeChat's official accounts leave them: of many pieces, and what a reader reads of each."""

# ruff: noqa: E501 (pages are written as editors write them)

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html import escape

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


def visible(made: Article) -> Iterator[str]:
    """Yield what a reader reads, without blanks."""
    for one in made.seen:
        yield "".join(one.split())
