"""Joins lines that end and begin with Chinese or Japanese: a line break there is no space.

CSS Text 4 §4.1.3 (segment break transformation) says so, and most browsers don't do it. Korean keeps its
spaces. Quotation marks, dashes and dots that Latin text shares count as Chinese beside a Chinese character,
or when doubled.
"""

import re

from mingpian.content.markdown.scripts import CJK, SHARED_MARKS
from mingpian.content.markdown.stash import PLACEHOLDER, Stashed, stashed_at
from mingpian.core.patterns import lazy_pattern

_INLINE = "(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|ruby|s|small|span|strong|sub|sup|u)"
_WIDE_END = rf"(?:[{CJK}][{SHARED_MARKS}]?|——|……)"
_WIDE_START = rf"(?:[{SHARED_MARKS}]?[{CJK}]|——|……)"
_WIDE = lazy_pattern(f"[{CJK}]")
_BEFORE = lazy_pattern(rf"{_WIDE_END}(?:</{_INLINE}>)*\Z")
_AFTER = lazy_pattern(rf"(?:<{_INLINE}(?: [^>]*)?>)*{_WIDE_START}")
_PLACE_BEFORE = lazy_pattern(rf"{PLACEHOLDER.pattern}\Z")
_BLOCK = "(?:p>|li|[uo]l|h[1-6r]|t[abhdr]|d[dlt]|blockquote|pre|div|section)"
_BREAK = lazy_pattern(rf"\n[ \t]*+(?!</?{_BLOCK})")
_PRE = lazy_pattern(r"(<pre\b.*?(?:</pre>|\Z))", re.DOTALL)
_REACH = 80  # characters before a break that are looked at: end tags, or a place


def join(html: str, stash: list[Stashed]) -> str:
    """Return the HTML without line breaks between Chinese or Japanese characters; <pre> is left alone."""

    def joined(found: re.Match[str]) -> str:
        text, start, end = found.string, found.start(), found.end()
        if not (_AFTER.match(text, end) or _stashed_wide(PLACEHOLDER.match(text, end), stash, 0)):
            return found[0]
        if _WIDE.match(text, start - 1):
            return ""
        before = text[max(0, start - _REACH) : start]
        wide = _BEFORE.search(before) or _stashed_wide(_PLACE_BEFORE.search(before), stash, -1)
        return "" if wide else found[0]

    if "<pre" not in html:
        return _BREAK.sub(joined, html)
    pieces = _PRE.split(html)
    pieces[::2] = [_BREAK.sub(joined, piece) for piece in pieces[::2]]
    return "".join(pieces)


def on_one_line(text: str) -> str:
    """Return plain text on one line, with a blank for a break, where one belongs."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return join("\n".join(filter(None, lines)), []).replace("\n", " ")


def _stashed_wide(found: re.Match[str] | None, stash: list[Stashed], edge: int) -> bool:
    """Whether the held piece there reads as Chinese at that edge: a wikilink, ruby."""
    plain = stashed_at(stash, found[1]).plain if found else ""
    return bool(plain) and bool(_WIDE.match(plain[edge]))
