"""Character references are read as HTML reads them, whichever they are."""

from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from mingpian.content.markdown import Options, parse_markdown
from mingpian.content.markdown.entities import unescaped

PIECES = ["&", "amp;", "&amp;", "&lt;", "&gt;", "&quot;", "lt;", "#38;", "&#38;", "&copy", "&hellip;", "文", " ", "<"]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_references_are_read_as_python_reads_them(html: str) -> None:
    assert unescaped(html) == unescape(html)


@given(st.text())
def test_what_was_escaped_comes_back(text: str) -> None:
    assert unescaped(escape(text)) == text


def test_no_summary_is_made_for_who_states_one() -> None:
    text = "一句话。\n\n[[林]] 和别人。"
    assert parse_markdown(text, Options()).summary
    stated = parse_markdown(text, Options(summarised=False))
    assert (stated.summary, stated.mentions) == ("", ())
    assert stated.parts == parse_markdown(text, Options()).parts
