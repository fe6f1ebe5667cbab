"""What is wrong with a part costs that part: the rest of an entry is published, and no warning opens a door."""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config.load import parse_config as parse_settings
from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.tables import parse_table
from mingpian.content.parse import parse_entry
from mingpian.content.parse import parse_settings as settings_of
from mingpian.core.codes import severity_of
from mingpian.schema.codes import explained

SETTINGS = settings_of(SiteConfig(title="A", languages=("zh-Hans", "en")))


def read(text: str, path: str = "essays/a.md", **changes: Any) -> tuple[Any, list[str]]:
    """Return the entry that a file becomes, and the codes of what is told of it with their severities."""
    parsed, _ = parse_entry(path, text.encode(), b"", msgspec.structs.replace(SETTINGS, **changes))
    return parsed.entry, [f"{item.severity}[{item.code}]" for item in parsed.diagnostics]


def front(*lines: str, body: str = "文") -> str:
    return "\n".join(("---", *lines, "---", body, ""))


def test_every_code_has_a_severity_that_belongs_to_it() -> None:
    assert {severity_of(code) for code in explained()} == {"error", "warning", "note"}
    assert severity_of("made-by-an-extension") == "error"


TEXTS = {  # front matter -> what is read: a field's name, its value
    "tags: 摄影, 旅行, 厨房": ("tags", ("摄影", "旅行", "厨房")),
    "tags: 摄影、旅行": ("tags", ("摄影", "旅行")),
    "tags: 摄影，旅行；厨房": ("tags", ("摄影", "旅行", "厨房")),
    "tags: [2024, true, 1.10]": ("tags", ("2024", "true", "1.10")),
    "tags: [a, {b: c}, d]": ("tags", ("a", "d")),
    "tags: New York": ("tags", ("New York",)),
    "authors: 张三、李四": ("authors", ("members/张三", "members/李四")),
    "series: [x]": ("series", "x"),
    "series: [x, y]": ("series", "x"),
    "title: 2024": ("title", "2024"),
    "toc: no": ("toc", False),
    "toc: 否": ("toc", False),
    "draft: 是": ("draft", True),
    "part: perhaps": ("part", 0),
    "date: 2024/5/1": ("date", "2024-05-01"),
    "date: 2024.05.01": ("date", "2024-05-01"),
    "date: 2024年5月1日": ("date", "2024-05-01"),
    "date: 2024年5月1日 9:08": ("date", "2024-05-01T09:08:00"),
    "date: May 1, 2024": ("date", "2024-05-01"),
    "date: 1 May 2024": ("date", "2024-05-01"),
    "date: 20240501": ("date", "2024-05-01"),
    "date: 2024-05-01 9:8:7": ("date", "2024-05-01T09:08:07"),
    "date: 2024-05-01T09:08:07Z": ("date", "2024-05-01T17:08:07+08:00"),
    "date: 2024-05-01 09:08 +0800": ("date", "2024-05-01T09:08:00+08:00"),
    "date: 昨天": ("date", ""),
    "date: 2024年05月01日 星期三 下午3点20分": ("date", "2024-05-01T15:20:00"),
    "date: 2024-05-01 03:20 PM": ("date", "2024-05-01T15:20:00"),
    "date: 2024-05-01 12:20 am": ("date", "2024-05-01T00:20:00"),
    "date: 20240501T020000Z": ("date", "2024-05-01T10:00:00+08:00"),
    "date: 1714528800": ("date", "2024-05-01T10:00:00+08:00"),
    "date: 1714528800000": ("date", "2024-05-01T10:00:00+08:00"),
    "date: 2024-05-01 10:00 GMT+8": ("date", "2024-05-01T10:00:00+08:00"),
    "date: 2024-05-01 10:00 JST": ("date", "2024-05-01T09:00:00+08:00"),
    "date: 05/13/2024": ("date", "2024-05-13"),
    "date: 13.05.2024": ("date", "2024-05-13"),
    "date: 05/06/2024": ("date", ""),  # the sixth of May, or the fifth of June
    "date: ２０２４－０５－０１": ("date", "2024-05-01"),
    "date: 2024–05–01": ("date", "2024-05-01"),
    "date: 2024-05": ("date", "2024-05-01"),
    "tags: [a，b, c]": ("tags", ("a", "b", "c")),
    "tags: ['#随笔', 'C#']": ("tags", ("随笔", "C#")),
    "categories: [[技术, 前端], 生活]": ("tags", ("技术", "前端", "生活")),
    "tag: 甲\ncategory: 乙": ("tags", ("甲", "乙")),
    "taxonomies: {tags: [甲], categories: [乙]}": ("tags", ("甲", "乙")),
    "redirect_from: [/old/]": ("aliases", ("/old/",)),
    "title: {{ x }} 与 {% y %}": ("title", "{{ x }} 与 {% y %}"),
    "title:\u3000题\u00a0目": ("title", "题 目"),
    "tags:\n\u00a0\u00a0- a": ("tags", ("a",)),
    "\u200btitle: 题": ("title", "题"),
    "lastmod: 2024-05-01": ("updated", "2024-05-01"),
    "摘要: 一句话": ("summary", "一句话"),
    "Summary: one": ("summary", "one"),
    "aliases: [甲的别名, /old/]": ("aliases", ("甲的别名", "/old/")),
    'canonical: ""': ("canonical", ""),
    "slug: ../x": ("slug", ""),
    "lang: klingon": ("lang", ""),
    "foo: {a: [1, 2]}": ("extra", {"foo": {"a": ["1", "2"]}}),
    "cover: {src: a.png, credit: 甲, x: 1}": ("extra", {}),
    "sources: [{title: a, isbn: '1'}]": ("extra", {"sources.0.isbn": "1"}),
}


