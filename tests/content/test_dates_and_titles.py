"""Days and titles of entries: those that are stated, those of the file's name, and those that cannot be read."""

from __future__ import annotations

import pytest

from mingpian.schema.dates import seconds
from tests.content.test_policy import SETTINGS, front, read

WAITING = ["10000-01-01", "2099-13-01", "9999-01-01", "20991-03-01", "soon", "明天", "{{date}}", "2099-02-30"]


@pytest.mark.parametrize("name", ["date", "created", "publishDate"])
@pytest.mark.parametrize("date", WAITING)
def test_a_date_that_cannot_be_read_publishes_nothing_early(date: str, name: str) -> None:
    entry, told = read(front("title: a", f"{name}: {date}"))
    assert entry is None or entry.published > seconds("2098-01-01", "UTC"), told
    assert any("bad-date" in one or "wrong-type" in one or "yaml-slip" in one for one in told)


def test_a_day_that_does_not_exist_waits_until_its_month_at_most() -> None:
    entry, _ = read(front("title: a", "date: 2024-02-30"))
    assert entry.published == seconds("2024-02-01", SETTINGS.timezone)


DAYS_OF_NAMES = {
    "essays/2024-05-01-hello.md": "2024-05-01",
    "essays/2024-5-1 日记.md": "2024-05-01",
    "notes/2024-05-01.md": "2024-05-01",
    "essays/2024-05-01-hello/index.md": "2024-05-01",
    "essays/2024-13-01-x.md": "",
    "essays/20240501-x.md": "",
    "pages/2024-05-01-x.md": "",
}


@pytest.mark.parametrize("path", DAYS_OF_NAMES)
def test_the_day_in_a_file_s_name_is_the_date_of_what_states_none(path: str) -> None:
    entry, _ = read("文", path)
    assert entry.fields.date == DAYS_OF_NAMES[path]
    assert read(front("date: 2020-01-01"), path)[0].fields.date == "2020-01-01"


TITLES = {
    "essays/2024-05-01-my_post.md": "my post",
    "essays/我的-笔记.md": "我的-笔记",
    "essays/2024-05-01-读书 笔记.md": "读书 笔记",
    "essays/my-post/index.md": "my post",
    "members/zhang-san.md": "zhang san",
}


@pytest.mark.parametrize("path", TITLES)
def test_the_file_s_name_is_the_title_of_what_has_none(path: str) -> None:
    entry, told = read("文", path)
    assert entry.title == TITLES[path]
    assert told == ["warning[missing-field]"]
    assert read("# 题 #\n文", "essays/x.md")[0].title == "题"
    assert read("题\n===\n文", "essays/x.md")[0].title == "题"


def test_what_is_to_come_does_not_come_early_by_a_bad_date() -> None:
    entry, _ = read(front("title: a", "date: 2199-02-30"))
    assert entry.fields.date == "" and entry.published > 7_000_000_000


def test_an_event_without_a_start_begins_at_its_date() -> None:
    assert read(front("title: a", "date: 2024-01-01"), "events/a.md")[0].fields.start == "2024-01-01"
    assert read(front("title: a"), "events/a.md")[0] is None
