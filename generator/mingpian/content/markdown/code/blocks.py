"""Code blocks: what the info string asks for, and the markup of the block.

The info string begins with the language. After it, in any order: `{1,3-5}` or `hl_lines="1 3-5"` (lines to
mark), `title="a.py"`, `linenos` or `linenos=10` (numbers, from 10). So writers of Hugo, MkDocs and Hexo
find theirs.
"""

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

import msgspec

from mingpian.content.markdown.code.errors import UnknownLanguageError
from mingpian.content.markdown.document import BodyProblem, Ref
from mingpian.content.markdown.entities import unescaped
from mingpian.content.markdown.stash import Stashed, placeholder
from mingpian.content.markdown.syntax.attributes import read_tag
from mingpian.content.markdown.syntax.formulas import FormulaError, mathml
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

_BLOCK = re.compile(r"<pre><code((?: [^<>]*)?)>([^<]*+)</code></pre>")
_LANGUAGE = lazy_pattern(r"\s*(?:\{\.)?([A-Za-z][^\s{}:,=\"']*|)(?![^\s{},:]*=)")
_MARKED = lazy_pattern(r"\{([\d,\s-]+)\}|hl_lines=(?:\[([^\]]*)\]|\"([^\"]*)\"|'([^']*)'|([\d,-]+))")
_TITLE = lazy_pattern(r"\b(?:title|filename|file)=(?:\"([^\"]*)\"|'([^']*)'|([^\s{}\"']+))")
_NUMBERS = re.compile(r"\b(?:linenos|linenums|lineno)\b(?:=[\"']?(\w+)[\"']?)?")
_DIAGRAMS = frozenset(
    re.findall(
        r"\S+",
        "mermaid plantuml puml flow flowchart sequence ditaa wavedrom vega vega-lite echarts markmap mindmap bpmn abc",
    )
)
"""Languages of diagrams, which no highlighter knows; their text is shown as such."""
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


Colour = Callable[[str, str], str]  # code and its language -> HTML


def colour(code: str, language: str) -> str:
    """Return the code as HTML, coloured here and now. Raises UnknownLanguageError."""
    from mingpian.content.markdown.code.highlight import highlight

    return highlight(code, language)


class CodeInfo(msgspec.Struct, frozen=True):
    """What an info string asks for."""

    language: str = ""
    title: str = ""
    first: int = 0  # number of the first line; 0: no numbers
    marked: tuple[tuple[int, int], ...] = ()  # ranges of lines, from 1, both ends included


def parse_info(text: str) -> CodeInfo:
    """Read an info string. What it does not know it ignores, as CommonMark has it."""
    match = _LANGUAGE.match(text)
    language = match[1] if match else ""
    rest = text[match.end() :] if match else text
    marked, title, numbers = _MARKED.search(rest), _TITLE.search(rest), _NUMBERS.search(rest)
    ranges = _RANGE.findall(next(filter(None, marked.groups()), "")) if marked else []
    return CodeInfo(
        language,
        next(filter(None, title.groups()), "") if title else "",
        _first_number(numbers[1]) if numbers else 0,
        tuple((int(start), int(end or start)) for start, end in ranges),
    )


class Diagrams(NamedTuple):
    """What is made of the text of a diagram: a figure called by its language and `label`, with the text as a block of
    code. Of a Mermaid diagram that its writer may have drawn by a program, a piece that the build can draw."""

    label: str
    stash: list[Stashed]  # pieces that are held
    trusted: bool

    def figure(self, info: CodeInfo, text: str) -> str:
        """Return what stands for a diagram; `text` is HTML."""
        label = self.label.format(info.language.capitalize())
        caption = f"{info.title} · {label}" if info.title else label
        pre = _markup(msgspec.structs.replace(info, title=""), text)
        ref = Ref("diagram", unescaped(text), caption, source=pre)
        if info.language != "mermaid" or not self.trusted:
            return undrawn(ref)
        self.stash.append(Stashed("ref", "", plain=caption, ref=ref))
        return placeholder(len(self.stash) - 1)


