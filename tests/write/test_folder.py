"""Files are put in place whole, only where their bytes differ, and never outside the folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from mingpian.write.folder import TEMPORARY, Folder


def test_a_file_is_written_once(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "output")
    written, is_new = folder.put("a/b/index.html", b"one")
    assert is_new
    assert (tmp_path / "output/a/b/index.html").read_bytes() == b"one"
    assert folder.put("a/b/index.html", b"one") == (written, False)
    assert written.still_there(folder.full("a/b/index.html"))


def test_an_edit_by_others_shows(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    written, _ = folder.put("index.html", b"one")
    (tmp_path / "index.html").write_bytes(b"two")
    os.utime(tmp_path / "index.html", ns=(1, 1))
    assert not written.still_there(folder.full("index.html"))
    (tmp_path / "index.html").unlink()
    assert not written.still_there(folder.full("index.html"))


def test_who_reads_an_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("index.html", b"old" * 1_000)
    with open(tmp_path / "index.html", "rb") as reader:
        first = reader.read(3)
        folder.put("index.html", b"new")
        assert first + reader.read() == b"old" * 1_000
    assert (tmp_path / "index.html").read_bytes() == b"new"


def test_a_file_with_another_name_elsewhere_keeps_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"old")
    os.link(tmp_path / "theirs", tmp_path / "index.html")
    Folder(tmp_path).put("index.html", b"new")
    assert (tmp_path / "theirs").read_bytes() == b"old"


def test_a_linked_folder_is_refused_whichever_way(tmp_path: Path) -> None:
    output, beside = tmp_path / "output", tmp_path / "output-of-others"
    output.mkdir()
    beside.mkdir()
    (beside / "index.html").write_bytes(b"theirs")
    (output / "a").symlink_to(beside)
    folder = Folder(output)
    with pytest.raises(OSError, match="link"):
        folder.put("a/index.html", b"ours")
    folder.remove("a/index.html")
    (output / TEMPORARY).symlink_to(beside)
    for path in ("b.html", "index.html"):
        (output / "index.html").write_bytes(b"old")
        with pytest.raises(OSError, match="link"):
            Folder(output).put(path, b"new")
    folder.sweep()
    assert sorted(path.name for path in output.iterdir()) == [TEMPORARY, "a", "index.html"]
    assert [path.name for path in beside.iterdir()] == ["index.html"]
    assert (beside / "index.html").read_bytes() == b"theirs"


def test_removing_takes_the_empty_folders_and_no_others(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "output")
    folder.put("a/b/c/index.html", b"1")
    folder.put("a/other.html", b"2")
    folder.sweep()
    folder.remove("a/b/c/index.html")
    assert sorted(path.name for path in (tmp_path / "output").rglob("*")) == ["a", "other.html"]
    folder.remove("a/other.html")
    folder.remove("a/other.html")
    assert list((tmp_path / "output").iterdir()) == []
    folder.put("a/b/c/index.html", b"1")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_half_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    folder = Folder(tmp_path)
    folder.put("index.html", b"old")

    def fail(descriptor: int, data: Any) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "write", fail)
    for path in ("index.html", "new.html"):
        with pytest.raises(OSError):
            folder.put(path, b"new")
    folder.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("is_there", [True, False], ids=["old", "new"])
def test_nothing_stands_at_its_address_before_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    folder, seen, real = Folder(tmp_path), set(), os.write
    if is_there:
        folder.put("a.html", b"old")

    def slowly(descriptor: int, data: Any) -> int:
        seen.add((tmp_path / "a.html").read_bytes() if (tmp_path / "a.html").exists() else b"")
        return real(descriptor, bytes(data)[:7])

    monkeypatch.setattr(os, "write", slowly)
    folder.put("a.html", b"new" * 100)
    assert seen == {b"old" if is_there else b""}
    assert (tmp_path / "a.html").read_bytes() == b"new" * 100


def test_windows_lets_go_of_a_file_after_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = os.replace, iter([True, True, False])
    pauses: list[float] = []

    def scanned(source: str, target: str) -> None:
        if next(refusals):
            raise PermissionError(13, "in use", target)
        real(source, target)

    folder = Folder(tmp_path)
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(os, "replace", scanned)
    monkeypatch.setattr("mingpian.write.folder.time.sleep", pauses.append)
    folder.put("a.html", b"new")
    monkeypatch.undo()
    assert len(pauses) == 2 and (tmp_path / "a.html").read_bytes() == b"new"


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / TEMPORARY).mkdir()
    (tmp_path / TEMPORARY / "77").write_bytes(b"half")
    Folder(tmp_path).sweep()
    assert list(tmp_path.iterdir()) == []
