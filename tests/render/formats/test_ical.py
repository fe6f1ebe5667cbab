"""Calendars as programs read them: the right hour in every zone, stable identities, nothing from the clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr

from mingpian.render.formats.ical import FORMAT
from mingpian.site.occurrences import backwards
from tests.render.conftest import FILES
from tests.render.small import NOW, SITE, Small

PAGE = "https://lin.example/events/e/"


def event(front: str, title: str = "聚会") -> Any:
    """The one event of a calendar, as icalendar reads it; vobject has to read it too."""
    small = Small({**FILES, "events/e.md": f"---\ntitle: {title}\n{front}\n---\n带一本书。\n"})
    data = small.render(FORMAT, "events/e/event.ics")
    vobject.readOne(data.decode())
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


def at(component: Any, name: str) -> Any:
    return component.decoded(name)


def test_two_readers_find_every_event_in_the_calendar_of_the_site(everything: Small) -> None:
    data = everything.render(FORMAT, "calendar.ics")
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(found["summary"]) == "读书会"
    other = vobject.readOne(data.decode()).vevent
    assert other.summary.value == "读书会"
    assert other.dtstart.value == datetime(2026, 12, 5, 19, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert other.url.value == "https://lin.example/events/reading/"


def test_an_event_is_the_same_one_in_every_calendar(everything: Small) -> None:
    paths = ["calendar.ics", "en/calendar.ics", "circles/readers/calendar.ics", "events/reading/event.ics"]
    assert list(everything.planned(FORMAT)) == [paths[0], paths[1], paths[3], paths[2]]
    uids = {everything.render(FORMAT, path).split(b"UID:")[1].split(b"\r\n")[0] for path in paths}
    assert uids == {b"events/reading@lin.example"}


def test_days_end_the_day_after_the_last() -> None:
    whole = event("start: 2026-05-16\nend: 2026-05-17")
    assert at(whole, "dtstart") == date(2026, 5, 16)
    assert at(whole, "dtend") == date(2026, 5, 18)
    assert "dtend" not in event("start: 2026-05-16")


def test_an_end_takes_the_form_of_the_start() -> None:
    assert at(event("start: 2026-05-16\nend: 2026-05-16 18:00"), "dtend") == date(2026, 5, 17)
    evening = event("start: 2026-05-16 19:00\nend: 2026-05-16")
    assert at(evening, "dtend") == datetime(2026, 5, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert "dtend" not in event("start: 2026-05-16 19:00\nend: 2026-05-16 18:00")


def test_hours_are_those_of_the_event_s_zone_in_summer_and_winter() -> None:
    found = event("start: 2026-10-20 19:00\ntimezone: Europe/Berlin\nrepeats: FREQ=WEEKLY;COUNT=2")
    start = at(found, "dtstart")
    assert start.utcoffset().total_seconds() == 7200
    first, second = rrulestr(found["rrule"].to_ical().decode(), dtstart=start)
    assert (first.hour, second.hour) == (19, 19)
    assert second.astimezone(UTC).hour == 18


def test_a_zone_carries_its_rules_for_programs_that_do_not_know_it() -> None:
    front = "---\ntitle: E\nstart: 2026-07-01 19:00\ntimezone: Europe/Berlin\n---\nx\n"
    data = Small({**FILES, "events/e.md": front}).render(FORMAT, "events/e/event.ics")
    zone: Any
    (zone,) = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Europe/Berlin"
    rules = zone.to_tz()
    assert rules.utcoffset(datetime(2026, 7, 1, 12)) == timedelta(hours=2)
    assert rules.utcoffset(datetime(2033, 1, 1, 12)) == timedelta(hours=1)
    assert b"COMMENT" not in data


def test_moments_with_an_offset_are_told_in_the_event_s_zone() -> None:
    found = event("start: 2026-06-01T12:00:00Z\ntimezone: Asia/Taipei")
    assert at(found, "dtstart") == datetime(2026, 6, 1, 20, tzinfo=ZoneInfo("Asia/Taipei"))
    assert at(event("start: 2026-06-01T12:00:00Z\ntimezone: UTC"), "dtstart") == datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("until", ["20261231", "20261231T235959", "2026-12-31"])
def test_the_last_day_counts_whole_and_is_told_in_utc(until: str) -> None:
    found = event(f"start: 2026-12-30 20:00\nrepeats: FREQ=DAILY;UNTIL={until}")
    (last,) = found["rrule"]["UNTIL"]
    assert last.tzinfo is not None
    assert last.utcoffset().total_seconds() == 0
    days = list(islice(rrulestr(found["rrule"].to_ical().decode(), dtstart=at(found, "dtstart")), 9))
    assert len(days) == 2
    assert event(f"start: 2026-12-30\nrepeats: FREQ=DAILY;UNTIL={until}")["rrule"]["UNTIL"] == [date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("FREQ=MONTHLY;BYDAY=1SA", "FREQ=MONTHLY;BYDAY=1SA"),
        ("freq=weekly;byday=we", "FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=MONTHLY;BYDAY=+1SA", "FREQ=MONTHLY;BYDAY=+1SA"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=4", "FREQ=YEARLY;BYMONTHDAY=4;BYMONTH=5"),
    ],
)
def test_rules_are_told_as_the_rfc_writes_them(written: str, told: str) -> None:
    assert event(f"start: 2026-01-03 10:00\nrepeats: {written}")["rrule"].to_ical().decode() == told


@pytest.mark.parametrize("status", ["confirmed", "tentative", "cancelled"])
def test_what_became_of_it_is_told(status: str) -> None:
    assert str(event(f"start: 2026-05-16\nstatus: {status}")["status"]) == status.upper()


def test_a_later_version_of_an_event_has_a_higher_sequence() -> None:
    dates = ["", "updated: 2026-02-01\n", "updated: 2026-02-01 08:00\n", "updated: 2026-03-01\n"]
    events = [event(f"start: 2026-05-16\ndate: 2026-01-01\n{updated}") for updated in dates]
    sequences = [at(one, "sequence") for one in events]
    assert sequences == sorted(set(sequences))
    assert at(events[1], "dtstamp") == at(events[1], "last-modified") == datetime(2026, 1, 31, 16, tzinfo=UTC)


def revision(front: str) -> tuple[int, datetime, datetime | None]:
    found = event(front)
    return at(found, "sequence"), at(found, "dtstamp"), at(found, "last-modified") if "last-modified" in found else None


def test_a_version_is_never_told_by_when_the_event_takes_place() -> None:
    versions = {revision(f"start: {start}\ndate: 2026-01-01") for start in ("2020-01-01", "2026-05-16", "2030-01-01")}
    assert len(versions) == 1
    zones = {revision(f"start: 2026-05-16 19:00\ndate: 2026-01-01\ntimezone: {zone}") for zone in ("UTC", "Asia/Tokyo")}
    assert zones == versions
    assert revision("start: 2020-01-01") == revision("start: 2030-01-01") == (0, datetime(2000, 1, 1, tzinfo=UTC), None)


def test_a_version_does_not_go_back_when_its_first_date_is_moved_on() -> None:
    """As when an event is announced anew, and its `updated` deleted."""
    histories = [
        ("", "date: 2026-01-01", "date: 2026-01-01\nupdated: 2026-02-01", "date: 2026-03-01"),
        ("date: 1999-01-01", "date: 2001-01-01", "date: 2001-01-01\nupdated: 2069-01-01", "updated: 8000-01-01"),
    ]
    for history in histories:
        sequences, stamps, _ = zip(*(revision(f"start: 2026-05-16\n{dates}") for dates in history), strict=True)
        assert list(sequences) == sorted(sequences)
        assert list(stamps)[1:] == sorted(stamps[1:])
        assert all(0 <= sequence < 2**31 for sequence in sequences)


def test_a_translation_is_revised_with_what_it_leans_on() -> None:
    dated = "---\ntitle: E\ndate: 2026-01-01\nupdated: {}\nstart: 2026-05-16\n---\nx\n"
    translated = "---\ntitle: E\nupdated: 2026-01-05\n---\nx\n"
    sequences = []
    for day in ("2026-01-02", "2026-03-01"):
        small = Small({**FILES, "events/e.md": dated.format(day), "events/e.en.md": translated})
        (found,) = icalendar.Calendar.from_ical(small.render(FORMAT, "en/events/e/event.ics")).walk("VEVENT")
        sequences.append(at(found, "sequence"))
    assert sequences[0] < sequences[1]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-05-16 19:00", "2026-05-16 18:59"),
        ("2026-05-16 19:00", "2026-05-15"),
        ("2026-05-16", "2026-05-15"),
        ("2026-05-16", "2026-05-15 23:59"),
        ("2026-05-16T19:00+08:00", "2026-05-16T10:30Z"),
    ],
)
def test_an_end_before_the_start_is_told_of_and_in_no_calendar(start: str, end: str) -> None:
    assert "dtend" not in event(f"start: {start}\nend: {end}")
    small = Small({**FILES, "events/e.md": f"---\ntitle: E\nstart: {start}\nend: {end}\n---\nx\n"})
    (warning,) = backwards(small.model.site)
    assert (warning.code, warning.severity, warning.field) == ("ends-before-start", "warning", ("end",))
    assert small.ask("card", "events/e.zh-Hans").end == ""


@pytest.mark.parametrize("end", ["2026-05-16", "2026-05-16 19:00", "2026-05-17 01:00", "2026-05-17"])
def test_a_sound_end_is_not_told_of(end: str) -> None:
    small = Small({**FILES, "events/e.md": f"---\ntitle: E\nstart: 2026-05-16 19:00\nend: {end}\n---\nx\n"})
    assert list(backwards(small.model.site)) == []
    assert small.ask("card", "events/e.zh-Hans").end


@pytest.mark.parametrize("until", ["99991231", "99991231T235959Z"])
def test_the_last_day_there_is_means_for_good(until: str) -> None:
    found = event(f"start: 2026-12-30 20:00\ntimezone: America/New_York\nrepeats: FREQ=DAILY;UNTIL={until}")
    assert found["rrule"].to_ical() == b"FREQ=DAILY"


@pytest.mark.parametrize(
    "front",
    [
        "start: 1000-01-02 19:30\nrepeats: FREQ=WEEKLY",
        "start: 9000-01-02 19:30\nrepeats: FREQ=WEEKLY",
        "start: 2026-01-02 19:30\nend: 9000-12-31 10:00\nrepeats: FREQ=DAILY;COUNT=3",
        "start: 2026-01-02 19:30\nrepeats: FREQ=YEARLY;INTERVAL=999;COUNT=9999",
        "start: 2026-01-02 19:30\nrepeats: FREQ=DAILY;UNTIL=20200101",
        "start: 2026-01-02 19:30\nrepeats: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
        "start: 2026-03-08 02:30\nend: 2026-03-08 02:45",
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Etc/UTC"])
def test_a_zone_has_an_observance_whenever_events_are(front: str, zone: str) -> None:
    small = Small({**FILES, "events/e.md": f"---\ntitle: E\n{front}\ntimezone: {zone}\n---\nx\n"})
    read: Any = icalendar.Calendar.from_ical(small.render(FORMAT, "events/e/event.ics"))
    (found,) = read.walk("VTIMEZONE")
    first, *_ = sorted(part.decoded("dtstart") for part in found.subcomponents)
    (held,) = read.walk("VEVENT")
    assert first <= held.decoded("dtstart").replace(tzinfo=None)


def test_nothing_depends_on_when_it_is_built() -> None:
    now, later = Small(FILES), Small(FILES, now=NOW + 99_999_999)
    for path in now.planned(FORMAT):
        assert now.render(FORMAT, path) == later.render(FORMAT, path)


def test_where_it_is_and_how_to_join_from_afar() -> None:
    found = event("start: 2026-05-16\nvenue: 一号, 湖边; 二楼\ncity: 杭州\nonline: https://meet.example/a")
    assert str(found["location"]) == "一号, 湖边; 二楼 · 杭州"
    assert str(found["conference"]) == "https://meet.example/a"
    assert PAGE in str(found["description"])


def test_texts_cannot_start_a_line_of_their_own() -> None:
    hostile = r"'a\nEND:VEVENT, b; c " + "长" * 60 + "'"
    found = event("start: 2026-05-16\nsummary: |\n  one\n  END:VEVENT", hostile)
    assert str(found["summary"]).replace("\n", r"\n") == r"a\nEND:VEVENT, b; c " + "长" * 60


def test_unlisted_events_are_in_no_calendar_but_their_own() -> None:
    hidden = "---\ntitle: E\nstart: 2026-05-16\nlisted: false\ncircles: [readers]\n---\nx\n"
    small = Small({**FILES, "events/e.md": hidden})
    named = {path for path in small.planned(FORMAT) if b"events/e@" in small.render(FORMAT, path)}
    assert named == {"events/e/event.ics"}


def test_a_site_without_events_has_no_calendar() -> None:
    assert Small({"members/lin.md": FILES["members/lin.md"]}, SITE).planned(FORMAT) == {}
