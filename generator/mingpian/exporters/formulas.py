"""Formulas as drawings, for places that read no MathML."""

import re
from functools import lru_cache

from mingpian import MingpianError, Ref
from mingpian.i18n import _

_INK = re.compile(r'(fill|stroke)="(?:black|#000|#000000)"')
_BOX = re.compile(r'viewBox="\S+ (-?[\d.]+) \S+ ([\d.]+)"')
_NO_GLYPH = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_SIZE = 16  # CSS pixels: of running text in such places


class FormulaDrawingError(MingpianError):
    """The formula cannot be drawn here; the text says why."""


@lru_cache(maxsize=256)
def draw_formula(ref: Ref) -> str:
    """Return an SVG of a formula, in the colour of the text around it (`currentColor`). Raises FormulaDrawingError.

    Needs `ziamath`, which the extra `reach` brings.
    """
    try:
        from ziamath.config import config
        from ziamath.zmath import Math
    except ImportError:
        raise FormulaDrawingError(_("formulas are left as TeX; `pip install 'mingpian[reach]'` draws them")) from None
    if _NO_GLYPH.search(ref.target):
        raise FormulaDrawingError(_("a formula with Chinese words in it is left as TeX"))
    config.svg2 = False  # paths themselves, since ids are taken away
    try:
        svg = Math(ref.source, size=_SIZE).svg()
    except Exception as error:  # its own code and its fonts may raise anything
        raise FormulaDrawingError(_("a formula is left as TeX: {type}", type=type(error).__name__)) from error
    inked = _INK.sub(r'\1="currentColor"', svg)
    box = _BOX.search(inked)
    below = float(box[1]) + float(box[2]) if box else 0.0  # what hangs under the line of writing
    style = f"vertical-align:{-below:.2f}px" if ref.text == "math" else "max-width:100%"
    return inked.replace("<svg ", f'<svg style="{style}" ', 1)
