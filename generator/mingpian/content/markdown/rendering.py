"""Documents to HTML, once it is known where references lead; and the table of contents."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape

from mingpian.content.markdown.code.blocks import undrawn
from mingpian.content.markdown.contents import TocEntry, outline
from mingpian.content.markdown.document import DRAWN, Document, Ref, Resolved
from mingpian.content.markdown.syntax.attributes import write_tag
from mingpian.content.markdown.syntax.wikilinks import as_written as bracketed
from mingpian.core.patterns import lazy_pattern

Resolve = Callable[[Ref], Resolved | None]
Draw = Callable[[Ref, str], str]

_POINTERS = frozenset(["link", "image", "wikilink", "embed", "address", "diagram"])
_ID = re.compile(r"""["']?([^"'\s<>]+)""")
_FRAME = lazy_pattern(
    r"""<iframe\b[^<>]*?\ssrc\s*=\s*["']?\s*(https?:)?//([a-z0-9.-]{1,253}(?::[0-9]{1,5})?)(?=[/?#"'\s>])""",
    re.IGNORECASE,
)
_FOOTNOTE_MARKER = re.compile(r'<sup class="footnote-ref">.*?</sup>', re.DOTALL)


def as_written(ref: Ref, body: str) -> str:
    """Draw a component as the text that it holds: what is left of it outside a site."""
    if ref.kind == "span" and not ref.attributes:
        return escape(ref.text or ref.source, quote=False)
    return body or escape(ref.text, quote=False)


def as_mathml(ref: Ref) -> str:
    """Show a formula as browsers do."""
    return ref.source


def render_document(
    document: Document,
    resolve: Resolve,
    upto: int | None = None,
    draw: Draw = as_written,
    show: Callable[[Ref], str] = as_mathml,
) -> str:
    """Return the body as HTML, or its first `upto` parts (`document.more`) without footnote markers.

    A reference for which `resolve` returns None keeps its text, as <span class="broken">. `draw` is given each
    component and the HTML of the text that it holds, `show` each formula.
    """
    refs = document.refs
    answers = [resolve(ref) if ref.kind in _POINTERS else None for ref in refs]
    holding = {~part for part in document.parts if isinstance(part, int) and part < 0 and refs[~part].kind in DRAWN}
    pieces: list[str] = []
    around: list[list[str]] = []  # what stands before each component that has begun
    for part in document.parts if upto is None else document.parts[:upto]:
        if isinstance(part, str):
            pieces.append(part)
        elif part in holding:
            around.append(pieces)
            pieces = []
        elif ~part in holding:
            body, pieces = "".join(pieces), around.pop()
            pieces.append(draw(refs[~part], body))
        elif part < 0:
            pieces.append("</span>" if answers[~part] is None else "</a>")
        else:
            pieces.append(_shown(refs[part], answers[part], draw, show))
    html = "".join(pieces)
    return html if upto is None else _FOOTNOTE_MARKER.sub("", html)


def plain_text(document: Document) -> str:
    """The whole body as plain text, one block a line."""
    return document.text


def ids_in(parts: Iterable[str | int]) -> Iterator[str]:
    """Yield the ids in pieces of HTML, and the names that places had before there were ids."""
    html = ">".join([part for part in parts if isinstance(part, str)])  # a tag ends with its piece
    seen, in_tag = 0, False
    for at in sorted((*_after(html, "id="), *_after(html, "name="))):
        begun, ended = html.rfind("<", seen, at), html.rfind(">", seen, at)
        seen, in_tag = at, begun > ended or (in_tag and ended < 0)
        if in_tag and (found := _ID.match(html, at)):
            yield unescape(found[1])


def _after(html: str, name: str) -> Iterator[int]:
    """Yield where values begin: among hundreds of tags, as in code that is coloured, few have one."""
    at = html.find(name)
    while at >= 0:
        if html[at - 1 : at].isspace():
            yield at + len(name)
        at = html.find(name, at + 1)


def frame_hosts(document: Document) -> tuple[str, ...]:
    """The hosts of the frames that raw HTML in the body holds, as a policy names them (CSP Level 3, host-source)."""
    tags = [part for part in document.parts if isinstance(part, str) and ("<i" in part or "<I" in part)]
    literal = "".join(part for part in tags if "<iframe" in part.lower())
    hosts = [f"{scheme.lower() or 'https:'}//{host.lower()}" for scheme, host in _FRAME.findall(literal)]
    return tuple(dict.fromkeys(hosts))


def toc(document: Document) -> tuple[TocEntry, ...]:
    """The headings, nested by level; a level that is left out does not make an empty entry."""
    return outline(document.headings)


def _shown(ref: Ref, answer: Resolved | None, draw: Draw, show: Callable[[Ref], str]) -> str:
    if ref.kind in DRAWN:
        return draw(ref, "")
    return show(ref) if ref.kind == "formula" else _reference(ref, answer)


def _reference(ref: Ref, answer: Resolved | None) -> str:
    if ref.kind == "image":
        return _image(ref, answer)
    if ref.kind == "diagram":
        return answer.html if answer else undrawn(ref)
    if ref.kind == "address":
        return escape(answer.url if answer else ref.source)
    if ref.kind in ("wikilink", "embed"):
        return _named(ref, answer)
    if answer is None:
        return '<span class="broken">'
    title = {"title": ref.title} if ref.title else {}
    return f"<a{write_tag({'href': answer.url, **title, **dict(ref.attributes)})}>"


def _named(ref: Ref, answer: Resolved | None) -> str:
    """Show what stands in double brackets; when nothing is called so, by its label, or as it is written."""
    if answer is None:
        html = escape(bracketed(ref), quote=False)
        if ref.text and ref.kind == "wikilink":
            html = f'<span class="broken">{escape(ref.text, quote=False)}</span>'
    else:
        text = escape(ref.text or answer.text or ref.target, quote=False)
        has_own = ref.kind == "embed" or not answer.url
        html = (answer.html if has_own else "") or f'<a href="{escape(answer.url)}">{text}</a>'
    return html if ref.kind == "wikilink" or (answer and answer.html) else f"<p>{html}</p>"


def _image(ref: Ref, answer: Resolved | None) -> str:
    if answer is None:
        return f'<span class="broken">{escape(ref.text or ref.target, quote=False)}</span>'
    if answer.html:
        return answer.html
    title = {"title": ref.title} if ref.title else {}
    return f"<img{write_tag({'src': answer.url, 'alt': ref.text, **title, **dict(ref.attributes)})} />"
