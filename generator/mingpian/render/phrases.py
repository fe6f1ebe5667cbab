"""Titles as phrases, so that lines end where a reader pauses: Chinese has no blanks, and browsers break anywhere."""

import re

from markupsafe import Markup, escape

_MARKS = "，、：；。！？"
_PHRASE = re.compile(rf"(\s*)([^{_MARKS}]*[{_MARKS}]+[”’』」》）]*|[^{_MARKS}]*[^{_MARKS}\s])")


def phrases(title: str) -> Markup:
    """Return a title with each phrase in an element of its own, which a line holds whole where it has room; one that is
    a single phrase as it is."""
    found = _PHRASE.findall(title)
    if len(found) < 2:
        return escape(title)
    return Markup("".join(f'{escape(space)}<span class="phrase">{escape(phrase)}</span>' for space, phrase in found))
