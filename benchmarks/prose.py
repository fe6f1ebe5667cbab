"""Sentences, titles and paragraphs from a small grammar over a lexicon."""

import re
from functools import cache
from random import Random

from msgspec import Struct

from benchmarks.words import LEXICONS, Lexicon

_SLOT = re.compile(r"\{(\w+)\}")


class Pattern(Struct, frozen=True):
    """A printf-style form and, for each of its slots, the words that may fill it."""

    form: str
    pools: tuple[tuple[str, ...], ...]

    def fill(self, rng: Random) -> str:
        """One of the sentences this pattern stands for."""
        # int(random() * n) is several times faster than rng.choice, and this is the hot line.
        pick = rng.random
        return self.form % tuple([pool[int(pick() * len(pool))] for pool in self.pools])


class Voice(Struct, frozen=True):
    """All that can be said in one language."""

    lexicon: Lexicon
    sentences: tuple[Pattern, ...]
    titles: tuple[Pattern, ...]
    headings: tuple[Pattern, ...]
    items: tuple[Pattern, ...]


@cache
def voice(lang: str) -> Voice:
    """The voice of `zh-Hans`, `zh-Hant` or `en`."""
    lexicon = LEXICONS[lang]
    things = tuple(f"{quality}{lexicon.gap}{noun}" for quality in lexicon.quality for noun in lexicon.noun)

    def compiled(texts: tuple[str, ...]) -> tuple[Pattern, ...]:
        return tuple(
            Pattern(
                _SLOT.sub("%s", text),
                tuple(things if name == "thing" else getattr(lexicon, name) for name in _SLOT.findall(text)),
            )
            for text in texts
        )

    return Voice(
        lexicon,
        compiled(lexicon.sentences),
        compiled(lexicon.titles),
        compiled(lexicon.headings),
        compiled(lexicon.items),
    )


def line(patterns: tuple[Pattern, ...], rng: Random) -> str:
    """One line made by one of the patterns, its first letter a capital."""
    text = patterns[int(rng.random() * len(patterns))].fill(rng)
    return text[0].upper() + text[1:]


def paragraph(of: Voice, rng: Random, size: int) -> str:
    """Whole sentences, at least `size` bytes of UTF-8 together."""
    sentences = []
    left = size
    while left > 0:
        sentence = line(of.sentences, rng)
        sentences.append(sentence)
        left -= len(sentence) if of.lexicon.gap else 3 * len(sentence)
    return of.lexicon.gap.join(sentences)


def plain(of: Voice, rng: Random, size: int) -> str:
    """A paragraph without Markdown, for fields that are shown as they are."""
    return paragraph(of, rng, size).replace("*", "")
