"""Tags that take what follows for a text of their own, and are no pair: `用 <script> 标签` in the midst of prose.

A browser would take the rest of the page for a script (HTML, 13.2.5.2 and 13.2.6.2), cleaning would take it away with
the tag, and CommonMark ends such blocks (4.6, kinds 1 to 5) with the text. So the sign is shown as the writer sees it.
Of a block that a comment without an end begins nothing is published, and that is told of, like one of percent signs.
"""

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from mingpian.content.markdown.document import BodyProblem
from mingpian.content.markdown.stash import Stashed, placeholder
from mingpian.content.markdown.syntax.codespans import Ticks, after, begins_line
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

_TEXT_ALONE = ("script", "style", "textarea", "title", "xmp")  # which hold no tags
_ALONE = "|".join(_TEXT_ALONE)
_NAMES = f"{_ALONE}|iframe|noscript|noembed|noframes|plaintext|template|object"
_BEGINS = lazy_pattern(
    rf"<(?:({_NAMES})(?=[\s/>]|\Z)|/(?:{_ALONE})(?=\s*>)|(!--)(?!-?>)|(\?)|(!\[CDATA\[)|(!)(?=[A-Za-z]))",
    re.IGNORECASE,
)
_CLOSINGS = {"!--": "-->", "?": "?>", "![cdata[": "]]>", "!": ">"}
_STOP = lazy_pattern(rf"\\.|``*|~~*|</({_NAMES})\b", re.IGNORECASE | re.DOTALL)
_BLOCK_END = lazy_pattern(r"\n(?=[ \t>]*(?:\n|\Z))")
_CODE = re.compile(r"<code[^<>]*>[^<>]*")
T = TypeVar("T")


class _Ends(NamedTuple):
    """Where the end tags of a text end that stand outside code, by their names; and where its blocks end."""

    tags: defaultdict[str, list[int]]
    blocks: list[int]


def may_hold(text: str) -> bool:
    """Tell whether a text has a tag that may lack its end."""
    return "<" in text and _BEGINS.search(text) is not None


def unclosed_at(text: str, start: int) -> tuple[int, int, Stashed | None] | None:
    """Return what to hold of a tag without an end; of one that has it, up to where it is closed. None where neither
    begins."""
    found = _BEGINS.match(text, start)
    if not found:
        return None
    if found[0][1] == "/":  # what ends a tag is behind us with it
        return start, found.end(), _shown(found[0])
    name = next(filter(None, found.groups())).lower()
    starts_line = begins_line(text, start)
    if name in _CLOSINGS and name != "!--" and not starts_line:
        return None  # CommonMark reads it as text
    ends = _ends(text)
    block_end = _next(ends.blocks, found.end(), len(text))
    end = _end(text, name, found.end(), ends)
    if end is not None and (starts_line or end <= block_end):
        return (start, end, None) if name in _TEXT_ALONE else None
    if name == "!--" and starts_line:
        return start, block_end, Stashed("literal", text[start:block_end])
    return start, found.end(), _shown(found[0])


def _shown(sign: str) -> Stashed:
    return Stashed("literal", sign, f"&lt;{sign[1:]}", sign)


def unclosed(html: str, pieces: list[Stashed]) -> Iterator[BodyProblem]:
    """Report the tags and comments without an end among what is held in an engine's HTML, unless it is code there."""
    for number, piece in enumerate(pieces):
        if piece.kind != "literal" or not piece.source.startswith("<"):
            continue
        word = placeholder(number)
        if html.count(word) == sum(code.count(word) for code in _CODE.findall(html)):
            continue
        if not piece.html:
            message = _("a comment has no end: the rest of its block is not published")
            hint = _("close it with `-->`, or write `&lt;!--` for the signs themselves")
            yield BodyProblem("unclosed-comment", message, piece.source.partition("\n")[0], hint)
        else:
            message = _("`{tag}` is no pair, and is shown as text", tag=piece.source)
            hint = _("write it between backticks; or close it, where it is meant as HTML")
            yield BodyProblem("unclosed-tag", message, piece.source, hint)


def _end(text: str, name: str, start: int, ends: _Ends) -> int | None:
    """Return where what closes a tag ends; None when nothing does."""
    if name in _CLOSINGS:
        at = text.find(_CLOSINGS[name], start)
        return at + len(_CLOSINGS[name]) if at >= 0 else None
    return _next(ends.tags[name], start, None)


@functools.lru_cache(maxsize=2)
def _ends(text: str) -> _Ends:
    ticks, position, tags = Ticks(text), 0, defaultdict[str, list[int]](list)
    while stop := _STOP.search(text, position):
        position = stop.end()
        if stop[0][0] in "`~":
            position = after(text, stop.start(), stop[0], ticks)
        elif stop[1]:
            tags[stop[1].lower()].append(position)
    return _Ends(tags, [found.start() for found in _BLOCK_END.finditer(text)])


def _next(places: list[int], after: int, otherwise: T) -> int | T:
    at = bisect_left(places, after)
    return places[at] if at < len(places) else otherwise
