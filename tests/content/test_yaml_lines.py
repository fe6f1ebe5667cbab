"""Front matter that is read by lines says what a parser of YAML finds in it, or is left to that."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingpian.content.data_formats.yaml_data import load, yaml_value
from mingpian.content.data_formats.yaml_lines import read_lines

PIECES = [
    *("\n- a", "\n  - a\n  - b", '\n  - "a: b"', "\n- null", "\n - a: b", "\n- - a", "\n  - ", "\n- 'a'  ", "\n  b: c"),
    *("a", "null", "Null", "~", "标题", "2020-01-02T03:04:05+00:00", "12:30", "x: y", "x:", ":x", "a #b", "a#b"),
    *("#", "!t", '"', '"a"', '"a: b"', '"a\\n"', "'a'", "'it''s'", "'", "''", '""', "*a", "&a", "|", ">", "%"),
    *("@", "`", "-", "- a", "?", "[", "]", "{", "}", "[]", "[ ]", "{}", "[a, b]", "[a,b]", "[null, a]"),
    *('["a", "b"]', '["a","b", ]', "[a: b]", "[a #b]", '[{"a":"b"}]', '[{"a": "b", "a": "c"}]'),
    *('[{"a b": "c"}]', '[{"a": "b"}, "c"]', '{"a": "b"}', "[{}]", "[[a]]", ",", " ", "  ", "\t", "\n", "\n "),
    *("\n\n", "\u3000", "\u200b", "\x85", "\u2028", "\ufeff", "…", "C++", "../a.md", "=", "<<"),
]
NAMES = st.sampled_from(["a", "b", "title", "x-y", "名", "null", "a b", "", "-", '"a"', "?", "a "])
VALUES = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
LINES = st.lists(st.tuples(NAMES, st.sampled_from([": ", ":", ":  ", " : "]), VALUES), max_size=5)
TEXTS = LINES.map(lambda lines: "".join(f"{name}{sign}{value}\n" for name, sign, value in lines))


@given(TEXTS)
@example("a: 'b'\nc: [d , e ]\nf:\ng: h i   \n")
@example('a: [{"b": "c", "d":"e"}, {"b":"f"}]\n\nt: 10:00\n')
def test_what_is_read_by_lines_is_what_a_parser_reads(text: str) -> None:
    by_lines = read_lines(text)
    if by_lines is not None:
        parsed = yaml_value(text) or {}
        assert by_lines == parsed
        assert [*by_lines] == [*parsed]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: 一篇文章：为什么", "一篇文章：为什么"),
        ('title: "A: b # c"', "A: b # c"),
        ("date: 2020-11-09T08:38:24+00:00", "2020-11-09T08:38:24+00:00"),
        ("tags: [Python, C++, 播客]", ["Python", "C++", "播客"]),
        (
            'links: [{"platform":"site","url":"https://a.example/"}]',
            [{"platform": "site", "url": "https://a.example/"}],
        ),
        ("draft:", None),
        ("tags:\n  - 播客\n  - 'C#'\n  - a b", ["播客", "C#", "a b"]),
    ],
)
def test_most_front_matter_is_read_by_lines(line: str, value: object) -> None:
    assert list((read_lines(f"{line}\n") or {}).values()) == [value]


def test_what_is_read_by_lines_has_its_places() -> None:
    located = load("title: A\ntags: [b, c]\n")
    assert (located.place_of(("tags", 1)).line, located.place_of(("tags", 1)).column) == (1, 10)
    assert located.name_of(("title",)).column == 0