def undrawn(ref: Ref) -> str:
    """Show a diagram as its text, under what it is called."""
    caption = escape(ref.text, quote=False)
    return f'<figure class="diagram">\n<figcaption>{caption}</figcaption>\n{ref.source}\n</figure>'


def code_blocks(html: str, source: str, diagrams: Diagrams, colour: Colour = colour) -> tuple[str, list[BodyProblem]]:
    """Colour the code blocks of an engine's HTML; TeX in a `math` block becomes a formula.

    `source` is the Markdown, where problems are to be found. Blocks are held: two thirds of a body's tags are colours,
    and nothing that is looked for later is among them.
    """
    problems: list[BodyProblem] = []
    if "<pre><code" not in html:
        return html, problems

    def block(found: re.Match[str]) -> str:
        tag = read_tag(found[1])
        classes = tag.get("class", "").split()
        named = next((name[9:] for name in classes if name.startswith("language-")), "")
        written = f"{named} {tag.get('data-meta', '')}".strip()
        info, code = parse_info(written), unescaped(found[2])
        if info.language == "math":
            return _formula(code, problems)
        if info.language.lower() in _DIAGRAMS:
            return diagrams.figure(info, found[2].replace("&quot;", '"'))
        try:
            body = colour(code, info.language) if info.language else found[2].replace("&quot;", '"')
        except UnknownLanguageError as error:
            problems.append(_unknown(info.language, error.nearest, source))
            body = found[2].replace("&quot;", '"')
        diagrams.stash.append(Stashed("literal", "", _markup(info, body), code))
        return placeholder(len(diagrams.stash) - 1)

    return _BLOCK.sub(block, html), problems


def _markup(info: CodeInfo, body: str) -> str:
    language = f' class="language-{escape(info.language)}"' if info.language else ""
    if info.first or info.marked:
        from mingpian.content.markdown.code.highlight import lines

        body = "".join(_line(info, number, line) for number, line in enumerate(lines(body), 1))
    numbered = " numbered" if info.first else ""
    # A block that scrolls must be reachable by keyboard (WCAG 2.1.1).
    pre = f'<pre class="highlight{numbered}" tabindex="0"><code{language}>{body}</code></pre>'
    if not info.title:
        return pre
    return f'<figure class="code">\n<figcaption>{escape(info.title, quote=False)}</figcaption>\n{pre}\n</figure>'


def _line(info: CodeInfo, number: int, line: str) -> str:
    marked = " marked" if any(start <= number <= end for start, end in info.marked) else ""
    shown = f' data-line="{info.first + number - 1}"' if info.first else ""
    return f'<span class="line{marked}"{shown}>{line}</span>\n'


def _first_number(word: str | None) -> int:
    if word is None or word in ("true", "table", "inline"):
        return 1
    return int(word) if word.isascii() and word.isdigit() and len(word) < 7 else 0


def _formula(code: str, problems: list[BodyProblem]) -> str:
    try:
        return f"<p>{mathml(code.strip(), True)}</p>"
    except FormulaError as error:
        problems.append(
            BodyProblem("bad-formula", _("not a formula: {error}", error=error), code.strip().split("\n")[0])
        )
        return f'<pre class="math-error" tabindex="0"><code>{escape(code, quote=False)}</code></pre>'


def _unknown(language: str, nearest: list[str], source: str) -> BodyProblem:
    fence = re.search(rf"(?:`{{3,}}|~{{3,}})[ \t]*(?:\{{\.)?{re.escape(language)}", source)
    hint = (
        _("did you mean {nearest}?", nearest=", ".join(nearest))
        if nearest
        else _("write `text` for code without colours")
    )
    message = _("no highlighter knows the language “{language}”", language=language)
    return BodyProblem("unknown-code-language", message, fence[0] if fence else language, hint)
