"""Truth values, numbers, points of a picture, prices and results, as people write them."""

import re
from collections.abc import Callable
from typing import Any

from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError, quoted

MAX_UNIT = 40  # characters of what a price is for
LARGEST = 10**15  # of numbers: beyond, a float no longer holds whole ones
_TRUE = frozenset({"true", "yes", "y", "on", "1", "是", "真", "对"})
_FALSE = frozenset({"false", "no", "n", "off", "0", "否", "假", "不"})
_SHARES = lazy_pattern(r"\[?\s*([0-9]+(?:\.[0-9]+)?)\s*(%?)(?:\s*[,，]\s*|\s+)([0-9]+(?:\.[0-9]+)?)\s*(%?)\s*\]?")
_DIGITS = lazy_pattern("([0-9０-９]+)")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_SIDES = {
    **dict.fromkeys(("left", "左"), (0, None)),
    **dict.fromkeys(("right", "右"), (100, None)),
    **dict.fromkeys(("top", "上"), (None, 15)),  # a head at the top, not its hair
    **dict.fromkeys(("bottom", "下"), (None, 85)),
    **dict.fromkeys(("center", "centre", "middle", "中"), (None, None)),
}


def natural_key(text: str) -> tuple[Any, ...]:
    """Return a key by which names sort as people count: 人2 before 人10, whatever the case of letters and the width of
    digits. Texts that differ in these alone have the same."""
    parts: list[Any] = _DIGITS.split(text.casefold())
    for at in range(1, len(parts), 2):
        number = parts[at].translate(_NARROW).lstrip("0")
        parts[at] = (len(number), number)  # no `int`: it refuses thousands of digits
    return tuple(parts)


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


def _count(text: str) -> int:
    if (value := _whole(text)) < 0:
        raise InvalidValueError(_("is below 0: {value}", value=quoted(text)), _("write 0, or a number above it"))
    return value


def _amount(text: str) -> float:
    if (value := _number(text)) < 0:
        raise InvalidValueError(_("is below 0: {value}", value=quoted(text)), _("write 0, or a number above it"))
    return value


NUMBERS: dict[str, Callable[[str], Any]] = {
    "bool": _truth,
    "int": _whole,
    "float": _number,
    "count": _count,
    "amount": _amount,
}


def check_focus(value: str) -> str:
    """Accept a point of a picture: two shares of its width and height, or names of sides; return it as per cent."""
    shares = _SHARES.fullmatch(value.strip())
    sides = [_SIDES.get(word) for word in re.findall(r"[a-z]+|[上下左右中]", value.lower())]
    if shares:
        given = (float(shares[1]), float(shares[3]))
        is_part = not (shares[2] or shares[4]) and max(given) <= 1 and any("." in one for one in (shares[1], shares[3]))
        x, y = (100 * one if is_part else one for one in given)
    elif sides and None not in sides and not re.search(r"[0-9]", value):
        found = [side for side in sides if side]
        x = next((across for across, _ in found if across is not None), 50)
        y = next((down for _, down in found if down is not None), 50)
    else:
        x = y = -1.0
    if not (0 <= x <= 100 and 0 <= y <= 100):
        raise InvalidValueError(
            _("is no point of a picture: {quoted}", quoted=quoted(value)),
            _("write how far from the left and from the top, such as 50% 30%; or `top`, `left`, …"),
        )
    return f"{round(x)} {round(y)}"


def check_currency(value: str) -> str:
    """Accept an ISO 4217 code; one of a currency that is no more, too."""
    from babel.numbers import is_currency

    code = value.strip().upper()
    if not is_currency(code):
        raise InvalidValueError(
            _("is not a currency: {value}", value=quoted(value)),
            _("write an ISO 4217 code, such as CNY, TWD, HKD or USD"),
        )
    return code


def check_unit(text: str) -> str:
    """Accept what a price is for: a few words, without markup."""
    if len(text) > MAX_UNIT or (text and not re.search(r"\w", text)) or re.search(r"[<>{}]", text):
        raise InvalidValueError(
            _("is not what a price is for: {value}", value=quoted(text)),
            _("write a word, such as hour, person or project; the rest belongs in `format` or the text"),
        )
    return text


def check_outcome(text: str) -> str:
    """Accept the words for what changed; a number alone says nothing."""
    if text and not re.search(r"[^\W\d]", text):
        raise InvalidValueError(
            _("does not say of what: {value}", value=quoted(text)),
            _("write a sentence, or `{what: …, before: …, after: …}`"),
        )
    return text
