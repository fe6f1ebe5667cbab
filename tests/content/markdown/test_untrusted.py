"""What members contribute cannot act, load from odd places, or pose as the page around it: on both engines."""

import re
from typing import Any

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingpian.content.markdown import Options, Resolved, parse_markdown, render_document
from mingpian.content.markdown.engines.comrak import to_html, to_html_without_raw
from mingpian.content.markdown.harmless import harmless
from mingpian.content.markdown.markup import encode_marks
from mingpian.content.markdown.pipeline import readable
from mingpian.content.markdown.sanitise import sanitise
from mingpian.content.markdown.syntax.formulas import FormulaError, mathml
from tests.content.markdown.test_cases import CASES

SCRIPT = "alert(1)"
ATTACKS = [
    f"<script>{SCRIPT}</script>",
    f"<ScRiPt\n>{SCRIPT}</ScRiPt >",
    f"<img src=x onerror={SCRIPT}>",
    f'<img src="x" onerror="{SCRIPT}" style="position:fixed">',
    f"<svg><script>{SCRIPT}</script></svg>",
    f"<svg onload={SCRIPT}><a xlink:href='javascript:{SCRIPT}'>x</a></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={SCRIPT}>",
    f'<math href="javascript:{SCRIPT}">x</math>',
    f"<noscript><p title=\"</noscript><img src=x onerror={SCRIPT}>\">",
    f"<iframe src=javascript:{SCRIPT}></iframe>",
    f'<iframe srcdoc="<script>{SCRIPT}</script>"></iframe>',
    f"<object data=data:text/html,<script>{SCRIPT}</script>></object>",
    f"<embed src=javascript:{SCRIPT}>",
    f'<form action="javascript:{SCRIPT}"><button formaction="javascript:{SCRIPT}">x</button></form>',
    f'<input autofocus onfocus={SCRIPT} type="text" name="password">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/a.css">',
    "<style>*{display:none}</style>",
    '<div style="position:fixed;inset:0">x</div>',
    '<div id="search" class="x">x</div>',
    '<a id="top" name="top">x</a>',
    f'<details ontoggle={SCRIPT} open><summary onclick={SCRIPT}>x</summary></details>',
    f"<a href='javascript:{SCRIPT}'>x</a>",
    f"<a href='  JaVa\tScRiPt:{SCRIPT}'>x</a>",
    f"<a href='&#106;avascript:{SCRIPT}'>x</a>",
    f"<a href='vbscript:{SCRIPT}'>x</a>",
    f"[x](javascript:{SCRIPT})",
    f"[x](<java&#115;cript:{SCRIPT}>)",
    f"[x](JAVASCRIPT:{SCRIPT})",
    f"[x](javascript&colon;{SCRIPT})",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    f"![x](javascript:{SCRIPT})",
    f"<javascript:{SCRIPT}>",
    f"[x]: javascript:{SCRIPT}\n\n[x]",
    "[x](file:///etc/passwd)",
    f'[x](a.md "\\" onclick={SCRIPT} ")',
    f"[x](a.md){{onclick={SCRIPT} style=color:red href=javascript:{SCRIPT} #search .y}}",
    f'[x](a.md){{title="<script>{SCRIPT}</script>"}}',
    f"`x`{{onmouseover={SCRIPT} #search}}",
    f"![x](a.png){{onerror={SCRIPT} src=javascript:{SCRIPT} srcset=x}}",
    f"## x {{#search onclick={SCRIPT}}}",
    "## search\n\n# top",
    f'```"><script>{SCRIPT}</script>\nx\n```',
    f'```python title="</figcaption><script>{SCRIPT}</script>"\nx\n```',
    f"```python\n</code></pre><script>{SCRIPT}</script>\n```",
    f"> [!NOTE] <script>{SCRIPT}</script>\n> x",
    f"[[<script>{SCRIPT}</script>]]",
    f'[[x|<img src=x onerror={SCRIPT}>]]',
    f'![[" onerror={SCRIPT} x=".png]]',
    f"{{漢|<img src=x onerror={SCRIPT}>}}",
    f"$\\text{{<img src=x onerror={SCRIPT}>}}$",
    f"$\\href{{javascript:{SCRIPT}}}{{x}}$",
    "$\\style{position:fixed}{x}$ $\\class{search}{x}$",
    f'$\\color{{red" onclick="{SCRIPT}}}{{x}}$',
    f"```math\n\\text{{</math><script>{SCRIPT}</script>}}\n```",
    f"https://example.com/\"onmouseover={SCRIPT}",
    f"https://example.com/<script>{SCRIPT}</script>",
    "[^1]\n\n[^1]: <b id=search onclick=x>x</b>",
    f"[^a\"onclick={SCRIPT}]\n\n[^a\"onclick={SCRIPT}]: x",
    f"![x](a.png \"<script>{SCRIPT}</script>\")",
    f"![<script>{SCRIPT}</script>](a.png)\n*<img src=x onerror={SCRIPT}>*",
    "&#xfdd0;0&#xfdd0; &#xfdd1;&#xfdd2;&#xfdd3; $x$",
    '![&#xfdd1;&#xfdd0;0&#xfdd0;](https://example.com/a.png "&#xfdd2;&#xfdd3;") $x$',
    "```text &#xfdd1; title=&#xfdd2;\nx\n```",
    '[x](a.md){.site-nav .overlay} <p class="site-header language-x">x</p> `x`{.y}',
    "{% include '/etc/passwd' %}{{ 7*7 }}",
    f"<p title='<!--'><img src=x onerror={SCRIPT}><!-- '>",
    f"<table><tr><td><a href=\"x\" style=\"\">x</td></tr></table><b><p></b><img/src=`x`onerror={SCRIPT}>",
    f"<div\x00onclick={SCRIPT}>\x0b<a\x0conclick={SCRIPT} href=x>x</a>",
]  # fmt: skip
UNTRUSTED = [Options(engine="comrak", trusted=False), Options(engine="python-markdown", trusted=False)]

