"""Cuts the finished HTML into literal parts and references."""

import re
from html import escape
from urllib.parse import unquote

from mingpian.content.markdown.attributes import read_tag
from mingpian.content.markdown.document import BodyProblem, Ref
from mingpian.content.markdown.formulas import FormulaError, mathml
from mingpian.content.markdown.prose import html_text
from mingpian.content.markdown.stash import MARK, MORE, Stashed, stashed_at

_PLAINLY_ELSEWHERE = re.compile(r' href="(?:https?:|#)')
_QUOTED = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_POINTER = re.compile(rf"<(?:a(\s{_QUOTED})|(/a)|img(\s{_QUOTED}))>|{MARK}([0-9]+){MARK}|{MORE}\n?")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")
_LABEL_REACH = 2_000
_TAGS = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Split:
    """The parts so far. One use per body."""

    def __init__(self, stash: list[Stashed]) -> None:
        self.parts: list[str | int] = []
        self.refs: list[Ref] = []
        self.more: int | None = None
        self.problems: list[BodyProblem] = []
        self.has_math = False
        self._held = stash
        self._text: list[str] = []
        self._open: list[int | None] = []
        self._begun: list[int] = []  # components whose end is still to come

    def cut(self, html: str) -> None:
        """Take the whole HTML."""
        last = 0
        for match in _POINTER.finditer(html):
            self._text.append(html[last : match.start()])
            last = match.end()
            link, end, image, number = match.groups()
            if link:
                self._link(match, link)
            elif end:
                opened = self._open.pop() if self._open else None
                self._put("</a>" if opened is None else ~opened)
            elif image:
                self._image(match[0], image)
            elif number:
                self._piece(stashed_at(self._held, number))
            else:
                self._read_on(html[: match.start()])
        self._text.append(html[last:])
        self._flush()

    def _put(self, part: str | int) -> None:
        if isinstance(part, str):
            self._text.append(part)
        else:
            self._flush()
            self.parts.append(part)

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text:
            self.parts.append(text)

    def _add(self, ref: Ref) -> int:
        self.refs.append(ref)
        return len(self.refs) - 1

    def _link(self, found: re.Match[str], inside: str) -> None:
        tag = {} if _PLAINLY_ELSEWHERE.match(inside) else read_tag(inside)
        href = tag.pop("href", "")
        if _ELSEWHERE.match(href):
            self._open.append(None)
            self._put(found[0])
            return
        end = found.string.find("</a>", found.end(), found.end() + _LABEL_REACH)
        text = html_text(found.string[found.end() : max(end, found.end())]).strip()
        number = self._add(Ref("link", _decoded(href), text, tag.pop("title", ""), tuple(tag.items())))
        self._open.append(number)
        self._put(number)

    def _image(self, whole: str, inside: str) -> None:
        tag = read_tag(inside)
        source = tag.pop("src", "")
        if _ELSEWHERE.match(source):
            self._put(whole)
            return
        alt, title = tag.pop("alt", ""), tag.pop("title", "")
        self._put(self._add(Ref("image", _decoded(source), alt, title, tuple(tag.items()))))

    def _piece(self, piece: Stashed) -> None:
        if piece.kind == "closing":
            self._put(~self._begun.pop())
        elif piece.ref:
            number = self._add(piece.ref)
            self._put(number)
            if piece.kind == "component" and not piece.leaf:
                self._begun.append(number)
        elif piece.kind in ("math", "display"):
            self._put(self._formula(piece))
        else:
            self._put(piece.html)

    def _formula(self, piece: Stashed) -> str | int:
        try:
            html = mathml(piece.tex, piece.kind == "display")
        except FormulaError as error:
            self.problems.append(BodyProblem("bad-formula", f"not a formula: {error}", piece.source))
            return f'<code class="math-error">{escape(piece.tex, quote=False)}</code>'
        self.has_math = True
        return self._add(Ref("formula", piece.tex, piece.kind, source=html))

    def _read_on(self, before: str) -> None:
        """Mark the end of the excerpt, if between blocks: a cut inside one would leave tags open."""
        if self.more is not None:
            return
        depth = sum(-1 if closing else 1 for closing, name in _TAGS.findall(before) if name not in _VOID)
        if depth or self._begun:
            hint = "write <!--more--> on a line of its own, between blank lines, outside lists and quotes"
            self.problems.append(BodyProblem("more-inside-block", "<!--more--> cuts a block", "<!--more-->", hint))
            return
        self._flush()
        self.more = len(self.parts)


def _decoded(url: str) -> str:
    """Percent-decode all but `%23 %25 %3F`, which would look like the URL's own signs afterwards."""
    if "%" not in url:
        return url
    return unquote(re.sub(r"%(23|25|3[fF])", r"%25\1", url), errors="replace")
