"""TeX in the body: what between dollar signs is a formula and what is money, and MathML for the formula.

MathML Core, W3C. The converter writes some of its input into its output as it is, `<script>` included: what
it returns is let through only when each of its tags is one that MathML has, with attributes that cannot act.
"""

import functools
import re
from html import unescape

from mingpian.content.markdown.scripts import CJK

_LONGEST = 5_000  # characters; and this many brackets deep: the converter is recursive
_DEEPEST = 60
_WORDS = re.compile(r"\\(?:text|mbox|textbf|textit|textrm|operatorname)\s*\{[^{}]*\}")
_CHINESE = re.compile(f"[{CJK}]")
_PROSE_AFTER_A_SUM = re.compile(r"[0-9][0-9.,]*\s*[,;]?\s+[A-Za-z]{2,}")
_DISPLAY = re.compile(r"\$\$(?=[^$])((?:[^\\$\n]|\\.|\\?\n(?![ \t>]*\n))+)\$\$", re.DOTALL)
_TICKED = re.compile(r"\$`([^`\n]+)`\$")
_INLINE = re.compile(r"\$(?=[^\s$])((?:[^\\$`\n]|\\.|\n(?![ \t>]*\n))*)(?<=[^\s])\$(?![A-Za-z0-9$])", re.DOTALL)
_QUOTE_PREFIX = re.compile(r"\n[ \t]*(?:>[ \t]?)+")

_LESS, _GREATER = "\ufdd4", "\ufdd5"  # stand for < and >, which the converter would not escape inside \text
_TAGS = frozenset(
    re.findall(
        r"\S+",
        "math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace"
        " msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics",
    )
)
_ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        "accent columnalign columnlines columnspacing depth display displaystyle fence form frame height"
        " largeop linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize"
        " movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset"
        " width xmlns",
    )
)
_TAG = re.compile(r'</?([a-z]+)((?: [a-z]+="[^"<>]*")*) ?/?>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="')
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # HTML knows it
_ENTITY = re.compile("&#x(?!0*(?:22|26|3C|3E);)[0-9A-F]+;")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,10};)")
_UNKNOWN = re.compile(r"<m[io][^>]*>(\\[A-Za-z]+)</m[io]>")


class NotTeX(Exception):
    """The formula cannot be drawn; the text says why, for the writer."""


def formula_at(text: str, start: int) -> tuple[int, str, bool] | None:
    """The formula whose `$` stands at `start`: its end, its TeX, whether it is a display; else None."""
    end = start + _LONGEST
    if display := _DISPLAY.match(text, start, end):
        return display.end(), _QUOTE_PREFIX.sub("\n", display[1]).strip(), True
    if ticked := _TICKED.match(text, start, end):
        return ticked.end(), ticked[1], False
    if text[max(0, start - 1) : start].isascii() and text[max(0, start - 1) : start].isalnum():
        return None  # US$5, A$ …
    inline = _INLINE.match(text, start, end)
    if inline and is_formula(inline[1]):
        return inline.end(), _QUOTE_PREFIX.sub("\n", inline[1]), False
    return None


def is_formula(tex: str) -> bool:
    """Tell a formula from a sentence between two prices, as in 原价$5，现价3$。"""
    return not _CHINESE.search(_WORDS.sub("", tex)) and not _PROSE_AFTER_A_SUM.match(tex)


@functools.lru_cache(maxsize=1_024)
def mathml(tex: str, display: bool) -> str:
    """Return the formula as a <math> element. Raises NotTeX."""
    from latex2mathml.converter import convert

    if tex.count("{") > _DEEPEST * 8 or _depth(tex) > _DEEPEST:
        raise NotTeX("the formula is nested too deeply")
    try:
        marked = tex.replace("<", _LESS).replace(">", _GREATER)
        html: str = convert(marked, display="block" if display else "inline")
    except Exception as error:  # the converter raises whatever its code runs into, RecursionError included
        raise NotTeX(_reason(error)) from error
    if unknown := _UNKNOWN.search(html):
        raise NotTeX(f"the command {unknown[1]} is not known")
    if _TAG.sub(_only_harmless, html).count("<"):
        raise NotTeX("the formula uses a command that is not allowed")
    for mark, entity in ((_LESS, "&lt;"), (_GREATER, "&gt;")):
        html = html.replace(f"<mi>{mark}</mi>", f"<mo>{entity}</mo>").replace(mark, entity)
    html = _ENTITY.sub(lambda found: unescape(found[0]), html.replace(_NAMESPACE, "", 1))
    return _BARE_AMPERSAND.sub("&amp;", html).replace('<math display="inline">', "<math>", 1)


def _only_harmless(tag: re.Match[str]) -> str:
    known = tag[1] in _TAGS and all(name in _ATTRIBUTES for name in _ATTRIBUTE.findall(tag[2]))
    return "" if known else "<"


def _depth(tex: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"(?<!\\)[{}]|\\left|\\right|\\begin|\\end", tex):
        depth += 1 if bracket in ("{", r"\left", r"\begin") else -1
        deepest = max(deepest, depth)
    return deepest


def _reason(error: Exception) -> str:
    """Say what the converter's exception means, from its name: `MissingEndError` → missing end."""
    words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
    return " ".join(words).lower() or "not readable"
