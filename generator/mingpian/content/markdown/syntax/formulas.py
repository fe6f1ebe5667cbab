"""TeX in the body: what between dollar signs is a formula and what is money, and MathML for the formula.

MathML Core, W3C. The converter writes some of its input into its output as it is, `<script>` included: what
it returns is read again, and let through only when each element is MathML's, with attributes that cannot act.
"""

import functools
import re
from typing import TYPE_CHECKING

from mingpian.content.markdown.scripts import CJK
from mingpian.core.errors import MingpianError
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST = 5_000  # characters; and this many brackets deep: the converter is recursive
_DEEPEST = 60
_WORDS = lazy_pattern(r"\\(?:text|mbox|textbf|textit|textrm|operatorname)\s*\{[^{}]*\}")
_CHINESE = lazy_pattern(f"[{CJK}]")
_PROSE_AFTER_A_SUM = lazy_pattern(r"[0-9][0-9.,]*\s*[,;]?\s+[A-Za-z]{2,}")
_DISPLAY = lazy_pattern(r"\$\$(?=[^$])((?:[^\\$\n]|\\.|\\?\n(?![ \t>]*\n))+)\$\$", re.DOTALL)
_TICKED = lazy_pattern(r"\$`([^`\n]+)`\$")
_INLINE = lazy_pattern(r"\$(?=[^\s$])((?:[^\\$`\n]|\\.|\n(?![ \t>]*\n))*)(?<=[^\s])\$(?![A-Za-z0-9$])", re.DOTALL)
_VARIABLE = lazy_pattern(r"\$(?:[#@?!]|[({][A-Za-z_][\w.]+[)}].*\$[({]\Z)", re.DOTALL)  # of a shell, of make
_INSIDE = r"((?:[^\\\n]|\\[^()\[\]\n]|\\?\n(?![ \t>]*\n))+?)"
_ROUND = lazy_pattern(rf"\\\({_INSIDE}\\\)|\\\[{_INSIDE}\\\](?!\()")
_COMMAND = lazy_pattern(r"\\[A-Za-z]+")
_SIGN = lazy_pattern(r"(?<!\\)[=+^_]")
_WORD = lazy_pattern(r"[A-Za-z]{3,}")
_LETTER = lazy_pattern(r"\s*[A-Za-z]\s*")
_ESCAPED = lazy_pattern(r"\\[<>*`~#!&|_\"'^-]")  # Markdown's own escapes: then the brackets are escaped as well
_SQUARE = lazy_pattern(rf"\\\[{_INSIDE}\\\](?=[ \t]*(?:\n|\Z))")
_NAMED = lazy_pattern(
    r"\\begin\{(equation|displaymath|math|align|aligned|alignat|gather|gathered|multline|eqnarray|split|cases"
    r"|[bBpvV]?matrix|array)(\*?)\}((?:[^\\\n]|\\.|\\?\n(?![ \t>]*\n))*?)\\end\{\1\2\}(?=[ \t]*(?:\n|\Z))"
)
_PROSE = lazy_pattern(r"(?<![\\A-Za-z])[A-Za-z]{3,} [A-Za-z]{3,}")
_ENVIRONMENTS = lazy_pattern(r"\{(?:aligned|align|alignat|gather|gathered|multline|eqnarray|split)\*?\}")
_QUOTE_PREFIX = lazy_pattern(r"\n[ \t]*(?:>[ \t]?)+")

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
        " largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize"
        " movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset"
        " width xmlns",
    )
)
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'  # HTML knows it
_BARE_AMPERSAND = lazy_pattern(r"&(?!#?\w{1,10};)")


class FormulaError(MingpianError):
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
    if inline and is_formula(inline[1]) and not _VARIABLE.match(text, start, inline.end() + 1):
        return inline.end(), _QUOTE_PREFIX.sub("\n", inline[1]), False
    return None


