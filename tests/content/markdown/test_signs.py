"""Signs of other editors: comments, marked text, small letters, emoji, tables of contents, names of blocks, boxes,
footnotes; and what merely looks like one of them. On both engines, trusted or not."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mingpian.content.markdown import Document, Options, Ref, Resolved, contained, parse_markdown, render_document

EVERYWHERE = [
    Options(engine=engine, trusted=trusted) for engine in ("comrak", "python-markdown") for trusted in (True, False)
]
VOID = frozenset(["br", "hr", "img", "input", "col", "wbr"])


def draw(ref: Ref, body: str) -> str:
    return contained(ref, body, "zh-Hans")


def shown(text: str, options: Options = EVERYWHERE[0]) -> str:
    return render_document(parse_markdown(text, options), lambda ref: None, draw=draw).strip()


def read(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse_markdown(text, Options()).problems]


@pytest.fixture(params=EVERYWHERE, ids=lambda one: f"{one.engine}-{one.trusted}")
def options(request: pytest.FixtureRequest) -> Options:
    assert isinstance(request.param, Options)
    return request.param


AS_WRITTEN = [
    "x[[1]]", "a[[i]]", "arr[[0]][[1]]", "if [[ -f x ]]", "[[-1,2]]", "[[1,2],[3,4]]", "[[:alpha:]]+", "[[ $a == b ]]",
    "内部属性 [[Prototype]] 和 [[Value]]。", "R 里取元素写 x[[1]]。", "[[nodiscard]] int f();", "[[ x ]]",
    "写在 :hover{} 里。", "::before{}", "a:hover{color:red}", ":not(.x){…}", ":root{}", "p:first-child{}",
    "{{ x }}", "{% raw %}", "$5 和 $6", "前 {.class} 后", "{.class}", "{#id}后",
    "a==b", "a == b", "a === b", "x=1==2", "if a==b and c==d", "==", "= =甲= =",
    "3~5 天", "~100~200 元", "100~200~300", "好~呀~", "周一~周五~周六", "~/a ~/b", "1~2月，3~4月",
    "^_^", "(^o^)/", "哈哈^_^", "2^10", "a^b 与 c^d", "x ^ y ^ z", "^[注]",
    "10:30:15", "::", "a:b:c", "12:30:x", ":没有:", ":nosuchemoji:", "C:\\x:smile", "http:smile:x",
    "100%", "100%% 和 50%", "%d%", "50%%", "a%b%c", "一\\%%二\\%%",
    "正文里 [toc] 的写法", "见 [[toc]] 一节", "{:toc} 之后",
    "[^1]", "正文[^没有]", "[!note] 不在引用里", "> [!] 空", "::: 标题", "a ::: b",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_merely_looks_like_ours_stays_as_it_is_written(text: str, options: Options) -> None:
    wanted = text.removeprefix("> ").replace("\\%", "%")
    html = shown(text, options)
    assert read(html) == wanted
    assert not re.search("<(?:mark|sub|sup|nav|aside|details)", html)


SHOWN = {
    "公开的话 %%私下%% 继续。": "<p>公开的话  继续。</p>",
    "%%私下%%": "",
    "甲\n\n%%\n私下\n\n还是私下\n%%\n\n乙": "<p>甲</p>\n<p>乙</p>",
    "- 甲\n%%私下%%\n- 乙": "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>",
    "甲\n%%私下%%\n乙": "<p>甲乙</p>",
    "甲 %%私下\n还是%% 乙": "<p>甲  乙</p>",
    "甲 %%私下\n\n还是私下%% 乙": "<p>甲  乙</p>",
    "甲 %%私下没关\n\n乙": "<p>甲</p>\n<p>乙</p>",
    "甲 %%私下没关\n\n乙 %%私下%% 丙": "<p>甲</p>\n<p>乙  丙</p>",
    "甲\n\n%%\n私下没关\n\n还是私下": "<p>甲</p>",
    "[[林语|%%私下%%她]]": '<p><span class="broken">她</span></p>',
    "`%%a%%` 与 ``%%`b`%%``": "<p><code>%%a%%</code> 与 <code>%%`b`%%</code></p>",
    "这是==重点==内容": "<p>这是<mark>重点</mark>内容</p>",
    "==**粗**与`a==b`==": "<p><mark><strong>粗</strong>与<code>a==b</code></mark></p>",
    "**==重点==**": "<p><strong><mark>重点</mark></strong></p>",
    "==甲== ==乙==": "<p><mark>甲</mark> <mark>乙</mark></p>",
    "==甲 **乙== 丙**": "<p>==甲 <strong>乙== 丙</strong></p>",
    "==甲\n\n乙==": "<p>==甲</p>\n<p>乙==</p>",
    "[==甲==](https://a.cn/)": '<p><a href="https://a.cn/"><mark>甲</mark></a></p>',
    "H~2~O 与 a~b~": "<p>H<sub>2</sub>O 与 a<sub>b</sub></p>",
    "SO~4~^2-^": "<p>SO<sub>4</sub><sup>2-</sup></p>",
    "x^2^、1^st^、10^-3^": "<p>x<sup>2</sup>、1<sup>st</sup>、10<sup>-3</sup></p>",
    "如前所述^[1]^，面积^2^": "<p>如前所述<sup>[1]</sup>，面积<sup>2</sup></p>",
    "T~最大~": "<p>T<sub>最大</sub></p>",
    ":smile: :+1: :100:": "<p>😄 👍 💯</p>",
    "好:heart::tada:！": "<p>好❤️🎉！</p>",
    "`:smile:` https://a.cn/:smile:x": "<p><code>:smile:</code>"
    ' <a href="https://a.cn/:smile:x">https://a.cn/:smile:x</a></p>',
    "~~删~~": "<p><del>删</del></p>",
    "> [!quote] 标题 **粗**\n> 内容": '<aside class="callout callout-quote" data-callout="quote" role="note">\n'
    '<p class="callout-title">标题 <strong>粗</strong></p>\n<p>内容</p>\n</aside>',
    "> [!faq]- 折起来\n> 内容": '<details class="callout callout-question" data-callout="question">\n'
    '<summary class="callout-title">折起来</summary>\n<p>内容</p>\n</details>',
    "> [!tldr]+\n> 内容": '<details class="callout callout-abstract" data-callout="abstract" open>\n'
    '<summary class="callout-title">摘要</summary>\n<p>内容</p>\n</details>',
    "> [!自定]\n> 内容": '<aside class="callout callout-自定" data-callout="自定" role="note">\n'
    '<p class="callout-title">自定</p>\n<p>内容</p>\n</aside>',
    "> [!note]\n> > [!bug]- 里\n> > 内": '<aside class="callout callout-note" data-callout="note" role="note">\n'
    '<p class="callout-title">说明</p>\n<details class="callout callout-bug" data-callout="bug">\n'
    '<summary class="callout-title">里</summary>\n<p>内</p>\n</details>\n</aside>',
    ":::info\n**框**\n:::": '<aside class="callout callout-info" data-callout="info" role="note">\n'
    '<p class="callout-title">信息</p>\n<p><strong>框</strong></p>\n</aside>',
    "::: warning 标题 有空格\n框\n:::": '<aside class="callout callout-warning" data-callout="warning" role="note">\n'
    '<p class="callout-title">标题 有空格</p>\n<p>框</p>\n</aside>',
    ":::tip[标题]\n框\n:::": '<aside class="callout callout-tip" data-callout="tip" role="note">\n'
    '<p class="callout-title">标题</p>\n<p>框</p>\n</aside>',
    ':::note{title="标题"}\n框\n:::': '<aside class="callout callout-note" data-callout="note" role="note">\n'
    '<p class="callout-title">标题</p>\n<p>框</p>\n</aside>',
    ":::spoiler 点开\n框\n:::": '<details class="callout callout-details" data-callout="details">\n'
    '<summary class="callout-title">点开</summary>\n<p>框</p>\n</details>',
    ":::danger It's a trap\n框\n:::": '<aside class="callout callout-danger" data-callout="danger" role="note">\n'
    "<p class=\"callout-title\">It's a trap</p>\n<p>框</p>\n</aside>",
    ":::foo bar\n**框**\n:::": "<p>:::foo bar</p>\n<p><strong>框</strong></p>\n<p>:::</p>",
    ":::info\n没有结尾": "<p>:::info</p>\n<p>没有结尾</p>",
}  # fmt: skip


@pytest.mark.parametrize("text", SHOWN)
def test_what_signs_become(text: str, options: Options) -> None:
    assert re.sub(r"\n+", "\n", shown(text, options)).replace(" </p>", "</p>") == SHOWN[text]


def test_comments_are_nowhere(options: Options) -> None:
    text = "# 题 %%秘一%%\n\n公开。%%秘二%%\n\n%%\n秘三\n%%\n\n[a %%秘四%%](x.md) ![b %%秘五%%](y.png)\n\n"
    text += "| a | %%秘六%% |\n|-|-|\n| %%秘七%% | c |\n"
    document = parse_markdown(text, options)
    assert "秘" not in repr(document)
    assert document.words == 6


def test_a_comment_without_an_end_is_told_of_and_not_shown() -> None:
    document = parse_markdown("甲 %%秘密\n\n乙", Options())
    assert [(one.code, one.needle) for one in document.problems] == [("unclosed-comment", "%%秘密")]
    assert "秘" not in "".join(map(str, document.parts))


@pytest.mark.parametrize(
    "mark", ["[toc]", "[TOC]", "[[toc]]", "[[_TOC_]]", "[[TOC]]", "{:toc}", "<!-- toc -->", "@[toc]", "* 目录\n{:toc}"]
)
def test_a_table_of_contents_stands_where_the_text_asks_for_it(mark: str, options: Options) -> None:
    document = parse_markdown(f"开头。\n\n{mark}\n\n## 甲\n\n### 乙 & 丙\n\n## 丁\n", options)
    prefix = "" if options.trusted else "u-"
    html = render_document(document, lambda ref: None)
    nav = (
        f'<nav class="contents" aria-label="目录">\n<ol>\n<li><a href="#{prefix}甲">甲</a><ol>\n'
        f'<li><a href="#{prefix}乙-丙">乙 &amp; 丙</a></li>\n</ol></li>\n'
        f'<li><a href="#{prefix}丁">丁</a></li>\n</ol>\n</nav>'
    )
    assert nav in html and not document.problems
    assert document.text == "开头。\n甲\n乙 & 丙\n丁" and document.summary == "开头。"
    assert not re.search("toc", re.sub("<[^<>]*>", "", html), re.IGNORECASE)


def test_no_table_of_nothing_and_none_beside_one_that_a_tool_wrote(options: Options) -> None:
    assert shown("[toc]\n\n字", options) == "<p>字</p>"
    assert "<nav" not in shown("<!-- toc -->\n\n- [甲](#甲)\n\n<!-- tocstop -->\n\n## 甲", options)


@pytest.mark.parametrize("text", ["内容。 ^块", "- 甲 ^块\n- 乙", "> 引 ^块", "## 题 ^块", "| a |\n|-|\n| b |\n\n^块"])
def test_the_name_of_a_block_is_a_place_and_no_text(text: str, options: Options) -> None:
    document = parse_markdown(text, options)
    prefix = "" if options.trusted else "u-"
    assert f'<span id="{prefix}block-块" class="block-name"></span>' in "".join(map(str, document.parts))
    assert "块" not in document.text + document.summary


@pytest.mark.parametrize("text", ["x ^2\n续行", "`a ^b`", "    a ^b", "甲^乙"])
def test_a_caret_elsewhere_names_nothing(text: str) -> None:
    assert "block-name" not in shown(text)


NOTES = {
    "a[^1]\n\n[^1]: 一\n\n[^1]: 又一": ["duplicate-footnote"],
    "a[^1]\n\n[^1]: 一\n[^1]: 又一": ["duplicate-footnote"],
    "a\n\n[^1]: 没人用": ["unused-footnote"],
    "a[^1]": ["missing-footnote"],
    "a[^1] b[^1]\n\n[^2]: 没人用": ["unused-footnote", "missing-footnote"],
    "a[^1]\n\n[^1]: 见[^2]\n\n[^2]: 二": [],
    "a\n\n[^1]: 见[^2]\n\n[^2]: 二": ["unused-footnote", "unused-footnote"],
    "a[^A]\n\n[^a]: 一": [],
    "`[^1]: 码` 和 `[^2]`": [],
    "```\n[^1]: 码\n```": [],
}


@pytest.mark.parametrize("text", NOTES)
def test_no_footnote_vanishes(text: str, options: Options) -> None:
    document = parse_markdown(text, options)
    assert [one.code for one in document.problems] == NOTES[text]
    html = shown(text, options)
    assert all(word in html for word in ("一", "又一", "没人用", "二", "码") if word in text)


def test_a_size_in_the_text_of_a_picture() -> None:
    refs = parse_markdown(
        "![[a.png|300]] ![[b.png|300x200]] ![[c.png|字|300]] ![字|300](d.png) ![字|甲](e.png)", Options()
    ).refs
    assert [(ref.target, ref.text, dict(ref.attributes)) for ref in refs] == [
        ("a.png", "", {"width": "300"}),
        ("b.png", "", {"width": "300", "height": "200"}),
        ("c.png", "字", {"width": "300"}),
        ("d.png", "字", {"width": "300"}),
        ("e.png", "字|甲", {}),
    ]


class Balance(HTMLParser):
    """Counts what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open.pop() == tag


