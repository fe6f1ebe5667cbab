"""CommonMark 0.31.2: all 652 examples, with the Chinese emphasis rule on.

First the engine as we set it up, then the whole way from text to page. There a few examples differ on purpose:
each is listed with the rule of ours that changes it.
"""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from mingpian.content.markdown import Options, Resolved, parse_markdown, render_document
from mingpian.content.markdown.engines import comrak

BARE_URL = {608, 611, 612}
PICTURE_ALONE_WITH_TITLE = {572, 573, 576, 577, 584, 585, 586, 588, 589, 591}
COMMENT = {177, 179, 183, 308, 309, 625, 626}
WIKILINK = {590}
NO_LANGUAGE_BEGINS_SO = {144}
NO_PAIR = {173}
OURS = BARE_URL | PICTURE_ALONE_WITH_TITLE | COMMENT | WIKILINK | NO_LANGUAGE_BEGINS_SO | NO_PAIR


@pytest.fixture
def examples(need: Callable[[str], Path]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(need("commonmark").read_text(encoding="utf-8"))
    assert len(found) == 652
    return found


def test_the_engine_passes_all_examples(examples: list[dict[str, Any]]) -> None:
    def engine(markdown: str) -> str:
        # The rest of an info string is for our highlighter; CommonMark leaves it to the renderer.
        return re.sub(r' data-meta="[^"]*"', "", comrak.to_html(markdown))

    wrong = [one["number"] for one in examples if engine(one["markdown"]) != one["html"]]
    assert wrong == []


def test_the_page_says_the_same(examples: list[dict[str, Any]]) -> None:
    wrong = [one["number"] for one in examples if plain(page(one["markdown"])) != plain(one["html"])]
    assert set(wrong) == OURS


def page(markdown: str) -> str:
    return render_document(parse_markdown(markdown, Options(lang="en")), lambda ref: Resolved(url=ref.target))


def plain(html: str) -> str:
    """The HTML less what a reader does not see: ids, colours, how a URL or an attribute is escaped."""
    html = re.sub(r'<(h[1-6]) id="[^"]*">', r"<\1>", html)
    html = re.sub(r'<span class="[a-z0-9]+">([^<]*)</span>', r"\1", html)
    html = html.replace('<pre class="highlight" tabindex="0">', "<pre>")
    html = html.replace('<img src="foo" alt="" title="*" />', '<img src="foo" title="*"/>')
    return unescape(unquote(html.replace("%25", "%2525")))