TAGS = frozenset(
    re.findall(
        r"\S+",
        "a abbr aside b blockquote br code del details div dl dd dt em figcaption figure h1 h2 hr i img input li"
        " math mfrac mi mn mo mrow mstyle msub msup mtext ol p pre rp rt ruby section span strong sub summary sup"
        " table tbody td th tr ul",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        "align alt aria-label checked class data-callout data-footnote-backref data-footnote-backref-idx"
        " data-footnote-ref data-footnotes data-line disabled display href id mathcolor open role src stretchy"
        " tabindex title type",
    )
)

OUR_CLASS = re.compile(
    r"u-|language-|(?:callout(?:-title|-note)?|contains-task-list|task-list-item|footnotes|footnote-ref|footnote-backref"
    r"|align-right|highlight|numbered|line|marked|math-error|code|[a-z][a-z0-9]?)\Z"
)


def page(markdown: str, options: Options) -> str:
    return render_document(parse_markdown(markdown, options), lambda ref: Resolved(url="/resolved/"))


def elements(html: str) -> list[Any]:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in tree.iter() if isinstance(element.tag, str) and element is not tree]


def name_of(tag: str) -> str:
    return tag.rpartition("}")[2]


@pytest.mark.parametrize("options", UNTRUSTED, ids=lambda options: options.engine)
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_acts(attack: str, options: Options) -> None:
    for element in elements(page(f"前 {attack}\n\n{attack}\n\n后", options)):
        assert name_of(element.tag) in TAGS
        assert {name_of(name) for name in element.attrib} <= ATTRIBUTES
        for name in ("href", "src"):
            assert re.match(r"https?://example\.com|mailto:|/resolved/|#u-|\Z", element.get(name, ""))
        assert element.get("id", "u-").startswith("u-")
        assert all(OUR_CLASS.match(name) for name in element.get("class", "").split())
        assert name_of(element.tag) != "input" or element.get("type") == "checkbox"


@given(st.lists(st.sampled_from([*ATTACKS, "\n", "\n\n> ", "**", "`", "<", '"', "| "]), max_size=8).map("".join))
def test_attacks_do_not_add_up(markdown: str) -> None:
    for options in UNTRUSTED:
        for element in elements(page(markdown, options)):
            assert name_of(element.tag) in TAGS
            assert {name_of(name) for name in element.attrib} <= ATTRIBUTES


