"""Front matter over several lines reads like a body: a break between Chinese characters is no blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content.data_formats import yaml_data
from mingpian.content.data_formats.yaml_edit import edited_yaml
from mingpian.content.markdown.softbreaks import on_one_line
from mingpian.site.site import Site
from tests.render.small import Small

TABLE = [
    ("x: >\n  第一行，\n  第二行。\n", "第一行，第二行。\n"),
    ("x: >-\n  第一行\n  第二行", "第一行第二行"),
    ("x: >-\n  第一行 第二行\n  第三行", "第一行 第二行第三行"),  # a blank that was written stays
    ("x: 第一行\n  第二行", "第一行第二行"),
    ("x: '第一行\n  第二行'", "第一行第二行"),
    ('x: "第一行\n  第二行"', "第一行第二行"),
    ('x: "第\n  二"\ny: 1', "第二"),
    ("x: >-\n  用 Python\n  写的", "用 Python 写的"),
    ("x: >-\n  写了\n  Python", "写了 Python"),
    ("x: >-\n  他说“好”\n  然后走了", "他说“好”然后走了"),
    ("x: >-\n  한국어\n  문장", "한국어 문장"),
    ("x: >-\n  ひらがな\n  カタカナ", "ひらがなカタカナ"),
    ("x: >-\n  第一段\n\n  第二段", "第一段\n第二段"),
    ("x: |-\n  第一行\n  第二行", "第一行\n第二行"),
    ("x: >-\n  one\n  two", "one two"),
    ("x: >-\n  茶\n  茶\n  茶 茶\n  茶", "茶茶茶 茶茶"),
]


@pytest.mark.parametrize(("text", "read"), TABLE)
def test_a_fold_between_chinese_is_no_blank(text: str, read: str) -> None:
    assert yaml_data.located(text).data["x"] == read


def test_what_is_repeated_is_read_once_wherever_it_stands() -> None:
    text = "a: &one\n  - >-\n    第一\n    第二\nb: *one\nc: {d: >-\n    }"
    assert yaml_data.located(text.partition("c:")[0]).data == {"a": ["第一第二"], "b": ["第一第二"]}


@given(st.lists(st.text("第二行， aB", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_folded_yaml_reads_as_the_same_lines_do(lines: list[str]) -> None:
    folded = yaml_data.located("x: >-\n" + "".join(f"  {line}\n" for line in lines)).data["x"]
    assert " ".join(folded.split()) == on_one_line("\n".join(lines))


def test_titles_and_summaries_of_every_format_show_none() -> None:
    small = Small(
        {
            "essays/a.md": "---\ntitle: >\n  长的\n  题目\ndate: 2026-01-01\n"
            "summary: >\n  第一行，\n  第二行。\n---\n字\n",
            "essays/b.md": '+++\ntitle = "乙"\ndate = 2026-01-01\nsummary = """\n第一行，\n第二行。"""\n+++\n字\n',
        }
    )
    site: Site = small.model.site
    found = {entry.id: (entry.title.strip(), entry.summary) for entry in site.all("essays", "zh-Hans")}
    assert found == {"essays/a": ("长的题目", "第一行，第二行。"), "essays/b": ("乙", "第一行，第二行。")}


def test_an_edit_beside_it_leaves_it_as_it_is_written() -> None:
    text = "title: 甲\nsummary: >\n  第一行，\n  第二行。\n"
    data = yaml_data.located(text).data
    assert edited_yaml(text, {**data, "title": "乙"}) == text.replace("甲", "乙")
