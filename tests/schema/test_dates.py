"""Times that state an offset are shown as clocks of the site show them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.schema.dates import local, seconds
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.moments import check_date
from tests.site.test_published import essay, selected


@pytest.mark.parametrize(
    ("written", "zone", "shown"),
    [
        ("2024-01-05T16:00:00.000Z", "Asia/Shanghai", "2024-01-06T00:00:00+08:00"),
        ("2024-01-05T15:59:59Z", "Asia/Shanghai", "2024-01-05T23:59:59+08:00"),
        ("2024-01-05 16:30 +0000", "Asia/Shanghai", "2024-01-06T00:30:00+08:00"),
        ("2024-07-01T03:00:00Z", "America/New_York", "2024-06-30T23:00:00-04:00"),
        ("2024-01-05T16:30", "Asia/Shanghai", "2024-01-05T16:30:00"),
        ("2024-01-05", "Asia/Shanghai", "2024-01-05"),
        ("2024-01-05T16:30+08:00", "Asia/Shanghai", "2024-01-05T16:30:00+08:00"),
    ],
)
def test_a_time_is_shown(written: str, zone: str, shown: str) -> None:
    assert local(check_date(written), zone) == shown


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.integers(-12 * 60, 14 * 60),
    st.sampled_from(["Asia/Shanghai", "America/New_York", "UTC", "Asia/Kathmandu"]),
)
def test_it_stays_the_same_instant(when: datetime, minutes: int, zone: str) -> None:
    sign, size = "-" if minutes < 0 else "+", abs(minutes)
    written = check_date(f"{when:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02}:{size % 60:02}")
    assert seconds(local(written, zone), zone) == seconds(written, zone)
    assert local(local(written, zone), zone) == local(written, zone)
    assert seconds(written, zone) == int((when - timedelta(minutes=minutes) - datetime(1970, 1, 1)).total_seconds())


@pytest.mark.parametrize("offset", ["+14:01", "+15:00", "-12:30", "+23:59", "-2300", "+99:00", "+08:60"])
def test_an_offset_that_no_place_has(offset: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        check_date(f"2024-01-05T16:30{offset}")
    assert "offset" in str(refused.value.args[0])
    assert "-12:00 to +14:00" in str(refused.value.args[1])


@pytest.mark.parametrize("offset", ["+14:00", "-12:00", "Z", "+0545", "+00:00"])
def test_an_offset_that_some_place_has(offset: str) -> None:
    assert check_date(f"2024-01-05T16:30{offset}")


@pytest.mark.parametrize("field", ["date", "updated", "expires"])
def test_entries_have_the_day_of_the_site(field: str) -> None:
    stated = (
        {"date": "2024-01-05", field: "2029-01-05T16:00:00.000Z"}
        if field != "date"
        else {field: "2024-01-05T16:00:00Z"}
    )
    entry = selected({"essays/a.md": essay(**stated)}).entries[0]
    assert getattr(entry.fields, field)[8:10] == "06"


def test_an_event_has_the_day_of_its_own_place() -> None:
    text = "---\ntitle: E\nstart: 2026-01-05T16:00:00Z\ntimezone: America/New_York\n---\n"
    assert selected({"events/e.md": text}).entries[0].fields.start == "2026-01-05T11:00:00-05:00"
