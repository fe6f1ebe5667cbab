"""Components in a text: where they begin and end, what they are told, and what else stays text; on both engines."""

from __future__ import annotations

import pytest

from mingpian.content.markdown import Document, Engine, Options, Ref, parse_markdown, render_document
from mingpian.content.markdown.syntax.components import arguments

ENGINES: tuple[Engine, ...] = ("comrak", "python-markdown")


def drawn(text: str, engine: Engine = "comrak", trusted: bool = True) -> str:
    """The body with each component as `[name arguments|text]` or, within a line, `<name arguments|label>`."""

    def draw(ref: Ref, body: str) -> str:
        told = "".join(f" {name}={value}" if name else f" {value}" for name, value in ref.attributes)
        return f"[{ref.target}{told}|{body.strip()}]" if ref.kind == "block" else f"<{ref.target}{told}|{ref.text}>"

    document = parse_markdown(text, Options(engine=engine, trusted=trusted))
    return render_document(document, lambda ref: None, draw=draw).strip()


def problems(text: str) -> list[tuple[str, str]]:
    return [(found.code, found.needle) for found in parse_markdown(text, Options()).problems]


CASES = {
    ":::member lin :::": "[member lin|]",
    ":::member lin\n:::": "[member lin|]",
    "::: member lin :::": "[member lin|]",
    ":member{lin}": "[member lin|]",
    "前:member[林]{lin}后": "<p>前<member lin|林>后</p>",
    ":::quote by=lin role=\"说 话\"\n**好**\n:::": "[quote by=lin role=说 话|<p><strong>好</strong></p>]",
    "甲\n:::a :::\n乙": "<p>甲</p>\n[a|]\n<p>乙</p>",
    "::::out\n:::in\n字\n:::\n::::": "[out|[in|<p>字</p>]]",
    ":::out\n:::in\n字\n:::\n:::": "[out|[in|<p>字</p>]]",
    "> 引\n\n:::a :::": "<blockquote>\n<p>引</p>\n</blockquote>\n[a|]",
    "`:::a :::`和`:b{c}`": "<p><code>:::a :::</code>和<code>:b{c}</code></p>",
    "a:b{c}": "<p>a:b{c}</p>",
    "12:30{x}": "<p>12:30{x}</p>",
    ":note[只有方括号]": "<p>:note[只有方括号]</p>",
    ":::": "<p>:::</p>",
    "a ::: b": "<p>a ::: b</p>",
    "\\:::a": "<p>:::a</p>",
    ":::video https://www.bilibili.com/video/BV1?p=2&t=3 :::": "[video https://www.bilibili.com/video/BV1?p=2&t=3|]",
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("text", CASES)
def test_where_components_begin_and_end(text: str, engine: Engine, trusted: bool) -> None:
    assert drawn(text, engine, trusted).replace("\n\n", "\n") == CASES[text].replace("\n\n", "\n")


def test_code_blocks_keep_what_looks_like_one() -> None:
    assert "[" not in drawn("```\n:::a\n:::\n```")
    assert ":::a\n:::" in drawn("```\n:::a\n:::\n```")


def test_in_a_list_a_component_stays_in_its_item() -> None:
    assert drawn("- 甲\n\n  :::a :::\n- 乙") == "<ul>\n<li>\n<p>甲</p>\n[a|]\n</li>\n<li>\n<p>乙</p>\n</li>\n</ul>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":::quote by=lin\n字", ("unclosed-component", ":::quote by=lin")),
        ("字\n\n:::", ("unopened-component", ":::")),
        ("- 甲\n\n  :::a\n\n乙\n\n:::", ("crossed-component", ":::a")),
        (':::quote by="lin\n:::', ("bad-component", ':::quote by="lin')),
        (":::a" + "\n:::a" * 30, ("unclosed-component", ":::a")),
    ],
)
def test_what_is_wrong_is_said_and_no_word_is_lost(text: str, found: tuple[str, str]) -> None:
    assert found in problems(text)
    shown = drawn(text)
    assert all(word in shown for word in ("甲", "乙", "字") if word in text)


def test_arguments() -> None:
    assert arguments('a=1 b="two words" c="say \\"hi\\"" lin') == (
        ("a", "1"),
        ("b", "two words"),
        ("c", 'say "hi"'),
        ("", "lin"),
    )
    assert arguments("") == ()
    assert arguments('a="unended') is None
    assert arguments('a="one"two') is None


def test_an_excerpt_does_not_end_within_a_component() -> None:
    inside = parse_markdown(":::a\n甲\n\n<!--more-->\n\n乙\n:::", Options())
    assert inside.more is None and [one.code for one in inside.problems] == ["more-inside-block"]
    after = parse_markdown(":::a\n甲\n:::\n\n<!--more-->\n\n乙", Options())
    assert after.more is not None
    assert "甲" in render_document(after, lambda ref: None, after.more) and "乙" not in render_document(
        after, lambda ref: None, after.more
    )


def test_search_and_summaries_read_the_words_of_components() -> None:
    document: Document = parse_markdown("看:member[林语]{lin}。\n\n:::quote by=lin\n一句话\n:::", Options())
    assert document.text == "看林语。\n一句话"
    assert document.summary == "看林语。一句话"


def test_without_a_theme_the_text_is_left() -> None:
    document = parse_markdown("见:member[林语]{lin}\n\n:::quote by=lin\n一句话\n:::", Options())
    assert render_document(document, lambda ref: None) == "<p>见林语</p>\n\n<p>一句话</p>\n\n"


@pytest.mark.parametrize("number", [21, 25, 60])
def test_what_is_too_deep_is_said_and_shown_as_it_is_written(number: int) -> None:
    text = ":::a\n" * number + "字\n" + ":::\n" * number
    assert problems(text) == [("too-much-markup", ":::a")] * (number - 20)
    shown = drawn(text)
    assert shown.count("<p>:::a</p>") == shown.count("<p>:::</p>") == number - 20 and "字" in shown
    assert problems(":::a\n" * 20 + "字\n" + ":::\n" * 20) == []
    assert problems(":::a\n" * number) == [("unclosed-component", ":::a")] * 20 + [("too-much-markup", ":::a")] * (
        number - 20
    )
