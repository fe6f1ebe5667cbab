"""Which repetition of an event comes next, and when all of it is over."""

import pytest

from mingpian.queries import listings
from mingpian.site.clock import NEVER
from tests.render.small import NOW, Small

# The clock of these sites says 2026-11-01 08:00 in Shanghai, a Sunday.


@pytest.mark.parametrize(
    ("fields", "start", "end", "past"),
    [
        ("start: 2026-12-05", "2026-12-05", "", False),
        ("start: 2026-10-05", "2026-10-05", "", True),
        ("start: 2024-01-06 19:00\nrepeats: FREQ=MONTHLY;BYDAY=1SA", "2026-11-07T19:00:00", "", False),
        ("start: 2024-01-06\nend: 2024-01-07\nrepeats: FREQ=WEEKLY", "2026-10-31", "2026-11-01", False),
        ("start: 2024-01-06 19:00\nrepeats: FREQ=MONTHLY;COUNT=3", "2024-01-06T19:00:00", "", True),
        ("start: 2024-01-06T19:00+01:00\nrepeats: FREQ=DAILY", "2026-11-02T02:00:00+08:00", "", False),
        ("start: 2024-01-30\nrepeats: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2024-01-30", "", False),
    ],
)
def test_the_next_time(fields: str, start: str, end: str, past: bool) -> None:
    small = Small({"members/lin.md": "---\nname: Lin\n---\n", "events/e.md": f"---\ntitle: E\n{fields}\n---\n"})
    card = small.ask("card", "events/e.zh-Hans")
    assert (card.start, card.end, card.past) == (start, end, past)


def test_the_site_is_made_anew_when_the_repetition_is_over() -> None:
    files = {"events/e.md": "---\ntitle: E\nstart: 2024-01-06 19:00\nrepeats: FREQ=WEEKLY\n---\n"}
    small = Small(files, site='title = "T"\n')
    small.ask("card", "events/e.zh-Hans")
    assert NOW < small.model.site.clock.horizon < NEVER


def test_what_repeats_stands_where_its_next_time_does() -> None:
    files = {
        "events/old.md": "---\ntitle: Old\nstart: 2024-01-06\nrepeats: FREQ=MONTHLY;BYDAY=1SA\n---\n",
        "events/soon.md": "---\ntitle: Soon\nstart: 2026-11-03\n---\n",
        "events/gone.md": "---\ntitle: Gone\nstart: 2025-11-03\n---\n",
    }
    model = Small(files, site='title = "T"\n').model
    listing = listings.listing(model, "kind", "events", "zh-Hans", "1")
    assert [card.title for card in listing.cards] == ["Soon", "Old", "Gone"]
