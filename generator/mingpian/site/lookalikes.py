"""Names of members that pass for another's: letters of one script that look like those of another (UTS #39), wide
letters, and characters that nobody sees."""

import functools
from collections.abc import Iterator
from unicodedata import name as name_of
from unicodedata import normalize

from mingpian.content.kinds.member import MAX_NAME, Profile
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import fold_path
from mingpian.core.patterns import lazy_pattern
from mingpian.core.unseen import CHOOSING, UNSEEN
from mingpian.i18n import AnyText, _
from mingpian.site.site import Site

# Letters of scripts in which nothing looks like Latin: with these alone a name needs no closer look.
_PLAIN = lazy_pattern(
    r"[\x00-\x7f\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3"
    r"\U00020000-\U0003ffff]*"
)
_IGNORED = lazy_pattern(f"[{CHOOSING}{UNSEEN}]")
_HIDDEN = lazy_pattern(f"[{UNSEEN}]")
_WIDE = lazy_pattern("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")  # digits and Latin letters as wide as Chinese ones


def lookalikes(site: Site) -> Iterator[Diagnostic]:
    """Report each name that is not written like another member's, but looks like it; one that mixes scripts to that
    end, has wide letters, or characters that nobody sees."""
    members = [entry for entry in site.entries.values() if isinstance(entry.fields, Profile)]
    of = {entry.title: entry for entry in members}
    strange = sorted(name for name in of if not _PLAIN.fullmatch(name))
    if not strange:
        return
    seen = {_skeleton(name): name for name in sorted(of, key=lambda name: (name in strange, name), reverse=True)}
    for name in strange:
        twin = seen[_skeleton(name)]
        odd = _odd(name)
        if fold_path(twin) != fold_path(name) and of[twin].id != of[name].id:
            yield _diagnostic(
                of[name].source,
                name,
                _("looks like `{other}` of content/{source}", other=twin, source=of[twin].source),
                odd,
            )
        elif _HIDDEN.search(name):
            yield _diagnostic(of[name].source, name, _("has a character that nobody sees"), odd)
        elif _WIDE.search(name):
            yield _diagnostic(of[name].source, name, _("has wide letters"), odd)
        elif _looks_like(odd) != odd and any(char.isascii() and char.isalpha() for char in name):
            yield _diagnostic(of[name].source, name, _("mixes letters that look alike"), odd)


def unwieldy(site: Site) -> Iterator[Diagnostic]:
    """Report each name of which a QR code has no room for the whole."""
    for entry in site.entries.values():
        if isinstance(entry.fields, Profile) and len(entry.fields.name) > MAX_NAME and not entry.made_from:
            yield Diagnostic(
                code="too-long-name",
                message=_("the name is {number} characters long", number=len(entry.fields.name)),
                file=f"content/{entry.source}",
                field=("name",),
                hints=(_("at most {most} fit on a card; the rest belongs in `headline` or the text", most=MAX_NAME),),
            )


def _odd(name: str) -> str:
    """Return the character that a person should look at."""
    for pattern in (_HIDDEN, _WIDE, _IGNORED):
        if match := pattern.search(name):
            return match[0]
    return next((char for char in name if _looks_like(char) != char or normalize("NFKC", char) != char), "")


def _skeleton(name: str) -> str:
    bare = normalize("NFKC", _IGNORED.sub("", name))
    return "".join(_looks_like(char) for char in fold_path(bare)).casefold()


@functools.cache
def _looks_like(char: str) -> str:
    """Return the Latin letter that a letter of another script looks like; else the letter itself."""
    if _PLAIN.fullmatch(char):
        return char
    from confusable_homoglyphs.confusables import is_confusable

    found = is_confusable(char, greedy=True, preferred_aliases=["latin"])
    likes = [like["c"] for item in found or () for like in item["homoglyphs"] if like["c"].isascii()]
    return likes[0] if likes else char


def _diagnostic(source: str, name: str, what: AnyText, odd: str) -> Diagnostic:
    letter = f"U+{ord(odd):04X} {name_of(odd, '')}".rstrip() if odd else _("a letter of another script")
    return Diagnostic(
        code="look-alike-name",
        message=_("`{name}` {problem}: it has {letter}", name=name, problem=what, letter=letter),
        file=f"content/{source}",
        severity="warning",
        field=("name",),
        hints=(_("ask who handed it in; write the name in one script"),),
    )
