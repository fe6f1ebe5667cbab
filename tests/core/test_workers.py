"""The parallel map: the same for any number of workers, and a worker that dies costs what killed it, nothing else."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.core import workers

FACTOR = 3


def load(factor: int) -> int:
    return factor


def times(factor: int, part: Sequence[int]) -> list[int]:
    return [factor * item for item in part]


def times_or_die(factor: int, part: Sequence[int]) -> list[int]:
    if 17 in part:
        os._exit(9)
    return times(factor, part)


def raise_at_17(factor: int, part: Sequence[int]) -> list[int]:
    if 17 in part:
        raise ValueError("seventeen")
    return times(factor, part)


def where(_factor: int, part: Sequence[int]) -> list[int]:
    return [os.getpid() for _ in part]


def run(items: Sequence[int], crew: workers.Crew, chunk: int = 8) -> list[int]:
    found = workers.map_chunks(times, FACTOR, partial(load, FACTOR), items, crew, chunk)
    return [number for _, result in found if isinstance(result, list) for number in result]


@settings(max_examples=10)
@given(st.integers(0, 60), st.sampled_from([1, 2, 3]), st.integers(1, 30))
def test_results_come_in_order_whatever_the_number_of_workers(count: int, jobs: int, chunk: int) -> None:
    assert run(range(count), workers.Crew(jobs), chunk) == [FACTOR * item for item in range(count)]


def test_many_items_are_worked_on_by_others() -> None:
    found = workers.map_chunks(where, FACTOR, partial(load, FACTOR), range(200), workers.Crew(2), 8)
    pids = {pid for _, result in found if isinstance(result, list) for pid in result}
    assert os.getpid() not in pids


@settings(max_examples=50)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=80), st.integers(2, 4), st.integers(8, 60))
def test_chunks_become_lighter_and_no_group_is_parted(weights: list[int], jobs: int, most: int) -> None:
    runs = [(list(range(weight)), weight) for weight in weights]
    chunks = workers._tapering(runs, most, jobs)
    assert [item for part, _ in chunks for item in part] == [item for part, _ in runs for item in part]
    assert [len(part) for part, _ in chunks] == [weight for _, weight in chunks]
    for at, (part, weight) in enumerate(chunks):
        left = sum(other for _, other in chunks[at:])
        assert weight <= max(workers.LEAST, left // (2 * jobs)) or part == list(range(weight)), "one group alone"


def test_a_few_heavy_items_are_worked_on_by_others() -> None:
    found = workers.map_chunks(
        where, FACTOR, partial(load, FACTOR), range(2), workers.Crew(2), 8, weight=lambda _: workers.SMALL
    )
    pids = [pid for _, result in found if isinstance(result, list) for pid in result]
    assert len(pids) == 2 and os.getpid() not in pids


@pytest.mark.parametrize(("worth", "most"), [(10, 4), (20, 2), (100, 1)])
def test_each_worker_has_enough_to_do(worth: int, most: int) -> None:
    assert workers.Crew(9, worth).size(40) == most
    found = workers.map_chunks(where, FACTOR, partial(load, FACTOR), range(40), workers.Crew(9, worth), 4)
    pids = {pid for _, result in found if isinstance(result, list) for pid in result}
    assert 1 <= len(pids) <= most and os.getpid() not in pids


@pytest.mark.parametrize(("count", "times_called"), [(workers.SMALL, 1), (workers.SMALL - 1, 0)])
def test_while_others_work_this_process_does_something_else(count: int, times_called: int) -> None:
    called: list[int] = []
    crew = workers.Crew(2, 1, lambda: called.append(os.getpid()))
    assert run(range(count), crew) == [FACTOR * item for item in range(count)]
    assert called == [os.getpid()] * times_called


def test_few_items_start_no_process() -> None:
    found = workers.map_chunks(where, FACTOR, partial(load, FACTOR), range(workers.SMALL - 1), workers.Crew(2), 8)
    assert {pid for _, result in found if isinstance(result, list) for pid in result} == {os.getpid()}


def test_where_a_process_cannot_be_forked_each_worker_loads_its_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_forks", lambda: False)
    found = workers.map_chunks(times, FACTOR, partial(load, FACTOR + 1), range(40), workers.Crew(2), 8)
    assert [item for _, result in found if isinstance(result, list) for item in result] == [
        (FACTOR + 1) * item for item in range(40)
    ]


def test_a_worker_that_dies_costs_only_what_killed_it() -> None:
    lost: list[int] = []
    done: list[int] = []
    for part, result in workers.map_chunks(
        times_or_die, FACTOR, partial(load, FACTOR), range(100), workers.Crew(2), 16
    ):
        if isinstance(result, workers.WorkerDiedError):
            lost += part
        else:
            done += result
    assert lost == [17]
    assert done == [FACTOR * item for item in range(100) if item != 17]


def test_an_exception_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="seventeen"):
        list(workers.map_chunks(raise_at_17, FACTOR, partial(load, FACTOR), range(100), workers.Crew(2), 8))


def hang_on_five(_state: int, part: Sequence[int]) -> list[int]:
    if 5 in part:
        time.sleep(600)
    return list(part)


def test_a_worker_that_hangs_is_replaced_and_costs_its_own_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 0.3)
    found = list(workers.map_chunks(hang_on_five, 0, int, range(30), workers.Crew(2), chunk=4))
    died = [part for part, result in found if isinstance(result, workers.WorkerDiedError)]
    done = [item for _, result in found if not isinstance(result, workers.WorkerDiedError) for item in result]
    assert [list(part) for part in died] == [[5]]
    assert done == [item for item in range(30) if item != 5]


def test_who_interrupts_the_start_of_workers_leaves_none_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, begun = vars(ProcessPoolExecutor)["_spawn_process"], list[int]()

    def interrupted(pool: ProcessPoolExecutor) -> None:
        if begun:
            raise KeyboardInterrupt
        begun.append(1)
        begin(pool)

    monkeypatch.setattr(ProcessPoolExecutor, "_spawn_process", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(range(200), workers.Crew(2))
    for process in multiprocessing.active_children():
        process.join(20)
    assert multiprocessing.active_children() == []
