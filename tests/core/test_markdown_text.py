"""Text that is written as Markdown is the same text for who reads it, with every addition to Markdown that there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mingpian.core.markdown_text import escaped, fenced, flush
from tests.attacks.payloads import HTML, MARKDOWN, TEXT
from tests.attacks.test_copies import read

SIGNS = ["::", "```", "http://a.b", "www.a.b", "{{", "]]", "<b>", "&lt;", ":smile:", "- ", "1. ", "    ", "\n", "字"]


def shown(markdown: str) -> str:
    node = LexborHTMLParser(read(markdown)).body
    assert node is not None
    return "".join(node.text(deep=True).split())


@given(st.lists(st.sampled_from([*SIGNS, *"\\`*_[]<>|~$^{}%#=:&!-+.)(/ 1"]), max_size=12).map("".join))
def test_any_text_is_the_same_text(text: str) -> None:
    made = escaped(flush(text))
    assert shown(made) == "".join(text.split())
    assert "<a" not in read(made) and "<h" not in read(made) and "<li" not in read(made)


@pytest.mark.parametrize("payload", [*HTML, *MARKDOWN, *TEXT])
def test_hostile_text_is_text(payload: str) -> None:
    text = " ".join(payload.format(n=1).replace("\ufeff", "").split())
    assert shown(escaped(text)) == "".join(text.split())


@given(st.text("`~\n x<b>", max_size=20))
def test_nothing_ends_code(code: str) -> None:
    node = LexborHTMLParser(read(f"{fenced(code)}\n\nafter")).css_first("pre")
    assert node is not None and node.text(deep=True) == f"{code}\n"
