"""Days, moments and spans of time: what is accepted for one, and its canonical text (ISO 8601, RFC 3339)."""

import re
import unicodedata
from datetime import date, datetime

from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign
from mingpian.schema.invalid import InvalidValueError, quoted
from mingpian.schema.spellings import as_iso

WHEN = (
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
    r"(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
"""Also a pattern of the JSON Schema, hence written so that ECMA-262 reads it alike."""

_WHEN = lazy_pattern(WHEN)
_CANONICAL = lazy_pattern(  # as most are written: a day of every month, and what clocks show everywhere
    r"[1-8][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[+-](?:0[1-9]|1[01]):[0-5][0-9]|\+00:00)?)?"
)
TIMESPAN = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])(?:[.][0-9]{1,3})?"
_CLOCK = lazy_pattern(TIMESPAN)
_PLAIN = lazy_pattern(r"[0-9]{1,6}(?:[.][0-9]{1,3})?")
_WORDS = lazy_pattern(
    r"(?:([0-9]{1,2})\s*(?:h|小时|小時|时|時)\s*)?(?:([0-9]{1,4})\s*(?:m|min|分钟|分鐘|分)\s*)?(?:([0-9]{1,5})\s*(?:s|秒)\s*)?",
    re.IGNORECASE,
)
_LEADING = lazy_pattern(rf"\s*[\[(（【]?({TIMESPAN})[\])）】]?\s*[-–—:：|]?\s*")


def check_date(value: str) -> str:
    """Accept a day or a moment (ISO 8601 / RFC 3339, also with a blank); return it in ISO form."""
    if _CANONICAL.fullmatch(value):
        return value
    match = _WHEN.fullmatch(as_iso(value))
    if not match:
        raise InvalidValueError(
            _("is not a date: {value}", value=quoted(value)), _("write 2026-03-01, or 2026-03-01 19:30")
        )
    year, month, day, hour, minute, second, offset = match.groups()
    _check_year(int(year))
    hint = _("write 2026-03-01, or 2026-03-01 19:30")
    try:
        if hour is None:
            return date(int(year), int(month), int(day)).isoformat()
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    except ValueError as error:
        raise InvalidValueError(_("is not a date: {error}", error=foreign(error)), hint) from None
    if offset and not _is_somewhere(offset):
        way_out = _("offsets go from -12:00 to +14:00; leave it out for a time in the site's own zone")
        raise InvalidValueError(_("has the offset {offset}, which no place has", offset=offset), way_out)
    return datetime.fromisoformat(moment.isoformat() + _offset(offset)).isoformat()


def check_day(value: str) -> str:
    """Accept a day (ISO 8601), also as year-month or year alone, which stay as they are."""
    value = unicodedata.normalize("NFKC", value.strip())
    if re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", value):
        _check_year(int(value[:4]))
        return value
    return check_date(value)[:10]


def _check_year(year: int) -> None:
    """Refuse years so early or late that computing with them could leave the calendar."""
    if not 1000 <= year <= 9000:
        raise InvalidValueError(_("has the year {year}", year=year), _("write a year between 1000 and 9000"))


def _is_somewhere(offset: str) -> bool:
    """Tell whether clocks of some place on Earth differ so much from UTC."""
    if offset == "Z":
        return True
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return int(offset[-2:]) < 60 and minutes <= (12 if offset[0] == "-" else 14) * 60


def _offset(text: str | None) -> str:
    if not text:
        return ""
    if text == "Z":
        return "+00:00"
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def seconds_in(text: str) -> int | None:
    """Return the whole seconds in what people write for a span of time; None when it is none."""
    tidy = unicodedata.normalize("NFKC", text).strip()
    if _PLAIN.fullmatch(tidy):
        return int(float(tidy))
    found = _CLOCK.fullmatch(tidy) or (_WORDS.fullmatch(tidy) if tidy else None)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def as_clock(seconds: int) -> str:
    """Return seconds as `1:02:03`, or `2:03` below an hour."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def leading_time(text: str) -> tuple[int, str] | None:
    """Return the seconds at the beginning of a line such as `01:23 The guest`, and what follows; None without one."""
    found = _LEADING.match(text)
    at = seconds_in(found[1]) if found else None
    return (at, text[found.end() :].strip()) if found and at is not None else None


def check_timespan(value: str) -> str:
    """Accept a span of time: `1:02:03`, `62:03`, seconds, `1 h 2 min`; return it as a clock shows it."""
    seconds = seconds_in(value)
    if seconds is None:
        raise InvalidValueError(
            _("is no span of time: {value}", value=quoted(value)),
            _("write hours, minutes and seconds, such as 1:02:03"),
        )
    return as_clock(seconds)
