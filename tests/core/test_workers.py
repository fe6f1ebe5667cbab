"""Work in processes: the same result for any number, by fork or without, whatever one of them does."""

import os
from collections.abc import Sequence
from functools import partial

import pytest

from mingpian.core import workers


def _given(state: int) -> int:
    return state


def _added(state: int, part: Sequence[int]) -> list[int]:
    for item in part:
        if item == -1:
            os._exit(9)
    return [state + item for item in part]


def _run(items: Sequence[int], jobs: int) -> list[int | str]:
    found: list[int | str] = []
    for part, result in workers.run(_added, 10, partial(_given, 10), items, jobs, 8):
        found += ["died" for _ in part] if isinstance(result, workers.Died) else result
    return found


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order_for_any_number_of_workers(jobs: int) -> None:
    assert _run(range(100), jobs) == list(range(10, 110))


def test_without_fork_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_forks", lambda: False)
    assert _run(range(40), 2) == list(range(10, 50))


def test_a_worker_that_dies_costs_only_the_item_that_killed_it() -> None:
    items = [*range(30), -1, *range(30, 60)]
    expected: list[int | str] = [item + 10 for item in items]
    expected[30] = "died"
    assert _run(items, 2) == expected
