"""What else a Document says: references, headings, counts, problems; and how it renders."""

import pytest

from mingpian.content.markdown import (
    Document,
    Heading,
    Options,
    Ref,
    Resolved,
    TocEntry,
    parse_markdown,
    plain_text,
    render_document,
    toc,
)

ZH, EN = Options(lang="zh-Hans"), Options(lang="en")


def read(markdown: str, options: Options = ZH) -> Document:
    return parse_markdown(markdown, options)


def everywhere(ref: Ref) -> Resolved:
    return Resolved(url=f"/repo/{ref.target}")


def nowhere(ref: Ref) -> None:
    return None


def test_references_in_order_of_appearance() -> None:
    markdown = (
        '[**案例**](../works/甲.md#结果 "题") ![合影 *图*](p%20q.jpg){.wide} [[林语|她]] [[店]] [外](https://a.cn)'
    )
    assert read(markdown).refs == (
        Ref("link", "../works/甲.md#结果", "案例", "题"),
        Ref("image", "p q.jpg", "合影 图", "", (("class", "wide"),)),
        Ref("wikilink", "林语", "她"),
        Ref("wikilink", "店", ""),
    )


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("a%23b.md#c", "a%23b.md#c"),
        ("100%25.md", "100%25.md"),
        ("a%3Fb.md?c", "a%3Fb.md?c"),
        ("%E4%B8%AD.md", "中.md"),
        ("/about/", "/about/"),
        ("?page=2", "?page=2"),
    ],
)
def test_targets_are_decoded_but_for_the_signs_of_urls(url: str, target: str) -> None:
    assert [ref.target for ref in read(f"[x]({url})").refs] == [target]


@pytest.mark.parametrize("url", ["https://a.cn/", "//a.cn/", "mailto:a@b.cn", "tel:+86", "#here", "HTTP://A.CN"])
def test_what_leads_elsewhere_is_no_reference(url: str) -> None:
    document = read(f"[x]({url})")
    assert document.refs == ()
    assert f'href="{url}"' in render_document(document, nowhere)


def test_raw_html_refers_too() -> None:
    document = read('<a class="b" href=\'x.md\'>文</a> <img src="p.png" width=3 alt="图">\n\n<a name="here">锚</a>')
    assert document.refs == (
        Ref("link", "x.md", "文", "", (("class", "b"),)),
        Ref("image", "p.png", "图", "", (("width", "3"),)),
    )
    html = render_document(document, everywhere)
    assert '<a href="/repo/x.md" class="b">文</a>' in html
    assert '<img src="/repo/p.png" alt="图" width="3" />' in html
    assert '<a name="here">锚</a>' in html


def test_a_reference_that_leads_nowhere_keeps_its_text() -> None:
    html = render_document(read("[**文** 章](x.md) ![图](y.png) [[林语|她]] [[店]]"), nowhere)
    assert html == (
        '<p><span class="broken"><strong>文</strong> 章</span> <span class="broken">图</span>'
        ' <span class="broken">她</span> [[店]]</p>\n'
    )


def test_a_resolver_gives_urls_names_and_whole_pictures() -> None:
    document = read('[文](x.md "题") ![图](y.png) [[lin]] [[lin|她]]')
    answer = Resolved(url='/a?b&"c"', html="<picture></picture>", text="林<语>")
    url = "/a?b&amp;&quot;c&quot;"
    assert render_document(document, lambda ref: answer) == (
        f'<p><a href="{url}" title="题">文</a> <picture></picture> <a href="{url}">林&lt;语&gt;</a>'
        f' <a href="{url}">她</a></p>\n'
    )


def test_headings_and_their_tree() -> None:
    document = read("# 一\n\n### 一点一\n\n## 一点二\n\n### 深[^1] [[林语]]\n\n# 二 {#two}\n\n[^1]: 注")
    one, deep, half, deeper, two = document.headings
    assert one == Heading(1, "一", "一")
    assert deeper == Heading(3, "深-林语", "深 林语")
    assert two == Heading(1, "two", "二")
    assert toc(document) == (
        TocEntry(one, (TocEntry(deep), TocEntry(half, (TocEntry(deeper),)))),
        TocEntry(two),
    )


def test_ids_are_unique_and_do_not_move() -> None:
    document = read('## 作品\n\n## 作品\n\n## 作品-1\n\n## 甲 {#作品-2}\n\n## 作品\n\n<b id="x">粗</b>\n\n## x')
    ids = [heading.id for heading in document.headings]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "作品"
    assert ids[-1] == "x-1"


def test_an_id_given_twice_is_a_problem() -> None:
    document = read("## 甲 {#a}\n\n## 乙 {#a}")
    assert [heading.id for heading in document.headings] == ["a", "乙"]
    assert [(problem.code, problem.needle) for problem in document.problems] == [("duplicate-id", "#a")]


def test_text_holds_everything_one_block_a_line() -> None:
    markdown = (
        "# 题\n\n一\n二 & <b>三</b>\n\n- 甲\n- 乙\n\n```python\nx = 1 < 2\n```\n\n![图](a.png)注[^1]\n\n[^1]: 脚注"
    )
    document = read(markdown)
    assert plain_text(document) == document.text == "题\n一二 & 三\n甲\n乙\nx = 1 < 2\n注\n脚注"


