"""When events take place: whether one is over, which of its repetitions comes next, and which is the last."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from mingpian.content.kinds.event import Event
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.dates import end_of_day, is_day, moment, seconds
from mingpian.schema.repeats import usual
from mingpian.site.site import Site

_REPETITIONS = 20_000  # looked at: fifty years of every day
LATEST = 9000  # year; computing with later ones could leave the calendar
_UNTIL = lazy_pattern(r"UNTIL=(\d{4})(\d\d)(\d\d)")
_WHOLE_DAY = re.compile(r"(UNTIL=\d{8})(?!T)")


def backwards(site: Site) -> Iterator[Diagnostic]:
    """Report each event that ends before it starts."""
    for entry in site.entries.values():
        fields = entry.fields
        if isinstance(fields, Event) and fields.end and not sound_end(fields, fields.timezone or site.config.timezone):
            yield Diagnostic(
                code="ends-before-start",
                message=_(
                    "it ends ({end}) before it starts ({start}), so the end is left out",
                    end=fields.end,
                    start=fields.start,
                ),
                file=f"content/{entry.source}",
                field=("end",),
                severity="warning",
                hints=(
                    _("put `start` and `end` right; for an evening that ends after midnight, `end` is the next day"),
                ),
            )


def sound_end(event: Event, zone: str) -> str:
    """Return the end that an event states; "" when that is before its start, or when it states none.

    A day ends when it is over. `zone` is that of times without an offset.
    """
    if not event.end:
        return ""
    last = end_of_day(event.end, zone) - 1 if is_day(event.end) else seconds(event.end, zone)
    return event.end if last >= seconds(event.start, zone) else ""


def last_moment(event: Event, zone: str) -> datetime | None:
    """Return a moment at most two days after the end of the last repetition; None when that is not known, or never."""
    first, end, rule = moment(event.start, zone), sound_end(event, zone), event.repeats
    last: datetime | None = first
    if until := _UNTIL.search(rule):
        last = moment("-".join(until.groups()), zone)
    elif rule:
        counted = "COUNT" in usual(rule)
        last = (
            max(_starts(rule, first.replace(tzinfo=None)), default=first).replace(tzinfo=first.tzinfo)
            if counted
            else None
        )
    if last is None or last.year > LATEST:
        return None
    return max(first, last) + timedelta(days=2) + (max(moment(end, zone) - first, timedelta()) if end else timedelta())


def is_past(site: Site, event: Event) -> bool:
    """Tell whether an event, with all its repetitions, is over."""
    return upcoming(site, event) is None


def upcoming(site: Site, event: Event) -> tuple[str, str] | None:
    """Return start and end, as the event states them, of what is on or comes next; None when all of it is over."""
    zone = event.timezone or site.config.timezone
    for start, end in _times(event, zone):
        if not _over(site, end or start, zone):
            return start, end
    return (event.start, sound_end(event, zone)) if event.repeats and not usual(event.repeats) else None


def _over(site: Site, last: str, zone: str) -> bool:
    return site.clock.passed(end_of_day(last, zone) if is_day(last) else seconds(last, zone))


def _times(event: Event, zone: str) -> Iterator[tuple[str, str]]:
    """Yield start and end of each repetition. Each is at the same hour of its own zone, in summer and winter."""
    end = sound_end(event, zone)
    yield event.start, end
    if not event.repeats or not usual(event.repeats):
        return
    first = moment(event.start, zone).replace(tzinfo=None)
    lasts = moment(end, zone).replace(tzinfo=None) - first if end else timedelta()
    for start in _starts(event.repeats, first):
        if start > first:
            yield _like(event.start, start), _like(end, start + lasts) if end else ""


def _starts(rule: str, first: datetime) -> Iterator[datetime]:
    """Yield when each repetition starts, by the clocks of the event's zone; the last day that a rule names counts
    whole."""
    from dateutil.rrule import rrulestr

    return islice(rrulestr(_WHOLE_DAY.sub(r"\1T235959", rule), dtstart=first, ignoretz=True), _REPETITIONS)


def _like(stated: str, when: datetime) -> str:
    """Write a moment in the form in which another one is stated: a day alone, with its offset, or without."""
    if is_day(stated):
        return when.date().isoformat()
    return when.replace(tzinfo=datetime.fromisoformat(stated).tzinfo).isoformat()