PLAIN = [
    *"*_`~[](){}<>!#|>-+=\\&:;\"'\n\t .，。”中aZ1\xa0\ufeff\u3000", "**", "```", "~~", "![", "](", "    ", "\n\n",
    "[^1]", "\n\n[^1]: ", "[^注]", "[^注]: 甲\n", "[x][^1]", "[x [^1]](y)", "> ", "- ", "- [ ] ", "1. ", "3) ", "# ",
    "\n---\n", "|a|b|\n|:-|-:|\n|", "\n: ", "\n=\n", "```html {1} title=x\n", "[x](y.md)", "[x](<y z.md> 'w')",
    "![x](y.png \"w\")", "https://a.cn/x", "<https://a.cn/?x&y>", "[x](//a.cn)", "[x](javascript:x)", "[x](data:x)",
    "[x](mailto:x)", "[x](ftp://x)", "[x](#y)", "&#13;", "&nbsp;", "&lt;b&gt;", "<b>", "</b>", "<p onclick=x>",
    "<!--more-->", "  \n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PLAIN), max_size=30).map("".join))
@example("\n\n".join([case for case in ATTACKS if "<" not in case]))
def test_what_passes_without_cleaning_is_what_cleaning_would_leave(markdown: str) -> None:
    source = readable(markdown)
    plain = to_html_without_raw(source)
    found = None if plain is None else harmless(encode_marks(plain))
    assert found is None or found == sanitise(encode_marks(to_html(source)))


@pytest.mark.parametrize("markdown", [case["markdown"] for case in CASES])
def test_the_cases_too(markdown: str) -> None:
    plain = to_html_without_raw(markdown)
    found = None if plain is None else harmless(encode_marks(plain))
    assert found is None or found == sanitise(encode_marks(to_html(markdown)))


def test_most_texts_need_no_cleaning() -> None:
    markdown = (
        "# 甲\n\n*乙* **丙** ~~丁~~ `a < b`[^1] [z](z.md) <https://a.cn/b>  \n戊\n\n![己](a.png)\n\n> 庚\n\n---\n\n"
        "3. a\n4. b\n   - [x] c\n\n| i |\n|--:|\n| j |\n\n```python\nk = '<b>' and \"x\"\n```\n\n甲\n: 乙\n\n[^1]: 脚注"
    )
    plain = to_html_without_raw(markdown)
    assert plain is not None
    assert harmless(encode_marks(plain)) == sanitise(encode_marks(to_html(markdown)))


@pytest.mark.parametrize(
    "html",
    [
        "<script>", "<p onclick=x>", '<a href="javascript:x">', '<a href="java&#115;cript:x">',
        '<a href="/a" onclick="x">', '<a href="">', '<img src="x" alt="" onerror="x" />', '<code class="site-header">',
        '<img src="data:x" alt="" />', '<li id="main">', "<svg>", "<!-- x -->", "<p\n>", "<P>", "<input />", "<x", "<",
    ],
)  # fmt: skip
def test_a_tag_out_of_the_ordinary_is_not_let_through(html: str) -> None:
    assert harmless(f"<p>a</p>{html}<p>b</p>") is None
    assert harmless(f"<p>a</p>{html}") is None


@pytest.mark.parametrize("options", UNTRUSTED, ids=lambda options: options.engine)
def test_links_inside_the_text_still_lead_somewhere(options: Options) -> None:
    markdown = "## 结果\n\n## 别名 {#alias}\n\n[见](#结果) [又](#alias) <b id=x>粗</b> [粗](#x) 注[^1]\n\n[^1]: 脚注"
    found = elements(page(markdown, options))
    ids = {element.get("id") for element in found}
    from urllib.parse import unquote

    targets = [unquote(element.get("href")[1:]) for element in found if element.get("href", "").startswith("#")]
    assert len(targets) == 5
    assert set(targets) <= ids


@pytest.mark.parametrize("options", UNTRUSTED, ids=lambda options: options.engine)
def test_what_a_text_needs_survives(options: Options) -> None:
    markdown = (
        '<abbr title="a">b</abbr> <kbd>c</kbd> <ruby>漢<rt>かん</rt></ruby> H<sub>2</sub>O [z](z.md "t")\n\n'
        "<details open>\n<summary>d</summary>\n<p>e</p>\n</details>\n\n"
        '<img src="f.png" alt="g" width="3" height="4">\n\n- [x] h\n\n| i |\n|--:|\n| j |\n\n'
        "```python\nk = 1\n```\n\n[l](tel:+86123) [m](https://example.com) $n^2$ {o}"
    )
    document = parse_markdown(markdown, options)
    html = render_document(document, lambda ref: Resolved(url="/r/"))
    for piece in (
        '<abbr title="a">b</abbr>', "<kbd>c</kbd>", "<rt>かん</rt>", "<sub>2</sub>", '<a href="/r/" title="t">z</a>',
        "<summary>d</summary>", '<img src="/r/" alt="g" width="3" height="4" />', "checked disabled",
        '<td class="align-right">j</td>', '<span class="o">=</span>', 'href="tel:+86123"', "<msup>",
    ):  # fmt: skip
        assert piece in html
    assert document.problems == ()


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\class{a}{x}",
        r'\color{red" onclick="alert(1)}{x}',
        r"\nosuchcommand",
        r"\frac{1}",
        r"\begin{matrix} a",
        r"\left( x",
        "{" * 500 + "}" * 500,
        "x^",
    ],
)
def test_a_formula_is_mathml_or_nothing(tex: str) -> None:
    try:
        html = mathml(tex, False)
    except FormulaError:
        return
    allowed = TAGS | {"msup", "mfrac"}
    assert all(name_of(element.tag) in allowed for element in elements(html))
    assert all({name_of(name) for name in element.attrib} <= {"display", "mathcolor"} for element in elements(html))


def test_a_formula_that_cannot_be_read_is_shown_as_written() -> None:
    document = parse_markdown(r"坏 $\frac{1}$ 的", Options())
    assert document.parts == (r'<p>坏 <code class="math-error">\frac{1}</code> 的</p>' + "\n",)
    assert [(problem.code, problem.needle) for problem in document.problems] == [("bad-formula", r"$\frac{1}$")]
