"""The body as plain text: for search, summaries and counting."""

import re
from html import unescape

from mingpian.content.markdown.held import MORE, RESERVED, Held, plain
from mingpian.content.markdown.scripts import HANGUL, LETTERS

CHARACTERS_A_MINUTE = 400  # Chinese, silent reading of prose
WORDS_A_MINUTE = 220  # English, likewise
SUMMARY_CHARACTERS = 120  # full-width; a Latin letter counts half
SUMMARY_PARAGRAPHS = 8

_UNREAD = re.compile(
    r'<sup class="footnote-ref".*?</sup>|<(rt|rp|script|style|math|svg)\b.*?</\1>', re.DOTALL
)
_TAG = re.compile(r"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>|<[^>]*>")
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)
_FOOTNOTES = re.compile(r'<section class="footnotes".*', re.DOTALL)
_BACKREF = re.compile(r'<a [^>]*class="footnote-backref".*?</a>', re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_HAN_RUN = re.compile(f"[{LETTERS}]+")
_WORD = re.compile(rf"[0-9A-Za-z\u00aa-\u1fff{HANGUL}]+(?:[-'’.,][0-9A-Za-z\u00aa-\u1fff{HANGUL}]+)*")
_LEFT_OVER = re.compile(f"[{RESERVED}]")
_CLOSERS = "”’」』）》〉】\"')]}"
_SENTENCE_END = re.compile(rf"(?:[。！？…]+|[.!?]+(?=[{_CLOSERS}]*(?:\s|\Z)))[{_CLOSERS}]*")
_PAUSE = re.compile(r"[，、；：,;:\s]")


def visible(html: str) -> str:
    """What of the HTML is read as text: no tags, footnote numbers, ruby readings, formulas."""
    if "<sup" in html or "<r" in html or "<s" in html or "<math" in html:
        html = _UNREAD.sub("", html)
    text = _TAG.sub("", html)
    return unescape(text) if "&" in text else text


def body_text(html: str, held: list[Held]) -> str:
    """The whole body, one block a line."""
    if "footnote-backref" in html:
        html = _BACKREF.sub("", html)
    text = _LEFT_OVER.sub("", plain(visible(html), held))
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def without_code(html: str) -> str:
    """The HTML less its code blocks."""
    return _PRE.sub("", html) if "<pre" in html else html


def summary(html: str, held: list[Held]) -> str:
    """The text above <!--more-->, or as many of the first sentences as a card has room for."""
    above, more, _ = html.partition(MORE)
    main = _FOOTNOTES.sub("", above) if "footnotes" in above else above
    if more:
        return " ".join(body_text(_HEADING.sub("", without_code(main)), held).split())
    paragraphs = []
    for found in _PARAGRAPH.finditer(main):
        text = body_text(found[1], held)
        if text:
            paragraphs.append(" ".join(text.split()))
        if len(paragraphs) == SUMMARY_PARAGRAPHS or sum(map(len, paragraphs)) > 4 * SUMMARY_CHARACTERS:
            break
    return shorten(_joined(paragraphs), SUMMARY_CHARACTERS)


def shorten(text: str, room: int) -> str:
    """Cut at the end of a sentence within `room` full-width characters; else at a pause, with an ellipsis."""
    limit = _reach(text, room)
    if limit >= len(text):
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, _reach(text, room * 1.25))]
    fitting = [end for end in ends if end >= limit / 3]
    if fitting:
        return text[: min(fitting, key=lambda end: abs(end - limit))].rstrip()
    pauses = [found.start() for found in _PAUSE.finditer(text, 0, limit) if found.start() >= limit / 2]
    return text[: pauses[-1] if pauses else limit].rstrip() + "…"


def count(html: str, held: list[Held]) -> tuple[int, int]:
    """Words and minutes of reading; code and formulas do not count."""
    text = plain(visible(without_code(html)), held)
    characters = sum(map(len, _HAN_RUN.findall(text)))
    words = len(_WORD.findall(text))
    minutes = characters / CHARACTERS_A_MINUTE + words / WORDS_A_MINUTE
    return characters + words, max(1, round(minutes)) if characters + words else 0


def _joined(paragraphs: list[str]) -> str:
    """Set paragraphs in one line; between Chinese ones no space is needed."""
    line = ""
    for text in paragraphs:
        line += text if not line or line[-1] > "\u2fff" else f" {text}"
    return line


def _reach(text: str, room: float) -> int:
    """How many characters of the text fit into `room` full-width ones."""
    for index, character in enumerate(text):
        room -= 1 if character > "\u2e7f" else 0.5
        if room < 0:
            return index
    return len(text)
