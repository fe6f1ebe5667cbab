"""Finds the place of a fault in the source of a body: of a reference by its target, of another piece by its kind.

The source is scanned as it is when it is read: code is stepped over, pieces that we hold are those that were held. The
place of a link is that of its destination, also where a reference definition or a tag states it.
"""

import functools
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from mingpian.content.markdown.document import Options
from mingpian.content.markdown.inline import spans
from mingpian.content.markdown.syntax.comments import blanked
from mingpian.core.patterns import lazy_pattern

_LONGEST = 2_000  # characters of a destination
_INLINE = re.compile(r"\]\([ \t]*\n?[ \t]*(?=[^\s)])")
_DEFINITION = lazy_pattern(r"^ {0,3}\[[^\[\]\n]{1,400}\]:[ \t]*\n?[ \t]*(<[^<>\n]*>|\S+)", re.MULTILINE)
_ATTRIBUTE = lazy_pattern(
    r"""(?<=[\s"'])(?:src|href|poster|data|srcset|action)\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))""",
    re.IGNORECASE,
)
_ALT = re.compile(r"""\balt\s*=\s*["']?\s*[^"'\s>]""", re.IGNORECASE)
_TITLE = lazy_pattern(r"""[ \t\n]+(?:"[^"]*"|'[^']*'|\([^()]*\)|=[0-9%]*x?[0-9%]*)[ \t\n]*\Z""")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class FoundPlace(NamedTuple):
    """A piece of the source: what it says, and from where to where it stands."""

    says: str
    start: int
    end: int


def place(body: str, needle: str, options: Options, nth: int = 0) -> tuple[int, int] | None:
    """Return from where to where in a body stands what a finding is about; None when that cannot be told.

    `needle` is a target as it is decoded in a `Ref`, `[[` and the target of a wikilink, `](` and that of a picture
    without a text, or a piece of the source as it stands. `nth` tells how many like it stand before it.
    """
    found = _places(body, needle, options)
    return (found[min(nth, len(found) - 1)].start, found[min(nth, len(found) - 1)].end) if found else None


@functools.lru_cache(maxsize=16)  # what stands a hundred times has a hundred findings
def _places(body: str, needle: str, options: Options) -> list[FoundPlace]:
    """Return where a needle stands: in prose first, from above."""
    plain, held, destinations = _scanned(body, options)
    found = [one for one in held if one.says == needle]
    if not found and needle.startswith("]("):
        shown = [one for one in destinations if one.says == needle[2:]]
        silent = [one for one in shown if _is_silent(plain, one.start)]
        found = silent + [one for one in held if one.says == needle[2:]] or shown
    if not found:
        found = [one for one in destinations if one.says == needle]
    if not found:
        first = needle.split("\n", maxsplit=1)[0]
        hay = plain if first in plain else body
        found = [FoundPlace(first, at.start(), at.end()) for at in re.finditer(re.escape(first), hay)] if first else []
    return sorted(found, key=lambda one: (_is_indented(body, one.start), one.start))


@functools.lru_cache(maxsize=4)
def _scanned(body: str, options: Options) -> tuple[str, list[FoundPlace], list[FoundPlace]]:
    plain, held = _without_code(body, options)
    return plain, held, list(_destinations(plain))


def _without_code(body: str, options: Options) -> tuple[str, list[FoundPlace]]:
    """Return the source with blanks for code and comments; and the held pieces, by their marks."""
    body = blanked(body)
    pieces, held, last = list[str](), list[FoundPlace](), 0
    for start, end, piece in spans(body, options):
        if piece is None:
            code = body[start:end]
            pieces += (body[last:start], "".join(char if char == "\n" else " " for char in code))
            last = end
            continue
        source = body[start:end]
        indent = len(source) - len(source.lstrip())
        held.append(FoundPlace(source.strip(), start + indent, start + indent + len(source.strip().split("\n")[0])))
        if piece.ref and piece.ref.kind in ("wikilink", "embed"):
            held.append(FoundPlace(f"[[{piece.ref.target}", *_inside(source, "[[", start, 2 + len(piece.ref.target))))
        elif piece.ref and piece.ref.kind == "image":
            held.append(FoundPlace(piece.ref.target, *_inside(source, piece.ref.target, start, len(piece.ref.target))))
    return "".join((*pieces, body[last:])), held


def _is_silent(plain: str, at: int) -> bool:
    """Tell whether the picture whose address begins at a place has no text there."""
    if plain[:at].rstrip().endswith("![]("):
        return True
    tag = plain[max(plain.rfind("<", 0, at), 0) : plain.find(">", at)]
    return plain[at - 2 : at] != "](" and not _ALT.search(tag)


def _inside(source: str, what: str, start: int, length: int) -> tuple[int, int]:
    at = start + max(0, source.find(what))
    return at, at + length


def _destinations(plain: str) -> Iterator[FoundPlace]:
    for opening in _INLINE.finditer(plain):
        start = opening.end()
        for inside in _destination(plain, start):
            yield FoundPlace(_decoded(inside.removeprefix("<").removesuffix(">")), start, start + len(inside))
    for stated in _DEFINITION.finditer(plain):
        yield FoundPlace(_decoded(stated[1].removeprefix("<").removesuffix(">")), stated.start(1), stated.end(1))
    for stated in _ATTRIBUTE.finditer(plain):
        group = stated.lastindex or 0
        yield FoundPlace(_decoded(stated[group]), stated.start(group), stated.end(group))


def _destination(plain: str, start: int) -> Iterator[str]:
    """Yield what may be the destination that begins at `start`: up to a blank, and up to a title or the bracket."""
    depth, end = 0, min(len(plain), start + _LONGEST)
    for at in range(start, end):
        char = plain[at]
        if char == "(" and plain[at - 1] != "\\":
            depth += 1
        elif char == ")" and plain[at - 1] != "\\":
            depth -= 1
            if depth < 0:
                whole = plain[start:at]
                yield whole.split()[0]
                yield _TITLE.sub("", whole).rstrip()
                return
        elif char == "\n" and plain[at - 1] == "\n":
            return


def _decoded(written: str) -> str:
    """Decode as a reference is: escapes, character references, percent signs but those of `#`, `%` and `?`."""
    text = unescape(_ESCAPED.sub(r"\1", written))
    return unquote(re.sub(r"%(23|25|3[fF])", r"%25\1", text), errors="replace") if "%" in text else text


def _is_indented(body: str, at: int) -> bool:
    """Tell whether a place is in a line that may be code, being indented after a blank line."""
    above, _, line = body[max(0, at - _LONGEST) : at].rpartition("\n")
    return line.startswith(("    ", "\t")) and not above.rpartition("\n")[2].strip()
