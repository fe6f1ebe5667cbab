"""Names of members that pass for another's: letters of one script that look like those of another (UTS #39)."""

import functools
import re
from collections.abc import Iterator
from unicodedata import name as name_of

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import fold_path
from mingpian.site.site import Site

# Letters of scripts in which nothing looks like Latin: with these alone a name needs no closer look.
_PLAIN = re.compile(
    r"[\x00-\x7f\u00a0-\u024f\u2000-\u206f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]*"
)


def lookalikes(site: Site) -> Iterator[Diagnostic]:
    """Report each name that is not written like another member's, but looks like it, or mixes scripts to that end."""
    names = {entry.title: entry.source for entry in site.entries.values() if entry.kind == "members"}
    strange = sorted(name for name in names if not _PLAIN.fullmatch(name))
    if not strange:
        return
    seen = {_skeleton(name): name for name in sorted(names, key=lambda name: (name in strange, name), reverse=True)}
    for name in strange:
        twin = seen[_skeleton(name)]
        odd = next((char for char in name if _looks_like(char) != char), "")
        if twin != name and fold_path(twin) != fold_path(name):
            yield _diagnostic(names[name], name, f"looks like `{twin}` of content/{names[twin]}", odd)
        elif odd and any(char.isascii() and char.isalpha() for char in name):
            yield _diagnostic(names[name], name, "mixes letters that look alike", odd)


def _skeleton(name: str) -> str:
    return "".join(_looks_like(char) for char in fold_path(name)).casefold()


@functools.cache
def _looks_like(char: str) -> str:
    """Return the Latin letter that a letter of another script looks like; else the letter itself."""
    if _PLAIN.fullmatch(char):
        return char
    from confusable_homoglyphs.confusables import is_confusable

    found = is_confusable(char, greedy=True, preferred_aliases=["latin"])
    likes = [like["c"] for item in found or () for like in item["homoglyphs"] if like["c"].isascii()]
    return likes[0] if likes else char


def _diagnostic(source: str, name: str, what: str, odd: str) -> Diagnostic:
    letter = f"U+{ord(odd):04X} {name_of(odd, '')}" if odd else "a letter of another script"
    return Diagnostic(
        code="look-alike-name",
        message=f"`{name}` {what}: it has {letter}",
        file=f"content/{source}",
        severity="warning",
        field=("name",),
        hints=("ask who handed it in; write the name in one script",),
    )
