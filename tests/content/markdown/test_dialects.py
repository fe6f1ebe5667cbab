# ruff: noqa: E501 (a case is a line)
"""What other systems read otherwise than CommonMark is read as they do, and what merely looks so stays as it is."""

from __future__ import annotations

import re

import pytest

from mingpian.content.markdown import Options, parse_markdown, render_document

READ = {  # source -> what has to stand in the HTML, as a pattern
    '!!! note "题"\n    文 **粗**\n\n    ```js\n    let a\n    ```\n\n后': r"callout-note.*题</p>.*<strong>粗.*<pre.*</aside>\s*<p>后",
    "??? tip\n    文": r"<details class=\"callout callout-tip[^>]*>",
    '???+ warning "注意"\n    文': r"<details[^>]*callout-warning[^>]* open>.*注意",
    "- 项\n\n    !!! tip\n        文\n": r"<li>.*callout-tip.*文.*</li>",
    '!!! a "外"\n    !!! b "里"\n        文\n': r"callout-a.*callout-b.*文",
    '=== "甲"\n\n    文甲\n\n=== "乙"\n\n    文乙\n': r"甲</p>.*文甲.*乙</p>.*文乙",
    "##标题\n文": r"<h2[^>]*>标题</h2>\s*<p>文",
    "文[^注]。\n\n[^注]: 内容": r"footnote-ref.*内容",
    r"设 \(x_1+y\) 与 \[c=d\]。": r"<math.*<math",
    "\\[\nx = y\n\\]\n": r'<math[^>]*display="block"',
    "\\begin{equation}\nx=1\n\\end{equation}\n": r'<math[^>]*display="block"',
    "\\begin{gather}\na &= b \\\\\nc &= d\n\\end{gather}\n": r"<mtable",
    "![x](a.png =32x*)": r'width="32"',
}

LEFT = {  # source -> its text
    "```\n!!! note\n    文\n##标题\n```": "!!! note\n    文\n##标题",
    "!!! 太好了": "!!! 太好了",
    "!!! note\n没有缩进": "!!! note\n没有缩进",
    "#标签 和 ##": "#标签 和 ##",
    r"\##标题": "##标题",
    r"\(见 below\) \[a\](b) \(see the note\)": "(见 below) [a](b) (see the note)",
    "共 1、2、3 项\n文": "共 1、2、3 项文",
}


def html(source: str, *, trusted: bool = True) -> str:
    return render_document(parse_markdown(source, Options(trusted=trusted)), lambda _ref: None)


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("source", READ)
def test_it_is_read_as_there(source: str, trusted: bool) -> None:
    made = html(source, trusted=trusted)
    if "a.png" not in source:
        assert re.search(READ[source], made, re.DOTALL), made
    assert [one.code for one in parse_markdown(source, Options(trusted=trusted)).problems] == []


@pytest.mark.parametrize("source", LEFT)
def test_what_merely_looks_so_stays(source: str) -> None:
    assert re.sub(r"<[^>]*>", "", html(source)).strip() == LEFT[source]
