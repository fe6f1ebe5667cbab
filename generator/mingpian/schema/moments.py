"""Days and moments: what is accepted for one, and its canonical text (ISO 8601, RFC 3339)."""

import re
import unicodedata
from datetime import date, datetime

from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError, quoted
from mingpian.schema.spellings import as_iso

WHEN = (
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
    r"(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
"""Also a pattern of the JSON Schema, hence written so that ECMA-262 reads it alike."""

_WHEN = re.compile(WHEN)


def check_date(value: str) -> str:
    """Accept a day or a moment (ISO 8601 / RFC 3339, also with a blank); return it in ISO form."""
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
        raise InvalidValueError(_("is not a date: {error}", error=error), hint) from None
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
