"""Gives every heading an id: the writer's own, or one made from its text that keeps Chinese."""

import re
from collections import Counter
from html import escape

from mingpian.content.markdown.attributes import read_tag, write_tag
from mingpian.content.markdown.document import BodyProblem, Heading
from mingpian.content.markdown.prose import html_text
from mingpian.content.markdown.stash import Stashed, restore_plain

_HEADING = re.compile(r"<h([1-6])((?: [^<>]*)?)>([^<]*+(?:<(?!/?h[1-6])[^<]*+)*+)</h\1>")
_IDS = re.compile(r"""<[^>]* id=["']?([^"'\s>]+)""")
_NOT_IN_A_SLUG = re.compile(r"[^\w-]+")
_LONGEST = 80


def slug(text: str) -> str:
    """An id from a heading's text: letters of any script, digits, `_`; anything else is one hyphen."""
    return _NOT_IN_A_SLUG.sub("-", text.lower())[:_LONGEST].strip("-") or "section"


def identify(html: str, stash: list[Stashed], prefix: str) -> tuple[str, list[Heading], list[BodyProblem]]:
    """Return the HTML with ids on all headings, the headings, and what is wrong with ids that were given."""
    headings: list[Heading] = []
    problems: list[BodyProblem] = []
    if "<h" not in html:
        return html, headings, problems
    taken = set(_IDS.findall(html)) if " id=" in html else set()
    own: set[str] = set()
    repeats: Counter[str] = Counter()

    def identified(found: re.Match[str]) -> str:
        level, tag, inside = int(found[1]), read_tag(found[2]) if found[2] else {}, found[3]
        text = (restore_plain(html_text(inside), stash) if stash else html_text(inside)).strip()
        given = tag.get("id", "")
        if given and given in own:
            problems.append(BodyProblem("duplicate-id", f"two headings have the id “{given}”", f"#{given}"))
            given = ""
        name = given or _unique(prefix + slug(text), taken, repeats)
        taken.add(name)
        own.add(name)
        headings.append(Heading(level, name, text))
        rest = write_tag({key: value for key, value in tag.items() if key != "id"})
        return f'<h{level} id="{escape(name)}"{rest}>{inside}</h{level}>'

    return _HEADING.sub(identified, html), headings, problems


def _unique(name: str, taken: set[str], repeats: Counter[str]) -> str:
    """The name, or with the first free number after it; `repeats` says how far numbers are known to be taken."""
    unique = name
    while unique in taken:
        repeats[name] += 1
        unique = f"{name}-{repeats[name]}"
    return unique
