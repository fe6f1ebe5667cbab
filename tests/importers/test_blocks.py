"""Texts are taken apart and put together by their blocks, and no word of them is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.importers import blocks
from mingpian.importers.hexo.tags import SYNTAX
from mingpian.importers.wordpress.html import classic

WORD = st.sampled_from(
    [
        "`x`",
        "字",
        "\n",
        "```\n{% note %}\n```\n",
        "{% note tip %}",
        "{% endnote %}",
        "{% mystery %}",
        "`{% raw %}`",
        "{% raw %}",
        "{% endraw %}",
        "# 题\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORD, max_size=12).map("".join))
def test_no_text_is_lost_between_tags(body: str) -> None:
    made = blocks.converted(body, SYNTAX, lambda name, at: None)
    for sign in ("字", "题", "`x`"):
        assert made.count(sign) == body.count(sign)
    assert made.count("mystery") == body.count("mystery")


@given(st.text(alphabet="字a *-|#`>\n", max_size=60))
def test_hard_breaks_add_blanks_alone(text: str) -> None:
    assert [line.rstrip() for line in blocks.hard_breaks(text).split("\n")] == [
        line.rstrip() for line in text.split("\n")
    ]


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("一\n二\n\n三", "<p>一<br>\n二</p>\n<p>三</p>"),
        ("一\n<h2>题</h2>\n二\n\n三", "<p>一</p>\n<h2>题</h2>\n<p>二</p>\n<p>三</p>"),
        ("<div>一\n\n二</div>", "<div>\n<p>一</p>\n<p>二</p></div>"),
        ("<ul>\n<li>一</li>\n</ul>\n后", "<ul>\n<li>一</li>\n</ul>\n<p>后</p>"),
    ],
)
def test_paragraphs_of_classic_posts(html: str, paragraphs: str) -> None:
    assert classic(html) == paragraphs
