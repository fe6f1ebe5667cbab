"""Truth values and numbers, as people write them."""

from collections.abc import Callable
from typing import Any

from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError, quoted

LARGEST = 10**15  # of numbers: beyond, a float no longer holds whole ones
_TRUE = frozenset({"true", "yes", "y", "on", "1", "是", "真", "对"})
_FALSE = frozenset({"false", "no", "n", "off", "0", "否", "假", "不"})


def truth_of(text: str) -> bool | None:
    """Return what a word says; None when it says neither yes nor no."""
    word = text.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _truth(text: str) -> bool:
    value = truth_of(text)
    if value is None:
        raise InvalidValueError(_("is neither true nor false: {value}", value=quoted(text)), _("write true or false"))
    return value


def _whole(text: str) -> int:
    try:
        value = int(text[:20])
    except ValueError:
        raise InvalidValueError(_("is not a whole number: {value}", value=quoted(text))) from None
    if not -LARGEST < value < LARGEST:
        raise InvalidValueError(_("is out of range: {value}", value=quoted(text)))
    return value


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "")[:30])
    except ValueError:
        raise InvalidValueError(_("is not a number: {value}", value=quoted(text))) from None
    if not -LARGEST < value < LARGEST:
        raise InvalidValueError(_("is out of range: {value}", value=quoted(text)))
    return value


NUMBERS: dict[str, Callable[[str], Any]] = {"bool": _truth, "int": _whole, "float": _number}
