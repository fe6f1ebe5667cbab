"""A member in few words, in some, and in all of theirs: short, medium and long biographies of one language."""

from typing import TYPE_CHECKING

import msgspec

from mingpian import AnyEntry, RenderContext, join_paragraphs, needs_chinese
from mingpian.exporters.tree import each, formulas_in, replace_with_text, visible_text, whole_source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MEDIUM, _WORDS = 160, 90  # Chinese characters, or words, of a medium one
_ENDS = "。！？!?.…"
_CLOSING = '”’」』）)"'
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "tr")


class Biography(msgspec.Struct, frozen=True):
    """One language's. Each is empty where nothing is stated; paragraphs of the long one are parted by a blank line."""

    lang: str
    name: str
    short: str
    medium: str
    long: str


def biography_of(context: RenderContext, entry: AnyEntry) -> Biography:
    """Return the biographies in the language of a profile: its headline, its summary or as many first sentences as make
    a medium one, and its text."""
    source, tree = whole_source(context, entry)
    for code, formula in formulas_in(tree, source.formulas):
        replace_with_text(code, formula.target)
    paragraphs = _paragraphs(tree)
    short = entry.fields.headline or first_sentences(join_paragraphs(paragraphs[:1]), 40, 25)
    stated = entry.summary if "summary" in entry.given else ""
    prose = [one for one in paragraphs if one.rstrip(_CLOSING)[-1:] in _ENDS] or paragraphs
    medium = stated or first_sentences(join_paragraphs(prose), _MEDIUM, _WORDS)
    return Biography(entry.lang, entry.title, short, medium or short, "\n\n".join(paragraphs) or medium or short)


def first_sentences(text: str, characters: int, words: int) -> str:
    """Return as many whole sentences from the beginning of a text as have room, at least one: so many characters where
    it is Chinese, else words."""
    found, used = "", 0
    for sentence in _sentences(text):
        length = len(sentence) if needs_chinese(sentence) else len(sentence.split()) * characters // words
        if found and used + length > characters:
            break
        found, used = found + sentence, used + length
    return found.strip()


def _sentences(text: str) -> list[str]:
    found, start = [], 0
    for at, sign in enumerate(text):
        following = text[at + 1 : at + 2]
        is_end = sign in _ENDS and following not in (*_ENDS, *_CLOSING)
        if (is_end and (sign not in ".!?" or not following or following.isspace())) or (
            sign in "”’」』）" and text[at - 1 : at] in _ENDS
        ):
            found.append(text[start : at + 1])
            start = at + 1
    return [*found, text[start:]] if text[start:].strip() else found


def _paragraphs(tree: "HtmlElement") -> list[str]:
    """Return the paragraphs of a text, without what a heading, a table or a picture says."""
    for gone in each(tree, "h1", "h2", "h3", "h4", "h5", "h6", "table", "figure", "pre", "small"):
        gone.drop_tree()
    found = (visible_text(one) for one in tree.iter("p", "li") if not any(True for _ in one.iterancestors("li", "p")))
    return [one for one in found if one]