@pytest.mark.parametrize("stated", TEXTS)
def test_what_can_be_read_is_read(stated: str) -> None:
    entry, told = read(front(stated))
    name, value = TEXTS[stated]
    assert getattr(entry.fields, name) == value
    assert not any(one.startswith("error") for one in told)


SHAPES = {
    '{"title": "题", "tags": "a, b", "draft": false}\n\n文\n': "JSON",
    ';;;\n"title": "题",\n"tags": ["a", "b"]\n;;;\n文\n': "JSON between semicolons",
    '"title": "题",\n"tags": ["a", "b"]\n;;;\n文\n': "JSON before semicolons",
    "\n\n---\ntitle: 题\ntags: [a, b]\n---\n文\n": "blank lines before it",
    "\ufeff---\ntitle: 题\ntags: [a, b]\n---\n文\n": "a byte order mark",
    "---\ntitle: 题\ntags: [a, b]\n...\n文\n": "dots at its end",
    "--- yaml\ntitle: 题\ntags: [a, b]\n---\n文\n": "the name of YAML",
    "+++\ntitle = '题'\ntags = 'a, b'\n+++\n文\n": "TOML",
    "---\ntitle：题\ntags：a, b\n---\n文\n": "full-width colons",
    "---\ntitle:题\ntags:[a, b]\n---\n文\n": "no blank after the colon",
    "title: 题\ntags:\n- a\n- b\n---\n文\n": "no fence before it",
    "Title: 题\nTags: a, b\n\n文\n": "no fences",
    "  ---\n  title: 题\n  tags: [a, b]\n  ---\n文\n": "indented",
    "<!-- 注 -->\n\n---\ntitle: 题\ntags: [a, b]\n---\n文\n": "a comment before it",
}


@pytest.mark.parametrize("text", SHAPES, ids=SHAPES.get)
def test_every_shape_of_front_matter_is_read(text: str) -> None:
    parsed, document = parse_entry("essays/a.md", text.encode(), b"", SETTINGS)
    assert (parsed.entry.title, parsed.entry.fields.tags) == ("题", ("a", "b"))
    assert document is not None and document.text == "文"


def test_what_merely_begins_like_front_matter_is_text() -> None:
    for text in ("注意：文\n\n文\n", "甲: 乙\n---\n文\n", "title: 只有一行\n\n文\n"):
        parsed, document = parse_entry("essays/a.md", text.encode(), b"", SETTINGS)
        assert parsed.entry.title == "a" and document is not None
        assert all(word in document.text for word in text.replace("---", "").split())


FAULTY = [":::note\n", ":::note\n\n", ":::\n", "[x](nowhere\\.md) [^x]\n", "> [!x\n", "<b>\n", "$x\n", "![](a)\n"]


@pytest.mark.parametrize("line", FAULTY)
def test_the_work_on_what_is_wrong_grows_with_the_text(line: str) -> None:
    few, many = (calls_to_read(f"---\ntitle: a\n---\n{line * count}") for count in (150, 600))
    assert many < 1.5 * 4 * few


def calls_to_read(text: str) -> int:
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse_entry("essays/a.md", text.encode(), b"", SETTINGS)
    finally:
        sys.setprofile(None)
    return calls


SLIPS = [  # front matter, and the line and column of the slip
    (front("title: 甲", "date：2024-01-01"), 3, 5),
    (front("title：甲", "date: 2024-01-01"), 2, 6),
    (front("title:甲"), 2, 6),
    (front("title: Tea: a drink"), 2, 8),
    (front("title: “Tea: a drink”"), 2, 8),
    (front("title: [置顶] 文章"), 2, 8),
    (front("cover:", "\tsrc: a.jpg"), 3, 1),
    (front("title: a", 'summary: "never closed', "tags: [a]"), 3, 10),
    (front("title: a", "date：2024-02-30"), 3, 5),
]


@pytest.mark.parametrize(("text", "line", "column"), SLIPS)
def test_a_slip_is_named_where_it_stands(text: str, line: int, column: int) -> None:
    parsed, _ = parse_entry("essays/a.md", text.encode(), b"", SETTINGS)
    slips = [item for item in parsed.diagnostics if item.code in ("yaml-slip", "bad-yaml")]
    assert [(item.span.line, item.span.column) for item in slips if item.span] == [(line, column)]


