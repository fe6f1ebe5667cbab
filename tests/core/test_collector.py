"""The collector of cycles rests during a build, and is then as it was."""

import gc

import pytest

from mingpian.core import garbage_collection


def test_it_rests_and_then_works_again() -> None:
    assert gc.isenabled()
    with garbage_collection.paused():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(10 * gc.get_threshold()[0])]
    assert gc.isenabled()
    assert gc.is_tracked(made)
    assert gc.get_count()[0] < len(made)
    assert gc.get_freeze_count() == 0


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(OSError, match="full"), garbage_collection.paused():
        raise OSError("full")
    assert gc.isenabled()


def test_it_is_left_at_rest_where_it_was() -> None:
    gc.disable()
    try:
        with garbage_collection.paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
