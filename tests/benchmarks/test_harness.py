"""The harness sees all processes and files of a run, edits entries of every form, and compares honestly."""

import sys
from pathlib import Path

import pytest
from msgspec import structs

from benchmarks import pages
from benchmarks.corpus import Corpus
from benchmarks.machine import Noise, description, file_system
from benchmarks.measure import CommandFailed, Usage, run
from benchmarks.report import Report, markdown
from benchmarks.scenarios import Result, edit_title, install
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import UnavailableError

MEGABYTE = 1_000_000
PARENT = """
import subprocess, sys
block = bytearray(30_000_000)
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""
CHILD = """
import time
from pathlib import Path
Path("out/new").write_text("x")
block = bytearray(40_000_000)
time.sleep(0.3)
"""


def test_memory_of_a_child_counts_and_only_new_files_were_written(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "out").mkdir(parents=True)
    (site / "out/old").write_text("x")
    usage = run((sys.executable, "-c", PARENT, CHILD), site, "out")
    assert usage.memory > 70 * MEGABYTE
    assert (usage.files, usage.written) == (2, 1)
    assert usage.wall > 0
    assert usage.cpu > 0


def test_a_command_that_fails_stops_the_benchmark_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(CommandFailed, match="no such theme"):
        run((sys.executable, "-c", "raise SystemExit('no such theme')"), tmp_path / "site", "out")


@pytest.mark.parametrize("name", TOOLS)
def test_a_title_can_be_edited_in_the_form_of_every_tool(name: str, tmp_path: Path) -> None:
    path, text = next(item for item in TOOLS[name].entries(Corpus(1)) if "essay" in item[0])
    entry = tmp_path / Path(path).name
    entry.write_text(text)
    edit_title(entry)
    before, after = text.splitlines(), entry.read_text().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.replace("（修订）", "") for _, new in changed] == [old for old, _ in changed]
    assert changed[0][1].rstrip('"').endswith("（修订）")


def test_a_missed_goal_is_called_missed() -> None:
    def result(tool: str, number: int, wall: float) -> Result:
        return Result(tool, "cold", number, Usage(wall, wall, MEGABYTE, 1, 1, 0))

    walls = {"hugo": (9.0, 10.0, 99.0), "mingpian": (1.0, 5.0, 6.0)}
    results = [result(tool, number, wall) for tool in walls for number, wall in enumerate(walls[tool])]
    versions = {"mingpian": "1", "hugo": "2"}
    table = markdown(Report("machine", 10, 1, versions, Noise(1, 1, 1, 1, 0), results))
    assert "| mingpian beside hugo, cold, wall | 1.0 | 0.5000 | met |" in table
    assert "| mingpian beside hugo, cold, memory | 0.3 | 1.0000 | not met |" in table


def test_the_conditions_of_a_session_are_stated(tmp_path: Path) -> None:
    told = description(tmp_path)
    assert ("RAM disk" in told, "PGO" in told) == (True, True)
    if Path("/dev/shm").is_dir():
        assert file_system(Path("/dev/shm")).startswith("a RAM disk")
    assert "no RAM disk" in file_system(Path("/proc"))


def test_as_a_user_has_it_nothing_is_left_out() -> None:
    plain, defaults = (dict(TOOLS[name].entries(Corpus(1))) for name in ("mingpian", "mingpian-defaults"))
    assert plain.pop("site.toml").startswith(settings := defaults.pop("site.toml"))
    assert "without" not in settings and plain == defaults


def test_a_peer_that_makes_less_than_the_others_is_not_measured(tmp_path: Path) -> None:
    corpus = Corpus(12)
    wanted = [*pages.entries(corpus)]
    assert pages.files(corpus) > len(wanted) + 6  # two pages of the home list, four files beside, and those of tags
    wanted[1] = f"en/{wanted[1]}"  # below its language
    wanted += [f"tags/{number}.html" for number in range(pages.files(corpus) - len(wanted))]
    for path in wanted:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    pages.check("whole", corpus, tmp_path)
    for path in (wanted[0], wanted[-1]):
        (tmp_path / path).unlink()
        with pytest.raises(pages.UnequalWorkError):
            pages.check("less", corpus, tmp_path)
        (tmp_path / path).touch()


def test_a_tool_that_does_not_run_here_is_left_out_and_said_so(tmp_path: Path) -> None:
    def refuse(home: Path) -> None:
        raise UnavailableError("it needs another machine")

    tools = {"hugo": structs.replace(TOOLS["hugo"], install=lambda home: None)}
    tools["zola"] = structs.replace(TOOLS["zola"], install=refuse)
    there, absent = install(tools, tmp_path)
    assert [*there] == ["hugo"]
    report = Report("machine", 10, 1, {}, Noise(1, 1, 1, 1, 0), [], absent)
    assert "Left out: it needs another machine." in markdown(report)
