"""Parts of a post of WordPress that are kept as they were typed, or made: each comes once, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingpian.i18n import AnyText
from mingpian.importers.html_text import markdown_of
from mingpian.importers.wordpress.footnotes import with_footnotes
from mingpian.importers.wordpress.html import html_of
from tests.importers.move import Move
from tests.importers.test_exports import WXR

PARTS = (
    "[code]{}[/code]", "[code lang=js]{}[/code]", "<pre>{}</pre>", "<pre><code>{}</code></pre>", "<p>{}</p>",
    "<b>{}</b>", '[caption id="a"]<img src="a.png" /> {}[/caption]', "[audio src=a.mp3]{}[/audio]",
    '<video src="a.mp4">{}</video>',
    "{}\n<!--more-->", "<blockquote>{}</blockquote>", "<!-- wp:group --><div>{}</div><!-- /wp:group -->", "\n\n{}\n\n",
    '<iframe src="https://a.example/">{}</iframe>', "<mingpian-kept>0</mingpian-kept>{}", "[embed]{}[/embed]",
    "https://youtu.be/a\n{}", "{}[gallery]", "<textarea>{}</textarea>", "<mingpian-more>{}",
)  # fmt: skip
"""Whatever stands around words. What a player or a frame has within it is not seen unless it was made before."""
NOT_SEEN = ("[audio", "<video", "<iframe")


def made(post: str) -> tuple[str, list[str]]:
    notes: list[AnyText] = []
    html = html_of(post, {}, ["g.png"], lambda what, name: notes.append(f"{what} {name}"))
    return markdown_of(html, notes), [str(note) for note in notes]


@st.composite
def posts(draw: st.DrawFn) -> tuple[str, int]:
    """A post of parts in and beside each other, and how many words stand in it."""
    said, count = "", 0
    for _ in range(draw(st.integers(1, 4))):
        inner = f"word{count}end"
        around = draw(st.lists(st.sampled_from(PARTS), max_size=3))
        if any(part.startswith(NOT_SEEN) for part in around):
            around = ["[code]{}[/code]", *around]
        for part in around:
            inner = part.replace("{}", inner)
        said, count = said + draw(st.sampled_from(("", "\n", "\n\n", " "))) + inner, count + 1
    return said, count


@given(posts())
@example(("[code]word0end[/code]\n<pre>word1end</pre>\n[code]word2end[/code]", 3))
def test_each_part_comes_once(post: tuple[str, int]) -> None:
    said, count = post
    text, _ = made(said)
    assert [text.count(f"word{number}end") for number in range(count)] == [1] * count, (said, text)


@pytest.mark.parametrize(
    ("post", "text"),
    [
        ("[code]aaa[/code]\n<pre>x</pre>", "```\naaa\n```\n\n```\nx\n```\n"),
        ("<pre>[code]a[/code]</pre>", "```\n[code]a[/code]\n```\n"),
        ("[code]<pre>a</pre>[/code]", "```\n<pre>a</pre>\n```\n"),
        ("<pre>a\n<!--more-->\n<script>b</script></pre>", "```\na\n<!--more-->\n<script>b</script>\n```\n"),
        (
            '[caption]<img src="a.png"> 词<b>粗</b>尾[code]a[/code][/caption]',
            "![](a.png)\n\n*词**粗**尾*\n\n```\na\n```\n",
        ),
        ('[caption]<a href="b"><img src="a.png"></a>[/caption]', "[![](a.png)](b)\n"),
        ('<img src="a.png" alt="[code]b[/code]">', "![\\[code\\]b\\[/code\\]](a.png)\n"),
        ("<mingpian-kept>7</mingpian-kept>", "\\<mingpian-kept>7\\</mingpian-kept>\n"),
    ],
)
def test_forms(post: str, text: str) -> None:
    assert made(post)[0] == text


@pytest.mark.parametrize(
    ("post", "note"),
    [
        ('<!-- wp:myplugin/foo {"a":1} /-->', 'block myplugin/foo {"a":1}'),
        ("<!-- wp:latest-posts /-->", "block latest-posts"),
        ('<!-- wp:a/b {"c":1} -->\n<!-- /wp:a/b -->', 'block a/b {"c":1}'),
        ("<p>y</p><script>x</script>", "`<script>` in it is no text, and is not taken"),
        ("<style>x</style>\n<style>y</style>", "`<style>` in it is no text, and is not taken"),
        ('<script src="https://a.example/b.js"></script>', "`<script>` in it is no text, and is not taken"),
    ],
)
def test_what_has_no_text_is_named(post: str, note: str) -> None:
    text, notes = made(post)
    assert notes == [note] and "x" not in text


def test_the_report_names_blocks_with_the_post(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(tmp_path, {"site.xml": WXR.replace("[gallery", "<!-- wp:latest-posts /-->[gallery")})
    assert move.run("wordpress", "site.xml") == 0
    assert "the block `latest-posts` was made by" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        (
            '[{"id": "a-1", "content": "脚 <b>注</b>"}, {"id": "x", "content": "没有记号的"}]',
            "字[^1]。\n\n[^1]: 脚 **注**\n\n[^2]: 没有记号的\n",
        ),
        ("", "字<sup>1</sup>。\n"),
        ("{broken", "字<sup>1</sup>。\n"),
        ('{"id": 1}', "字<sup>1</sup>。\n"),
    ],
)
def test_footnotes(stated: str, text: str) -> None:
    post = '<p>字<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a></sup>。</p><!-- wp:footnotes /-->'
    html = html_of(post, {}, [], lambda what, name: pytest.fail(name))
    made = markdown_of(with_footnotes(html, stated)).replace("[1](#a-1)", "1")
    assert made == text


def test_blocks_that_posts_have_in_common_stand_in_each(tmp_path: Path) -> None:
    block = (
        "<item><title>Common</title><wp:post_id>70</wp:post_id><wp:post_type>wp_block</wp:post_type>"
        "<content:encoded><![CDATA[<!-- wp:paragraph --><p>Shared words</p><!-- /wp:paragraph -->]]></content:encoded>"
        "</item>"
    )
    export = WXR.replace("[gallery", '<!-- wp:block {"ref":70} /-->[gallery').replace("<item>", f"{block}<item>", 1)
    move = Move(tmp_path, {"site.xml": export})
    assert move.run("wordpress", "site.xml") == 0
    assert "Shared words" in move.text("essays/你好.md")
