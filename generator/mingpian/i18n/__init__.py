"""What we say to people, in their language: it is written in English where it arises, and said in Chinese here.

Each `*.zh.toml` gives the Chinese of an English text. A text with values in it is a pattern, `{1}`, `{2}` …, in their
order in English; `{1!}` is itself something that we say. What no catalogue has stays English.
"""

import functools
import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

Language = Literal["en", "zh"]
_VALUE = re.compile(r"\{(\d)(!?)\}")


class MessagePattern(msgspec.Struct, frozen=True):
    """An English text with values in it. `anchor` is the longest part that stands in each text that it fits."""

    anchor: str
    fits: re.Pattern[str]
    inner: frozenset[str]  # names of the values that we say ourselves
    said: str


class Catalogue(msgspec.Struct, frozen=True):
    """What is said in one language: texts as they stand, and patterns, those with most letters of their own first."""

    texts: dict[str, str]
    patterns: tuple[MessagePattern, ...]


def translate(text: str, lang: Language) -> str:
    """Return a text of ours in a language."""
    if lang == "en":
        return text
    catalogue = _catalogue(lang)
    if text in catalogue.texts:
        return catalogue.texts[text]
    for pattern in catalogue.patterns:
        if pattern.anchor in text and (match := pattern.fits.fullmatch(text)):
            return _filled(pattern, match.groupdict(), lang)
    return text


def _filled(pattern: MessagePattern, values: dict[str, str], lang: Language) -> str:
    """Return what a pattern says, with the values in their places."""

    def value(place: re.Match[str]) -> str:
        name = f"v{place[1]}"
        return translate(values[name], lang) if name in pattern.inner else values[name]

    return _VALUE.sub(value, pattern.said)


@functools.cache
def _catalogue(lang: Language) -> Catalogue:
    texts: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob(f"*.{lang}.toml")):
        texts |= tomllib.loads(path.read_text(encoding="utf-8"))
    with_values = [english for english in texts if _VALUE.search(english)]
    with_values.sort(key=lambda english: (-len(_VALUE.sub("", english)), english))
    return Catalogue(texts, tuple(_pattern(english, texts[english]) for english in with_values))


def _pattern(english: str, own: str) -> MessagePattern:
    parts = _VALUE.split(english)  # literal, number, mark, literal, …
    literals, numbers, marks = parts[0::3], parts[1::3], parts[2::3]
    fits = re.escape(literals[0])
    for number, literal in zip(numbers, literals[1:], strict=True):
        fits += f"(?P<v{number}>.*){re.escape(literal)}"
    inner = frozenset(f"v{number}" for number, mark in zip(numbers, marks, strict=True) if mark)
    return MessagePattern(max(literals, key=len), re.compile(fits, re.DOTALL), inner, own)
