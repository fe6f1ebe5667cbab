"""The body as plain text: for search, summaries and counting."""

import re
from collections.abc import Iterable

import msgspec

from mingpian.content.markdown.document import TitlePlace
from mingpian.content.markdown.entities import unescaped
from mingpian.content.markdown.scripts import HANGUL, LETTERS
from mingpian.content.markdown.stash import MORE, RESERVED, Stashed, restore_plain
from mingpian.core.patterns import lazy_pattern

CHARACTERS_A_MINUTE = 400  # Chinese, silent reading of prose
WORDS_A_MINUTE = 220  # English, likewise
SUMMARY_CHARACTERS = 120  # full-width; a Latin letter counts a third: about 60 words
SUMMARY_PARAGRAPHS = 8

# Each of these reads on to its own end tag at most once, or to the end of the text: unclosed tags cost no squares.
_UNREAD = lazy_pattern(
    r'<sup class="footnote-ref".*?(?:</sup>|\Z)|<(rt|rp|script|style|math|svg)\b.*?(?:</\1>|\Z)', re.DOTALL
)
_TAG = lazy_pattern(r"<[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+>|<[^<>]*>")
_PRE = lazy_pattern(r"(<pre\b.*?(?:</pre>|\Z))", re.DOTALL)
_HEADING = lazy_pattern(r"<h([1-6])\b.*?(?:</h\1>|\Z)", re.DOTALL)
_BACKREF = lazy_pattern(r'<a [^<>]*class="footnote-backref"[^<>]*>[^<]*(?:<sup[^<]*</sup>)?</a>')
_PARAGRAPH = lazy_pattern(r"<p>([^<]*+(?:<(?!/?p>)[^<]*+)*+)</p>")
_OTHER = f"0-9A-Za-z\u00aa-\u1fff{HANGUL}"
_COUNTED = lazy_pattern(rf"([{LETTERS}]++)|[{_OTHER}]++(?:[-'’.,][{_OTHER}]++)*+")  # group: what counts by character
_CLOSERS = re.escape("”’」』）》〉】\"')]}")
_SENTENCE_END = lazy_pattern(rf"(?:[。！？…]+|[.!?]+(?=[{_CLOSERS}]*(?:\s|\Z)))[{_CLOSERS}]*")
_OPENS, _CLOSES = "\ufdd4", "\ufdd5"  # noncharacters, which no text holds here
_MENTION = lazy_pattern(f"{_OPENS}([^{_OPENS}{_CLOSES}]*){_CLOSES}")
_PAUSE = lazy_pattern(r"[，、；：,;:\s]")


def html_text(html: str) -> str:
    """What of the HTML is read as text: no tags, footnote numbers, ruby readings, formulas."""
    if "<" in html:
        if "<sup" in html or "<r" in html or "<s" in html or "<math" in html:
            html = _UNREAD.sub("", html)
        html = _TAG.sub("", html)
    return unescaped(html)


def read_prose(html: str, stash: list[Stashed]) -> tuple[str, int, int]:
    """The whole body as text, one block a line; its words and minutes of reading, code left out."""
    if "footnote-backref" in html:
        html = _BACKREF.sub("", html)
    texts = [html_text(piece) for piece in _PRE.split(html)] if "<pre" in html else [html_text(html)]
    whole = _without_placeholders("".join(texts), stash)
    prose = _without_placeholders("".join(texts[::2]), stash) if len(texts) > 1 else whole
    runs = _COUNTED.findall(prose)
    characters, words = sum(map(len, runs)), runs.count("")
    minutes = characters / CHARACTERS_A_MINUTE + words / WORDS_A_MINUTE
    lines = "\n".join([line for line in map(str.strip, whole.split("\n")) if line])
    return lines, characters + words, max(1, round(minutes)) if characters + words else 0


def summarise(html: str, stash: list[Stashed]) -> tuple[str, tuple[TitlePlace, ...]]:
    """The text above <!--more-->, or as many of the first sentences as a card has room for; and what it mentions."""
    named = [_bracketed(piece) for piece in stash]
    return _with_mentions(_summary(html, named))


def _summary(html: str, stash: list[Stashed]) -> str:
    above, more, _ = html.partition(MORE)
    if more:
        return _line(_HEADING.sub("", _PRE.sub("", above)), stash)
    paragraphs: list[str] = []
    room = 3 * SUMMARY_CHARACTERS
    for match in _PARAGRAPH.finditer(html, 0, max(0, html.find('<section class="footnotes"')) or len(html)):
        text = _line(match[1], stash)
        if text:
            paragraphs.append(text)
            room -= len(text)
        if len(paragraphs) == SUMMARY_PARAGRAPHS or room < 0:
            break
    return shorten(run_on(paragraphs), SUMMARY_CHARACTERS)


def _bracketed(piece: Stashed) -> Stashed:
    """Put marks around what a link without a label is read as, to find it again."""
    if piece.ref is None or piece.ref.kind not in ("wikilink", "embed") or piece.ref.text:
        return piece
    return msgspec.structs.replace(piece, plain=f"{_OPENS}{piece.ref.target}{_CLOSES}")


def _with_mentions(marked: str) -> tuple[str, tuple[TitlePlace, ...]]:
    if _OPENS not in marked:
        return marked, ()
    text, mentions, last = "", list[TitlePlace](), 0
    for match in _MENTION.finditer(marked):
        text += marked[last : match.start()]
        mentions.append(TitlePlace(len(text), len(text) + len(match[1]), match[1]))
        text += match[1]
        last = match.end()
    rest = marked[last:].replace(_OPENS, "")  # one that was cut
    return text + rest, tuple(mentions)


def shorten(text: str, room: int) -> str:
    """Cut at the end of a sentence within `room` full-width characters; else at a pause, with an ellipsis."""
    limit = _reach(text, room)
    if limit >= len(text):
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, _reach(text, room * 1.25))]
    fitting = [end for end in ends if end >= limit / 3]
    if fitting:
        return text[: min(fitting, key=lambda end: abs(end - limit))].rstrip()
    pauses = [match.start() for match in _PAUSE.finditer(text, 0, limit) if match.start() >= limit / 2]
    return text[: pauses[-1] if pauses else limit].rstrip() + "…"


def _line(html: str, stash: list[Stashed]) -> str:
    return " ".join(_without_placeholders(html_text(html), stash).split())


def _without_placeholders(text: str, stash: list[Stashed]) -> str:
    text = restore_plain(text, stash) if stash else text
    for character in RESERVED:
        if character in text:
            text = text.replace(character, "")
    return text


def run_on(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as one line; behind a Chinese one no space is needed."""
    line = ""
    for text in paragraphs:
        wide = line.rstrip("”’…—")[-1:] > "\u2fff" or not line
        line += text if wide else f" {text}"
    return line


def _reach(text: str, room: float) -> int:
    """How many characters of the text fit into `room` full-width ones; three others take the room of one."""
    for index, character in enumerate(text):
        room -= 1 if character > "\u2e7f" else 1 / 3
        if room < 0:
            return index
    return len(text)
