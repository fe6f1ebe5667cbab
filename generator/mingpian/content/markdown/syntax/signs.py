"""Text set off by signs: ==marked==, H~2~O, x^2^; and emoji by name, `:smile:`.

Lone tildes and carets are far more often a range (3~5 天), a face (^_^) or a power in prose than markup: only what
stands without blanks behind a letter or a bracket counts (Pandoc's rule, narrowed).
"""

import functools
import re
from html import escape

from mingpian.content.markdown.markup import is_whole
from mingpian.content.markdown.scripts import HAN, KANA
from mingpian.content.markdown.stash import PLACEHOLDER, Stashed, stashed_at
from mingpian.core.patterns import lazy_pattern

_INSIDE = rf"[0-9A-Za-z{HAN}{KANA}Α-ω+\-−*/=,.()′″∞]{{1,40}}"
_SUBSCRIPT = lazy_pattern(rf"(?<=[A-Za-z)\]}}Α-ω′])~({_INSIDE})~(?!~)")
_SUPERSCRIPT = lazy_pattern(rf"(?<=[0-9A-Za-z)\]}}Α-ω′~])\^({_INSIDE})\^")
_NOTED = lazy_pattern(r"\^(\[?[0-9][0-9,，–-]{0,20}\]?)\^")  # behind Chinese: a number, as of a source
_FACE = lazy_pattern(r"[-.,oOω]{1,3}\Z")
_EMOJI = lazy_pattern(r":([a-z0-9+-][a-z0-9_+-]{0,50}):")

Found = tuple[int, int, Stashed]


def mark_at(text: str, start: int, length: int) -> Found | None:
    """Return the sign that may begin or end marked text; `marked` finds out which it does."""
    if length != 2:
        return None
    before, behind = text[start - 1 : start], text[start + 2 : start + 3]
    opens, closes = bool(behind.strip()), bool(before.strip())
    within_word = (before + behind).isascii() and before.isalnum() and behind.isalnum()
    if within_word or not (opens or closes):
        return None  # `a==b`, `a == b`
    html = "" if opens and closes else "<mark>" if opens else "</mark>"
    return start, start + 2, Stashed("mark", "==", html)


def marked(html: str, stash: list[Stashed]) -> str:
    """Pair the signs of marked text within what the engine made of it; one that has no partner is shown."""
    pieces: list[str] = []
    opened: tuple[int, int] | None = None  # index in pieces, place in the HTML behind it
    last = 0
    for match in PLACEHOLDER.finditer(html):
        piece = stashed_at(stash, match[1])
        if piece.kind != "mark":
            continue
        pieces += (html[last : match.start()], "==")
        last = match.end()
        is_pair = opened and piece.html != "<mark>" and is_whole(html[opened[1] : match.start()])
        if opened and is_pair:
            pieces[opened[0]], pieces[-1] = "<mark>", "</mark>"
        opened = None if is_pair or piece.html == "</mark>" else (len(pieces) - 1, match.end())
    return "".join((*pieces, html[last:])) if pieces else html


def subscript_at(text: str, start: int) -> Found | None:
    """`H~2~O`; never a range (100~200~) nor a drawn-out word (好~呀~)."""
    match = _SUBSCRIPT.match(text, start)
    return (start, match.end(), _literal("sub", match)) if match else None


def superscript_at(text: str, start: int) -> Found | None:
    """`x^2^`, 1^st^, and the number of a source behind Chinese: 如前所述^[1]^."""
    match = _SUPERSCRIPT.match(text, start)
    if not match or _FACE.match(match[1]):
        before = text[start - 1 : start]
        match = _NOTED.match(text, start) if before.strip() and not before.isascii() else None
    return (start, match.end(), _literal("sup", match)) if match else None


def _literal(tag: str, found: re.Match[str]) -> Stashed:
    return Stashed("literal", found[0], f"<{tag}>{escape(found[1], quote=False)}</{tag}>", found[1])


def may_hold_emoji(text: str) -> bool:
    """Tell whether an emoji by name can stand in the text at all."""
    return _EMOJI.search(text) is not None


def emoji_at(text: str, start: int, is_behind_piece: bool) -> Found | None:
    """`:smile:`, by GitHub's names; never a part of a word, a time or an address."""
    before = text[start - 1 : start]
    if (before.isascii() and before.isalnum()) or (before in (":", "/") and not is_behind_piece):
        return None
    match = _EMOJI.match(text, start)
    character = emoji(match[1]) if match else ""
    return (start, match.end(), Stashed("literal", match[0], character, character)) if match and character else None


@functools.lru_cache(maxsize=4_096)
def emoji(name: str) -> str:
    """Return the emoji that GitHub calls so; empty when there is none."""
    from comrak import ExtensionOptions, markdown_to_html

    made = markdown_to_html(f":{name}:", ExtensionOptions(shortcodes=True))
    character = made.removeprefix("<p>").removesuffix("</p>\n")
    return "" if ":" in character or "<" in character else character
