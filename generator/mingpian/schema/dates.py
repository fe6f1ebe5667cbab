"""Dates as written (ISO text) and as points in time (seconds since 1970-01-01T00:00Z)."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def is_day(text: str) -> bool:
    """Tell whether canonical date text names a whole day, without a time."""
    return len(text) <= len("2026-01-01")


def moment(text: str, zone: str) -> datetime:
    """Return the aware datetime of canonical date text; a day is its first instant, no offset means `zone`."""
    if len(text) == len("2026"):
        text += "-01-01"
    elif len(text) == len("2026-01"):
        text += "-01"
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=_zone(zone))


def seconds(text: str, zone: str) -> int:
    """Return the instant of canonical date text; 0 for no text."""
    return int(moment(text, zone).timestamp()) if text else 0


def local(text: str, zone: str) -> str:
    """Return canonical date text as clocks in `zone` show it; what states no offset is of that zone already."""
    if is_day(text):
        return text
    found = datetime.fromisoformat(text)
    return found.astimezone(_zone(zone)).isoformat() if found.tzinfo else text


def end_of_day(text: str, zone: str) -> int:
    """Return the first instant after the day of `text`: until when something with that last day holds."""
    last = moment(text, zone)
    following = date(last.year, last.month, last.day) + timedelta(days=1)
    return int(datetime(following.year, following.month, following.day, tzinfo=last.tzinfo).timestamp())
