"""Titles as phrases, so that lines end where a reader pauses: Chinese has no blanks, and browsers break anywhere."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from mingpian.core.patterns import lazy_pattern

_HAN = "[\u3400-\u9fff]"
_MARKS = "，、；：。！？"
_CLOSING = "”’』」》）"
_OPENING = "“‘『「《（"
_PAUSE = lazy_pattern(f"(?:(?<=[{_MARKS}])|(?<=[{_MARKS}][{_CLOSING}]))(?![{_MARKS}{_CLOSING}]|$)")
_BREATH = lazy_pattern(
    f"(?<=[^{_OPENING}\\s]{{2}})(?=[{_OPENING}])"
    f"|(?<={_HAN}{{2}}的)(?<!目的)(?=(?![确確士话話地]){_HAN}{{2}})"  # what describes, and what it describes
    f"|(?<={_HAN}{{3}})(?<![一二三四五六七八九十两兩几幾这這那每半])(?=(?:把(?![握手柄关關])|被(?![子告单單])){_HAN}{{3}})"
)


@lru_cache(1 << 16, typed=True)  # a title stands on its page and in lists all over: when few are kept, none is found
def phrases(title: str) -> Markup:
    """Return a title with each phrase in an element of its own, which a line holds whole where it has room; one that is
    a single phrase as it is. A phrase ends behind its marks; within it, one ends behind 的, before 把 and 被, and
    before a quotation."""
    return escape(title) if title.isascii() else Markup(_divided(title, _PAUSE, _BREATH))


def _divided(text: str, by: re.Pattern[str], *within: re.Pattern[str]) -> str:
    parts = by.split(text)
    if len(parts) == 1:
        return _divided(text, *within) if within else str(escape(text))
    return "".join(_box(part, *within) for part in parts)


def _box(phrase: str, *within: re.Pattern[str]) -> str:
    bare = phrase.strip()
    before, _, after = phrase.partition(bare) if bare else (phrase, "", "")
    content = _divided(bare, *within) if within else escape(bare)
    return f'{before}<span class="phrase">{content}</span>{after}' if bare else phrase
