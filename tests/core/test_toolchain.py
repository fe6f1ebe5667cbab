"""The digest of what turns content into bytes covers the libraries, as they are installed."""

import os
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from mingpian.core import toolchain


def test_the_versions_are_those_that_the_installer_recorded() -> None:
    assert {name: toolchain._version(name) for name in toolchain.LIBRARIES} == {
        name: version(name) for name in toolchain.LIBRARIES
    }
    assert toolchain._version("no-such-library") == ""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of two modules, which changed long ago."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(toolchain, "RACY", -1)
    for name in ("core/__pycache__", "render"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "core/one.py").write_text("ONE = 1\n")
    (tmp_path / "render/two.py").write_text("TWO = 2\n")
    return tmp_path


def test_sources_are_read_once_as_long_as_they_are_the_same(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = toolchain._sources(str(package))
    monkeypatch.delattr(toolchain, "_digest_of")
    assert toolchain._sources(str(package)) == first
    (package / "notes.txt").write_text("no source")
    assert toolchain._sources(str(package)) == first


@pytest.mark.skipif(os.name == "nt", reason="there the time of the last change of any kind is not told")
def test_a_source_of_the_same_length_and_time_is_another_one(package: Path) -> None:
    first, module = toolchain._sources(str(package)), package / "core/one.py"
    before = module.stat()
    module.write_text("ONE = 2\n")
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert toolchain._sources(str(package)) != first


def test_sources_that_come_go_or_move_are_others(package: Path) -> None:
    found = {toolchain._sources(str(package))}
    (package / "core/three.py").write_text("")
    found.add(toolchain._sources(str(package)))
    (package / "core/three.py").rename(package / "render/three.py")
    found.add(toolchain._sources(str(package)))
    (package / "core/one.py").unlink()
    found.add(toolchain._sources(str(package)))
    assert len(found) == 4


@pytest.mark.parametrize("damaged", [b"", b"short", bytes(40)])
def test_what_is_kept_and_damaged_is_not_believed(package: Path, damaged: bytes) -> None:
    first = toolchain._sources(str(package))
    (kept,) = package.glob("core/__pycache__/*.sources")
    kept.write_bytes(kept.read_bytes()[:16] + damaged)
    assert toolchain._sources(str(package)) == first


def test_a_young_source_is_read_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toolchain, "RACY", 3_600_000_000_000)
    toolchain._sources(str(package))
    monkeypatch.delattr(toolchain, "_digest_of")
    with pytest.raises(NameError):
        toolchain._sources(str(package))
