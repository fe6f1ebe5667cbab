"""What all tests share: tools of others, the example site built once, how properties are searched."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest
from hypothesis.database import DirectoryBasedExampleDatabase
from playwright.sync_api import Browser

from mingpian.cli import request
from mingpian.core import workers
from tests import fork_server, tools
from tests.browser.chromium import chromium
from tests.example import Site, build_example, example_at, warm_up
from tests.once import made_once

IN_CI = os.environ.get("CI") == "true"

hypothesis.settings.register_profile(
    "test",
    max_examples=60,
    deadline=None,
    derandomize=IN_CI,
    database=None if IN_CI else DirectoryBasedExampleDatabase(tools.CACHE / "hypothesis"),
)
hypothesis.settings.register_profile(
    "fuzz", hypothesis.settings.get_profile("test"), max_examples=5_000, derandomize=False
)
hypothesis.settings.register_profile("long", hypothesis.settings.get_profile("fuzz"), max_examples=600)
hypothesis.settings.load_profile("test")


MEMORY = Path("/dev/shm")
MUCH = 100 * 1024**2  # bytes that a process has more than when it last looked for garbage
_HELD = {"bytes": 0}
ROOM = 4 * 1024**3  # bytes that the tests' folders never need together


def pytest_configure() -> None:
    """Put the tests' folders into memory where the system has room for them there: a file is made in a tenth of the
    time. Let bytecode be kept, as it is by default: else every command that is started compiles all of mingpian anew,
    and every run all of its tests. Workers inherit both from the process that starts them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    with suppress(OSError):
        has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
        if has_room and "TMPDIR" not in os.environ:
            os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection(session: pytest.Session) -> None:
    """Make ready what all tests of this process share, before thousands of them make it large: the default theme's
    templates are compiled, and a small process stands by that is copied for each command."""
    hands_out = session.config.getoption("numprocesses", None) and not hasattr(session.config, "workerinput")
    if not hands_out and not session.config.option.collectonly:
        share_the_processors()
        warm_up()
        if hasattr(os, "fork"):
            fork_server.server()


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never again through what was collected: a large heap. A tenth of all time."""
    gc.set_threshold(20_000, 20, 20)
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """Look for garbage when there is much: builds put off looking for it, and what is large is slow to copy."""
    if _memory() > _HELD["bytes"] + MUCH:
        gc.collect()
        _HELD["bytes"] = _memory()


def _memory() -> int:
    """Return the bytes of memory that this process has; 0 where nobody says."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * 4096
    return 0


HEAVY = ("build", "browser", "attacks", "outside", "studio", "cli", "serve", "site", "exporters", "deploy", "house")
"""The folders whose files take longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the heavy files, so that no worker has one left when the others are done; and with those that do not
    look at the example, which one worker builds while the others would wait."""
    weights = {name: len(HEAVY) - at for at, name in enumerate(HEAVY)}
    items.sort(key=lambda item: -weights.get(item.path.parent.name, 0))


def share_the_processors() -> None:
    """Where several workers run tests, let a command begin no more processes than fall to its worker: each would do
    again what a small site takes most of its time for."""
    share = max(1, workers.default_jobs() // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    patch = pytest.MonkeyPatch()  # for the whole of the process: nobody takes it back
    for module in (workers, request):
        patch.setattr(module, "default_jobs", lambda: share)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        choices=["compare", "update"],
        default="compare",
        help="compare with the golden files, or write them anew",
    )


@pytest.fixture(scope="session")
def need() -> Callable[[str], Path]:
    """Where a tool of `tests/tools.py` is. Without it the test is skipped, and fails in CI."""

    def where(tool: str) -> Path:
        found = tools.find(tool)
        if found is None:
            (pytest.fail if IN_CI else pytest.skip)(f"needs {tool}, which `make tools` could not bring")
        return found

    return where


@pytest.fixture(scope="session")
def browser(need: Callable[[str], Path]) -> Iterator[Browser]:
    """A real browser with Chinese fonts, one for the whole run."""
    need("chinese-fonts")
    with chromium(need("chromium")) as running:
        yield running


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The example site, as the repository has it, built once for the whole run; nobody changes it."""
    return example_at(made_once(tmp_path_factory, "example", build_example))


@pytest.fixture(scope="session")
def example_under_repo(tmp_path_factory: pytest.TempPathFactory, example: Site) -> Site:
    """The example site built for a host that serves it under `/repo/`; nobody changes it."""
    address = "https://example.org/repo/"

    def make(root: Path) -> None:
        shutil.copytree(example.root / ".mingpian" / "cache", root / ".mingpian" / "cache")  # its pictures
        build_example(root, address)

    return example_at(made_once(tmp_path_factory, "example-repo", make), address)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, at the very end, what this machine could not check."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("NOT CHECKED on this machine", sep="!", red=True, bold=True)
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            terminalreporter.line(f"{report.nodeid}: {reason}")
