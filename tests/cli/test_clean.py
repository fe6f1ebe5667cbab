"""`clean` removes what we wrote, and nothing of anybody else."""

import os
import shutil
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


@pytest.mark.parametrize("link", [".mingpian", ".mingpian/deploy"])
def test_what_a_link_leads_to_is_left(link: str, built: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It may have come with the site, and lead to what is anybody's: also when somebody deploys to a branch."""
    other = tmp_path_factory.mktemp("other")
    (other / "git").mkdir()
    (other / "git/mine.txt").write_text("mine", encoding="utf-8")
    if link == ".mingpian":
        for kept in (built / link).iterdir():
            shutil.move(kept, other)
        (built / link).rmdir()
    (built / link).symlink_to(other)
    settings = (built / "site.toml").read_text(encoding="utf-8")
    settings = f'base_url = "https://a.example/"\n{settings}'
    told = f'\n[deploy.site]\ntarget = "git"\noptions = {{remote = "{other}/x.git"}}\n'
    (built / "site.toml").write_text(settings + told, encoding="utf-8")
    done = mingpian("deploy", "site", cwd=built)
    assert done.returncode == 2 and "is a link out of the folder" in done.stderr
    assert mingpian("clean", "--cache", cwd=built).returncode == 0
    assert not (built / link).exists() and (other / "git/mine.txt").read_text(encoding="utf-8") == "mine"
