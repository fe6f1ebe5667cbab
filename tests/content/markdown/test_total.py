"""Any text at all gives a document, on both engines, trusted or not.

The long ones would take minutes to hours, were a pass to need time in the square of its input.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content.markdown import Document, Options, Resolved, parse_markdown, plain_text, render_document, toc

ENGINES = (
    Options(engine="comrak", trusted=True, lang="zh-Hans"),
    Options(engine="comrak", trusted=False, lang="en"),
    Options(engine="python-markdown", trusted=True, lang="zh-TW"),
    Options(engine="python-markdown", trusted=False, lang="ja"),
)
PIECES = [
    *"*_`~[](){}<>!#|>-+=\\$@:;&\"'\n\t .，。“”《》——……中文名片aZ1한\ufdd0\ufdd3\ud800\0\u200b😀",
    "**", "```", "~~~", "$$", "[[", "]]", "](", "![", "[^1]", "[^1]: ", "> ", "> [!NOTE]", "- [ ] ", "1. ", "    ",
    "{.a #b}", "{漢|かん}", "https://", "www.", "a@b.cn", "<!--more-->", "<!--", "-->", "<a href=\"x.md\">", "</a>",
    ":::a", ":::\n", "\n::: ", ":m[x]{y}", " :::",
    "<script>", "</script>",
    "<img src=x>", "<h1>", "<pre>", "&#xfdd0;0&#xfdd0;", "|--|", "\n\n", "\n: ", "\\frac{",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def everything(text: str, options: Options) -> Document:
    document = parse_markdown(text, options)
    html = render_document(document, lambda ref: Resolved(url="/x") if "x" in ref.target else None)
    html += render_document(document, lambda ref: None, document.more or 0)
    (html + plain_text(document) + document.summary).encode()  # no lone surrogate is left
    toc(document)
    return document


@given(st.one_of(st.text(), MARKUP), st.sampled_from(ENGINES))
def test_any_text_gives_a_document(text: str, options: Options) -> None:
    document = everything(text, options)
    assert all(0 <= part < len(document.refs) for part in document.parts if isinstance(part, int) and part >= 0)
    assert all(~part < len(document.refs) for part in document.parts if isinstance(part, int))
    assert document == parse_markdown(text, options)


LONG = {
    "quotes in quotes": ">" * 10_000 + "a",
    "spaced quotes": "> " * 10_000 + "a",
    "lists in lists": "- " * 10_000 + "a",
    "brackets": "[" * 5_000,
    "pictures": "![" * 20_000,
    "links": "[a](" * 20_000,
    "bold": "**a " * 20_000,
    "code": "`" * 100_000,
    "code of growing length": "".join("`" * n + " " for n in range(400)),
    "one line": "字" * 350_000,
    "one line of Latin": "a " * 500_000,
    "NUL": "\0" * 10_000,
    "lone surrogates": "\ud800" * 10_000,
    "comments": "<!--" * 20_000,
    "tags": "<b>" * 20_000,
    "open quotes in tags": '<a "' * 20_000,
    "headings alike": "# 作品\n" * 20_000,
    "dollars": "$a" * 50_000,
    "braces": "{.a}" * 20_000,
    "wikilinks": "[[a]]" * 20_000,
    "URLs with brackets": "https://a.b/" + "(" * 50_000 + ")" * 60_000,
    "footnotes": "[^1]" * 10_000 + "\n\n[^1]: a",
    "fences": "```\n" * 20_001,
    "table": "|" * 20_000 + "\n" + "|-" * 20_000,
    "TeX in TeX": "$" + "{" * 4_000 + "}" * 4_000 + "$",
    "comments of percent signs": "a %%b\n\n" * 20_000,
    "percent signs in a line": "a " + "%%a%% " * 30_000,
    "odd percent signs": "%%% a " * 30_000,
    "marks": "==a" * 30_000,
    "marks that cross": "==a **b== c** " * 5_000,
    "carets": "a ^b" * 30_000,
    "names of blocks": "a ^b\n\n" * 10_000,
    "emoji": ":smile:" * 10_000,
    "colons": ":a" * 50_000,
    "notes defined": "[^1]: a\n\n" * 10_000,
    "embeds": "![[a]]\n\n" * 10_000,
    "callouts": "> [!a]- b\n\n" * 5_000,
    "boxes": ":::info\n" * 5_000,
    "tables of contents": "[toc]\n\n" * 2_000 + "# a\n",
    "definitions": "a\n: b\n" * 10_000,
}


@pytest.mark.parametrize("options", ENGINES, ids=lambda options: f"{options.engine}-{options.trusted}")
@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_hostile_length_ends_well(text: str, options: Options) -> None:
    assert everything(text, options).parts or text.startswith("<!--")


def test_what_python_markdown_refuses_is_read_by_the_other_engine() -> None:
    document = parse_markdown("[" * 5_000 + "\n\n**“甲”**乙", Options(engine="python-markdown"))
    assert [problem.code for problem in document.problems] == ["markdown-engine-refused"]
    assert "<strong>“甲”</strong>乙" in str(document.parts)


def test_markup_nested_beyond_reason_is_shown_as_text() -> None:
    document = parse_markdown("<div>" * 600 + "字", Options(trusted=False))
    assert [problem.code for problem in document.problems] == ["too-much-markup"]
    assert document.text.endswith("字")
