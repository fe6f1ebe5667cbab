"""Finds in the source what is not CommonMark (formulas, wikilinks, components, attributes, bare URLs …) and holds it.

One scan over the few characters where such a piece can begin. Code and backslash escapes are stepped over.
The scan need not know Markdown to the letter: a piece held by mistake is restored by `held.settle`.
"""

import functools
import re
from collections.abc import Callable, Iterator
from html import escape

from mingpian.content.markdown.blocks import block_name_at
from mingpian.content.markdown.destinations import destination_at
from mingpian.content.markdown.destinations import may_hold as may_hold_destination
from mingpian.content.markdown.document import Options
from mingpian.content.markdown.scripts import HAN, KANA
from mingpian.content.markdown.stash import Stashed, placeholder
from mingpian.content.markdown.syntax.attributes import parse_attributes
from mingpian.content.markdown.syntax.autolinks import mail_at, url_at
from mingpian.content.markdown.syntax.codespans import Ticks, after
from mingpian.content.markdown.syntax.components import Found, apart, component_at, may_hold
from mingpian.content.markdown.syntax.formulas import bracketed_at, formula_at
from mingpian.content.markdown.syntax.signs import emoji_at, mark_at, may_hold_emoji, subscript_at, superscript_at
from mingpian.content.markdown.syntax.unclosed import may_hold as may_lack_an_end
from mingpian.content.markdown.syntax.unclosed import unclosed_at
from mingpian.content.markdown.syntax.wikilinks import wikilink_at
from mingpian.core.patterns import lazy_pattern

# What must occur somewhere in the text, and the character to stop at then.
_TRIGGERS = {"$": "$", "[[": "[", "{": "{", "://": ":", "www.": "w", "@": "@", "~": "~", "==": "="}
_STOP = re.compile(r"\\.|``*|~~*|==*|\[\[|\]\(|://|www\.|.", re.DOTALL)
_RUBY = lazy_pattern(rf"\{{([{HAN}{KANA}]{{1,60}})((?:\\?\|[^{{}}|\n]{{1,60}}){{1,60}})\}}")
_ATTRIBUTES = lazy_pattern(r"\{:?[ ]*((?:[#.][^\s{}#.=]|[A-Za-z][\w-]*=)[^{}\n]{0,400})\}")


def stash_inline(text: str, options: Options) -> tuple[str, list[Stashed]]:
    """Return the source with pieces held, and the pieces by number. Equal pieces share a number."""
    stops = "".join([stop for trigger, stop in _TRIGGERS.items() if trigger in text])
    stops += ":" if ":" not in stops and (may_hold(text) or may_hold_emoji(text)) else ""
    stops += "^" if text.count("^") > text.count("[^") else ""
    stops += "<" if may_lack_an_end(text) else ""
    stops += "]" if may_hold_destination(text) else ""
    if not stops and not (options.math and "\\" in text):
        return text, []
    next_stop = _stops(stops).search
    numbers: dict[Stashed, int] = {}
    pieces: list[str] = []
    ticks = Ticks(text)
    last = position = 0
    while stop := next_stop(text, position):
        start, position, stashed = _at(text, stop.start(), last, ticks, options)
        if stashed:
            pieces += (text[last:start], apart(stashed, placeholder(numbers.setdefault(stashed, len(numbers)))))
            last = position
    return "".join((*pieces, text[last:])), list(numbers)


def spans(text: str, options: Options) -> Iterator[tuple[int, int, Stashed | None]]:
    """Yield from where to where pieces stand that are held; and code, which is no piece (None)."""
    next_stop = _stops("".join(_TRIGGERS.values()) + ":^<").search
    ticks = Ticks(text)
    last = position = 0
    while stop := next_stop(text, position):
        start, position, stashed = _at(text, stop.start(), last, ticks, options)
        run = len(stop[0]) if (word := _STOP.match(text, start)) is None else len(word[0])
        if stashed or (text[start] in "`~" and position - start > run):
            yield start, position, stashed
            last = position


@functools.cache
def _stops(characters: str) -> "re.Pattern[str]":
    """One class of characters, which a search skips to quickly; code and escapes always count."""
    return re.compile(f"[`\\\\{re.escape(characters)}]")


def _at(text: str, at: int, since: int, ticks: Ticks, options: Options) -> Found:
    """What begins at a stop, or around it: a URL is found at its colon, a mail address at its `@`."""
    stop = _STOP.match(text, at)
    word = stop[0] if stop else ""
    found: Found | None = None
    match word[:1]:
        case "\\" if options.math and word[1:] in ("(", "[", "b"):
            found = _formula(text, at, bracketed_at)
        case "`":
            return at, after(text, at, word, ticks), None
        case "~":
            found = _tilde(text, at, word, ticks)
        case "$" if options.math:
            found = _formula(text, at)
        case "[" if len(word) == 2:
            found = wikilink_at(text, at)
        case "]" if len(word) == 2:
            found = destination_at(text, at, options.trusted)
        case ":" | "w" if len(word) > 1:
            found = url_at(text, at, since)
        case _:
            found = _sign_at(text, at, word, since)
    return found or (at, at + len(word), None)


def _sign_at(text: str, at: int, word: str, since: int) -> Found | None:
    """What begins at a sign that means something by what stands around it."""
    match word[:1]:
        case "<":
            return unclosed_at(text, at)
        case "=":
            return mark_at(text, at, len(word))
        case "^":
            return block_name_at(text, at) or superscript_at(text, at)
        case "{":
            return _ruby(text, at) or _attributes(text, at)
        case ":":
            return component_at(text, at) or emoji_at(text, at, at == since)
        case "@":
            return mail_at(text, at, since)
    return None


def _tilde(text: str, start: int, run: str, ticks: Ticks) -> Found:
    """Step over a fence and `~~`. A lone tilde is a range (3~5 天), and not GFM's other strikethrough."""
    if len(run) > 1:
        return start, after(text, start, run, ticks), None
    return subscript_at(text, start) or (start, start + 1, Stashed("literal", "~", "~", "~"))


def _formula(
    text: str, start: int, read: Callable[[str, int], tuple[int, str, bool] | None] = formula_at
) -> Found | None:
    found = read(text, start)
    if not found:
        return None
    end, tex, display = found
    return start, end, Stashed("display" if display else "math", text[start:end], tex=tex)


def _ruby(text: str, start: int) -> Found | None:
    """`{漢字|かん|じ}`: one reading a character, or one for the whole word (HTML, the ruby element)."""
    match = _RUBY.match(text, start)
    if not match:
        return None
    base, readings = match[1], match[2].replace("\\|", "|")[1:].split("|")
    if len(readings) not in (1, len(base)):
        return None
    bases = [base] if len(readings) == 1 else list(base)
    pairs = zip(bases, readings, strict=True)
    html = "".join(f"{one}<rp>(</rp><rt>{escape(reading)}</rt><rp>)</rp>" for one, reading in pairs)
    return start, match.end(), Stashed("ruby", match[0], f"<ruby>{html}</ruby>", base)


def _attributes(text: str, start: int) -> Found | None:
    match = _ATTRIBUTES.match(text, start)
    attributes = parse_attributes(match[1]) if match else ()
    if not match or not attributes:
        return None
    return start, match.end(), Stashed("attributes", match[0], plain=match[0], attributes=attributes)
