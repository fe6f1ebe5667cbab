"""Puts what is not Markdown out of an engine's reach and back: in text as the piece, in code as its source.

A held piece is a number between two marks. To either engine that is a plain word, so neither emphasis nor a
table's bars nor its own URL rule can cut the piece. Holding too much does no harm: `restore` restores the
source wherever the engine turns out to have seen code, an attribute or the text of a link.
"""

import re
from html import escape
from typing import Literal
from urllib.parse import quote

import msgspec

from mingpian.content.markdown.document import Ref
from mingpian.core.patterns import lazy_pattern

MARK = "\ufdd0"  # U+FDD0–FDD3: noncharacters, which no text may carry in interchange
OPEN_TASK = "\ufdd1"
DONE_TASK = "\ufdd2"
MORE = "\ufdd3"
CONTENTS = "\ufdd6"  # U+FDD4 and U+FDD5 are used in formulas
RESERVED = MARK + OPEN_TASK + DONE_TASK + MORE + CONTENTS

StashKind = Literal[
    "math",
    "display",
    "ref",
    "ruby",
    "attributes",
    "url",
    "literal",
    "raw",
    "component",
    "closing",
    "span",
    "destination",
    "mark",
    "embed",
    "anchor",
]


class Stashed(msgspec.Struct, frozen=True):
    """A piece of source and what it means where it stands in text."""

    kind: StashKind
    source: str
    html: str = ""  # of ruby, a URL, a literal and raw HTML; the name of an anchor; what a mark is for certain
    plain: str = ""  # what a reader reads, without markup
    tex: str = ""
    ref: Ref | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    leaf: bool = False  # of a component: it has no text of its own


PLACEHOLDER = re.compile(f"{MARK}([0-9]+){MARK}")
_QUOTED_MARK = quote(MARK)
_QUOTED_PLACEHOLDER = re.compile(f"{_QUOTED_MARK}([0-9]+){_QUOTED_MARK}")
# Only tags that change what a piece means are stopped at.
_TOKEN = lazy_pattern(rf"<(/?)(pre|code|kbd|samp|textarea|a)(?=[\s>])|{MARK}([0-9]+){MARK}")
_IN_ADDRESS = ('href="', 'src="')
_RAW_NAMES = "(script|style|textarea|svg|math)"
_RAW_START = re.compile(rf"<{_RAW_NAMES}\b", re.IGNORECASE)
_RAW = lazy_pattern(rf"<!--(?:-?>|.*?(?:-->|\Z))|<{_RAW_NAMES}\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def placeholder(number: int) -> str:
    """The word that stands for a held piece."""
    return f"{MARK}{number}{MARK}"


def stashed_at(stash: list[Stashed], number: str) -> Stashed:
    """The piece of that number. A forged number (written as a character reference) means nothing."""
    index = int(number) if len(number) < 9 else len(stash)
    return stash[index] if index < len(stash) else Stashed("literal", "\ufffd", "\ufffd", "\ufffd")


def stash_raw_html(html: str, stash: list[Stashed]) -> str:
    """Hold raw HTML that is no text of the body: scripts, styles, drawings. Comments go."""
    if "<!" not in html and not _RAW_START.search(html):
        return html

    def aside(found: re.Match[str]) -> str:
        if found[0].startswith("<!--"):
            return ""
        stash.append(Stashed("raw", "", restore_sources(found[0], stash)))
        return placeholder(len(stash) - 1)

    return _RAW.sub(aside, html)


def restore(html: str, stash: list[Stashed]) -> str:
    """Restore the source inside code, attributes and link texts; turn URLs and literals in text into HTML."""
    if _QUOTED_MARK in html:
        html = _QUOTED_PLACEHOLDER.sub(lambda found: _in_url(stashed_at(stash, found[1])), html)
    pieces: list[str] = []
    verbatim = links = last = 0
    in_tag = False
    for token in _TOKEN.finditer(html):
        between = html[last : token.start()]
        if "<" in between or ">" in between:
            in_tag = between.rfind("<") > between.rfind(">")
        pieces.append(between)
        last = token.end()
        closing, name, number = token.groups()
        if number is not None and between.endswith(_IN_ADDRESS) and stashed_at(stash, number).kind == "destination":
            pieces.append(_in_url(stashed_at(stash, number)))  # an engine that does not encode what it puts there
            continue
        if number is not None:
            pieces.append(_restored(stashed_at(stash, number), token[0], in_tag or verbatim > 0, links > 0))
            continue
        pieces.append(token[0])
        in_tag = True
        step = -1 if closing else 1
        if name == "a":
            links = max(0, links + step)
        else:
            verbatim = max(0, verbatim + step)
    pieces.append(html[last:])
    return "".join(pieces)


def restore_sources(text: str, stash: list[Stashed]) -> str:
    """Put every held piece back as it was written."""
    return PLACEHOLDER.sub(lambda found: stashed_at(stash, found[1]).source, text)


def restore_plain(text: str, stash: list[Stashed]) -> str:
    """Put every held piece back as it is read."""
    return PLACEHOLDER.sub(lambda found: stashed_at(stash, found[1]).plain, text)


def _restored(piece: Stashed, word: str, verbatim: bool, linked: bool) -> str:
    if verbatim:
        return escape(piece.source)
    if linked and piece.kind in ("url", "ref", "span"):
        return escape(piece.plain)
    if piece.kind == "destination":
        return escape(piece.source)
    return piece.html if piece.kind in ("url", "literal") else word


def _in_url(piece: Stashed) -> str:
    if piece.kind == "destination":  # in an attribute, which its own attributes follow
        more = "".join(f'" {name}="{escape(value)}' for name, value in piece.attributes)
        return escape(piece.plain) + more
    return escape(quote(piece.source, safe="/:?#@!$&'()*+,;=%~"))
