"""Source code to HTML with Pygments' short class names; colours are the stylesheet's (`code_colors`)."""

import functools
from collections.abc import Iterable, Iterator

from pygments.lexer import Lexer
from pygments.token import STANDARD_TYPES, _TokenType

from mingpian.content.markdown.code.errors import UnknownLanguageError
from mingpian.content.markdown.code.lexing import quick, tokens

LONGEST = 100_000  # characters of code that are coloured; what is longer is shown plain
_PLAIN = frozenset(["", "w", "n", "p", "x", "esc", "g"])  # classes that no stylesheet needs: the text's own colour
_PLAIN_NAMES = frozenset(["text", "txt", "plain", "plaintext", "none", "output", "log"])


@functools.lru_cache(maxsize=512)
def highlight(code: str, language: str) -> str:
    """Return the code as HTML, one <span class> for each run of equal colour. Raises UnknownLanguageError."""
    definition = _definition(language.lower())
    if definition is None or len(code) > LONGEST:
        return _escaped(code)
    try:
        return _colored(tokens(new_lexer(quick(definition)), code))
    except Exception:  # whatever a lexer's own code runs into: the code itself is what counts
        return _escaped(code)


def lines(html: str) -> Iterator[str]:
    """Cut highlighted code into lines, with the spans closed at each line's end and opened again."""
    opened = ""
    for line in html.removesuffix("\n").split("\n"):
        start = opened
        last = line.rfind("<span ")
        if last > line.rfind("</span>"):
            opened = line[last : line.index(">", last) + 1]
        elif "</span>" in line:
            opened = ""
        yield f"{start}{line}{'</span>' if opened else ''}"


def _colored(stream: Iterable[tuple[_TokenType, str]]) -> str:
    """Set each run of tokens of one class in a span; text without a class stands bare."""
    pieces: list[str] = []
    name = run = ""
    for kind, value in stream:
        own = _class(kind)
        if own == name:
            run += value
            continue
        if run:
            pieces.append(_span(name, run))
        name, run = own, value
    return "".join((*pieces, _span(name, run)))


def _span(name: str, text: str) -> str:
    return f'<span class="{name}">{_escaped(text)}</span>' if name and text else _escaped(text)


@functools.cache
def _class(kind: _TokenType) -> str:
    """The short class of a token type or of its nearest known ancestor; empty when it has no colour."""
    known = kind
    while known not in STANDARD_TYPES and known.parent:
        known = known.parent
    name = STANDARD_TYPES.get(known, "")
    return "" if name in _PLAIN else name


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@functools.cache
def _names() -> dict[str, str]:
    """The lexer's name for each alias. Plug-ins of this machine do not count: no output depends on it."""
    from pygments.lexers import get_all_lexers

    return {alias: name for name, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}


@functools.cache
def _definition(language: str) -> "type[Lexer] | None":
    """The lexer's class for a language's name; None when it is one for text without colours."""
    from difflib import get_close_matches

    from pygments.lexers import find_lexer_class

    if language in _PLAIN_NAMES:
        return None
    name = _names().get(language)
    if name is None:
        raise UnknownLanguageError(language, get_close_matches(language, _names(), n=3))
    return find_lexer_class(name)


def new_lexer(definition: type[Lexer]) -> Lexer:
    """A lexer that knows nothing of other code: two of Pygments' keep a list in their class."""
    lexer = definition(stripnl=False)
    for remembered in ("xquery_parse_state", "preproc_stack"):
        if hasattr(lexer, remembered):
            setattr(lexer, remembered, [])
    return lexer
