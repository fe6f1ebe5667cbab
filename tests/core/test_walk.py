"""What lies below a folder is found as it is, whatever it is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mingpian.core import walk
from mingpian.core.walk import facts_at, facts_of

FILES = ("a.txt", "a/b.txt", "a/c/d.txt", "a-b.txt", "名片/帖.md", ".hidden/e.txt", "a/.f")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def is_hidden(name: str) -> bool:
    return name.startswith(".")


def found(folder: Path, deepest: int = sys.maxsize) -> dict[str, object]:
    listed = walk.walk(str(folder), is_hidden, deepest)
    assert [path for path, _ in listed] == sorted(path for path, _ in listed)
    return dict(listed)


@pytest.mark.parametrize("by_descriptor", [True, False])
def test_each_file_is_found_with_its_facts(folder: Path, monkeypatch: pytest.MonkeyPatch, by_descriptor: bool) -> None:
    if not by_descriptor:
        monkeypatch.setattr(os, "supports_fd", set())
        monkeypatch.setattr(os, "supports_dir_fd", set())
    shown = [path for path in FILES if "/." not in f"/{path}"]
    assert found(folder) == {path: facts_of((folder / path).stat()) for path in shown}
    assert facts_at(str(folder), shown) == [facts_of((folder / path).stat()) for path in shown]
    with pytest.raises(OSError, match="gone"):
        facts_at(str(folder), [*shown, "gone"])


def test_of_links_their_own_facts_are_told_and_none_is_followed(folder: Path) -> None:
    (folder / "to-folder").symlink_to(folder / "a")
    (folder / "to-nothing").symlink_to(folder / "gone")
    (folder / "around").symlink_to(folder)
    links = ("around", "to-folder", "to-nothing")
    assert {path: found(folder).get(path) for path in links} == {
        path: facts_of((folder / path).lstat()) for path in links
    }
    assert not any(path.startswith(("around/", "to-folder/")) for path in found(folder))


def test_what_lies_too_deep_is_its_folder(folder: Path) -> None:
    assert found(folder, 1)["a/c/"] == facts_of((folder / "a/c").stat())
    assert "a/c/d.txt" not in found(folder, 1) and "a/b.txt" in found(folder, 1)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX")
def test_why_a_folder_cannot_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refusing(path: str, flags: int, mode: int = 0o777) -> int:
        if path.endswith("a/c/"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refusing)
    assert isinstance(found(folder)["a/c/"], PermissionError)
    assert "a/b.txt" in found(folder)
    assert isinstance(found(folder / "gone")[""], FileNotFoundError)
    assert isinstance(found(folder / "a.txt")[""], NotADirectoryError)


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="no such folder can be made there")
def test_folders_may_lie_in_each_other_deeper_than_a_path_can_say(tmp_path: Path) -> None:
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir(200 * "d", dir_fd=at)
        below = os.open(200 * "d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    ((path, problem),) = found(tmp_path).items()
    assert path.startswith("ddd") and isinstance(problem, OSError)
