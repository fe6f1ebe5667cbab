"""Names of blocks, as Obsidian has them: ` ^name` at the end of one is the place that `[[note#^name]]` leads to."""

import re
from html import escape

from mingpian.content.markdown.headings import slug
from mingpian.content.markdown.stash import PLACEHOLDER, Stashed, stashed_at
from mingpian.core.patterns import lazy_pattern

_LAST_OF_BLOCK = r"(?=\Z|\n[ \t>]*(?:\n|\Z)|\n[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t])"
_NAME = lazy_pattern(rf"\^([\w-]{{1,60}})[ \t]*{_LAST_OF_BLOCK}")
_ALONE = re.compile(r'<p>(<span id="[^"]*" class="block-name"></span>)</p>')

Found = tuple[int, int, Stashed]


def block_name_at(text: str, caret: int) -> Found | None:
    """Return the name that begins at a caret, with the blanks before it; readers do not see it."""
    match = _NAME.match(text, caret)
    start = caret
    while start and text[start - 1] in " \t":
        start -= 1
    begins_line = start == 0 or text[start - 1] in "\n>"
    if not match or (start == caret and not begins_line):
        return None
    start = caret if begins_line else start
    return start, match.end(), Stashed("anchor", text[start : match.end()], match[1])


def block_id(name: str) -> str:
    """Return the id of a block of this name: apart from those of headings, which may have the same words."""
    return f"block-{slug(name)}"


def named_blocks(html: str, stash: list[Stashed], prefix: str) -> str:
    """Return the HTML with an empty element at each name, whose id is the name; the first of equal ones counts."""
    seen: set[str] = set()

    def anchor(found: re.Match[str]) -> str:
        piece = stashed_at(stash, found[1])
        if piece.kind != "anchor":
            return found[0]
        name = prefix + block_id(piece.html)
        if name in seen:
            return ""
        seen.add(name)
        return f'<span id="{escape(name)}" class="block-name"></span>'

    html = PLACEHOLDER.sub(anchor, html)
    return _ALONE.sub(r"\1", html)
