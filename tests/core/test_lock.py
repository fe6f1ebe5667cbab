"""One build at a time; the lock goes with its holder, however that ends."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from mingpian.core.lock import BusyError, exclusive


def test_a_second_holder_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / "state" / "lock"
    with exclusive(path), pytest.raises(BusyError), exclusive(path):
        pass
    with exclusive(path):
        pass


def test_an_error_inside_frees_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), exclusive(tmp_path / "lock"):
        raise KeyError
    with exclusive(tmp_path / "lock"):
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    path, ready = tmp_path / "lock", tmp_path / "ready"
    child = os.fork()
    if child == 0:
        with exclusive(path):
            ready.touch()
            time.sleep(60)
        os._exit(0)
    while not ready.exists():
        time.sleep(0.005)
    with pytest.raises(BusyError), exclusive(path):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with exclusive(path):
        pass


def test_where_no_lock_can_be_nothing_is_held(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with exclusive(tmp_path / "state" / "lock"):
        pass
