"""A site's folder is renamed, copied or restored elsewhere: what it made is still known as its own; nothing else is."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.write.state import State

Move = Callable[[Path, Path], object]
GONE, STAYS = "essays/e2/index.html", "essays/e1/index.html"
SETTINGS = 'title = "M"\nbase_url = "https://m.example/"\nlanguages = ["en"]\nwithout = ["share"]\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "work/site"
    for path, text in {
        "site.toml": SETTINGS,
        "content/members/a.md": "---\nname: A\n---\n",
        "content/essays/e1.md": "---\ntitle: E1\ndate: 2026-01-01\n---\nx\n",
        "content/essays/e2.md": "---\ntitle: E2\ndate: 2026-01-02\n---\nx\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def build(root: Path, *more: str) -> int:
    return main(["build", "--root", str(root), "--quiet", "--jobs", "1", *more])


def copied(source: Path, target: Path) -> None:
    """As `cp -r` does it: every file gets a new time."""
    shutil.copytree(source, target, copy_function=shutil.copyfile)


@pytest.mark.parametrize("move", [Path.rename, copied, shutil.copytree], ids=["renamed", "copied", "restored"])
@pytest.mark.parametrize("place", ["output", "public/www", "../pub"])
@pytest.mark.parametrize("moved", ["work/other", "work"], ids=["beside", "with all around it"])
def test_the_page_of_a_deleted_entry_goes(move: Move, place: str, moved: str, site: Path, tmp_path: Path) -> None:
    more = [] if place == "output" else ["--output", str(site / place)]
    assert build(site, *more) == 0
    if moved == "work":
        move(site.parent, tmp_path / "elsewhere")
        root = tmp_path / "elsewhere/site"
    else:
        move(site, root := tmp_path / moved)
    more = more and ["--output", str(root / place)]
    (root / "content/essays/e2.md").unlink()
    assert build(root, *more) == 0
    assert not (root / place / GONE).exists() and (root / place / STAYS).exists()


def test_a_site_that_moves_away_from_its_output_still_knows_it(site: Path, tmp_path: Path) -> None:
    more = ["--output", str(tmp_path / "public")]
    assert build(site, *more) == 0
    (tmp_path / "far/away").mkdir(parents=True)
    site.rename(root := tmp_path / "far/away/site")
    (root / "content/essays/e2.md").unlink()
    assert build(root, *more) == 0
    assert not (tmp_path / "public" / GONE).exists() and (tmp_path / "public" / STAYS).exists()


def test_a_first_build_that_is_cut_off_after_the_move_loses_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    assert build(site) == 0
    site.rename(root := tmp_path / "moved")
    (root / "content/essays/e2.md").unlink()
    with monkeypatch.context() as cut:
        cut.setattr("mingpian.write.render_stage.render_outputs", dies)
        assert build(root) == 130
    assert (root / "output" / GONE).exists()
    assert build(root) == 0
    assert not (root / "output" / GONE).exists()


def test_the_record_says_nothing_of_another_folder_at_the_same_place(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Copied to where the output of somebody else lies: it is neither overwritten nor deleted."""
    assert build(site, "--output", str(site / "../pub")) == 0
    root = tmp_path / "theirs/site"
    shutil.copytree(site, root)
    theirs = {"index.html": "my old home page", GONE: "mine", STAYS: "mine too"}
    for path, text in theirs.items():
        (root / "../pub" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "../pub" / path).write_text(text)
    (root / "content/essays/e2.md").unlink()
    assert build(root, "--output", str(root / "../pub")) == 0
    assert {path: (root / "../pub" / path).read_text() for path in theirs} == theirs
    assert "not-ours" in capsys.readouterr().err


def test_a_record_of_the_time_of_absolute_paths_is_taken_over(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was named before: by the whole path of the folder."""
    with monkeypatch.context() as before:
        before.setattr(State, "_name_of", lambda _, output: str(output))
        assert build(site) == 0
    assert len(list((site / ".mingpian").glob("manifest-*"))) == 1
    (site / "content/essays/e2.md").unlink()
    time.sleep(0.1)
    assert build(site) == 0
    assert not (site / "output" / GONE).exists()
    assert len(list((site / ".mingpian").glob("manifest-*"))) == 1


def test_clean_knows_a_moved_folder_too(site: Path, tmp_path: Path) -> None:
    assert build(site) == 0
    site.rename(root := tmp_path / "moved")
    assert main(["clean", "--root", str(root)]) == 0
    assert not (root / "output").exists()
