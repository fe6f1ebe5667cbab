"""A tag that is named in prose takes nothing with it: neither the rest of its entry, nor that of the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content.markdown.document import Document, Options
from mingpian.content.markdown.pipeline import parse_markdown

READERS = [
    Options(engine=engine, trusted=trusted) for engine in ("comrak", "python-markdown") for trusted in (True, False)
]
NAMES = ("script", "STYLE", "textarea", "title", "iframe", "noscript", "template", "plaintext", "xmp", "object")
PLACES = (
    "用 <{}> 写。",
    "<{}> 写。",
    "- 用 <{}>",
    "> <{}>",
    "# 用 <{}>",
    "用 <{} src=x>",
    "| a |\n|---|\n| <{}> |",
    "用 </script> 和 <{}>",
)


def html(document: Document) -> str:
    return "".join(part for part in document.parts if isinstance(part, str))


def codes(document: Document) -> set[str]:
    return {problem.code for problem in document.problems}


@pytest.mark.parametrize("options", READERS, ids=str)
@pytest.mark.parametrize("place", PLACES)
def test_what_follows_a_tag_in_prose_stays(place: str, options: Options) -> None:
    for name in NAMES:
        document = parse_markdown(f"{place.format(name)}\n\n后面的 **话**。\n", options)
        assert "<p>后面的 <strong>话</strong>。</p>" in html(document)
        assert f"&lt;{name}" in html(document) and f"<{name}" in document.text.replace("&lt;", "<")
        assert codes(document) == {"unclosed-tag"}


@pytest.mark.parametrize("options", READERS, ids=str)
@pytest.mark.parametrize("opening", ["<![CDATA[ x", "<?php echo 1", "<!DOCTYPE x"])
def test_what_begins_no_text_is_text(opening: str, options: Options) -> None:
    document = parse_markdown(f"{opening}\n\n后面\n", options)
    assert html(document).strip().endswith("<p>后面</p>") and "&lt;" in html(document)


@pytest.mark.parametrize("options", READERS, ids=str)
def test_a_comment_without_an_end_is_published_no_further_than_its_block_and_told_of(options: Options) -> None:
    document = parse_markdown("前面\n\n<!-- 私下\n的话\n\n后面\n", options)
    assert html(document).replace("\n", "") == "<p>前面</p><p>后面</p>" and codes(document) == {"unclosed-comment"}


@pytest.mark.parametrize("options", READERS, ids=str)
@pytest.mark.parametrize(
    "text",
    ["`<script>` 和 `</script>`", "```\n<style>\n```", "    <title>", r"\<script>", "a < b <scripted> <title-case>"],
)
def test_what_is_code_or_no_tag_is_not_told_of(text: str, options: Options) -> None:
    document = parse_markdown(f"{text}\n\n后面\n", options)
    assert "<p>后面</p>" in html(document) and "unclosed-tag" not in codes(document)


@pytest.mark.parametrize("options", [one for one in READERS if one.trusted], ids=str)
@pytest.mark.parametrize(
    "raw",
    [
        "<script>\nlet a = '<title>';\n\nb;\n</script>",
        "<style>\n\np { color: red }\n</style>",
        "<iframe src='x'></iframe>",
        "<noscript>\n<p>x</p>\n</noscript>",
    ],
)
def test_the_owner_writes_html_as_before(raw: str, options: Options) -> None:
    document = parse_markdown(f"{raw}\n\n后面\n", options)
    assert raw.split(">", 1)[0].partition(" src")[0] in html(document) and document.problems == ()


@pytest.mark.hypothesis
@given(
    st.lists(
        st.sampled_from([*(f"<{name}>" for name in NAMES), "</script>", "<!-- ", "-->", "`", "\n\n", "词 "]),
        max_size=12,
    )
)
def test_the_last_words_are_there_whatever_tags_are_named_before(pieces: list[str]) -> None:
    for options in READERS[:2]:
        shown = html(parse_markdown("".join(pieces).replace("-->", "") + "\n\n末尾的话\n", options))
        assert shown.rstrip().endswith("末尾的话</p>") or "`" in pieces
