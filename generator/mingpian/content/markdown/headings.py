"""Gives every heading an id: the writer's own, or one made from its text that keeps Chinese."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import escape

from mingpian.content.markdown.document import BodyProblem, Heading
from mingpian.content.markdown.prose import html_text
from mingpian.content.markdown.sanitise import PREFIX
from mingpian.content.markdown.stash import Stashed, restore_plain
from mingpian.content.markdown.syntax.attributes import read_tag, write_tag
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _

_HEADING = lazy_pattern(r"<h([1-6])((?: [^<>]*)?)>([^<]*+(?:<(?!/?h[1-6])[^<]*+)*+)</h\1>")
_TAG = re.compile("<[a-zA-Z][^<>]*>")
_POINTER = r"""(\s(?:href=["']?#|(?:id|for|aria-labelledby|aria-describedby|aria-controls)=["']?))"""
_IDS = re.compile(r"""<[^>]* id=["']?([^"'\s>]+)""")
_NOT_IN_A_SLUG = re.compile(r"[^\w-]+")
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 80


def slug(text: str) -> str:
    """An id from a heading's text: letters of any script, digits, `_`; anything else is one hyphen."""
    return _NOT_IN_A_SLUG.sub("-", text.lower())[:_LONGEST].strip("-") or "section"


def same_but_for_signs(written: str, ids: Iterable[str]) -> str:
    """Return the one id that has the letters and digits of what is written: GitHub, Hugo and others drop signs where we
    write a hyphen (`#ab` for `A(b)`, which is `a-b` here), or accents. Empty where there is none, or more than one."""
    letters = _letters(written)
    found = {id for id in ids if _letters(id.removeprefix(PREFIX)) == letters} if letters else set()
    return found.pop() if len(found) == 1 else ""


def _letters(id: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKD", id).casefold())  # accents are signs of their own then


def _repeated(id: str, nth: int) -> BodyProblem:
    return BodyProblem("duplicate-id", _("two headings have the id “{id}”", id=id), f"#{id}", nth=nth)


def identify(
    html: str, stash: list[Stashed], prefix: str, reserved: frozenset[str] = frozenset()
) -> tuple[str, list[Heading], list[BodyProblem]]:
    """Return the HTML with ids on all headings, the headings, and what is wrong with ids that were given. What has a
    reserved id, one of the page around the text, gets it with the prefix that no page uses; links to it follow."""
    headings: list[Heading] = []
    problems: list[BodyProblem] = []
    taken = set(_IDS.findall(html)) if " id=" in html else set()
    html, moved = _apart(html, reserved & taken), set[str]()
    taken |= {PREFIX + name for name in reserved & taken}
    if "<h" not in html:
        return html, headings, problems
    own: set[str] = set()
    repeats: Counter[str] = Counter()
    repeated: Counter[str] = Counter()

    def identified(found: re.Match[str]) -> str:
        level, tag, inside = int(found[1]), read_tag(found[2]) if found[2] else {}, found[3]
        text = (restore_plain(html_text(inside), stash) if stash else html_text(inside)).strip()
        given = tag.get("id", "")
        if given and given in own:
            repeated[given] += 1
            problems.append(_repeated(given, repeated[given]))
            given = ""
        wanted = prefix + slug(text)
        if not given and wanted in reserved:
            moved.add(wanted)
            wanted = PREFIX + wanted
        name = given or _unique(wanted, taken, repeats)
        taken.add(name)
        own.add(name)
        headings.append(Heading(level, name, text))
        rest = write_tag({key: value for key, value in tag.items() if key != "id"})
        return f'<h{level} id="{escape(name)}"{rest}>{inside}</h{level}>'

    html = _HEADING.sub(identified, html)
    return _apart(html, frozenset(moved)), headings, problems


def _apart(html: str, names: frozenset[str]) -> str:
    """Give what in the text has one of these ids the same with our prefix, and let what points to it do so still."""
    if not names:
        return html
    pointing = re.compile(_POINTER + f"({'|'.join(map(re.escape, sorted(names)))})" + r"""(?=["'\s/>])""")
    return _TAG.sub(lambda tag: pointing.sub(rf"\g<1>{PREFIX}\g<2>", tag[0]), html)


def _unique(name: str, taken: set[str], repeats: Counter[str]) -> str:
    """The name, or with the first free number after it; `repeats` says how far numbers are known to be taken."""
    unique = name
    while unique in taken:
        repeats[name] += 1
        unique = f"{name}-{repeats[name]}"
    return unique
