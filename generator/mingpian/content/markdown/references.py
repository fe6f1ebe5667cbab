"""Cuts the finished HTML into literal parts and references.

A picture on another host would tell that host of every reader. The owner may show one; in anybody else's text it is a
link to it. Whatever else loads from elsewhere, cleaning has left out.
"""

import re
from html import escape
from urllib.parse import unquote

from mingpian.content.markdown.addresses import MEDIA, addressed
from mingpian.content.markdown.document import BodyProblem, Ref
from mingpian.content.markdown.prose import html_text
from mingpian.content.markdown.stash import MARK, MORE, Stashed, restore_plain, stashed_at
from mingpian.content.markdown.syntax.attributes import read_tag
from mingpian.content.markdown.syntax.formulas import FormulaError, mathml
from mingpian.core.paths import on_own_computer, on_own_network
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

_AT_THE_END = lazy_pattern(rf"{MORE}((?:\s*</(?:p|li|ul|ol|blockquote|div|dd|dl|h[1-6])>)+)")  # of a block; cut there
_PLAINLY_ELSEWHERE = lazy_pattern(r' href="(?:https?://(?!localhost|[0-9\[]|[^/"]*\.local)|#)')
_QUOTED = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_POINTER = lazy_pattern(
    rf"<(?:a(\s{_QUOTED})|(/a)|img(\s{_QUOTED})|((?:{MEDIA})\s{_QUOTED}))>|{MARK}([0-9]+){MARK}|{MORE}\n?",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")
_HOSTED = re.compile(r"(?:https?:)?//")
_LABEL_REACH = 2_000
_TAGS = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Split:
    """The parts so far. One use per body."""

    def __init__(self, stash: list[Stashed], trusted: bool = True) -> None:
        self.parts: list[str | int] = []
        self.refs: list[Ref] = []
        self.more: int | None = None
        self.problems: list[BodyProblem] = []
        self.has_math = False
        self._held = stash
        self._trusted = trusted
        self._text: list[str] = []
        self._open: list[int | None] = []
        self._begun: list[int] = []  # components whose end is still to come

    def cut(self, html: str) -> None:
        """Take the whole HTML."""
        last = 0
        html = _AT_THE_END.sub(r"\1" + MORE, html) if MORE in html else html
        for match in _POINTER.finditer(html):
            self._text.append(html[last : match.start()])
            last = match.end()
            link, end, image, media, number = match.groups()
            if link:
                self._link(match, link)
            elif end:
                opened = self._open.pop() if self._open else None
                self._put("</a>" if opened is None else ~opened)
            elif image:
                self._image(match[0], image)
            elif media:
                self._media(match[0])
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
        if _is_elsewhere(href):
            self._open.append(None)
            self._put(found[0])
            if on_own_network(href) and href.rstrip("/") != self._label(found).rstrip("/"):
                self.problems.append(unreachable(href))
            return
        number = self._add(Ref("link", _decoded(href), self._label(found), tag.pop("title", ""), tuple(tag.items())))
        self._open.append(number)
        self._put(number)

    def _label(self, link: re.Match[str]) -> str:
        """Return the words of the link that a start tag begins."""
        end = link.string.find("</a>", link.end(), link.end() + _LABEL_REACH)
        words = html_text(link.string[link.end() : max(end, link.end())]).strip()
        return restore_plain(words, self._held) if MARK in words else words

    def _image(self, whole: str, inside: str) -> None:
        tag = read_tag(inside)
        source = tag.pop("src", "")
        if "srcset" in tag and self._trusted:  # whoever states it has made the sizes
            self._media(whole)
            return
        if _is_elsewhere(source):
            self._put(whole if self._trusted else self._told_of(source, tag.get("alt", "")))
            if on_own_network(source):
                self.problems.append(unreachable(source))
            return
        alt, title = tag.pop("alt", ""), tag.pop("title", "")
        self._put(self._add(Ref("image", _decoded(source), alt, title, tuple(tag.items()))))

    def _told_of(self, address: str, text: str) -> str:
        """Return the link to a picture elsewhere; within a link, or where no host is named, its text alone."""
        shown = escape(text.strip() or address, quote=False)
        if address:
            hint = _("save the picture beside the text, and show it from there")
            message = _("a picture on another host is shown as a link: readers' browsers would ask that host for it")
            self.problems.append(BodyProblem("remote-load", message, address, hint))
        linked = bool(self._open)
        return shown if linked or not _HOSTED.match(address) else f'<a href="{escape(address)}">{shown}</a>'

    def _media(self, html: str) -> None:
        """Put raw HTML whose attributes hold addresses, each local one as a reference."""
        for literal, written in addressed(html):
            self._put(literal)
            if written and _is_elsewhere(written):
                self._put(escape(written))
            elif written:
                self._put(self._add(Ref("address", _decoded(written), "", source=written)))

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
        elif piece.kind == "raw":
            self._media(piece.html)
        else:
            self._put(piece.html)

    def _formula(self, piece: Stashed) -> str | int:
        try:
            html = mathml(piece.tex, piece.kind == "display")
        except FormulaError as error:
            self.problems.append(BodyProblem("bad-formula", _("not a formula: {error}", error=error), piece.source))
            return f'<code class="math-error">{escape(piece.tex, quote=False)}</code>'
        self.has_math = True
        return self._add(Ref("formula", piece.tex, piece.kind, source=html))

    def _read_on(self, before: str) -> None:
        """Mark the end of the excerpt, if between blocks: a cut inside one would leave tags open."""
        if self.more is not None:
            return
        depth = sum(-1 if closing else 1 for closing, name in _TAGS.findall(before) if name not in _VOID)
        if depth or self._begun:
            hint = _("write <!--more--> on a line of its own, between blank lines, outside lists and quotes")
            self.problems.append(BodyProblem("more-inside-block", _("<!--more--> cuts a block"), "<!--more-->", hint))
            return
        self._flush()
        self.more = len(self.parts)


def unreachable(address: str) -> BodyProblem:
    """Return what is said of an address that only the writer's own computer or network knows."""
    hint = _("write the public address, or put the file beside the text")
    return BodyProblem(
        "own-computer", _("`{address}` is on your own computer, where no reader gets", address=address), address, hint
    )


def _is_elsewhere(url: str) -> bool:
    return _ELSEWHERE.match(url) is not None and not on_own_computer(url)


def _decoded(url: str) -> str:
    """Percent-decode all but `%23 %25 %3F`, which would look like the URL's own signs afterwards."""
    if "%" not in url:
        return url
    return unquote(re.sub(r"%(23|25|3[fF])", r"%25\1", url), errors="replace")
