"""References to entries: the one value that all ways to write one have, `kind/slug`.

A field says which kind it refers to, so that a slug alone is enough. `lin`, `members/lin`, `/members/lin/`, `lin.md`,
`content/members/lin.md`, `../members/lin/index.md` and `[[lin]]` are one. What else names an entry, its title or its
slug in other letters, takes knowing the entries: `site/spellings.py`.
"""

import re

from mingpian.core.patterns import lazy_pattern

_LINK = lazy_pattern(r"\[\[([^\]|#]*)(?:[|#][^\]]*)?\]\]")
_UPWARDS = re.compile(r"(\.{0,2}/)+")
_FILE = re.compile(r"(/index)?\.(md|markdown)", re.IGNORECASE)


def bare(written: str) -> str:
    """Return a reference without what stands around it in a link, a path or an address."""
    link = _LINK.fullmatch(written.strip())
    path = link[1].strip() if link else written.strip()
    start = _UPWARDS.match(path)
    path = path[start.end() :] if start else path
    path = path.removeprefix("content/").rstrip("/")
    ending = _FILE.search(path)
    return path[: ending.start()] if ending and ending.end() == len(path) else path


def canonical(written: str, kind: str) -> str:
    """Return the id that a reference to an entry of this kind means; nothing for nothing."""
    path = bare(written)
    head, _, rest = path.partition("/")
    if rest and head.casefold() == kind:
        return f"{kind}/{rest.rpartition('/')[2]}"  # folders between do not tell entries apart
    return f"{kind}/{path}" if path else ""


def slug_in(id: str) -> str:
    """Return the slug in an id."""
    return id.partition("/")[2]
