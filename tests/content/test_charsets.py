"""Texts and tables in another charset than UTF-8 are read where there is no doubt which."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config.load import parse_config
from mingpian.content.data_files.tables import parse_table
from mingpian.content.parse import parse_entry
from mingpian.library import build
from mingpian.schema.decoding import decode_text
from tests.content.test_policy import SETTINGS


@pytest.mark.parametrize(
    "charset", ["gbk", "utf-16", "gb18030", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_another_charset_is_read_where_there_is_no_doubt(charset: str) -> None:
    text = "---\ntitle: 旧系统里的题目\ndate: 2024-05-01\n---\n一段用记事本写的话，“引号”也在。\n"
    parsed, document = parse_entry("essays/a.md", text.encode(charset), b"", SETTINGS)
    assert parsed.entry.title == "旧系统里的题目" and [one.code for one in parsed.diagnostics] == ["not-utf-8"]
    assert document is not None and document.text == "一段用记事本写的话，“引号”也在。"
    for foreign, name in (
        ("繁體字的文章", "big5"),
        ("日本語のテキスト", "shift-jis"),
        ("日本語のテキスト", "euc-jp"),
        ("café", "latin-1"),
    ):
        parsed, _ = parse_entry("essays/a.md", foreign.encode(name), b"", SETTINGS)
        assert parsed.entry is None


@pytest.mark.parametrize("charset", ["gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_a_table_is_read_as_texts_are(charset: str) -> None:
    table, told = parse_table("姓名,城市\n林语,杭州\n".encode(charset), "data/a.csv")
    assert table == [{"姓名": "林语", "城市": "杭州"}]
    assert [(one.code, one.severity) for one in told] == [("not-utf-8", "warning")]


@pytest.mark.parametrize("charset", ["utf-8-sig", "gbk", "utf-16", "utf-16-be", "utf-32"])
def test_settings_and_words_are_read_as_texts_are(charset: str, tmp_path: Path) -> None:
    """As Notepad saves them; the owner's name counts, whatever their profile is written in."""
    files = {
        "site.toml": 'title = "林语的网站"\r\nbase_url = "https://a.example/"\r\nwithout = ["share"]\r\n',
        "words/zh-Hans.toml": '[lists]\r\nessays = "我写的文章"\r\n',
        "content/topics.toml": '["设计"]\r\nnames = {en = "design"}\r\n',
        "content/members/lin.md": "---\r\nname: 林语\r\noffers: [设计]\r\n---\r\n我帮小店说清楚。\r\n",
        "content/members/bo.md": "---\r\nname: 小波\r\n---\r\n你好。\r\n",
        "content/essays/a.md": "---\r\ntitle: 一篇文章\r\ndate: 2026-01-01\r\nauthors: [林语]\r\n---\r\n"
        "<b onclick='x()'>字</b>\r\n",
    }
    files["site.toml"] += 'owner = "lin"\r\ntrusted = ["essays/"]\r\n'
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode(charset))
    report = build(tmp_path, jobs=1)
    told = {(item.file, item.code) for item in report.diagnostics if item.severity == "warning"}
    assert not report.failed and told >= {(path, "not-utf-8") for path in files if charset != "utf-8-sig"}
    page = (tmp_path / "output/essays/a/index.html").read_text(encoding="utf-8")
    assert "林语的网站" in page and "我写的文章" in page and "onclick" in page


def test_what_cannot_be_read_is_told_with_a_way_out() -> None:
    _config, told = parse_config('title = "林語的網站"'.encode("big5"))
    assert [(item.code, item.severity) for item in told] == [("not-utf-8", "error")]
    assert "UTF-8" in str(told[0].hints[0])


@given(st.binary(max_size=60), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]), st.text())
def test_nothing_that_is_read_is_full_of_nuls(noise: bytes, charset: str, words: str) -> None:
    for data in (noise, words.encode(charset, "replace"), noise + b"\0" * len(noise)):
        text, told = decode_text(data, "a.md")
        assert told if text is None else text.count("\ufffd") <= max(3, len(text) // 20) + words.count("\ufffd")
