"""Four readers of calendars, which know time zones from the calendar alone, find every event when it takes place."""

import io
import json
import subprocess
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from mingpian.render.formats.ical import FORMAT
from mingpian.render.times.timezones import timezone
from tests.render.small import Small

READERS = Path(__file__).parent / "readers"
ZONES = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/London",
    "Pacific/Apia",
]
LAST = 2026
CALENDARS = {
    "counted.ics": (2016, ("FREQ=WEEKLY;COUNT=530", "FREQ=MONTHLY;BYDAY=1SA;UNTIL=20260301")),
    "for-good.ics": (2012, ("FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=-1SA")),
}
Times = dict[str, list[int]]  # calendar and UID -> seconds since 1970


@cache
def calendar(name: str) -> bytes:
    """A calendar with two events in each zone."""
    year, rules = CALENDARS[name]
    files = {"members/lin.md": "---\nname: Lin\n---\n"}
    for zone in ZONES:
        for number, rule in enumerate(rules):
            front = f"title: E\nstart: {year}-01-02 19:30\ntimezone: {zone}\nrepeats: {rule}"
            files[f"events/{zone.rpartition('/')[2].lower()}-{number}.md"] = f"---\n{front}\n---\n"
    return Small(files).render(FORMAT, "calendar.ics")


def parts(name: str, kind: str) -> list[Any]:
    """The components of a calendar, as icalendar reads them."""
    return icalendar.Calendar.from_ical(calendar(name)).walk(kind)


def events() -> Iterator[tuple[str, Any, list[datetime]]]:
    """Each event with the hours at which it takes place, by the clocks there."""
    for name in CALENDARS:
        for event in parts(name, "VEVENT"):
            start = event.decoded("dtstart").replace(tzinfo=None)
            hours: Any = rrulestr(event["rrule"].to_ical().decode(), dtstart=start, ignoretz=True)
            yield f"{name} {event['uid']}", event, hours.between(start, datetime(LAST + 1, 1, 1), inc=True)


def by_the_zones(zone_of: Callable[[str, str], Any]) -> Times:
    """When the events take place, with the time zones that a reader makes for a calendar and a TZID."""
    return {
        uid: [int(hour.replace(tzinfo=zone).timestamp()) for hour in hours]
        for uid, event, hours in events()
        for zone in [zone_of(uid.partition(" ")[0], event["dtstart"].params["TZID"])]
    }


@pytest.fixture(scope="module")
def right() -> Times:
    found = by_the_zones(lambda _, name: ZoneInfo(name))
    assert len(found) == 4 * len(ZONES)
    assert sum(map(len, found.values())) > 18_000
    return found


def said_by(command: list[str | Path], folder: Path) -> Times:
    """What a reader that is a program of its own prints."""
    paths = [folder / name for name in CALENDARS]
    for path in paths:
        path.write_bytes(calendar(path.name))
    done = subprocess.run([*map(str, [*command, LAST, *paths])], check=True, capture_output=True, text=True)
    found: Times = json.loads(done.stdout)
    return found


def test_libical(need: Callable[[str], Path], tmp_path: Path, right: Times) -> None:
    assert said_by([sys.executable, READERS / "libical_times.py", need("libical")], tmp_path) == right


def test_icaljs(need: Callable[[str], Path], tmp_path: Path, right: Times) -> None:
    assert said_by([need("node"), READERS / "icaljs_times.mjs", need("ical.js")], tmp_path) == right


def test_icalendar(right: Times) -> None:
    zones = {
        (name, str(zone["tzid"])): zone.to_tz(lookup_tzid=False)
        for name in CALENDARS
        for zone in parts(name, "VTIMEZONE")
    }
    assert by_the_zones(lambda name, tzid: zones[name, tzid]) == right


def test_dateutil(right: Times) -> None:
    zones = {name: tzical(io.StringIO(calendar(name).decode())) for name in CALENDARS}
    assert by_the_zones(lambda name, tzid: zones[name].get(tzid)) == right


def read(zone: icalendar.Timezone) -> Any:
    """The zone as dateutil reads it."""
    return tzical(io.StringIO(zone.to_ical().decode().replace("\r\n ", ""))).get()


NAMES = sorted(name for name in zoneinfo.available_timezones() if "/" in name)


@given(st.sampled_from(NAMES), st.integers(1975, 2080), st.lists(st.integers(0, 40 * 366 * 24), max_size=60))
def test_whatever_the_zone_and_the_year(name: str, year: int, hours: list[int]) -> None:
    zone = ZoneInfo(name)
    first = datetime(year, 5, 1, 12, tzinfo=zone)
    ours = read(timezone(name, first, first + timedelta(days=40 * 366)))
    for moment in (first.astimezone(UTC) + timedelta(hours=after) for after in hours):
        there = moment.astimezone(zone)
        naive = there.replace(tzinfo=None, fold=0)
        if naive.replace(tzinfo=zone).astimezone(UTC) == moment:  # else the hour comes twice, and is the second
            assert naive.replace(tzinfo=ours).utcoffset() == there.utcoffset(), there


def lines(name: str, *years: int) -> list[str]:
    first, *last = (datetime(year, 6, 1, tzinfo=UTC) for year in years)
    return timezone(name, first, last[0] if last else None).to_ical().decode().replace("\r\n ", "").splitlines()


def test_a_rule_begins_by_the_clocks_before_the_change() -> None:
    """RFC 5545, section 3.6.5: at two in the morning, by the time that ends then."""
    york = lines("America/New_York", 2026)
    assert york[2:8] == [
        "BEGIN:STANDARD",
        "DTSTART:20251102T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "TZNAME:EST",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
    ]
    assert "DTSTART:20260308T020000" in york
    assert len(york) == 17


def test_a_zone_that_never_changes_is_short() -> None:
    for name in ("Asia/Shanghai", "Asia/Kolkata"):
        assert len(lines(name, 2026)) == 9


def test_a_rule_that_ended_says_when_in_utc() -> None:
    rules = [line for line in lines("America/Sao_Paulo", 2012, 2026) if line.startswith("RRULE")]
    assert rules
    assert all("UNTIL=" in rule and "Z;" in rule for rule in rules)


def test_changes_without_a_rule_stand_one_by_one() -> None:
    morocco = lines("Africa/Casablanca", 2022, 2025)
    starts = [line for line in morocco if line.startswith("DTSTART")]
    assert not any(line.startswith(("RRULE", "RDATE")) for line in morocco)
    assert {"DTSTART:20240310T030000", "DTSTART:20240414T020000"} <= set(starts)
    assert starts[-1] < "DTSTART:20250601"
    assert lines("Africa/Casablanca", 2022)[-6] > "DTSTART:2080"


def test_seven_days_that_end_in_the_next_month_are_two_rules() -> None:
    """Egypt's last Thursday of October at 24:00 is a Friday, now and then in November."""
    egypt = [line for line in lines("Africa/Cairo", 2025) if line.startswith("RRULE")]
    assert sorted(egypt) == [
        "RRULE:FREQ=YEARLY;BYDAY=-1FR;BYMONTH=4",
        "RRULE:FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=1;BYMONTH=11",
        "RRULE:FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31;BYMONTH=10",
    ]
