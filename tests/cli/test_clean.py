"""`clean` removes what we wrote, and nothing of anybody else."""

import os
from pathlib import Path

import pytest

from tests.cli.test_check import site
from tests.example import mingpian


@pytest.fixture
def built(tmp_path: Path) -> Path:
    done = mingpian("build", cwd=site(tmp_path))
    assert done.returncode == 0, done.stderr
    return tmp_path


def left(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_what_was_built_is_gone_and_the_content_is_there(built: Path) -> None:
    done = mingpian("clean", cwd=built)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (built / "output").exists()
    assert (built / "content" / "essays" / "tea.md").is_file()
    again = mingpian("build", cwd=built)
    assert again.returncode == 0
    assert (built / "output" / "index.html").is_file()


def test_files_of_others_stay_and_are_named(built: Path) -> None:
    output = built / "output"
    (output / "CNAME").write_text("tea.example\n", encoding="utf-8")
    (output / "essays" / "mine.html").write_text("mine", encoding="utf-8")
    (output / "robots.txt").write_text("changed since", encoding="utf-8")
    done = mingpian("clean", cwd=built)
    assert done.returncode == 0
    assert left(output) == ["CNAME", "essays/mine.html", "robots.txt"]
    assert all(name in done.stderr for name in left(output))


def test_the_cache_goes_when_asked_for(built: Path) -> None:
    mingpian("clean", cwd=built)
    assert (built / ".mingpian").is_dir()
    done = mingpian("clean", "--cache", cwd=built)
    assert done.returncode == 0, done.stderr
    assert not (built / ".mingpian").exists()


def test_another_folder_is_left_alone(built: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "index.html").write_text("mine", encoding="utf-8")
    done = mingpian("clean", "--output", other, cwd=built)
    assert done.returncode == 0
    assert left(other) == ["index.html"]
    assert "nothing" in done.stdout
    assert (built / "output" / "index.html").is_file()


def test_with_nothing_built_there_is_nothing_to_do(tmp_path: Path) -> None:
    done = mingpian("clean", cwd=site(tmp_path))
    assert done.returncode == 0
    assert not (tmp_path / ".mingpian").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_no_link_leads_it_out_of_the_output(built: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    essays = built / "output" / "essays"
    essays.rename(other / "essays")
    essays.symlink_to(other / "essays")
    kept = left(other)
    assert kept
    assert mingpian("clean", cwd=built).returncode == 0
    assert left(other) == kept
