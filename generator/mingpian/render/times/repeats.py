"""Repeat rules (RFC 5545, section 3.3.10) in words: every month, on the first Saturday."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from mingpian.core.patterns import lazy_pattern
from mingpian.render import localized
from mingpian.schema.repeats import usual

_DAYS = {
    code: date(2024, 1, 1) + timedelta(days=at) for at, code in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
}
_BYDAY = lazy_pattern("([+-]?[1-5])?([A-Z]{2})")


def in_words(rule: str, locale: str, every: Mapping[str, str], on: Mapping[str, str], comma: str) -> str:
    """Say how often, and on which days; "" for a rule of which these words would leave out something.

    `every` has a phrase for each frequency (`monthly`), and one with `{n}` for longer intervals (`monthly-n`). `on`
    has one with `{day}` for a weekday (`day`), and for those counted from a month's start or end (`1`, `-1`).
    """
    parts = usual(rule)
    if not parts:
        return ""
    frequency, interval = parts["FREQ"].lower(), parts.get("INTERVAL", "1")
    often = every[frequency] if interval == "1" else every[f"{frequency}-n"].format(n=interval)
    days = [_day(number, code, locale, on) for number, code in _BYDAY.findall(parts.get("BYDAY", ""))]
    return comma.join((often, *days)) if all(days) else ""


def _day(number: str, code: str, locale: str, on: Mapping[str, str]) -> str:
    phrase = on.get(number.removeprefix("+") or "day", "")
    return phrase.format(day=_weekday(locale, code))


@cache
def _weekday(locale: str, code: str) -> str:
    from babel.dates import format_date

    return format_date(_DAYS[code], "EEEE", locale=localized.babel_locale(locale))
