"""The letters that a site uses, and the pieces into which its fonts are cut by them.

A piece is loaded by the pages that show a letter of it (`unicode-range`, CSS Fonts 4, section 4.5). Letters that about
as many entries use are together: most pages need few pieces, and a letter seldom moves from one to another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from string import ascii_letters, digits

import msgspec

from mingpian.content.kind import Kind
from mingpian.content.kinds import kinds
from mingpian.site.lists import is_community
from mingpian.site.occurrences import upcoming
from mingpian.site.relations import makers
from mingpian.site.site import AnyEntry, Site

STEP = 2  # powers of two: letters that 1 to 3 entries use are together, 4 to 15, 16 to 63 …
MANY = 150  # letters of a piece that are better two: 50 KB of a serif, 30 KB of a sans
MANY_OF_TITLES = 40  # a title has few letters, and pages few titles
# Digits, letters and signs of English; what dates, prices and typographic quotes are made of.
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + (
    "年月日时時分秒周週星期一二三四五六七八九十上下午元人民币幣¥€£×–—…·‘’“”，。：、"
)
_OF_TITLES = f"{digits}{ascii_letters} .,:;!?'\"()/&+-–—…·‘’“”，。：、？！《》¥€$"


class FontFace(msgspec.Struct, frozen=True):
    """A font file that the site brings. `file` is its path from the site's root, `path` where it lies."""

    file: str
    path: str
    digest: bytes  # of its bytes
    titles: bool = False  # nothing else is set in it


class FontPieces(msgspec.Struct, frozen=True):
    """The pieces that a face is cut into: the letters of each, in order of code point."""

    face: FontFace
    pieces: tuple[str, ...]


def charset_of_site(site: Site, *others: object) -> Mapping[str, int]:
    """Return the letters that pages may show, and how many entries use each; those that stand on every page are used by
    all. `others` are values with words of such.

    What is not public was taken out of the entries before, and is not among them.
    """
    found = Counter[str]()
    for entry in site.entries.values():
        stated = (*text_of_values(entry.fields), *text_of_values(entry.terms))
        found.update({*entry.charset, *entry.title, *entry.summary, *stated})
    everywhere = {*_ALWAYS, *text_of_values((site.config, site.topics, others))}
    found.update(dict.fromkeys(everywhere, len(site.entries) + 1))
    return {letter: found[letter] for letter in sorted(found) if letter.isprintable()}


def text_of_values(value: object) -> str:
    """Return a text with every letter that a value has."""
    return msgspec.json.encode(value, enc_hook=str).decode()


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
    found = dict.fromkeys(_OF_TITLES, most << STEP * (len(languages) + 1))
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


def split_charset(letters: Mapping[str, int], covered: Collection[str], many: int = MANY) -> tuple[str, ...]:
    """Cut the letters in use that a face covers into pieces of about `many`, neighbours together, each letter once."""
    classes: dict[int, list[str]] = {}
    for letter in filter(covered.__contains__, letters):
        classes.setdefault((letters[letter].bit_length() - 1) // STEP, []).append(letter)
    return tuple(piece for number in sorted(classes, reverse=True) for piece in _parts("".join(classes[number]), many))


def _parts(characters: str, many: int) -> Iterator[str]:
    """Yield neighbours together: their descriptions are short, and an entry's own script is in one part."""
    count = max(1, round(len(characters) / many))
    size = -(-len(characters) // count)
    yield from ("".join(sorted(characters[at : at + size])) for at in range(0, len(characters), size))


def ranges(characters: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last code points of each run of neighbours."""
    start = end = ord(characters[0])
    for code in map(ord, characters[1:]):
        if code != end + 1:
            yield start, end
            start = code
        end = code
    yield start, end
