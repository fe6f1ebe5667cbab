"""The same sources give the same bytes, whatever the machine's folder, time zone, language and hash seed."""

from pathlib import Path

from tests.example import Site, build_example, mingpian

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "20251"}
HERE = {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "1"}


def tree(site: Site) -> dict[str, bytes]:
    """Every file of the output by its path."""
    return {path.relative_to(site.output).as_posix(): path.read_bytes() for path in site.files()}


def test_two_builds_in_different_surroundings_are_byte_identical(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "deeper" / "网站 b"
    for folder in (first, second):
        folder.mkdir(parents=True)
    one = tree(build_example(first, environment=HERE))
    other = tree(build_example(second, environment=ELSEWHERE))
    assert len(one) > 50
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_building_again_changes_no_file(tmp_path: Path) -> None:
    site = build_example(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in site.files()}
    done = mingpian("build", "--root", site.root, "--output", site.output, cwd=site.root)
    assert done.returncode == 0, done.stderr
    assert {path: path.stat().st_mtime_ns for path in site.files()} == before
