"""Nothing in the folder that one stands in is run, whatever it is called: by no command, and by no process of one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.test_locales import CALLS
from tests.example import BUILD_TIME

# Modules of the library, of others and of ours that commands import. What `python -m` itself imports before anything of
# ours is not among them (`runpy`, `warnings`): only Python's own `-P` keeps that from the folder.
NAMES = (
    "argparse", "base64", "csv", "email", "html", "jinja2", "json", "lxml", "markdown", "math", "msgspec", "pickle",
    "random", "signal", "sitecustomize", "socket", "struct", "tempfile", "usercustomize", "watchdog", "yaml",
)  # fmt: skip
SCRIPT = Path(sys.executable).parent / "mingpian"
ENDS = {"python -m": signal.SIGINT, "the script": signal.SIGTERM}
WAYS = {"python -m": [sys.executable, "-m", "mingpian"], "the script": [str(SCRIPT)]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"open('ran-{name}', 'w').close()\nraise SystemExit('ran')\n")
    for folder in ("content/essays", "content/members", "extensions"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\nowner = "lin"\nwithout = ["share"]\n', encoding="utf-8")
    (tmp_path / "content/members/lin.md").write_text("---\nname: 林\n---\n", encoding="utf-8")
    (tmp_path / "content/essays/a.md").write_text("---\ntitle: A\ndate: 2026-01-01\n---\n$x$\n", encoding="utf-8")
    (tmp_path / "extensions/own.py").write_text("open('extension-ran', 'w').close()\n", encoding="utf-8")
    return tmp_path


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    return {**clean, "SOURCE_DATE_EPOCH": BUILD_TIME}


def ran(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("ran-*"))


@pytest.mark.parametrize("way", WAYS)
def test_no_command_runs_what_lies_there(way: str, root: Path) -> None:
    calls = {call[0]: call for call, _ in CALLS}
    for name in ("build", "check", "export", "doctor", "import", "schema"):
        done = subprocess.run([*WAYS[way], *calls[name]], check=False, cwd=root, env=environment(), capture_output=True)
        assert done.returncode in (0, 1, 2) and b"internal error" not in done.stderr, (name, done.stderr)
    assert ran(root) == [] and (root / "extension-ran").exists()


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a process that a test starts says what it says: one waits for it there, and can be interrupted."""
    return tmp_path_factory.mktemp("told") / "out"


@pytest.fixture
def start(root: Path, told: Path) -> Iterator[Callable[[list[str]], subprocess.Popen[bytes]]]:
    """What starts a process in the folder; it ends with the test, and all that it started, however the test ends."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(command: list[str]) -> subprocess.Popen[bytes]:
        with open(told, "wb") as out:
            begun = subprocess.Popen(
                command, cwd=root, env=environment(), stdout=out, stderr=out, start_new_session=True
            )
        started.append(begun)
        return begun

    yield begin
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("way", WAYS)
def test_the_preview_and_its_builder_run_nothing_of_it(
    way: str, root: Path, told: Path, start: Callable[[list[str]], subprocess.Popen[bytes]]
) -> None:
    serving = start([*WAYS[way], "serve", "--port", "0", "--jobs", "2"])
    while not (is_built := "files changed" in told.read_text("utf-8")) and serving.poll() is None:
        time.sleep(0.02)
    serving.send_signal(ENDS[way])
    assert serving.wait(timeout=60) == 0, "ended as by Ctrl-C, and its builder with it"
    assert is_built, told.read_text("utf-8")
    assert ran(root) == [] and (root / "extension-ran").exists()


SPAWNED = """import os, sys
from functools import partial
from mingpian.core import workers

def load(): return 3
def times(factor, part): return [(factor * item, os.environ.get("PYTHONSAFEPATH")) for item in part]

if __name__ == "__main__":
    workers._forks = lambda: False
    found = workers.map_chunks(times, 3, load, list(range(30)), workers.Crew(2), 8)
    print(sum(number for _, result in found for number, _ in result), os.environ.get("PYTHONSAFEPATH"))
"""


def test_workers_that_begin_anew_run_nothing_of_it(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    script = tmp_path_factory.mktemp("elsewhere") / "run.py"
    script.write_text(SPAWNED, encoding="utf-8")
    command = [sys.executable, str(script)]
    done = subprocess.run(command, check=False, cwd=root, env=environment(), capture_output=True, text=True)
    assert done.stdout.split() == ["1305", "None"], done.stderr
    assert ran(root) == []


def test_a_package_that_lies_there_itself_still_runs(tmp_path: Path) -> None:
    import mingpian

    (tmp_path / "mingpian").symlink_to(Path(mingpian.__file__).parent, target_is_directory=True)
    command = [sys.executable, "-m", "mingpian", "--version"]
    done = subprocess.run(command, check=False, cwd=tmp_path, env=environment(), capture_output=True)
    assert done.returncode == 0, done.stderr
