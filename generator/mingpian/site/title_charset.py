"""The letters that titles show, for a font that sets titles alone.

A front page shows many titles at once, and is what most readers see first: its letters are in pieces of their own, so
that it loads these and hardly another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from string import ascii_letters, digits

from mingpian.content.kind import Kind
from mingpian.content.kinds import kinds
from mingpian.site.charset import STEP, text_of_values
from mingpian.site.lists import is_community
from mingpian.site.occurrences import upcoming
from mingpian.site.relations import makers
from mingpian.site.site import AnyEntry, Site

_ALWAYS = f"{digits}{ascii_letters} .,:;!?'\"()/&+-–—…·‘’“”，。：、？！《》¥€$"


def charset_of_titles(site: Site, words: Mapping[str, Iterable[str]], others: Iterable[str]) -> Mapping[str, int]:
    """Return the letters that titles may show, and how many entries show each in theirs; what the front page of a
    language shows at once counts as if all did. `words` are those of its headings; `others` may stand in titles, too.

    Letters come in the order in which a front page, and then the entries, the oldest first, bring them: those of one
    title are neighbours.
    """
    used = Counter[str]()
    for entry in sorted(site.entries.values(), key=lambda entry: (entry.published, entry.key)):
        used.update(dict.fromkeys((*_large(entry), *"".join(entry.anchors), *text_of_values(entry.terms)), 1))
    most, languages = len(site.entries) + 1, site.config.languages
    found = dict.fromkeys(_ALWAYS, most << STEP * (len(languages) + 1))
    for place, lang in enumerate(languages):
        for letter in _front(site, lang, words[lang]):
            found.setdefault(letter, most << STEP * (len(languages) - place))
    for letter in (*used, *sorted(set("".join(others)))):
        found.setdefault(letter, used[letter] or 1)
    return {letter: count for letter, count in found.items() if letter.isprintable()}


def _front(site: Site, lang: str, words: Iterable[str]) -> Iterator[str]:
    """Yield the letters of a front page's titles, from above."""
    told = site.config.translations.get(lang, site.config)
    yield from "".join((told.title, "" if site.owner else told.description, *words))
    owner = site.best(site.owner, lang) if site.owner else None
    shown = [owner] if owner else []
    composed = site.config.home
    for section in composed.sections if is_community(site) else composed.alone:
        if section.name in kinds():
            kind = kinds()[section.name]
            shown += _first(site, kind, lang, section.limit or kind.on_home)
    yield from (letter for entry in shown for letter in _large(entry))


def _first(site: Site, kind: Kind, lang: str, most: int) -> Iterator[AnyEntry]:
    """Yield the entries of a kind that a front page may show: the owner's, or those to come, before others."""
    shown = site.all(kind.name, lang)
    if kind.own_first:
        shown = tuple(entry for entry in shown if site.owner in makers(site, entry)) or shown
    if kind.takes_place:
        shown = tuple(entry for entry in shown if upcoming(site, entry.fields))
    yield from islice(shown, most)


def _large(entry: AnyEntry) -> str:
    """Return what is set like a title where lists show an entry."""
    results = (part for one in getattr(entry.fields, "results", ()) for part in (one.before, one.after, one.unit))
    return "".join((entry.title, getattr(entry.fields, "headline", ""), *results))
