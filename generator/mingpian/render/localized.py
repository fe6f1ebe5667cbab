"""Dates, numbers, prices and names of languages in the forms of one language (CLDR, by Babel).

Every function takes a locale (a BCP 47 tag such as `zh-Hans-CN`) first, and remembers what it said: a site shows
the same few dates on many pages, and Babel takes a while for each.
"""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@cache
def babel_locale(tag: str) -> "Locale":
    """Return Babel's locale for a tag, or that of its language, or British English."""
    from babel import Locale, UnknownLocaleError

    for name in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en-GB", sep="-")


def load(tag: str) -> None:
    """Load Babel and what it knows of a language, which takes as long as a hundred pages."""
    day(tag, "2000-01-01")
    plural(tag, 1)
    number(tag, 1)


@cache
def day(tag: str, value: str) -> str:
    """Return the day of an ISO date or moment in words; a year, or year and month, as far as it goes."""
    if len(value) == 4:
        return year(tag, value)
    if len(value) == 7:
        return month(tag, value)
    from babel.dates import format_date

    return format_date(date.fromisoformat(value[:10]), "long", locale=babel_locale(tag))


@cache
def short_day(tag: str, value: str) -> str:
    """Return month and day, for lists that name the year above them."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", _moment(value), locale=babel_locale(tag))


@cache
def month(tag: str, value: str) -> str:
    """Return year and month."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", _moment(value), locale=babel_locale(tag))


@cache
def year(tag: str, value: str) -> str:
    """Return the year, with the word for it where the language wants one."""
    from babel.dates import format_skeleton

    return format_skeleton("y", _moment(value), locale=babel_locale(tag))


@cache
def days(tag: str, start: str, end: str = "") -> str:
    """Return on which days something is, with weekdays."""
    from babel.dates import format_date, format_interval

    locale = babel_locale(tag)
    first, last = _moment(start).date(), _moment(end or start).date()
    if last > first:
        return format_interval(first, last, "yMMMEd", locale=locale)
    return format_date(first, "full", locale=locale)


def hours(start: str, end: str = "") -> str:
    """Return from what time to what time something is on one day; empty when `start` is a day.

    The 24-hour clock is understood in every language, and mistaken in none.
    """
    if "T" not in start:
        return ""
    first, last = _moment(start), _moment(end or start)
    if last.date() == first.date() and last > first:
        return f"{first:%H:%M}–{last:%H:%M}"
    return f"{first:%H:%M}"


@cache
def zone(tag: str, name: str) -> str:
    """Return the name of a time zone (IANA) as people call it: where it is valid."""
    from babel.dates import get_timezone, get_timezone_location

    return get_timezone_location(get_timezone(name), locale=babel_locale(tag)) if name else ""


@cache
def number(tag: str, value: float) -> str:
    """Return a number with the language's separators."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=babel_locale(tag))


@cache
def money(tag: str, amount: float, currency: str) -> str:
    """Return an amount with its currency's sign (ISO 4217 code given); whole amounts without decimals.

    A bare `$` is the local dollar of some locales and unclear to all other readers; it becomes `NT$` or `US$`.
    """
    from babel.numbers import format_currency, get_currency_symbol

    locale = babel_locale(tag)
    if not currency:
        return number(tag, amount)
    whole = amount == int(amount)
    pattern = "¤#,##0" if whole else "¤#,##0.00"
    text = format_currency(amount, currency, pattern, locale=locale, currency_digits=False)
    own = get_currency_symbol(currency, locale)
    plain = get_currency_symbol(currency, "en_GB")
    return text.replace(own, plain) if own == "$" else text


@cache
def language(tag: str, code: str) -> str:
    """Return the name of a language, in the language of `tag`; the code itself when nobody knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-").get_display_name(babel_locale(tag)) or code
    except (UnknownLocaleError, ValueError):
        return code


@cache
def plural(tag: str, count: int) -> str:
    """Return the plural category of a count: `one`, `other` and so on (CLDR plural rules)."""
    return str(babel_locale(tag).plural_form(count))


def _moment(value: str) -> datetime:
    """Read ISO text; its wall-clock time is what a reader wants, so that an offset is dropped."""
    return datetime.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value).replace(tzinfo=None)
