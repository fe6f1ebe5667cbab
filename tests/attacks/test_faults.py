"""Faults of disks, permissions and processes. After each: the old site or the new one, whole; the next build right.

Those of kills at random instants, damaged memory and interrupted builds are in `tests/build`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mingpian.content import discover, read_files
from mingpian.content import parse as reading
from tests.attacks.test_paths import said, site  # noqa: F401  the fixture
from tests.build.oracle import tree
from tests.conftest import IN_CI
from tests.example import BUILD_TIME, mingpian

MEGABYTE = 1024 * 1024
NOBODY = 65534


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A small disk of its own, made for an option of mount such as `size=1m`; called again, it is made anew with it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = False

    def mount(options: str) -> Path:
        nonlocal mounted
        command = ["mount", "-t", "tmpfs", "-o", f"{'remount,' if mounted else ''}{options}", "tmpfs", str(folder)]
        if shutil.which("mount") is None or subprocess.run(command, check=False, capture_output=True).returncode:
            (pytest.fail if IN_CI else pytest.skip)("needs the right to mount a small disk")
        mounted = True
        return folder

    yield mount
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


def write_essays(root: Path, count: int, text: str) -> None:
    for number in range(count):
        path = root / f"content/essays/essay-{number}.md"
        path.write_text(f"---\ntitle: 文章{number}\n---\n{text}\n", encoding="utf-8")


def clean(root: Path, folder: Path) -> dict[str, bytes]:
    """What a build of this site that remembers nothing leaves."""
    copy = folder / "clean"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("output", ".mingpian"))
    assert mingpian("build", cwd=copy).returncode == 0
    return tree(copy / "output")


def test_a_full_disk_leaves_whole_pages_and_the_next_build_is_right(
    site: Path,  # noqa: F811
    disk: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    output = disk("size=1m") / "output"
    write_essays(site, 10, "旧文。")
    assert mingpian("build", "--output", output, cwd=site).returncode == 0
    old = tree(output)
    write_essays(site, 60, "新文。" * 3_000)
    done = mingpian("build", "--output", output, cwd=site)
    assert done.returncode == 1
    assert "cannot write" in done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    new = clean(site, tmp_path)
    for path, data in tree(output).items():
        assert data in (old.get(path), new.get(path)), path
    disk("size=64m")
    assert mingpian("build", "--output", output, cwd=site).returncode == 0
    assert tree(output) == new


def test_memory_on_a_full_disk_costs_time_only(
    site: Path,  # noqa: F811
    disk: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    memory = disk("size=128k")
    (memory / "filler").write_bytes(b"x" * 100 * 1024)
    os.symlink(memory, site / ".mingpian")
    write_essays(site, 40, "正文。" * 500)
    for text in ("正文。" * 500, "改了。" * 500):
        write_essays(site, 40, text)
        assert mingpian("build", cwd=site).returncode == 0
        assert tree(site / "output") == clean(site, tmp_path)


def test_an_output_that_may_only_be_read_is_told_before_anything_is_done(
    site: Path,  # noqa: F811
    disk: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    output = disk("size=8m") / "output"
    write_essays(site, 3, "旧文。")
    assert mingpian("build", "--output", output, cwd=site).returncode == 0
    old = tree(output)
    disk("ro")
    write_essays(site, 3, "新文。")
    done = mingpian("build", "--output", output, cwd=site)
    assert done.returncode == 1
    assert "may not be written to" in done.stderr
    assert tree(output) == old
    disk("rw")
    assert mingpian("build", "--output", output, cwd=site).returncode == 0
    assert tree(output) == clean(site, tmp_path)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs users")
def test_a_file_that_may_not_be_read_is_named(site: Path, tmp_path: Path) -> None:  # noqa: F811
    if os.geteuid() != 0:
        (pytest.fail if IN_CI else pytest.skip)("needs root, to become nobody")
    write_essays(site, 3, "正文。")
    assert said(site, "build", "--jobs", "1")[0] == 0  # what it imports may be root's alone
    write_essays(site, 3, "新文。")
    for path in (tmp_path, *tmp_path.rglob("*"), *(above for above in tmp_path.parents if "-of-" in str(above))):
        path.chmod(0o777)
    victim = site / "content/essays/essay-1.md"
    victim.chmod(0)
    os.seteuid(NOBODY)
    try:
        code, text = said(site, "build", "--jobs", "1")
    finally:
        os.seteuid(0)
    assert code == 1, text
    assert "content/essays/essay-1.md: error[unreadable-file]: cannot read it: Permission denied" in text
    assert "新文" in (site / "output/essays/essay-2/index.html").read_text(encoding="utf-8")
    assert "正文" in (site / "output/essays/essay-1/index.html").read_text(encoding="utf-8")  # its last good page
    victim.chmod(0o644)
    assert said(site, "build", "--jobs", "1")[0] == 0
    assert tree(site / "output") == clean(site, tmp_path)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs users")
@pytest.mark.parametrize(
    ("victim", "code"),
    [("site.toml", 1), ("content", 1), ("content/members", 1), (".mingpian", 0), ("templates/x.html", 1), ("", 2)],
)
def test_whatever_may_not_be_read_is_told_of(victim: str, code: int, site: Path, tmp_path: Path) -> None:  # noqa: F811
    if os.geteuid() != 0:
        (pytest.fail if IN_CI else pytest.skip)("needs root, to become nobody")
    import difflib  # noqa: F401  what telling of it imports may be root's alone

    (site / "templates").mkdir()
    (site / "templates/x.html").write_text("x", encoding="utf-8")
    assert said(site, "build", "--jobs", "1")[0] == 0
    for path in (tmp_path, *tmp_path.rglob("*"), *(above for above in tmp_path.parents if "-of-" in str(above))):
        path.chmod(0o777)
    (site / "content/essays/new.md").write_text("---\ntitle: 新\n---\n新。\n", encoding="utf-8")
    (site / victim).chmod(0)
    os.seteuid(NOBODY)
    try:
        ended, text = said(site, "build", "--jobs", "1")
    finally:
        os.seteuid(0)
    (site / victim).chmod(0o777)
    assert ended == code, text
    assert "internal error" not in text
    assert code == 0 or "Permission denied" in text
    assert said(site, "build", "--jobs", "1")[0] == 0
    assert tree(site / "output") == clean(site, tmp_path)


@pytest.mark.parametrize("fault", ["vanishes", "grows", "becomes a link out"])
def test_a_file_that_changes_while_it_is_read(
    fault: str,
    site: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_essays(site, 3, "正文。")
    victim, read = site / "content/essays/essay-1.md", discover.read_file

    def meanwhile(folder: Path, path: str, limit: int) -> bytes:
        if path.endswith("essay-1.md") and not victim.is_symlink():
            text = victim.read_text(encoding="utf-8")
            if fault == "grows":
                victim.write_text(text + "又一句。\n", encoding="utf-8")
            else:
                victim.unlink()
            if fault == "becomes a link out":
                victim.symlink_to(site.parent / "secret.md")
        return read(folder, path, limit)

    with monkeypatch.context() as limited:
        limited.setattr(discover, "read_file", meanwhile)
        code, text = said(site, "build", "--jobs", "1")
    assert code == (0 if fault == "grows" else 1)
    assert "internal error" not in text
    assert not any(b"the secret" in data for data in tree(site / "output").values())
    victim.unlink(missing_ok=True)
    write_essays(site, 3, "正文。")
    assert said(site, "build", "--jobs", "1")[0] == 0
    assert tree(site / "output") == clean(site, tmp_path)


def kill_itself(*_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def run_out_of_memory(*_: Any) -> Any:
    return [bytearray(1 << 40) for _ in range(1 << 20)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs workers that inherit the fault")
@pytest.mark.parametrize(
    ("fault", "code"), [(kill_itself, "reader-died"), (run_out_of_memory, "took-too-much")], ids=["killed", "memory"]
)
def test_a_worker_that_fails_costs_one_file(
    fault: Callable[..., Any],
    code: str,
    site: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parse = reading.parse_entry
    write_essays(site, 60, "正文。")
    with monkeypatch.context() as limited:
        limited.setattr(
            read_files, "parse_entry", lambda path, *rest: (fault if "essay-7." in path else parse)(path, *rest)
        )
        ended, text = said(site, "build", "--jobs", "2")
    assert ended == 1
    assert f"content/essays/essay-7.md:1:1: error[{code}]" in text
    assert len(list((site / "output/essays").glob("essay-*/index.html"))) == 59
    assert said(site, "build", "--jobs", "2")[0] == 0
    assert tree(site / "output") == clean(site, tmp_path)


def test_of_two_builds_at_once_one_is_refused_clearly(site: Path, tmp_path: Path) -> None:  # noqa: F811
    write_essays(site, 300, "正文。" * 200)
    command = [sys.executable, "-m", "mingpian", "build"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": BUILD_TIME}
    builds = [
        subprocess.Popen(command, cwd=site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ends = [(build.communicate(timeout=120)[1], build.returncode) for build in builds]
    assert {code for _, code in ends} <= {0, 2}
    assert any(code == 0 for _, code in ends)
    assert all("another build of this site is at work" in text for text, code in ends if code == 2)
    assert mingpian("build", cwd=site).returncode == 0
    assert tree(site / "output") == clean(site, tmp_path)


def test_a_clock_that_jumps_back_and_forth(site: Path, tmp_path: Path) -> None:  # noqa: F811
    (site / "content/essays/later.md").write_text("---\ntitle: 以后\ndate: 2026-11-20\n---\n正文。\n", encoding="utf-8")
    now = int(BUILD_TIME)
    for moment in (now, now + 40 * 86_400, now, 0, now + 40 * 86_400, 4_000_000_000, now):
        time.sleep(0.06)  # the clock of files is another one
        done = mingpian("build", cwd=site, SOURCE_DATE_EPOCH=str(moment))
        assert done.returncode == 0, done.stderr
        assert (site / "output/essays/later/index.html").exists() == (moment > now), moment
    assert tree(site / "output") == clean(site, tmp_path)
