"""A build is a call: `mingpian.build(root)`, typed, with the report as its value."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn, assert_type

import pytest

import mingpian
from mingpian.cli import main
from mingpian.core import lock
from tests.build.oracle import tree
from tests.example import BUILD_TIME, REPOSITORY

SITE = 'title = "A"\nbase_url = "https://a.example/"\nwithout = ["share", "qr"]\n'
NOW = int(BUILD_TIME)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "site.toml": SITE,
        "content/essays/one.md": "---\ntitle: 一\ndate: 2026-01-02\n---\n字\n",
        "content/essays/two.md": "---\ntitle: 二\ndraft: true\n---\n字\n",
        "content/essays/later.md": "---\ntitle: 三\ndate: 2027-01-01\n---\n字\n",
    }
    for path, text in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text, encoding="utf-8")
    return tmp_path / "site"


def test_the_report_says_what_was_done(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = mingpian.build(root, now=NOW)
    assert_type(report, mingpian.Report)
    assert not report.failed
    assert report.entries == {"essays": 1} and report.outputs == report.rendered == len(report.changed)
    assert {path.relative_to(root / "output").as_posix() for path in files(root / "output")} == set(report.changed)
    again = mingpian.build(str(root), now=NOW)
    assert (again.rendered, again.changed, again.removed) == (0, (), ())
    (root / "content/essays/one.md").unlink()
    assert "essays/one/index.html" in mingpian.build(root, now=NOW).removed
    assert capfd.readouterr() == ("", "")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_call_and_the_command_build_the_same(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_TIME)
    assert main(["build", "--root", str(root), "--drafts", "--base-url", "https://b.example/x/"]) == 0
    mingpian.build(root, output=tmp_path / "called", drafts=True, base_url="https://b.example/x/", jobs=2)
    assert tree(root / "output") == tree(tmp_path / "called")
    assert (tmp_path / "called/essays/two/index.html").exists()


def test_the_clock_is_the_one_that_is_given(root: Path) -> None:
    assert mingpian.build(root, now=NOW).entries == {"essays": 1}
    assert mingpian.build(root, now=NOW + 365 * 86_400).entries == {"essays": 2}


def test_what_is_wrong_with_the_content_is_in_the_report(root: Path) -> None:
    (root / "content/essays/one.md").write_text("---\ntitle: 一\nauther: x\n---\n字\n", encoding="utf-8")
    report = mingpian.build(root, now=NOW)
    (found,) = (one for one in report.diagnostics if one.code == "unknown-field")
    assert_type(found, mingpian.Diagnostic)
    assert found.span
    assert (found.file, found.span.line, found.severity) == ("content/essays/one.md", 3, "warning")
    assert not report.failed and mingpian.build(root, now=NOW, strict=True).failed


def test_no_site_is_a_finding_and_no_folder_an_error(tmp_path: Path) -> None:
    report = mingpian.build(tmp_path)
    assert report.failed and [one.code for one in report.diagnostics] == ["no-site"]
    with pytest.raises(mingpian.FileAccessError, match="nowhere"):
        mingpian.build(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_exceptions_are_of_one_tree(root: Path) -> None:
    with pytest.raises(mingpian.InvalidValueError), lock.exclusive(root / ".mingpian/lock"):
        mingpian.build(root, base_url="javascript:alert(1)")
    with lock.exclusive(root / ".mingpian/lock"), pytest.raises(mingpian.BusyError, match="another build"):
        mingpian.build(root)
    for error in (mingpian.BusyError, mingpian.FileAccessError, mingpian.InvalidValueError, mingpian.DeployError):
        assert issubclass(error, mingpian.MingpianError)


def test_a_file_that_cannot_be_written_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device", "output/index.html")

    monkeypatch.setattr("mingpian.write.worker_context.Folder", full)
    with pytest.raises(mingpian.FileAccessError, match=r"output/index\.html: No space left") as raised:
        mingpian.build(root)
    assert isinstance(raised.value.__cause__, OSError)


@pytest.mark.parametrize("suffix", ["", ".en"])
def test_the_script_of_the_manual(suffix: str, root: Path) -> None:
    chapter = (REPOSITORY / f"docs/content/chapters/extensions{suffix}.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```py\n(.*?)^```$", chapter, re.M | re.S)
    (root.parent / "script.py").write_text(script.replace("my-site", root.name), encoding="utf-8")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": BUILD_TIME}
    command = [sys.executable, "script.py"]
    done = subprocess.run(command, cwd=root.parent, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert re.search(r"^\d+ files changed, 0 removed$", done.stdout, re.M)
    assert (root.parent / "public/essays/one/index.html").exists()
