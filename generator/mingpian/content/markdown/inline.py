"""Finds in the source what is not CommonMark (formulas, wikilinks, components, attributes, bare URLs …) and holds it.

One scan over the few characters where such a piece can begin. Code and backslash escapes are stepped over.
The scan need not know Markdown to the letter: a piece held by mistake is restored by `held.settle`.
"""

import functools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from html import escape

from mingpian.content.markdown.attributes import parse_attributes
from mingpian.content.markdown.autolinks import mail_at, url_at
from mingpian.content.markdown.components import Found, apart, component_at, may_hold
from mingpian.content.markdown.destinations import destination_at
from mingpian.content.markdown.destinations import may_hold as may_hold_destination
from mingpian.content.markdown.document import Options, Ref
from mingpian.content.markdown.formulas import formula_at
from mingpian.content.markdown.scripts import HAN, KANA
from mingpian.content.markdown.stash import Stashed, placeholder

# What must occur somewhere in the text, and the character to stop at then.
_TRIGGERS = {"$": "$", "[[": "[", "{": "{", "://": ":", "www.": "w", "@": "@", "~": "~"}
_STOP = re.compile(r"\\.|``*|~~*|\[\[|\]\(|://|www\.|.", re.DOTALL)
_FENCE_LINE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*[ \t>]*\Z")
_LINE_LENGTH = 200  # before a fence: markers of quotes and lists
_WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\](?![\[(])")
_RUBY = re.compile(rf"\{{([{HAN}{KANA}]{{1,60}})((?:\\?\|[^{{}}|\n]{{1,60}}){{1,60}})\}}")
_ATTRIBUTES = re.compile(r"\{:?[ ]*((?:[#.][^\s{}#.=]|[A-Za-z][\w-]*=)[^{}\n]{0,400})\}")
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\Z", re.IGNORECASE)


class _Ticks:
    """Where each run of backticks stands, by length: an opening run finds its closing one at once."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = defaultdict(list)
        for run in re.finditer("``*", text):  # a literal first: the search skips to it
            self._runs[len(run[0])].append(run.start())

    def closing(self, length: int, after: int) -> int | None:
        runs = self._runs[length]
        index = bisect_right(runs, after)
        return runs[index] + length if index < len(runs) else None


def stash_inline(text: str, options: Options) -> tuple[str, list[Stashed]]:
    """Return the source with pieces held, and the pieces by number. Equal pieces share a number."""
    stops = "".join([stop for trigger, stop in _TRIGGERS.items() if trigger in text])
    stops += ":" if ":" not in stops and may_hold(text) else ""
    stops += "]" if may_hold_destination(text) else ""
    if not stops:
        return text, []
    next_stop = _stops(stops).search
    numbers: dict[Stashed, int] = {}
    pieces: list[str] = []
    ticks = _Ticks(text)
    last = position = 0
    while stop := next_stop(text, position):
        start, position, stashed = _at(text, stop.start(), last, ticks, options)
        if stashed:
            pieces += (text[last:start], apart(stashed, placeholder(numbers.setdefault(stashed, len(numbers)))))
            last = position
    return "".join((*pieces, text[last:])), list(numbers)


def spans(text: str, options: Options) -> Iterator[tuple[int, int, Stashed | None]]:
    """Yield from where to where pieces stand that are held; and code, which is no piece (None)."""
    next_stop = _stops("".join(_TRIGGERS.values()) + ":").search
    ticks = _Ticks(text)
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


def _at(text: str, at: int, since: int, ticks: _Ticks, options: Options) -> Found:
    """What begins at a stop, or around it: a URL is found at its colon, a mail address at its `@`."""
    stop = _STOP.match(text, at)
    word = stop[0] if stop else ""
    found: Found | None = None
    match word[:1]:
        case "`":
            return at, _after_code(text, at, len(word), ticks), None
        case "~":
            found = _tilde(text, at, len(word))
        case "$" if options.math:
            found = _formula(text, at)
        case "[" if len(word) == 2:
            found = _wikilink(text, at)
        case "]" if len(word) == 2:
            found = destination_at(text, at, options.trusted)
        case "{":
            found = _ruby(text, at) or _attributes(text, at)
        case ":" | "w" if len(word) > 1:
            found = url_at(text, at, since)
        case ":":
            found = component_at(text, at)
        case "@":
            found = mail_at(text, at, since)
    return found or (at, at + len(word), None)


def _after_code(text: str, start: int, length: int, ticks: _Ticks) -> int:
    """Where the code ends that a run of backticks begins; after the run itself if it begins none."""
    if length >= 3 and (end := _fence_end(text, start, length)):
        return end
    closing, after = ticks.closing(length, start), start + length
    if closing is None or "\n\n" in text[after : min(closing, after + 2_000)]:
        return after
    return closing


def _tilde(text: str, start: int, length: int) -> Found:
    """Step over a fence and `~~`. A lone tilde is a range (3~5 天), and not GFM's other strikethrough."""
    end = _fence_end(text, start, length) if length >= 3 else None
    return start, end or start + length, Stashed("literal", "~", "~", "~") if length == 1 else None


def _fence_end(text: str, start: int, length: int) -> int | None:
    """Where a fenced code block ends that opens at `start`, or None when no fence can open there."""
    line = text.rfind("\n", max(0, start - _LINE_LENGTH), start) + 1 or max(0, start - _LINE_LENGTH)
    if not _FENCE_LINE.match(text[line:start]):
        return None
    sign = text[start]
    info_end = text.find("\n", start) + 1 or len(text)
    if sign == "`" and "`" in text[start + length : info_end]:
        return None
    closing = re.compile(rf"^[ \t>]*{sign}{{{length},}}[ \t]*$", re.MULTILINE)
    match = closing.search(text, info_end)
    return match.end() if match else len(text)


def _formula(text: str, start: int) -> Found | None:
    found = formula_at(text, start)
    if not found:
        return None
    end, tex, display = found
    return start, end, Stashed("display" if display else "math", text[start:end], tex=tex)


def _wikilink(text: str, start: int) -> Found | None:
    """`[[target|label]]`; `![[photo.jpg|alt]]` is a picture, another `![[…]]` a link."""
    match = _WIKILINK.match(text, start)
    if not match:
        return None
    embedded = text[start - 1 : start] == "!" and text[start - 2 : start - 1] != "\\"
    target, label = match[1].strip().removesuffix("\\"), (match[2] or "").strip()
    start -= embedded
    picture = embedded and _PICTURE.search(target)
    ref = Ref("image" if picture else "wikilink", target, label)
    read = "" if picture else label or target
    return start, match.end(), Stashed("ref", text[start : match.end()], plain=read, ref=ref)


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
