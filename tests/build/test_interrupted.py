"""A build may end at any instant, however it ends: the old site stands, and the next build is right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

from mingpian.core import lock
from tests.build import entry_edits, site_edits, workshop
from tests.build.oracle import Oracle, tree

INSTANTS = 50 if settings().max_examples > 60 else 8
COLD = 50 if settings().max_examples > 60 else 4
LATE = 0.6  # after a build that ended by itself: other work may have slowed the first one, which was timed
TITLES = ((site_edits.edit_settings, 0, 1), (site_edits.edit_settings, 0, 2))  # the title stands on every page


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a build as a user does, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "mingpian", "build", "--root", str(root), "--jobs", "2", *options],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(workshop.NOW)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_for_workers(root: Path) -> None:
    """Wait until nobody holds the site's lock: workers end with their parent, all by themselves."""
    for _ in range(1_000):
        try:
            with lock.exclusive(root / ".mingpian" / "lock"):
                return
        except lock.BusyError:
            time.sleep(0.01)
    raise AssertionError("workers outlive the build")


@pytest.mark.hypothesis
def test_killed_at_any_instant(oracle: Oracle) -> None:
    root, output = oracle.site.root, oracle.output
    began = time.perf_counter()
    oracle.apply(TITLES[1])
    assert start(root).wait() == 0
    takes = time.perf_counter() - began
    versions = []
    for title in TITLES:
        oracle.apply(title)
        versions.append(oracle.clean()[1])
    instants = random.Random(7)
    killed = 0
    for number in range(INSTANTS):
        oracle.apply(TITLES[number % 2])
        oracle.apply((entry_edits.touch, number, 0))
        before, after = tree(output), versions[number % 2]
        process = start(root)
        time.sleep(instants.uniform(0.05, 1) * takes)
        process.kill()
        is_in_time = process.wait() == -signal.SIGKILL
        killed += is_in_time
        takes *= 1 if is_in_time else LATE
        wait_for_workers(root)
        found = tree(output)
        torn = {path for path in before if found.get(path) not in (before[path], after.get(path))}
        assert not torn
        assert oracle.build().code == 0
        assert tree(output) == after
    assert killed > INSTANTS // 2


def test_killed_in_the_first_build_of_all(oracle: Oracle) -> None:
    oracle.forget()
    process = start(oracle.site.root)
    while process.poll() is None and len(list(oracle.output.glob("*"))) < 4:
        time.sleep(0.001)
    process.kill()
    process.wait()
    wait_for_workers(oracle.site.root)
    oracle.check(jobs=2)


@pytest.mark.hypothesis
def test_no_cold_build_leaves_a_file_in_part(oracle: Oracle) -> None:
    """Killed with its workers, whenever: each file is whole, or not there yet."""
    output, whole = oracle.output, oracle.clean()[1]
    oracle.forget()
    began = time.perf_counter()
    assert start(oracle.site.root).wait() == 0
    takes = time.perf_counter() - began
    instants, killed = random.Random(11), 0
    for _ in range(COLD):
        for left in (output, oracle.site.root / ".mingpian"):
            shutil.rmtree(left, ignore_errors=True)
        process = start(oracle.site.root)
        time.sleep(instants.uniform(0.3, 1) * takes)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        is_in_time = process.wait() == -signal.SIGKILL
        killed += is_in_time
        takes *= 1 if is_in_time else LATE
        found = {path: data for path, data in tree(output).items() if not path.startswith(".mingpian-tmp/")}
        assert {path for path, data in found.items() if data != whole.get(path)} == set()
    assert killed > COLD // 4
    assert oracle.build().code == 0
    assert tree(output) == whole


def test_killed_while_pages_move(oracle: Oracle) -> None:
    """Old addresses that an interrupted build was about to give up are given up by the next one."""
    entry = oracle.site.entries().index("content/essays/third.md")
    for number in range(4):
        oracle.apply((entry_edits.change_slug, entry, number), (site_edits.edit_settings, 0, number))
        process = start(oracle.site.root)
        time.sleep(0.1 + 0.2 * number)
        process.kill()
        process.wait()
        wait_for_workers(oracle.site.root)
    oracle.check()


def test_an_interrupt_ends_the_build_without_a_traceback(oracle: Oracle) -> None:
    oracle.apply(TITLES[0])
    process = start(oracle.site.root)
    while not (oracle.output / ".mingpian-tmp").exists() and process.poll() is None:
        time.sleep(0.001)
    with suppress(ProcessLookupError):  # it may have ended meanwhile
        os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate()
    assert "Traceback" not in said
    assert process.returncode in (0, 130)
    wait_for_workers(oracle.site.root)
    oracle.check()


def test_a_second_build_is_refused(oracle: Oracle) -> None:
    before = tree(oracle.output)
    oracle.apply(TITLES[0])
    with lock.exclusive(oracle.site.root / ".mingpian" / "lock"):
        second = start(oracle.site.root)
        said, _ = second.communicate()
        assert second.returncode == 2
        assert "another build" in said
        assert tree(oracle.output) == before
    oracle.check()
