"""The same sources give the same bytes, whatever the machine's folder, time zone, language and hash seed."""

import shutil
from pathlib import Path

from tests.example import Site, build_example, example_at, mingpian

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "20251"}


def tree(site: Site) -> dict[str, bytes]:
    """Every file of the output by its path."""
    return {path.relative_to(site.output).as_posix(): path.read_bytes() for path in site.files()}


def test_two_builds_in_different_surroundings_are_byte_identical(example: Site, tmp_path: Path) -> None:
    folder = tmp_path / "deeper" / "网站 b"
    folder.mkdir(parents=True)
    one = tree(example)
    other = tree(build_example(folder, environment=ELSEWHERE))
    assert len(one) > 50
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_building_again_changes_no_file(example: Site, tmp_path: Path) -> None:
    shutil.copytree(example.root, tmp_path / "site")
    site = example_at(tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in site.files()}
    (site.output / "index.html").write_text("spoilt", encoding="utf-8")
    del before[site.output / "index.html"]
    done = mingpian("build", "--root", site.root, "--output", site.output, cwd=site.root)
    assert done.returncode == 0, done.stderr
    now = {path: path.stat().st_mtime_ns for path in site.files()}
    assert now.keys() - before.keys() == {site.output / "index.html"}
    assert {path: now[path] for path in before} == before
