"""What of a text stands for it: its beginning up to a marker, its first sentences."""

import pytest

from mingpian.content.markdown import Options, render_document
from tests.content.markdown.test_document import EN, everywhere, nowhere, read


def test_the_excerpt_ends_at_the_marker() -> None:
    document = read("# 题\n\n开场[^1]，见[文](x.md)。\n\n<!-- more -->\n\n正文\n\n[^1]: 注")
    assert document.more is not None
    assert render_document(document, everywhere, document.more) == (
        '<h1 id="题">题</h1>\n<p>开场，见<a href="/repo/x.md">文</a>。</p>\n'
    )
    assert document.summary == "开场，见文。"
    assert "more" not in render_document(document, everywhere)


@pytest.mark.parametrize("markdown", ["- 一\n\n  <!--more-->\n\n  二", "一 <!--more--> 二"])
def test_a_marker_inside_a_block_is_a_problem(markdown: str) -> None:
    document = read(markdown)
    assert document.more is None
    assert [problem.code for problem in document.problems] == ["more-inside-block"]


@pytest.mark.parametrize("markdown", ["> 一\n>\n> <!--more-->", "一<!--more-->\n\n二", "- 一\n- 二<!-- more -->\n\n三"])
def test_a_marker_at_the_end_of_a_block_cuts_behind_it(markdown: str) -> None:
    document = read(markdown)
    assert document.more is not None and not document.problems


def test_a_marker_in_code_is_code() -> None:
    document = read("```html\n<!--more-->\n```")
    assert document.more is None
    assert document.text == "<!--more-->"


@pytest.mark.parametrize("engine", ["comrak", "python-markdown"])
def test_untrusted_text_has_an_excerpt_too(engine: str) -> None:
    options = Options(engine="comrak" if engine == "comrak" else "python-markdown", trusted=False)
    document = read("前\n\n<!--more-->\n\n后", options)
    assert document.more is not None
    assert render_document(document, nowhere, document.more).strip() == "<p>前</p>"


def test_the_summary_is_the_first_sentences() -> None:
    first = "影响力来自反复的、可验证的帮助，而不是粉丝数；" * 3 + "这是第一句。"
    document = read(f"## 标题\n\n{first}“这是第二句！”（真的。）{'很长的第三句' * 30}。")
    assert document.summary == f"{first}“这是第二句！”（真的。）"


def test_the_summary_of_latin_text_counts_words() -> None:
    sentence = "Influence comes from help that others can check, see version 3.5 of the example.com list. "
    summary = read(sentence * 10, EN).summary
    assert summary.endswith("list.")
    assert 30 <= len(summary.split()) <= 60


def test_the_summary_of_one_endless_sentence_ends_at_a_pause() -> None:
    summary = read("一个分句，" * 100).summary
    assert summary.endswith("分句…")
    assert len(summary) <= 121


def test_the_summary_is_free_of_notation() -> None:
    markdown = "真[^1]，设 $x_1$，{漢字|かん|じ}，`code`，[[林语|她]]，**粗** &amp; <b>b</b>。\n\n[^1]: 注\n"
    assert read(markdown).summary == "真，设 ，漢字，code，她，粗 & b。"


def test_a_body_without_paragraphs_has_no_summary() -> None:
    assert read("# 题\n\n```\ncode\n```").summary == ""
