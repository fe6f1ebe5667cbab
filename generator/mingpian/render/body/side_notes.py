"""Footnotes beside the lines that they belong to, for a theme that has room there.

The list at the foot of the text stays what screen readers, the keyboard and paper have. What stands beside a line is a
copy for eyes alone: out of the accessibility tree and of the tab order, and `hidden` until a theme's style shows it.
"""

import re

from mingpian.core.patterns import lazy_pattern

_NOTE = lazy_pattern(r'<li id="([^"]+)">\s*<p>([^<]*+(?:<(?!/?p\b|/li>)[^<]*+)*+)</p>\s*</li>')
_BACK = lazy_pattern(r'\s*<a [^<>]*class="footnote-backref"[^<>]*>.*?</a>(?:<sup[^<>]*>\d*</sup></a>)?', re.DOTALL)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>")
_REFERENCE = re.compile(r'<sup class="footnote-ref"><a href="#([^"]+)"[^<>]*>([^<>]*)</a></sup>')
_SECTION = '<section class="footnotes"'
_ID = re.compile(r' id="[^"]*"')
_TAG = re.compile(r"<math\b.*?</math>|</?([a-z0-9]+)", re.DOTALL)
_PLAIN = frozenset({
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby",
    "s", "small", "span", "strong", "sub", "sup",
})  # fmt: skip


def with_side_notes(html: str) -> str:
    """Return a body with a copy of each short footnote after the first reference to it, where that is in a paragraph.

    Notes of more than a paragraph, and those that hold more than words, stay at the foot alone.
    """
    text, section, foot = html.partition(_SECTION)
    notes = {name: note for name, body in _NOTE.findall(foot) if (note := _copy(body))}

    def beside(found: re.Match[str]) -> str:
        note = notes.pop(found[1], "") if _in_paragraph(text, found.start()) else ""
        number = f"<sup>{found[2]}</sup> "
        return found[0] + (f'<span class="side-note" aria-hidden="true" hidden>{number}{note}</span>' if note else "")

    return (_REFERENCE.sub(beside, text) if notes else text) + section + foot


def _in_paragraph(text: str, place: int) -> bool:
    closed = text.rfind("</p>", 0, place)
    return _PARAGRAPH.search(text, max(closed, 0), place) is not None and text.find("</p>", place) >= 0


def _copy(body: str) -> str:
    """Return a note without ways back, ids and tab stops; empty when it holds more than words."""
    words = _BACK.sub("", body).strip()
    if any(name and name not in _PLAIN for name in _TAG.findall(words)):
        return ""
    return _ID.sub("", words).replace("<a ", '<a tabindex="-1" ')
