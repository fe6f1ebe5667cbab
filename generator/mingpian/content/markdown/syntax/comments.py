"""Comments between double percent signs, as Obsidian has them: `%%for me alone%%`. They are published nowhere.

They are taken from the source before anything else reads it, so that no title, summary, index or copy can hold one.
One may stand within a line, or over many lines when it begins one. What is never closed reaches to the end of its
block, and what a line of its own opens to the end of the text: a remark that was meant to be private must not appear
because a sign was forgotten.
"""

import re
from collections.abc import Iterator

from mingpian.content.markdown.document import BodyProblem
from mingpian.content.markdown.syntax.codespans import Ticks, after
from mingpian.i18n import _

SIGN = "%%"
_STOP = re.compile(r"\\(?:%+|.)|``*|~~*|%%+", re.DOTALL)
_BLOCK_END = re.compile(r"\n[ \t>]*(?:\n|\Z)|\Z")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*(?:\n|\Z)")

_REACH = 200  # characters before a sign that tell whether it begins a line

Comment = tuple[int, int, bool]  # start, end, whether it is closed


def without_comments(text: str) -> tuple[str, list[BodyProblem]]:
    """Return the source without comments, and what is said of those that are not closed."""
    if SIGN not in text:
        return text, []
    pieces: list[str] = []
    problems: list[BodyProblem] = []
    last = 0
    for start, end, is_closed in comments(text):
        if not is_closed:
            problems.append(_unclosed(text[start:end]))
        begin, after_it = _whole_lines(text, start, end)
        pieces.append(text[last:begin])
        last = after_it
    return "".join((*pieces, text[last:])), problems


def blanked(text: str) -> str:
    """Return the source with blanks in place of comments: everything else stands where it stood."""
    if SIGN not in text:
        return text
    pieces: list[str] = []
    last = 0
    for start, end, _is_closed in comments(text):
        pieces += (text[last:start], re.sub(r"[^\n]", " ", text[start:end]))
        last = end
    return "".join((*pieces, text[last:]))


def comments(text: str) -> Iterator[Comment]:
    """Yield where the comments of a source stand, outside code."""
    ticks = Ticks(text)
    position, block_end = 0, -1
    while stop := _STOP.search(text, position):
        run, start = stop[0], stop.start()
        position = stop.end()
        if run[0] in "`~":
            position = after(text, start, run, ticks)
        elif run[0] == "%":
            block_end = block_end if block_end >= position else _block_end(text, position)
            if found := _comment_at(text, start, len(run), block_end):
                yield found
                position = found[1]


def _comment_at(text: str, start: int, length: int, block_end: int) -> Comment | None:
    if length > len(SIGN) + 1:  # `%%%%` holds nothing
        return None
    inside = start + length
    begins_line = not _line_before(text, start).strip(" \t>")
    closing = text.find(SIGN, inside)
    if closing >= 0 and (closing < block_end or begins_line or _closes_later(text, closing)):
        return start, closing + len(SIGN), True
    if begins_line and _REST_OF_LINE.match(text, inside):
        return start, len(text), False
    before = text[start - 1 : start]
    if (before.isascii() and before.isalnum()) or not text[inside:block_end].strip():
        return None  # `100%%`
    return start, block_end, False


def _closes_later(text: str, closing: int) -> bool:
    """Tell whether a sign in a later block closes what an earlier one left open: it has no partner of its own."""
    start = text.rfind("\n\n", 0, closing) + 1
    return text.count(SIGN, start, _block_end(text, closing)) % 2 == 1


def _line_before(text: str, position: int) -> str:
    """Return what stands before a place in its line, as far as it can matter."""
    reach = max(0, position - _REACH)
    line = text.rfind("\n", reach, position) + 1
    return text[line or reach : position]


def _block_end(text: str, position: int) -> int:
    match = _BLOCK_END.search(text, position)
    return match.start() if match else len(text)


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a comment that fills lines to these lines, unless what is left would become a heading by its underline."""
    before, rest = _line_before(text, start), _REST_OF_LINE.match(text, end)
    if before.strip(" \t") or not rest or _UNDERLINE.match(text, rest.end()):
        return start, end
    return start - len(before), rest.end()


def _unclosed(comment: str) -> BodyProblem:
    hint = _(r"close it with `%%`, or write `\%%` for the signs themselves")
    message = _("a comment has no end: the rest of its block is not published")
    return BodyProblem("unclosed-comment", message, comment.split("\n", maxsplit=1)[0], hint)
