"""The store gives back what was put, or nothing: never something else."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingpian.core import digest, store
from mingpian.core.store import Store, Writer, atomic_write


def objects(count: int, start: int = 0) -> dict[bytes, bytes]:
    """Objects of several sizes, an empty one among them."""
    return {digest.of(number): bytes([number % 256]) * (number % 7 * 40) for number in range(start, start + count)}


def put(folder: Path, found: dict[bytes, bytes]) -> None:
    with Writer(folder) as writer:
        for key, data in found.items():
            writer.put(key, data)


def test_what_was_put_is_found_in_all_packs(tmp_path: Path) -> None:
    put(tmp_path, objects(10))
    put(tmp_path, objects(10, 10))
    kept = Store(tmp_path)
    assert {key: kept.get(key) for key in objects(20)} == objects(20)
    assert all(key in kept for key in objects(20))
    assert kept.get(digest.of("never")) is None


def test_packs_beyond_what_is_held_open_are_found_alike_and_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_OPEN", 3)
    for number in range(30):
        put(tmp_path, objects(2, 2 * number))
    kept = Store(tmp_path)
    assert {key: kept.get(key) for key in objects(60)} == objects(60)
    assert len(kept._files) <= 3
    kept.keep_only(objects(60))
    assert len(store.packs(tmp_path)) == 1
    assert {key: kept.get(key) for key in objects(60)} == objects(60)


def test_few_and_many_are_found_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, objects(300))
    for few in (0, 10**6):
        monkeypatch.setattr(store, "_FEW", few)
        kept = Store(tmp_path)
        assert {key: kept.get(key) for key in objects(300)} == objects(300)
        assert not any(key in kept for key in (*objects(50, 300), bytes(16), b"\xff" * 16))


def test_looking_for_all_takes_no_longer_for_each_where_packs_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bytes] = []
    search = store.PackIndex.search

    def counted(index: store.PackIndex, key: bytes) -> tuple[int, int] | None:
        looks.append(key)
        return search(index, key)

    monkeypatch.setattr(store.PackIndex, "search", counted)
    for count in (20, 80):
        for number in range(count):
            put(tmp_path / str(count), objects(10, 10 * number))
        looks.clear()
        Store(tmp_path / str(count)).keep_only(objects(10 * count))
        assert len(looks) <= 100 * count  # few are looked for in each pack, the rest in one table of all


def test_a_reader_takes_in_later_packs_when_told(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    assert not any(key in kept for key in objects(200, 10))  # so many that it made its table
    put(tmp_path, objects(3))
    assert kept.get(digest.of(1)) is None
    kept.refresh()
    assert kept.get(digest.of(1)) == objects(3)[digest.of(1)]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["flip", "cut", "insert"]))
def test_damage_is_never_taken_for_an_object(tmp_path: Path, place: int, value: int, kind: str) -> None:
    for path in tmp_path.glob("*.pack"):
        path.unlink()
    put(tmp_path, objects(12))
    (pack,) = tmp_path.glob("*.pack")
    data = bytearray(pack.read_bytes())
    at = place % len(data)
    if kind == "flip":
        data[at] = value
    elif kind == "cut":
        del data[at:]
    else:
        data[at:at] = bytes([value] * 5)
    pack.write_bytes(data)
    kept = Store(tmp_path)
    assert all(kept.get(key) in (None, stored) for key, stored in objects(12).items())
    kept.close()


def test_files_that_are_no_packs_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "000001.pack").write_bytes(b"")
    (tmp_path / "000002.pack").mkdir()
    (tmp_path / "000003.pack").write_bytes(random.Random(3).randbytes(1000))
    put(tmp_path, objects(3))
    assert Store(tmp_path).get(digest.of(2)) == objects(3)[digest.of(2)]


def test_only_what_is_live_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_PACKS", 2)
    for start in (0, 10, 20):
        put(tmp_path, objects(10, start))
    live = set(list(objects(30))[::3])
    kept = Store(tmp_path)
    kept.keep_only(live)
    assert {key for key in objects(30) if kept.get(key) is not None} == live
    assert len(list(tmp_path.glob("*.pack"))) == 1
    assert {key for key in objects(30) if Store(tmp_path).get(key) is not None} == live


def test_a_full_disk_while_tidying_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: Path) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(tmp_path, objects(10))
    kept = Store(tmp_path)
    monkeypatch.setattr(store, "MAX_PACKS", 0)
    monkeypatch.setattr(store, "_create", full)
    kept.keep_only(objects(5))
    assert all(kept.get(key) is not None for key in objects(5))


def test_a_writer_on_a_full_disk_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr(store, "_create", lambda _folder: full)
        put(tmp_path, objects(5))
    assert Store(tmp_path).get(digest.of(1)) is None


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.bin"
    atomic_write(path, b"old")

    def fail(*_: Any) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
