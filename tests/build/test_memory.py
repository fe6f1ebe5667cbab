"""What one build leaves for the next may be lost, damaged or impossible to write: builds take longer, and are right."""

from __future__ import annotations

import errno
import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from mingpian.core import store
from tests.build import entry_edits
from tests.build.oracle import Oracle, tree

RETITLED = (entry_edits.retitle, 11, 5)


@pytest.fixture
def remembering(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> Oracle:
    """A site that keeps everything it can, compiled templates too."""
    monkeypatch.undo()
    oracle.build()
    return oracle


def memory(oracle: Oracle) -> list[Path]:
    """All that is remembered."""
    folder = oracle.site.root / ".mingpian"
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")


def damaged(data: bytes, way: int) -> bytes:
    """The bytes after an accident of one of several kinds."""
    dice = random.Random(way)
    at = dice.randrange(len(data))
    if way % 4 == 0:
        return data[:at]
    if way % 4 == 1:
        return data[:at] + bytes(dice.randrange(256) for _ in range(8)) + data[at:]
    flipped = bytearray(data)
    for place in (at, *(dice.randrange(len(data)) for _ in range(way % 4 - 2))):
        flipped[place] ^= 1 << dice.randrange(8)
    return bytes(flipped)


def test_deleting_all_memory_is_safe(oracle: Oracle) -> None:
    shutil.rmtree(oracle.site.root / ".mingpian")
    oracle.apply(RETITLED)
    oracle.check(jobs=2)


PARTS = ("memory.bin", "traces-*.bin", "manifest-*.bin", "unchanged.bin", "store")


@pytest.mark.parametrize("name", PARTS)
def test_deleting_any_part_of_it_is_safe(oracle: Oracle, name: str) -> None:
    (path,) = (oracle.site.root / ".mingpian").glob(name)
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    oracle.apply(RETITLED)
    oracle.check()


@pytest.mark.parametrize("way", range(4))
def test_damage_to_any_file_of_it_is_survived(remembering: Oracle, way: int) -> None:
    for path in memory(remembering):
        path.write_bytes(damaged(path.read_bytes(), way))
    remembering.apply((entry_edits.retitle, 11, way))
    remembering.check()


def test_damage_to_one_file_after_the_other_is_survived(remembering: Oracle) -> None:
    clean = remembering.clean()[1]
    kept = {path: path.read_bytes() for path in memory(remembering)}
    for number, (path, data) in enumerate(kept.items()):
        for way in (0, 1, 2, 3) if path.suffix != ".bin" or path.parent.name == ".mingpian" else (number % 4,):
            path.write_bytes(damaged(data, way + 4 * number))
            assert remembering.build() == (0, "[]\n"), path
            assert tree(remembering.output) == clean, path


def test_a_file_that_is_a_folder_now_is_survived(oracle: Oracle) -> None:
    for name in PARTS[:4]:
        (path,) = (oracle.site.root / ".mingpian").glob(name)
        path.unlink()
        path.mkdir()
    oracle.apply(RETITLED)
    oracle.check()
    oracle.check()


def test_no_place_for_any_memory(oracle: Oracle) -> None:
    shutil.rmtree(oracle.site.root / ".mingpian")
    (oracle.site.root / ".mingpian").write_text("not a folder")
    oracle.apply(RETITLED)
    oracle.check()
    oracle.check(jobs=2)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_memory_that_cannot_be_written_costs_time_only(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(store, "_create", refuse)
    monkeypatch.setattr("mingpian.write.state.atomic_write", refuse)
    oracle.apply(RETITLED)
    oracle.check()
    oracle.apply((entry_edits.retitle, 12, 6))
    oracle.check(jobs=2)


def test_memory_that_can_neither_be_written_nor_removed(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("mingpian.write.state.atomic_write", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    oracle.apply(RETITLED)
    assert oracle.build().code == 0
    monkeypatch.undo()
    oracle.check()


def test_other_widths_and_formats_of_pictures_read_nothing_again(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    oracle.build()
    oracle.site.set("images", "{avif = true, widths = [1, 2]}")
    with monkeypatch.context() as reading:
        reading.setattr("mingpian.content.read_files.parse_file", lambda *_: pytest.fail("a file was read"))
        oracle.build()
    assert oracle.check().code == 0
    oracle.site.set("images", "{max_megapixels = 1}")
    oracle.check()


def test_the_store_does_not_grow_without_end(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_PACKS", 3)
    folder = oracle.site.root / ".mingpian"

    def size() -> int:
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    first = size()
    for number in range(40):
        oracle.apply((entry_edits.add_text, number, number))
        oracle.build()
    assert len(list((folder / "store").glob("*.pack"))) <= 3
    assert size() < first + 2 * 1024 * 1024


def test_what_killed_builds_and_lost_folders_left_is_dropped(oracle: Oracle) -> None:
    memory = oracle.site.root / ".mingpian"
    preview = oracle.site.root.parent / "preview"
    oracle.build_into(preview)
    assert len(list(memory.glob("manifest-*.bin"))) == 2
    shutil.rmtree(preview)
    (memory / ".traces.bin.77.tmp").write_text("half")
    (memory / "unchanged.json").write_text("{}")  # of an earlier version
    oracle.apply(RETITLED)
    oracle.build()
    assert len(list(memory.glob("manifest-*.bin"))) == len(list(memory.glob("traces-*.bin"))) == 1
    assert not [*memory.glob(".*.tmp"), *memory.glob("*.json")]


def test_a_preview_elsewhere_does_not_make_the_output_forgotten(oracle: Oracle) -> None:
    preview = oracle.site.root.parent / "preview"
    oracle.apply((entry_edits.add_entry, 0, 3))
    oracle.build()
    for number in range(2):
        oracle.apply((entry_edits.retitle, 11, number))
        oracle.build_into(preview)
    (oracle.site.root / "content/essays/new-1.md").unlink()
    oracle.check()
    assert (preview / "essays/new-1/index.html").exists()
    oracle.build_into(preview)
    assert tree(preview) == tree(oracle.output)
