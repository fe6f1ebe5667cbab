"""Highlighted code: the tokens are Pygments', the lines keep their spans, the colours can be read."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import _TokenType

from mingpian.content.markdown import highlight_css
from mingpian.content.markdown.code.blocks import CodeInfo, parse_info
from mingpian.content.markdown.code.colors import DARK, LIGHT
from mingpian.content.markdown.code.errors import UnknownLanguageError
from mingpian.content.markdown.code.highlight import highlight, lines, new_lexer
from mingpian.content.markdown.code.lexing import quick, tokens
from tests.content.markdown.snippets import MIXED, SNIPPETS

LEXERS = [name for name, _, _, _ in get_all_lexers(plugins=False)]
BY_ALIAS = {alias: name for name, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}


def lexer(name: str) -> Lexer:
    definition = find_lexer_class(name)
    assert definition
    return new_lexer(definition)


def outcome(read: Callable[[], Any]) -> list[tuple[_TokenType, str]] | type[Exception]:
    try:
        return list(read())
    except Exception as error:
        return type(error)


def both(name: str, text: str) -> tuple[Any, Any]:
    """What Pygments and what our driver make of a text; an exception counts as an answer."""
    theirs = outcome(lambda: [tuple(token[1:]) for token in lexer(name).get_tokens_unprocessed(text)])
    return theirs, outcome(lambda: tokens(new_lexer(quick(type(lexer(name)))), text))


@pytest.mark.parametrize("language", SNIPPETS)
def test_same_tokens_as_pygments(language: str) -> None:
    theirs, ours = both(BY_ALIAS[language], SNIPPETS[language])
    assert len(theirs) > 10
    assert ours == theirs


@pytest.mark.parametrize("initial", sorted({name[0].upper() for name in LEXERS}))
def test_same_tokens_from_every_lexer(initial: str) -> None:
    differing = []
    for name in LEXERS:
        if name[0].upper() == initial:
            theirs, ours = both(name, MIXED)
            if theirs != ours:
                differing.append(name)
    assert differing == []


@given(st.sampled_from(sorted(SNIPPETS)), st.data())
def test_same_tokens_for_any_text(language: str, data: st.DataObject) -> None:
    pieces = re.findall(r"\w+|\s+|.", SNIPPETS[language])
    text = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=60))) + data.draw(st.text(max_size=10))
    theirs, ours = both(BY_ALIAS[language], text)
    assert ours == theirs


@pytest.mark.parametrize("language", SNIPPETS)
def test_the_code_itself_is_unchanged(language: str) -> None:
    from html import unescape

    html = highlight(SNIPPETS[language], language)
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == SNIPPETS[language]
    assert "style=" not in re.sub(r">[^<]*<", "><", html)


@pytest.mark.parametrize("language", SNIPPETS)
def test_lines_have_balanced_spans(language: str) -> None:
    html = highlight(SNIPPETS[language], language)
    cut = list(lines(html))
    assert [line.count("<span ") - line.count("</span>") for line in cut] == [0] * len(cut)
    unmarked = [re.sub(r"</?span[^>]*>", "", text) for text in ("\n".join(cut), html.removesuffix("\n"))]
    assert unmarked[0] == unmarked[1]


def test_an_unknown_language_names_its_neighbours() -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        highlight("x", "pyhton")
    assert "python" in caught.value.nearest


def test_code_that_remembers_is_read_afresh() -> None:
    code = 'declare variable $x := <a>{ "b" }</a>; if ($x) then <c/> else ()\n'
    first = highlight(code, "xquery")
    highlight.cache_clear()
    assert highlight(code, "xquery") == first


@pytest.mark.parametrize(
    ("text", "info"),
    [
        ("", CodeInfo()),
        ("python", CodeInfo("python")),
        ("c++", CodeInfo("c++")),
        ("python {1,3-5}", CodeInfo("python", marked=((1, 1), (3, 5)))),
        ('js {2} title="a b.js" linenos', CodeInfo("js", "a b.js", 1, ((2, 2),))),
        ("bash linenos=7", CodeInfo("bash", first=7)),
        ('py hl_lines="1 3-4" linenums="5"', CodeInfo("py", first=5, marked=((1, 1), (3, 4)))),
        ('go {hl_lines=[2,"4-5"], linenos=true}', CodeInfo("go", first=1, marked=((2, 2), (4, 5)))),
        ("{.rust #x}", CodeInfo("rust")),
        ("{1,2}", CodeInfo(marked=((1, 1), (2, 2)))),
        ("title=a.txt", CodeInfo(title="a.txt")),
        ("html+jinja file='x.html'", CodeInfo("html+jinja", "x.html")),
    ],
)
def test_info_strings(text: str, info: CodeInfo) -> None:
    assert parse_info(text) == info


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, Definitions)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_can_be_read(colours: dict[str, str]) -> None:
    faint = []
    grounds = {"background", "marked"}
    for ground, text in product(grounds, colours.keys() - grounds - {"border"}):
        dark, light = sorted((luminance(colours[ground]), luminance(colours[text])))
        if (light + 0.05) / (dark + 0.05) < 4.5:
            faint.append((text, ground))
    assert faint == []


def test_the_stylesheet_defines_what_it_uses() -> None:
    css = highlight_css()
    used, defined = set(re.findall(r"var\(--code-([a-z]+)\)", css)), set(re.findall(r"--code-([a-z]+):", css))
    assert used <= defined
    assert LIGHT.keys() == DARK.keys() == defined
