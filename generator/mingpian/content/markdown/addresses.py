"""The addresses in the attributes of raw HTML: of films, sounds, frames, drawings … (HTML Living Standard, 4.8)."""

import re
from collections.abc import Iterator
from html import unescape

from mingpian.core.patterns import lazy_pattern

MEDIA = "area|audio|embed|feImage|iframe|image|input|link|object|source|track|use|video"  # names of elements

_ATTRIBUTE = lazy_pattern(r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_HOLD_ADDRESSES = frozenset(["src", "href", "xlink:href", "poster", "data", "srcset", "imagesrcset"])
_TAG = lazy_pattern(
    rf"<(?:{MEDIA}|a|img|script|svg)\b(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>|<style\b.*?</style",
    re.IGNORECASE | re.DOTALL,
)
_CANDIDATE = lazy_pattern(r"(\s*)(\S*[^\s,])(\s+[^,]*)?(,|\Z)")


def addressed(html: str) -> Iterator[tuple[str, str]]:
    """Cut HTML at the addresses in its tags: yield what stands before each one, and the address, unescaped; the last
    piece has none. What scripts and styles hold is left alone."""
    last = 0
    for start, end, before, address, after in _places(html):
        yield html[last:start] + before, address
        if after:
            yield after, ""
        last = end
    yield html[last:], ""


def _places(html: str) -> Iterator[tuple[int, int, str, str, str]]:
    is_script = html[:7].lower() == "<script"
    for tag in _TAG.finditer(html):
        if tag[0][:6].lower() != "<style":
            for match in _ATTRIBUTE.finditer(tag[0], 1):
                if match["name"].lower() in _HOLD_ADDRESSES and match.lastindex != 1:
                    yield from _values(match, tag.start())
        if is_script:
            return


def _values(found: re.Match[str], offset: int) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield the addresses in one attribute: start, end, what goes before, the address, what goes after."""
    number = found.lastindex or 1
    start, end = found.start(number) + offset, found.end(number) + offset
    quote = '"' if number == 4 else ""
    if not found["name"].lower().endswith("srcset"):
        yield start, end, quote, unescape(found[number]).strip(), quote
        return
    for one in _CANDIDATE.finditer(found[number]):
        yield start + one.start(2), start + one.end(2), "", unescape(one[2]), ""