@pytest.mark.parametrize(
    ("markdown", "words", "minutes"),
    [
        ("", 0, 0),
        ("你好，世界！", 4, 1),
        ("Hello, brave new world", 4, 1),
        ("don't re-use v3.5", 3, 1),
        ("我用 Markdown 写", 4, 1),
        ("안녕 세상", 2, 1),
        ("```\nnot counted here\n```", 0, 0),
        ("字" * 2000, 2000, 5),
        ("word " * 1100, 1100, 5),
        ("字" * 800 + " word" * 440, 1240, 4),
    ],
)
def test_reading_time(markdown: str, words: int, minutes: int) -> None:
    document = read(markdown)
    assert (document.words, document.minutes) == (words, minutes)


def test_what_the_page_must_bring() -> None:
    plain_text, formula, code = read("文 $5"), read("$x$"), read("```\nx\n```")
    assert (plain_text.has_math, plain_text.has_code) == (False, False)
    assert (formula.has_math, formula.has_code) == (True, False)
    assert (code.has_math, code.has_code) == (False, True)


def test_math_can_be_off() -> None:
    assert render_document(read("$x$ `$y$`", Options(math=False)), nowhere) == "<p>$x$ <code>$y$</code></p>\n"


def test_an_unknown_language_is_a_problem_with_a_hint() -> None:
    (problem,) = read("```pyhton\nx\n```").problems
    assert (problem.code, problem.needle) == ("unknown-code-language", "```pyhton")
    assert "python" in str(problem.hint)


def test_an_unknown_extension_is_a_problem_and_the_others_work() -> None:
    options = Options(engine="python-markdown", extensions=("nosuch.extension", "nl2br"))
    document = read("一\n二", options)
    assert [problem.code for problem in document.problems] == ["unknown-markdown-extension"]
    assert "<br />" in render_document(document, nowhere)


@pytest.mark.parametrize(
    ("lang", "title", "task", "notes"),
    [
        ("zh-Hans", "注意", "已完成", "脚注"),
        ("zh-CN", "注意", "已完成", "脚注"),
        ("zh-Hant", "注意", "已完成", "註腳"),
        ("zh-TW", "注意", "已完成", "註腳"),
        ("en", "Warning", "Done", "Footnotes"),
        ("fr", "Warning", "Done", "Footnotes"),
    ],
)
def test_the_body_speaks_the_language_of_the_entry(lang: str, title: str, task: str, notes: str) -> None:
    html = render_document(read("> [!WARNING]\n> x\n\n- [x] y[^1]\n\n[^1]: z", Options(lang=lang)), nowhere)
    assert f'<p class="callout-title">{title}</p>' in html
    assert f'aria-label="{task}"' in html
    assert f'aria-label="{notes}"' in html


def test_scripts_and_drawings_are_left_alone() -> None:
    markdown = (
        '<script>\nif (a < b) { x("$y$ [[z]]") } // <a href="q.md">\n</script>\n\n'
        '<svg viewBox="0 0 1 1"><title>图</title><a href="r.md"><path d="M0 0"/></a></svg>\n\n文'
    )
    document = read(markdown)
    html = render_document(document, nowhere)
    assert 'if (a < b) { x("$y$ [[z]]") } // <a href="q.md">' in html
    assert '<title>图</title><a href="r.md">' in html
    assert [(ref.kind, ref.target) for ref in document.refs] == [("address", "r.md")]  # of the drawing, not the script
    assert document.text == "文"


def test_line_ends_and_odd_characters() -> None:
    assert read("一\r\n二\r三").text == "一二三"
    assert read("a\0b\ud800c\ufdd0d").text == "a\ufffdb\ufffdc\ufffdd"


def test_extensions_of_python_markdown_meet_ours() -> None:
    options = Options(engine="python-markdown", extensions=("extra", "markdown.extensions.toc", "admonition", "smarty"))
    markdown = (
        "[TOC]\n\n## 你好，世界\n\n| a |\n|--:|\n| b[^1] |\n\n"
        '```python\nx = 1\n```\n\n!!! note "题"\n    文\n\n[^1]: 注'
    )
    document = read(markdown, options)
    html = render_document(document, nowhere)
    for piece in (
        '<a href="#你好-世界">',
        '<h2 id="你好-世界">',
        '<td class="align-right">b<sup class="footnote-ref">',
        '<span class="o">=</span>',
        '<p class="admonition-title">题</p>',
    ):
        assert piece in html
    assert document.problems == ()


@pytest.mark.parametrize("engine", ["comrak", "python-markdown"])
@pytest.mark.parametrize("target", ["a~b.md", "a$b$c.md", "@lin/x.md", "{.a}.md", "www.x.md"])
def test_what_looks_like_notation_in_a_target_is_the_target(engine: str, target: str) -> None:
    options = Options(engine="comrak" if engine == "comrak" else "python-markdown")
    document = read(f"[x]({target}) ![y~z]({target}) [ref]\n\n[ref]: {target}", options)
    assert [ref.target for ref in document.refs] == [target] * 3
    assert document.refs[1].text == "y~z"


def test_addresses_that_are_no_mail() -> None:
    document = read("git@github.com:a/b.git 与 https://medium.com/@lin/x 与 [x](https://u@a.cn)")
    assert "mailto:" not in render_document(document, nowhere)