def test_places_behind_a_mended_colon_are_those_of_the_file() -> None:
    parsed, _ = parse_entry("essays/a.md", front("title: a", "date：2024-02-30").encode(), b"", SETTINGS)
    (date,) = (item for item in parsed.diagnostics if item.code == "bad-date")
    assert date.span is not None and (date.span.line, date.span.column) == (3, 6)


@pytest.mark.parametrize(
    ("price", "hint"),
    [
        ("1200元", "write `price: {amount: 1200, currency: CNY}`"),
        ("$1,200.50", "write `price: {amount: 1200.50, currency: USD}`"),
        ("便宜", "one of: free, on request; or write `price: {amount: 1200, currency: CNY}`"),
    ],
)
def test_a_price_in_words_is_told_how_to_be_written(price: str, hint: str) -> None:
    parsed, _ = parse_entry("offers/a.md", front("title: a", f"price: {price}").encode(), b"", SETTINGS)
    assert parsed.entry is not None
    assert [item.hints for item in parsed.diagnostics] == [(hint,)]


NAMES = st.from_regex(r"\A[a-z]{1,3}_[a-z0-9]{1,8}\Z").filter(lambda name: "na_" not in name)
PLAIN = st.one_of(
    st.integers().map(str),
    st.from_regex(r"\A[a-z一-鿿 ]{1,20}\Z"),
    st.lists(st.from_regex(r"\A[a-z]{1,5}\Z"), max_size=3).map(json.dumps),
    st.dictionaries(st.from_regex(r"\A[a-z]{1,5}_\Z"), st.integers(), max_size=3).map(json.dumps),
)
OURS = [
    "date", "updated", "summary", "tags", "cover", "aliases", "markdown", "series", "part", "circles", "canonical",
    "syndicated", "disclosure", "sources", "toc", "math", "slug", "lang", "extra",
]  # fmt: skip


@given(NAMES, PLAIN)
def test_an_unknown_field_costs_nothing_and_is_kept(name: str, value: str) -> None:
    entry, told = read(front("title: 题", f"{name}: {value}"))
    assert entry is not None and entry.title == "题" and entry.words == 1
    assert "warning[unknown-field]" in told
    assert name in entry.fields.extra


@given(st.sampled_from(OURS), PLAIN)
def test_a_bad_value_of_a_field_costs_that_field_alone(name: str, value: str) -> None:
    entry, told = read(front("title: 题", f"{name}: {value}"))
    assert entry is not None and entry.title == "题" and entry.words == 1
    assert not any(one.startswith("error") for one in told)


SITES = [
    ('title = "A"\n[brand]\ndescription = "x"\n', "warning", "`description` belongs to no table"),
    ('title = "A"\ncolor = "#fff"\n', "warning", "`color` belongs below `[brand]`"),
    ('title = "A"\npage_size = "many"\n', "warning", ""),
    ('title = "A"\n[privacy]\ncontcat = "members"\n', "error", "did you mean `contact`?"),
    ('title = "A"\n[privcy]\ncontact = "members"\n', "error", "did you mean `privacy`?"),
    ('title = "A"\n[privacy]\ncontact = "everybody"\n', "error", "one of: public, members, host"),
    ('title = "A"\nbase_ulr = "https://a.example/"\n', "error", "did you mean `base_url`?"),
    ("title：A\n", "error", "write `=`"),
    ("title = “A”\n", "error", 'write straight ones: "…"'),
    ("title = 甲\n", "error", 'write "…"'),
]


@pytest.mark.parametrize(("text", "severity", "hint"), SITES)
def test_settings_that_guard_are_never_guessed(text: str, severity: str, hint: str) -> None:
    config, diagnostics = parse_settings(text.encode())
    (item, *_) = sorted(diagnostics, key=lambda one: one.severity)
    assert item.severity == severity
    assert any(str(one).startswith(hint) for one in item.hints) or not hint
    assert config.page_size == 20 and config.privacy.contact == "host"


OPEN_QUOTES = {
    'a,b\n"x,1\ny,2\nz,3\n': (2, 1),
    'a,b\n1,"x""y"\n"q\nr",2\n3,"o\np': (5, 3),
    'a,b\n1,\'x\n2,"ok"\n3,"\n': (4, 3),
}


@pytest.mark.parametrize("table", OPEN_QUOTES)
def test_a_quote_without_an_end_is_told_where_it_begins(table: str) -> None:
    read_table, (fault,) = parse_table(table.encode(), "data/a.csv")
    assert read_table is None and fault.code == "bad-csv" and fault.hints
    assert fault.span and (fault.span.line, fault.span.column) == OPEN_QUOTES[table]


@pytest.mark.parametrize("nothing", ["\u200b", "\u3164", "\ufeff", "\u2060 \u00ad", "\u00a0"])
def test_what_nobody_sees_is_nothing(nothing: str) -> None:
    written = front(*(f'{name}: "{nothing}"' for name in ("title", "date")), f'tags: ["{nothing}", a, "b{nothing}"]')
    entry, told = read(written, "essays/one.md")
    assert (entry.title, len(entry.fields.tags), entry.fields.date) == ("one", 2, "")
    assert told == ["warning[missing-field]"]
