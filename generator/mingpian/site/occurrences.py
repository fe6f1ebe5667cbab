"""When events take place: whether one is over, and which of its repetitions comes next."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from mingpian.content.kinds.event import Event
from mingpian.schema.dates import end_of_day, is_day, moment, seconds
from mingpian.schema.repeats import usual
from mingpian.site.site import Site

_REPETITIONS = 20_000  # looked at: fifty years of every day


def is_past(site: Site, event: Event) -> bool:
    """Tell whether an event, with all its repetitions, is over."""
    return upcoming(site, event) is None


def upcoming(site: Site, event: Event) -> tuple[str, str] | None:
    """Return start and end, as the event states them, of what is on or comes next; None when all of it is over."""
    zone = event.timezone or site.config.timezone
    for start, end in _times(event, zone):
        if not _over(site, end or start, zone):
            return start, end
    return (event.start, event.end) if event.repeats and not usual(event.repeats) else None


def _over(site: Site, last: str, zone: str) -> bool:
    return site.clock.passed(end_of_day(last, zone) if is_day(last) else seconds(last, zone))


def _times(event: Event, zone: str) -> Iterator[tuple[str, str]]:
    """Yield start and end of each repetition. Each is at the same hour of its own zone, in summer and winter."""
    yield event.start, event.end
    if not event.repeats or not usual(event.repeats):
        return
    from dateutil.rrule import rrulestr

    first = moment(event.start, zone).replace(tzinfo=None)
    lasts = moment(event.end, zone).replace(tzinfo=None) - first if event.end else timedelta()
    for start in islice(rrulestr(event.repeats, dtstart=first, ignoretz=True), _REPETITIONS):
        if start > first:
            yield _like(event.start, start), _like(event.end, start + lasts) if event.end else ""


def _like(stated: str, when: datetime) -> str:
    """Write a moment in the form in which another one is stated: a day alone, with its offset, or without."""
    if is_day(stated):
        return when.date().isoformat()
    return when.replace(tzinfo=datetime.fromisoformat(stated).tzinfo).isoformat()
