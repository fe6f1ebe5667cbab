"""Cuts out of a body as HTML what another text shows of it: a section, a block, or all; and makes its ids its own."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import unquote

from mingpian.content.markdown.markup import VOID, is_whole
from mingpian.core.patterns import lazy_pattern

_TAG = lazy_pattern(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_HEADING = re.compile(r"<h([1-6])\b")
_ID = re.compile(r"""(?<=\s)id=["']?([^"'\s<>]+)""")
_POINTER = lazy_pattern(r"""(?<=\s)(id|for|aria-labelledby|aria-describedby|aria-controls)=(["']?)([^"'\s<>]+)""")
_LINK = re.compile(r"""(?<=\s)href=(["']?)#([^"'\s<>]+)""")


def excerpt(html: str, id: str) -> str:
    """Return the section that the heading of this id begins, or the block that has it; all when there is no telling."""
    blocks = list(_blocks(html))
    mark = f'id="{escape(id)}"'
    index = next((at for at, (start, end) in enumerate(blocks) if mark in html[start:end]), None)
    if not id or index is None:
        return html
    start, end = blocks[index]
    heading = _HEADING.match(html, start)
    if heading and mark in html[start : html.index(">", start)]:
        levels = [_HEADING.match(html, one) for one, _ in blocks]
        later = (at for at in range(index + 1, len(blocks)) if (one := levels[at]) and one[1] <= heading[1])
        last = next(later, len(blocks)) - 1
        return html[start : blocks[last][1]]
    if html.startswith("<span", start) and index:  # a name on a line of its own is that of the block before it
        start, end = blocks[index - 1]
    return _item(html[start:end], mark) or html[start:end]


def apart(html: str, prefix: str, url: str) -> str:
    """Return HTML whose ids begin with `prefix`; links to places that it does not have lead to the text at `url`."""
    own = {unescape(name) for tag in _TAG.finditer(html) for name in _ID.findall(tag[3])}

    def pointer(found: re.Match[str]) -> str:
        known = found[1] == "id" or unescape(found[3]) in own
        return f"{found[1]}={found[2]}{prefix if known else ''}{found[3]}"

    def link(found: re.Match[str]) -> str:
        is_own = unescape(unquote(found[2])) in own
        return f"href={found[1]}{f'#{prefix}' if is_own else f'{escape(url)}#'}{found[2]}"

    def tag(found: re.Match[str]) -> str:
        return f"<{found[1]}{found[2]}{_LINK.sub(link, _POINTER.sub(pointer, found[3]))}>"

    return _TAG.sub(tag, html)


def _blocks(html: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the elements stand that are in no other."""
    depth = start = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in VOID or match[3].endswith("/"):
            continue
        if not match[1]:
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, match.end()


def _item(block: str, mark: str) -> str:
    """Return the innermost item of a list that has the mark, in a list of its own."""
    at = block.find(mark)
    start = block.rfind("<li", 0, at)
    end = block.find("</li>", at)
    while start >= 0 and end >= 0:
        item = block[start : end + len("</li>")]
        if is_whole(item):
            return f"<ul>\n{item}\n</ul>"
        end = block.find("</li>", end + 1)
    return ""
