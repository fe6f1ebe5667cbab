"""Reads the YAML that most front matter is: lines of a name and a value that can mean but one thing.

A value is a text, bare or in quotes; or a list of such, in brackets or an item a line, or of sets of names with texts.
Patterns take a quarter of the time that a parser takes, which makes an object with two places of every text. What is
written otherwise is left to the parser; a test compares the two.
"""

from typing import Any

import msgspec

from mingpian.core.patterns import lazy_pattern

LONGEST = 8_000  # characters; a parser would see fewer values than it may
NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_TEXT = r'"[^"\\\n]*+"'
_QUOTED = rf"(?:{_TEXT}|'[^'\n]*+')"
_BARE = r"\w(?:[^:#\n]|:(?=\S)|(?<=\S)#)*+"
_WORDS = r"\w[\w +./-]*+"
_NAMED = rf'"\w[\w-]{{0,60}}": ?{_TEXT}'
_ITEM = rf"(?:{_TEXT}|\{{{_NAMED}(?:, ?{_NAMED})*+\}})"
_LINE = lazy_pattern(
    rf"\n*([A-Za-z][\w-]{{0,60}}):(?: +(?:({_QUOTED})|({_BARE})"
    rf"|(\[(?:{_ITEM}(?:, ?{_ITEM})*+)?\])|(\[{_WORDS}(?:, *{_WORDS})*+\]))"
    rf"|((?:\n *- +(?:{_QUOTED}|{_BARE}))+))? *(?:\n+|\Z)"
)


def read_lines(text: str) -> dict[str, Any] | None:
    """Return what such lines say: texts, lists and mappings, None for nothing. None when there are others."""
    if len(text) > LONGEST or not text.replace("\n", "").isprintable():
        return None
    found: dict[str, Any] = {}
    position = 0
    while position < len(text):
        line = _LINE.match(text, position)
        if line is None or line[1] in found:
            return None
        name, quoted, bare, items, words, below = line.groups()
        if items:
            found[name] = msgspec.json.decode(items)
            if sum(len(item) for item in found[name] if isinstance(item, dict)) != items.count('":'):
                return None  # a name stands twice
        elif words:
            found[name] = [_said(word) for word in words[1:-1].split(",")]
        elif below:
            indents, _, values = zip(*(one.partition("-") for one in below.split("\n")[1:]), strict=True)
            if len(set(indents)) > 1:
                return None
            found[name] = [_said(value) for value in values]
        else:
            found[name] = _said(quoted or bare or "")
        position = line.end()
    return found


def _said(written: str) -> str | None:
    text = written.strip()
    if text[:1] in ('"', "'"):
        return text[1:-1]
    return None if text in NULLS else text
