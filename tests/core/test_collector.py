"""The collector of cycles rests during a build, and is then as it was."""

import gc

import pytest

from mingpian.core import collector


def test_it_rests_and_then_works_again() -> None:
    assert gc.isenabled()
    with collector.at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(OSError, match="full"), collector.at_rest():
        raise OSError("full")
    assert gc.isenabled()


def test_it_is_left_at_rest_where_it_was() -> None:
    gc.disable()
    try:
        with collector.at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
