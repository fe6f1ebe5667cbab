"""Where links and pictures lead that CommonMark does not read: paths with blanks, and sizes after them.

Editors write `![](截屏 2024.png)`, which CommonMark (0.31.2, section 6.3) takes for text; Markdown-it and Typora know
`![](a.png =300x200)`. Only what ends like the name of a file is taken: the rest is text in brackets.
"""

import re
from urllib.parse import quote

from mingpian.content.markdown.stash import Stashed
from mingpian.core.patterns import lazy_pattern

_MAY = lazy_pattern(r"\]\([^()\n \t]*+(?:\([^()\n]*+\)[^()\n \t]*+)*+[ \t]")
_TO_END = lazy_pattern(
    r"(?:[^()\n\\]|\\.)*+(?:\((?:[^()\n\\]|\\.)*+\)(?:[^()\n\\]|\\.)*+)*+(?=\))"
)  # parentheses within, too
_INSIDE = lazy_pattern(
    r"""[ \t]*(?P<path><[^<>\n]+>|[^\s<>][^<>\n]*?)
    (?:[ \t]+=(?P<width>[0-9]{1,5}%?)?[x×](?P<height>[0-9]{1,5}%?)?\*?)?
    (?P<title>[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?
    (?:[ \t]+=(?P<width2>[0-9]{1,5}%?)?[x×](?P<height2>[0-9]{1,5}%?)?\*?)?[ \t]*""",
    re.VERBOSE,
)
_FILE = re.compile(r".*\.[A-Za-z0-9]{1,9}(?:[?#].*)?\Z")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_REMOTE = re.compile(r"https?://", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST = 1_000  # characters of what stands in the parentheses
_REACH = 300  # characters of what stands in the brackets

Place = tuple[int, int, Stashed]


def may_hold(text: str) -> bool:
    """Tell whether such a destination can stand in the text at all."""
    return "](" in text and _MAY.search(text) is not None


def destination_at(text: str, bracket: int, trusted: bool) -> Place | None:
    """Return the destination that begins after the `](` at `bracket`, if CommonMark would not read it as one."""
    whole = _TO_END.match(text, bracket + 2)
    match = _INSIDE.fullmatch(whole[0]) if whole and len(whole[0]) < _LONGEST else None
    if not whole or not match:
        return None
    path, is_angled = match["path"], match["path"].startswith("<")
    size = _size(match)
    if size and not _is_picture(text, bracket):
        size = {}
    if not size and (is_angled or not re.search(r"\s", path) or match["width"] or match["width2"]):
        return None
    path = _ESCAPED.sub(r"\1", path[1:-1] if is_angled else path)
    if not _FILE.match(path) or (_SCHEME.match(path) and not (trusted and _REMOTE.match(path))):
        return None  # an address with a scheme is for the sanitiser, which has been here when this is put back
    title = {"title": match["title"].strip()[1:-1]} if match["title"] else {}
    attributes = tuple({**size, **title}.items())
    return whole.start(), whole.end(), Stashed("destination", whole[0], plain=_encoded(path), attributes=attributes)


def _is_picture(text: str, bracket: int) -> bool:
    """Tell whether the `]` closes a bracket that began with `![`."""
    depth = 0
    for at in range(bracket - 1, max(-1, bracket - _REACH), -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            if not depth:
                return text[at - 1 : at] == "!"
            depth -= 1
        elif text[at] == "\n" and text[at - 1 : at] == "\n":
            return False
    return False


def _size(found: re.Match[str]) -> dict[str, str]:
    width, height = found["width"] or found["width2"], found["height"] or found["height2"]
    return {name: value for name, value in (("width", width), ("height", height)) if value}


def _encoded(path: str) -> str:
    return quote(path, safe="/:?#@!$&'()*+,;=%~")
