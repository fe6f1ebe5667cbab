"""Repeat rules (RFC 5545, section 3.3.10): what is accepted for one, and which are of the usual form. Others go to
calendars as they are."""

from datetime import UTC, datetime

from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError

_PARTS = {
    "FREQ": lazy_pattern("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": lazy_pattern("[1-9][0-9]{0,2}"),
    "BYDAY": lazy_pattern("(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*"),
    "COUNT": lazy_pattern("[0-9]+"),
    "UNTIL": lazy_pattern("[-0-9TZ:]+"),
    "WKST": lazy_pattern("[A-Z]{2}"),
}
_REPEAT = lazy_pattern(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"(;(UNTIL=\d{8}(T\d{6}Z?)?|(COUNT|INTERVAL)=[1-9]\d{0,3}|WKST=[A-Z]{2}|BY(MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)"
    r"=[-+\d,]+|BYDAY=[-+\dA-Z,]+|BY(HOUR|MINUTE|SECOND)=[\d,]+))*"
)
_DASHED = lazy_pattern(r"UNTIL=(\d{4})-(\d\d)-(\d\d)")


def usual(rule: str) -> dict[str, str]:
    """Return the parts of a rule of days, weeks, months or years, on days of the week; empty for any other rule.

    Whether such a rule applies at all is soon found out; of others, that may take longer than a calendar lasts.
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    return parts if all(name in _PARTS and _PARTS[name].fullmatch(value) for name, value in parts.items()) else {}


def check_repeat(value: str) -> str:
    """Accept one recurrence rule (RFC 5545, section 3.3.10)."""
    from dateutil.rrule import rrulestr

    rule = _DASHED.sub(r"UNTIL=\1\2\3", value.strip().upper().removeprefix("RRULE:"))
    start = datetime(2000, 1, 1, tzinfo=UTC) if "Z" in rule.partition("UNTIL=")[2] else datetime(2000, 1, 1)
    try:
        if not _REPEAT.fullmatch(rule):
            raise ValueError("unknown parts")
        rrulestr(rule, dtstart=start)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        hint = _("write an RFC 5545 rule, such as FREQ=MONTHLY;BYDAY=1SA")
        raise InvalidValueError(_("is not a repeat rule: {value}", value=f"{value!r}"), hint) from None
    return rule