def bracketed_at(text: str, start: int) -> tuple[int, str, bool] | None:
    r"""The formula that begins with `\(`, `\[` or `\begin{…}`: its end, its TeX, whether it is a display.

    A display fills lines; what may be prose in escaped brackets stays.
    """
    end = start + _LONGEST
    line = text[text.rfind("\n", 0, start) + 1 : start]
    begins_line = not line.strip(" \t>")
    if begins_line and (square := _SQUARE.match(text, start, end)) and _is_sure(square[1]):
        return square.end(), _QUOTE_PREFIX.sub("\n", square[1]).strip(), True
    if begins_line and (named := _NAMED.match(text, start, end)):
        is_plain = named[1] in ("equation", "displaymath", "math")
        return named.end(), _QUOTE_PREFIX.sub("\n", named[3] if is_plain else named[0]).strip(), True
    inline = _ROUND.match(text, start, end)
    if inline is None:
        return None
    tex = inline[1] or inline[2]
    is_one = inline[1] and _LETTER.fullmatch(tex)  # `\\(x\\)` is more than an escape
    return (inline.end(), tex.strip(), False) if is_one or _is_sure(tex) else None


def _is_sure(tex: str) -> bool:
    """Tell a formula from prose whose brackets are escaped, as in `\\[sic\\]` (CommonMark, 2.4)."""
    if not is_formula(tex) or _PROSE.search(tex) or _ESCAPED.search(tex) or tex.lstrip().startswith("^"):
        return False  # `\\[^1\\]` is no footnote
    return bool(_COMMAND.search(tex) or (_SIGN.search(tex) and not _WORD.search(tex)))


def is_formula(tex: str) -> bool:
    """Tell a formula from a sentence between two prices, as in 原价$5，现价3$。"""
    return not _CHINESE.search(_WORDS.sub("", tex)) and not _PROSE_AFTER_A_SUM.match(tex)


@functools.lru_cache(maxsize=1_024)
def mathml(tex: str, display: bool) -> str:
    """Return the formula as a <math> element. Raises FormulaError."""
    from xml.etree import ElementTree

    from latex2mathml.converter import convert

    if _depth(tex) > _DEEPEST:
        raise FormulaError(_("the formula is nested too deeply"))
    tex = _ENVIRONMENTS.sub("{align*}", tex)  # the converter's name for all of them
    marked = tex.replace("<", _LESS).replace(">", _GREATER)
    try:
        xml: str = convert(marked, display="block" if display else "inline").replace(_NAMESPACE, "", 1)
        root = ElementTree.fromstring(_BARE_AMPERSAND.sub("&amp;", xml))
    except Exception as error:  # the converter raises whatever its code runs into, RecursionError included
        raise FormulaError(_reason(error)) from error
    for element in root.iter():
        _check(element)
    if not display:
        del root.attrib["display"]
    html = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return html.replace(_LESS, "&lt;").replace(_GREATER, "&gt;")


def _check(element: "Element") -> None:
    """Refuse what is not MathML, or could act; write comparison signs as the operators that they are."""
    text = element.text or ""
    if text.startswith("\\") and element.tag in ("mi", "mo"):
        raise FormulaError(_("the command {command} is not known", command=text))
    if element.tag not in _TAGS or not element.attrib.keys() <= _ATTRIBUTES:
        raise FormulaError(_("the formula uses a command that is not allowed"))
    if len(element) != _CHILDREN.get(element.tag, len(element)):
        raise FormulaError(_("a command lacks an argument"))
    if element.tag == "mi" and text in (_LESS, _GREATER):
        element.tag = "mo"


def _depth(tex: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"(?<!\\)[{}]|\\left|\\right|\\begin|\\end", tex):
        depth += 1 if bracket in ("{", r"\left", r"\begin") else -1
        deepest = max(deepest, depth)
    return deepest


def _reason(error: Exception) -> AnyText:
    """Say what the converter's exception means, from its name: `MissingEndError` → missing end."""
    words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
    return " ".join(words).lower() or _("not readable")
