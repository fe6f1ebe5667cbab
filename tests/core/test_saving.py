"""Files are saved whole, and what a killed process left of one goes: nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mingpian.core.saving import FileChangedError, save_file

KILLED = """
import os, signal, sys
from pathlib import Path
from mingpian.core.saving import save_file
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
save_file(Path(sys.argv[1]), b"old", b"new")
"""


@pytest.mark.skipif(os.name == "nt", reason="nobody asks for a process there")
def test_what_a_killed_process_left_goes_when_its_folder_is_saved_into(tmp_path: Path) -> None:
    page = tmp_path / "茶.md"
    page.write_bytes(b"old")
    killed = subprocess.Popen([sys.executable, "-c", KILLED, str(page)])
    assert killed.wait() < 0
    (left,) = (path for path in tmp_path.iterdir() if path != page)
    assert page.read_bytes() == b"old" and left.name.startswith(".") and str(killed.pid) in left.name
    others = {
        left.with_name(left.name.replace(str(killed.pid), who))
        for who in (str(os.getpid()), str(os.getppid()), "1", "0", "x", "99999999999999999999")
    }
    others |= {
        tmp_path / name for name in (f".notes.{killed.pid}.tmp", f"a.{killed.pid}.mingpian.tmp", f"{left.name}~")
    }
    for path in others:
        path.write_bytes(b"theirs")
    folder = left.with_name(left.name.replace("茶", "folder"))
    folder.mkdir()
    save_file(tmp_path / "another.md", None, b"new")
    assert set(tmp_path.iterdir()) == {page, tmp_path / "another.md", folder, *others}


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_bytes(b"theirs")
    for before in (None, b"old"):
        with pytest.raises(FileChangedError):
            save_file(page, before, b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"theirs"]
