"""Texts within texts, and summaries that name what they link to."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from mingpian.render.body.bodies import body_html
from mingpian.render.body.embeds import MOST
from tests.render.small import Small

NOTE = "---\ntitle: 笔记\ndate: 2026-01-01\n---\n"
OTHER = (
    "---\ntitle: 另一条\ndate: 2026-01-01\n---\n引子[^1]。\n\n## 小节\n\n小节的话，见[上文](#小节)。 ^块\n\n"
    "### 里\n\n里面的话。\n\n## 下一节\n\n- 甲 ^条\n- 乙\n\n[^1]: 脚注的话\n"
)


def shown(text: str, **files: str) -> str:
    """The body of an essay by the owner; others by their path below content/ with `__` for `/`."""
    more = {f"{path.replace('__', '/')}.md": body for path, body in files.items()}
    small = Small({"members/lin.md": "---\nname: 林语\n---\n", "essays/a.md": NOTE + text, **more})
    return body_html(small.context, small.model.site.entries["essays/a.zh-Hans"], "/")


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub("<[^<>]*>", "", html))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("![[另一条]]", "引子1。小节小节的话，见上文。里里面的话。下一节甲乙脚注的话↩另一条"),
        ("![[另一条#小节]]", "小节小节的话，见上文。里里面的话。另一条"),
        ("![[另一条#里]]", "里里面的话。另一条"),
        ("![[另一条#^块]]", "小节的话，见上文。另一条"),
        ("![[另一条#^条]]", "甲另一条"),
        ("![[other#小节]]", "小节小节的话，见上文。里里面的话。另一条"),
        ("![[另一条#没有这节]]", "另一条"),
        ("句子里![[另一条]]也行", "句子里另一条也行"),
        ("![[没有]]", "![[没有]]"),
        ("- ![[另一条#^块]]", "小节的话，见上文。另一条"),
        ("![[笔记]]", "笔记"),
        ("`![[另一条]]`", "![[另一条]]"),
    ],
)
def test_what_is_shown_of_another_text(text: str, read: str) -> None:
    assert words(shown(text, essays__other=OTHER)) == read


def test_it_is_a_quotation_with_a_link_whose_ids_meet_no_others() -> None:
    html = shown("## 小节\n\n![[另一条]]\n\n![[另一条]]", essays__other=OTHER)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) and "小节" in ids
    assert html.count('<blockquote class="embedded">') == 2
    assert '<p class="embedded-from"><a href="/essays/other/">另一条</a></p>' in html
    for target in re.findall(r'href="#([^"]*)"', html):
        assert unquote(target) in ids
    assert len(re.findall('href="#e[12]-[^"]*">上文</a>', html)) == 2


def test_a_link_to_what_is_not_shown_leads_to_the_source() -> None:
    other = "---\ntitle: 另一条\n---\n## 甲\n\n[见下](#乙)\n\n## 乙\n"
    assert '<a href="/essays/other/#%E4%B9%99">见下</a>' in shown("![[另一条#甲]]", essays__other=other)


@pytest.mark.parametrize("fields", ["draft: true", "date: 2099-01-01", "expires: 2020-01-01", "listed: false"])
def test_what_is_not_public_is_not_shown(fields: str) -> None:
    html = shown("![[私下]]\n\n![[私下#节]]", essays__secret=f"---\ntitle: 私下\n{fields}\n---\n## 节\n\n秘密\n")
    assert "秘密" not in html


def test_circles_and_depths_end_in_links() -> None:
    files = {f"essays__n{n}": f"---\ntitle: 第{n}\n---\n第{n}层\n\n![[第{n + 1}]]\n\n![[笔记]]\n" for n in range(9)}
    html = shown("![[第0]]", **files)
    assert [f"第{n}层" in html for n in range(9)] == [True] * 3 + [False] * 6
    assert ">第3</a>" in html and ">笔记</a>" in html
    circle = shown(
        "![[乙]]",
        essays__b="---\ntitle: 乙\n---\n乙话\n\n![[丙]]\n",
        essays__c="---\ntitle: 丙\n---\n丙话\n\n![[乙]]\n",
    )
    assert circle.count("乙话") == circle.count("丙话") == 1


def test_a_page_of_many_ends_in_links() -> None:
    bomb = {f"essays__n{n}": f"---\ntitle: 第{n}\n---\n" + f"![[第{n + 1}]]\n\n" * 30 + "话\n" for n in range(4)}
    assert shown("![[第0]]\n\n" * 30, **bomb).count("<blockquote") <= MOST


HOSTILE = [
    "<script>canary(1)</script>", "<img src=x onerror=canary(1)>", "<iframe src='javascript:canary(1)'></iframe>",
    "[x](javascript:canary(1))", "<style>*{display:none}</style>", '<div id="site-head" class="site-head">x</div>',
    "</blockquote></main><form action='https://evil.example/'><input name=q></form>", "<b>" * 30,
    '<a href="x" onclick="canary(1)">x</a>', "## x {onclick=canary(1)}", "==<script>canary(1)</script>==",
    "^<b> ^x", "> [!<script>canary(1)</script>]- x", ":::info <script>canary(1)</script>\nx\n:::",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_others_wrote_stays_cleaned_in_the_owner_s_text(text: str) -> None:
    small = Small(
        {
            "members/lin.md": "---\nname: 林语\n---\n",
            "members/eve.md": "---\nname: 夏娃\n---\n",
            "essays/a.md": f"{NOTE}<b data-own='1'>粗</b>\n\n![[来稿]]\n\n尾",
            "members/theirs.md": f"---\nname: 来稿\n---\n{text}\n",
        }
    )
    html = body_html(small.context, small.model.site.entries["essays/a.zh-Hans"], "/")
    assert "data-own" in html and html.rstrip().endswith("<p>尾</p>")
    tags = re.findall(r"<[^<>]*>", html)
    acting = re.compile(r"<(script|style|iframe|form|input)|\son\w+=|javascript:|class=\"site-head")
    assert not any(map(acting.search, tags))
    assert html.count("<blockquote") == html.count("</blockquote>")


def test_a_summary_names_what_it_links_to() -> None:
    files = {
        "members/lin.md": "---\nname: 林语\n---\n",
        "essays/a.md": NOTE + "见[[other]]与[[other|说法]]，又见[[Prototype]]。`[[other]]`\n",
        "essays/other.md": OTHER,
    }
    small = Small(files)
    assert small.ask("card", "essays/a.zh-Hans").summary == "见另一条与说法，又见[[Prototype]]。[[other]]"
    renamed = Small(files | {"essays/other.md": OTHER.replace("title: 另一条", "title: 改了名")})
    assert renamed.ask("card", "essays/a.zh-Hans").summary.startswith("见改了名与说法")


def test_a_stated_summary_stays_as_it_is() -> None:
    small = Small(
        {"essays/a.md": NOTE.replace("---\n", "---\nsummary: 见 [[other]]\n", 1) + "字", "essays/other.md": OTHER}
    )
    assert small.ask("card", "essays/a.zh-Hans").summary == "见 [[other]]"
