"""Text as Markdown in which it is still text: for whatever we write as Markdown, and whatever reads that.

Escaped is what CommonMark, GitHub's dialect, and the marks that site generators add would take for markup: containers,
wikilinks, formulas, comments, templates, short names of emoji, bare addresses. CommonMark takes a backslash before any
sign of ASCII.
"""

import re

from mingpian.core.patterns import lazy_pattern

_SIGN = lazy_pattern(
    r"[\\`*_\[\]<|~$^{}]|&(?=[A-Za-z#]|\Z)"
    r"|(?<=[{<%])[%#]|%(?=%)|=(?==)"
    r"|:(?=::)|:(?=[A-Za-z][\w+-]*:|[+-]1:)"
    r"|!(?=\Z)|#(?=#*\s*\Z)"  # a link may follow; the end of a heading
)
_BARE = lazy_pattern(r"(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_START = lazy_pattern(r"^[ \t]*(?:(?=[#>:=%]|[-+](?:\s|\Z|[-+]))|\d{1,9}(?=[.)](?:\s|\Z)))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}()]|%(?![0-9A-Fa-f]{2})|\[(?=\[)|\](?=\])')


def escaped(text: str, is_linked: bool = False) -> str:
    """Return a text, or a part of one that may stand at the start of a line, as Markdown. A bare address in it becomes
    no link; one that `is_linked` already may stay as it is."""
    text = _SIGN.sub(r"\\\g<0>", text)
    if not is_linked:
        text = _BARE.sub(r"\\\g<0>", text)
    return _START.sub(r"\g<0>\\", text)


def flush(text: str) -> str:
    """Return lines without the blanks before them, which could make code of them."""
    return _INDENT.sub("", text)


def address(url: str) -> str:
    """Return an address for the brackets of a link: what could end or change it there is percent-encoded (RFC 3986)."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", url)


def link(words: str, url: str, title: str = "") -> str:
    """Return a link with words that are Markdown already."""
    named = ' "{}"'.format(escaped(" ".join(title.split())).replace('"', r"\"")) if title.strip() else ""
    return f"[{words}]({address(url)}{named})"


def fenced(code: str, language: str = "") -> str:
    """Return a block of code, which nothing in it ends."""
    runs = re.findall("`{3,}", code)
    fence = "`" * max((len(run) + 1 for run in runs), default=3)
    word = re.match(r"[\w+#.-]*", language)
    return f"{fence}{word[0] if word else ''}\n{code}\n{fence}"
