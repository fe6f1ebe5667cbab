"""Time zones as calendars carry them (RFC 5545, section 3.6.5): a rule where a zone changes alike year after year, and
one observance for each change that follows none. All of it is what `zoneinfo` tells of the zone."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

    Observance = icalendar.TimezoneStandard | icalendar.TimezoneDaylight

_STEP = timedelta(days=3)  # looked for changes; no zone made two of them within fewer days
_BEFORE = timedelta(days=400)  # before the first event: each change of a year at least once
_UNKNOWN = 1800  # no change of a zone is known from before
_KNOWN = 2090  # no zone has changes without a rule from then on (Morocco's are laid down until 2087)
_EARLY = datetime(1970, 1, 1)  # since when an offset holds that no change is known for
_LAST = -7  # of `Days.day`: the last seven days of the month
_FIRSTS = (1, 8, 15, 22)  # of `Days.day`: the first, second … of that weekday
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Transition(NamedTuple):
    """A change of a zone's offset from UTC."""

    onset: datetime  # by the clocks as they were before it, hence without an offset
    before: timedelta
    after: timedelta
    name: str  # that the zone has afterwards, such as `CEST`
    is_summer: bool


class Days(NamedTuple):
    """The one day of each year that has this weekday and is among seven, the first of which is named."""

    month: int
    day: int
    weekday: int


def timezone(name: str, first: datetime, last: datetime | None) -> "icalendar.Timezone":
    """Return a zone (IANA name) as it is from the first to the last moment of events; for good when there is no last.

    Both moments are aware.
    """
    import icalendar

    zone, start = ZoneInfo(name), first.astimezone(UTC)
    until = max(_KNOWN, start.year + 3)
    since = start.year if start.year > _KNOWN else min(_EARLY.year, start.year)
    known = _changes(name, max(since - 2, _UNKNOWN), until)
    changes = [change for change in known if _moment(change) > start - _BEFORE]
    found = icalendar.Timezone()
    found.add("tzid", name)
    if not changes or _moment(changes[0]) > start:
        found.add_component(_unchanged(zone, start - _BEFORE))
    for run, days in _runs(changes):
        # Some readers take UNTIL for local time. A day later it says the same, and says it to them, too.
        end = None if run[-1].onset.year >= until - 1 else _moment(run[-1]) + timedelta(days=1)
        for part in _by_month(run):
            if last is None or _moment(part[0]) <= last:
                found.add_component(_observance(part, days, end))
    return found


@lru_cache(maxsize=64)
def _changes(name: str, since: int, until: int) -> list[Transition]:
    """Return the changes of a zone from one year to another, in order."""
    return list(_found(ZoneInfo(name), datetime(since, 1, 1, tzinfo=UTC), datetime(until, 1, 1, tzinfo=UTC)))


def _found(zone: ZoneInfo, known: datetime, until: datetime) -> Iterator[Transition]:
    """Yield the changes, found by halving each step at the ends of which the offset differs."""
    offset = known.astimezone(zone).utcoffset()
    while known < until:
        following = known + _STEP
        if following.astimezone(zone).utcoffset() != offset:
            low, high = int(known.timestamp()), int(following.timestamp())
            while high - low > 1:
                middle = (low + high) // 2
                same = datetime.fromtimestamp(middle, zone).utcoffset() == offset
                low, high = (middle, high) if same else (low, middle)
            yield _change(zone, high)
            following = datetime.fromtimestamp(high, UTC)
            offset = following.astimezone(zone).utcoffset()
        known = following


def _change(zone: ZoneInfo, at: int) -> Transition:
    before = datetime.fromtimestamp(at - 1, zone).utcoffset() or timedelta()
    since = datetime.fromtimestamp(at, zone)
    onset = datetime.fromtimestamp(at, UTC).replace(tzinfo=None) + before
    return Transition(onset, before, since.utcoffset() or timedelta(), since.tzname() or "", bool(since.dst()))


def _moment(change: Transition) -> datetime:
    return (change.onset - change.before).replace(tzinfo=UTC)


def _runs(changes: list[Transition]) -> list[tuple[list[Transition], Days]]:
    """Return the changes that follow one rule year after year, with its days; and each other change alone."""
    runs: list[tuple[list[Transition], list[Days]]] = []
    for change in changes:
        fits = list(_days(change.onset.date()))
        for run, common in runs:
            last, both = run[-1], [days for days in common if days in fits]
            is_next = change.onset.year == last.onset.year + 1 and change.onset.time() == last.onset.time()
            if is_next and change[1:] == last[1:] and both:
                run.append(change)
                common[:] = both
                break
        else:
            runs.append(([change], fits))
    return [(run, common[0]) for run, common in runs]


def _days(day: date) -> Iterator[Days]:
    """Yield what a day may be one of: the first, second … or last of its weekday in the month, or of any seven days."""
    weekday, length = day.weekday(), monthrange(day.year, day.month)[1]
    if day.day > length - 7:
        yield Days(day.month, _LAST, weekday)
    starts = [day - timedelta(days=back) for back in range(7)]
    for start in sorted(starts, key=lambda start: start.day not in _FIRSTS):
        if start.month != 2 or start.day <= 22:  # seven days that end in February, whatever the year
            yield Days(start.month, start.day, weekday)


def _by_month(run: list[Transition]) -> list[list[Transition]]:
    """Return a run by months: seven days that begin in one month and end in the next are two rules."""
    by_month: dict[int, list[Transition]] = {}
    for change in run:
        by_month.setdefault(change.onset.month, []).append(change)
    return list(by_month.values())


def _observance(part: list[Transition], days: Days, until: datetime | None) -> "Observance":
    """Return what holds from the first of the changes on; by a rule, unless `until` it is the only one."""
    first = part[0]
    found = _held(first.onset, first.before, first.after, first.name, first.is_summer)
    if until is None or len(part) > 1:
        rule = {"FREQ": "YEARLY", "BYMONTH": first.onset.month, **_on(first.onset.month, days)}
        found.add("rrule", rule | ({"UNTIL": until} if until else {}))
    return found


def _on(month: int, days: Days) -> dict[str, str | list[int]]:
    """Return the parts of a rule (section 3.3.10) that name the days of a month."""
    weekday = _WEEKDAYS[days.weekday]
    if days.day == _LAST:
        return {"BYDAY": f"-1{weekday}"}
    if days.day in _FIRSTS:
        return {"BYDAY": f"{_FIRSTS.index(days.day) + 1}{weekday}"}
    seven = [date(2001, days.month, days.day) + timedelta(days=on) for on in range(7)]
    return {"BYMONTHDAY": [day.day for day in seven if day.month == month], "BYDAY": weekday}


def _unchanged(zone: ZoneInfo, since: datetime) -> "Observance":
    """Return the offset that a zone has before its first change, or always."""
    there = since.astimezone(zone)
    offset = there.utcoffset() or timedelta()
    return _held(min(_EARLY, there.replace(tzinfo=None)), offset, offset, there.tzname() or "", bool(there.dst()))


def _held(onset: datetime, before: timedelta, after: timedelta, name: str, is_summer: bool) -> "Observance":
    import icalendar

    found = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
    found.add("dtstart", onset)
    found.add("tzoffsetfrom", before)
    found.add("tzoffsetto", after)
    found.add("tzname", name)
    return found