PIECES = [
    "==", "~", "^", "~~", ":smile:", ":", "[[", "]]", "[[甲]]", "![[乙#丙]]", "![[", "[toc]", "\n\n[toc]\n\n",
    "^块", " ^块\n\n",
    "> [!note]- ", "> [!乙] 题\n> ", "\n> ", "\n\n", "\n", " ", "- ", "1. ", "# ", "**", "*", "`", "[^1]", "\n\n[^1]: ",
    ":::info\n", "\n:::\n", "\n::: foo 丁\n", ":hover{}", "{.c}", "{", "}", "$", "<!-- toc -->", "|", "\\",
    *"甲乙丙丁戊己庚辛aX1，。",
]  # fmt: skip
LETTERS = re.compile("[甲乙丙丁戊己庚辛]")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(EVERYWHERE))
def test_every_letter_is_on_the_page_and_every_tag_is_closed(text: str, options: Options) -> None:
    assume("~~~" not in text and "```" not in text)  # what follows them is the name of a language
    html = shown(text, options)
    balance = Balance()
    balance.feed(html)
    assert not balance.open
    assert len(LETTERS.findall(html)) >= len(LETTERS.findall(text)) - text.count("{.c}")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(EVERYWHERE))
def test_no_letter_of_a_comment_is_anywhere(text: str, options: Options) -> None:
    quiet = text.replace("`", "").replace("\\", "").replace("$", "").replace("~", "")
    document: Document = parse_markdown(f"{quiet}\n\n%%秘\n密\n%%\n\n甲 %%秘密%% 乙", options)
    assert "秘" not in repr(document) and "密" not in repr(document)


def test_engines_and_resolvers_are_told_of_embedded_texts() -> None:
    document = parse_markdown("![[另一条#小节]] ![[另一条|说]]", Options())
    assert document.refs == (Ref("embed", "另一条#小节", ""), Ref("embed", "另一条", "说"))
    drawn = render_document(document, lambda ref: Resolved(url="/x", html="<blockquote>引</blockquote>"))
    assert drawn == "<blockquote>引</blockquote>" * 2 + "\n"


def test_a_diagram_shows_its_source_under_a_label_and_nothing_is_said(options: Options) -> None:
    document = parse_markdown('```mermaid\ngraph TD\n  A["甲 <b>"] --> B\n```', options)
    html = render_document(document, lambda ref: None)
    assert html.startswith('<figure class="diagram">\n<figcaption>图的源码（Mermaid）</figcaption>\n<pre ')
    assert 'A["甲 &lt;b&gt;"] --&gt; B' in html and not document.problems
