"""A burst of changes is built once it is over; nothing that was noted is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from mingpian.serve.changes import ChangeMailbox
from mingpian.serve.debounce import FLOOD, LONGEST, MANY, QUIET, QUIET_OF_MANY, QUIET_WHEN_DONE, Burst, with_change
from mingpian.serve.watch import is_folder, is_read


def burst_of(times: list[float]) -> Burst:
    burst = None
    for at in times:
        burst = with_change(burst, at)
    assert burst
    return burst


def test_a_save_is_over_after_a_short_silence() -> None:
    assert burst_of([10.0, 10.01, 10.02]).due == pytest.approx(10.02 + QUIET)


def test_a_file_that_was_closed_is_complete() -> None:
    half, whole = with_change(None, 10.0), with_change(with_change(None, 10.0), 10.01, is_done=True)
    assert half.due == pytest.approx(10 + QUIET) and whole.due == pytest.approx(10.01 + QUIET_WHEN_DONE)
    assert with_change(whole, 10.011).due == pytest.approx(10.011 + QUIET), "something goes on"


def test_many_files_are_waited_for_longer() -> None:
    times = [10 + step / 1000 for step in range(MANY)]
    assert burst_of(times).due == pytest.approx(times[-1] + QUIET_OF_MANY)


def test_a_burst_without_end_is_built_all_the_same() -> None:
    times = [10 + step / 100 for step in range(1000)]
    assert burst_of(times).due == 10 + LONGEST


def test_after_a_flood_the_files_are_looked_at_twice() -> None:
    assert not burst_of([0.0] * (FLOOD - 1)).needs_second_look
    assert burst_of([0.0] * FLOOD).needs_second_look


@dataclass
class Script:
    """A clock that a waiting thread moves itself; on the way it does what is planned for that time."""

    planned: list[tuple[float, str]]
    time: float = 0.0
    changes: ChangeMailbox = field(init=False)

    def __post_init__(self) -> None:
        self.changes = ChangeMailbox(lambda: self.time)
        waiting: Any = self.changes._condition
        waiting.wait = self.wait

    def wait(self, seconds: float) -> None:
        """Pass the time until the next planned change, at most so many seconds."""
        end = self.time + seconds
        if self.planned and self.planned[0][0] <= end:
            at, path = self.planned.pop(0)
            self.time = max(self.time, at)
            self.changes.note(path)
        else:
            self.time = end


def test_a_rename_and_its_write_make_one_burst() -> None:
    script = Script([(1.0, "content/.a.swp"), (1.01, "content/a.md"), (1.03, "content/a.md")])
    burst, paths = script.changes.take(5.0) or pytest.fail("nothing was taken")
    assert (burst.count, paths) == (3, frozenset({"content/.a.swp", "content/a.md"}))
    assert script.time == pytest.approx(1.03 + QUIET)
    assert script.changes.take(5.0) is None


def test_a_checkout_of_a_thousand_files_makes_one_burst() -> None:
    script = Script([(1 + step / 500, f"content/essays/{step}.md") for step in range(1000)])
    burst, paths = script.changes.take(5.0) or pytest.fail("nothing was taken")
    assert burst.count == len(paths) == 1000
    assert script.changes.take(5.0) is None


def test_what_changes_while_a_build_is_at_work_makes_the_next_burst() -> None:
    script = Script([(1.0, "content/a.md")])
    assert script.changes.take(5.0)
    script.changes.note("content/b.md")
    burst, paths = script.changes.take(5.0) or pytest.fail("the second change was lost")
    assert (burst.count, paths) == (1, frozenset({"content/b.md"}))


def test_without_changes_the_wait_ends() -> None:
    script = Script([])
    assert script.changes.take(2.0) is None
    assert script.time == 2.0


@pytest.mark.parametrize("path", ["essays/a.md", "essays/a b.md", "essays/名片/index.md", "photo.jpg", "site.toml"])
def test_what_a_build_reads_is_watched(path: str) -> None:
    assert is_read(path)


@pytest.mark.parametrize("path", [".git/index.lock", "essays/.a.md.swp", "essays/#a.md#", "essays/.#a.md", "a.md~"])
def test_what_only_editors_write_is_not(path: str) -> None:
    assert not is_read(path)


def test_a_watched_folder_that_is_replaced_needs_a_new_watch() -> None:
    assert is_folder("content")
    assert not is_folder("site.toml")
    assert not is_folder("content/essays")
