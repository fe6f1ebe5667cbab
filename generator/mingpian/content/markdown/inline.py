"""Finds in the source what is not CommonMark (formulas, wikilinks, ruby, attributes, bare URLs) and holds it.

One scan over the few characters where such a piece can begin. Code and backslash escapes are stepped over.
The scan need not know Markdown to the letter: a piece held by mistake is restored by `held.settle`.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from html import escape

from mingpian.content.markdown.attributes import parse_attributes
from mingpian.content.markdown.autolinks import mail_at, url_at
from mingpian.content.markdown.document import Options, Ref
from mingpian.content.markdown.formulas import formula_at
from mingpian.content.markdown.held import Held, place
from mingpian.content.markdown.scripts import HAN, KANA

_TRIGGERS = ("$", "[[", "{", "://", "www.", "@", "~")
_STOP = re.compile(r"\\.|`+|~+|\$|!?\[\[|\{|https?://|www\.|@", re.DOTALL)
_FENCE_LINE = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*[ \t>]*\Z")
_LINE_LENGTH = 200  # before a fence: markers of quotes and lists
_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\](?![\[(])")
_RUBY = re.compile(rf"\{{([{HAN}{KANA}]{{1,60}})((?:\\?\|[^{{}}|\n]{{1,60}}){{1,60}})\}}")
_ATTRIBUTES = re.compile(r"\{:?[ ]*((?:[#.][^\s{}#.=]|[A-Za-z][\w-]*=)[^{}\n]{0,400})\}")
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\Z", re.IGNORECASE)

Found = tuple[int, int, Held | None]  # start, end, what is held there


class _Ticks:
    """Where each run of backticks stands, by length: an opening run finds its closing one at once."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = defaultdict(list)
        for run in re.finditer("`+", text):
            self._runs[len(run[0])].append(run.start())

    def closing(self, length: int, after: int) -> int | None:
        runs = self._runs[length]
        index = bisect_right(runs, after)
        return runs[index] + length if index < len(runs) else None


def hold(text: str, options: Options) -> tuple[str, list[Held]]:
    """Return the source with pieces held, and the pieces by number. Equal pieces share a number."""
    if not any(trigger in text for trigger in _TRIGGERS):
        return text, []
    numbers: dict[Held, int] = {}
    pieces: list[str] = []
    ticks = _Ticks(text)
    last = position = 0
    while stop := _STOP.search(text, position):
        start, position, held = _at(text, stop, last, ticks, options)
        if held:
            pieces += (text[last:start], place(numbers.setdefault(held, len(numbers))))
            last = position
    return "".join((*pieces, text[last:])), list(numbers)


def _at(text: str, stop: re.Match[str], since: int, ticks: _Ticks, options: Options) -> Found:
    start, word = stop.start(), stop[0]
    found: tuple[int, Held] | None = None
    match word[0]:
        case "`":
            return start, _after_code(text, stop, ticks), None
        case "~":
            return _tilde(text, stop)
        case "$" if options.math:
            found = _formula(text, start)
        case "[" | "!":
            found = _wikilink(text, start)
        case "{":
            found = _ruby(text, start) or _attributes(text, start)
        case "h" | "w":
            held = url_at(text, start)
            found = (start + len(held.source), held) if held else None
        case "@":
            mail = mail_at(text, start, since)
            if mail:
                return mail[0], mail[0] + len(mail[1].source), mail[1]
    return (start, *found) if found else (start, stop.end(), None)


def _after_code(text: str, stop: re.Match[str], ticks: _Ticks) -> int:
    """Where the code ends that a run of backticks begins; after the run itself if it begins none."""
    if len(stop[0]) >= 3 and (end := _fence_end(text, stop)):
        return end
    closing = ticks.closing(len(stop[0]), stop.start())
    if closing is None or "\n\n" in text[stop.end() : min(closing, stop.end() + 2_000)]:
        return stop.end()
    return closing


def _tilde(text: str, stop: re.Match[str]) -> Found:
    """Step over a fence and `~~`. A lone tilde is a range (3~5 天), and not GFM's other strikethrough."""
    end = _fence_end(text, stop) if len(stop[0]) >= 3 else None
    lone = Held("literal", "~", "~", "~") if len(stop[0]) == 1 else None
    return stop.start(), end or stop.end(), lone


def _fence_end(text: str, stop: re.Match[str]) -> int | None:
    """Where a fenced code block ends that opens at `stop`, or None when no fence can open there."""
    start = stop.start()
    line = text.rfind("\n", max(0, start - _LINE_LENGTH), start) + 1 or max(0, start - _LINE_LENGTH)
    if not _FENCE_LINE.match(text[line:start]):
        return None
    info = text[stop.end() : (text.find("\n", stop.end()) + 1 or len(text))]
    if stop[0][0] == "`" and "`" in info:
        return None
    closing = re.compile(rf"^[ \t>]*{re.escape(stop[0])}{stop[0][0]}*[ \t]*$", re.MULTILINE)
    found = closing.search(text, stop.end() + len(info))
    return found.end() if found else len(text)


def _formula(text: str, start: int) -> tuple[int, Held] | None:
    found = formula_at(text, start)
    if not found:
        return None
    end, tex, display = found
    return end, Held("display" if display else "math", text[start:end], tex=tex)


def _wikilink(text: str, start: int) -> tuple[int, Held] | None:
    found = _WIKILINK.match(text, start)
    if not found:
        return None
    target, label = found[1].strip().removesuffix("\\"), (found[2] or "").strip()
    picture = found[0][0] == "!" and _PICTURE.search(target)
    ref = Ref("image" if picture else "wikilink", target, label)
    return found.end(), Held("ref", found[0], plain="" if picture else label or target, ref=ref)


def _ruby(text: str, start: int) -> tuple[int, Held] | None:
    """`{漢字|かん|じ}`: one reading a character, or one for the whole word (HTML, the ruby element)."""
    found = _RUBY.match(text, start)
    if not found:
        return None
    base, readings = found[1], found[2].replace("\\|", "|")[1:].split("|")
    if len(readings) not in (1, len(base)):
        return None
    bases = [base] if len(readings) == 1 else list(base)
    pairs = zip(bases, readings, strict=True)
    html = "".join(f"{one}<rp>(</rp><rt>{escape(reading)}</rt><rp>)</rp>" for one, reading in pairs)
    return found.end(), Held("ruby", found[0], f"<ruby>{html}</ruby>", base)


def _attributes(text: str, start: int) -> tuple[int, Held] | None:
    found = _ATTRIBUTES.match(text, start)
    attributes = parse_attributes(found[1]) if found else ()
    if not found or not attributes:
        return None
    return found.end(), Held("attributes", found[0], plain=found[0], attributes=attributes)
