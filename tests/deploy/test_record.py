"""Who deploys next knows what of ours lies at a target, whatever was lost here; and deletes nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mingpian.deploy import record
from mingpian.deploy.record import FOLDER
from tests.deploy.targets import SETTINGS, WHO, Target, delete, list_in, whole


def nothing(_: Target) -> None:
    """Lose nothing."""


def clean(target: Target) -> None:
    assert target.run("clean", "--cache") == 0


def forget(target: Target) -> None:
    assert target.run("forget", WHO, "--yes") == 0


def fresh(target: Target) -> None:
    """A copy of what is under version control, as CI has it."""
    for made in (".mingpian", "output"):
        shutil.rmtree(target.root / made)


@pytest.mark.parametrize("lose", [nothing, clean, forget, fresh], ids=lambda lose: lose.__name__)
def test_a_person_who_left_is_gone_from_the_target(lose: Callable[[Target], None], target: Target) -> None:
    assert target.deploy() == 0
    assert len(target.of_the_person()) > 5
    lose(target)
    target.leave()
    assert target.deploy("--dry-run") == 0
    assert target.of_the_person()
    assert target.deploy() == 0
    assert target.of_the_person() == set()
    made = {path: data for path, data in whole(target.root / "output").items() if path != ".nojekyll"}
    there = {path: data for path, data in target.files().items() if path != ".nojekyll" and not path.startswith(FOLDER)}
    assert there == made


def test_no_folder_of_the_person_stays(target: Target, place: Path) -> None:
    assert target.deploy() == 0
    if target.kind != "bucket":
        assert (place / "members" / WHO).is_dir()
        target.leave()
        assert target.deploy() == 0
        assert not [path for path in place.rglob("*") if WHO in path.name]


def test_the_list_tells_nobody_a_name_or_a_path(target: Target, place: Path) -> None:
    assert target.deploy() == 0
    target.files()
    found = json.loads(list_in(place).read_text("ascii"))
    assert found.keys() == {"site", "files", "digest"}
    words = (found["site"], found["digest"], *found["files"])
    assert all(len(word) == 32 and set(word) <= set("0123456789abcdef") for word in words)


@pytest.mark.parametrize("lose", [nothing, clean, forget], ids=lambda lose: lose.__name__)
def test_what_an_earlier_version_put_there_is_taken_over(
    lose: Callable[[Target], None], target: Target, place: Path
) -> None:
    """It noted it in the site's own .mingpian alone, by paths."""
    assert target.deploy() == 0
    paths = sorted(path for path in target.files() if not path.startswith(FOLDER))
    delete(target, place, list_in(place).relative_to(place).as_posix())
    note = target.root / ".mingpian/deploy/site.json"
    note.parent.mkdir(exist_ok=True)
    note.write_bytes(msgspec.json.encode(paths))
    lose(target)
    assert lose is nothing or WHO not in note.read_text()
    target.leave()
    assert target.deploy() == 0
    assert target.of_the_person() == set() and not note.exists()


def test_files_of_others_stay_whatever_happens(target: Target, place: Path) -> None:
    theirs = {"theirs.txt": b"1", f"members/{WHO}/photo-of-theirs.txt": b"2", "deep/down/x.html": b"3"}
    assert target.deploy() == 0
    for path, data in theirs.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    target.leave()
    fresh(target)
    assert target.deploy() == 0
    assert theirs.items() <= target.files().items()
    assert target.of_the_person() == {f"members/{WHO}/photo-of-theirs.txt"}


def test_two_sites_may_share_a_place(target: Target, place: Path, tmp_path: Path) -> None:
    other = Target(tmp_path / "other", target.kind, target.options, target.files)
    other.settle(SETTINGS.replace("t.example", "other.example"))
    (other.root / "content/pages").mkdir()
    (other.root / "content/pages/of-other.md").write_text("---\ntitle: O\n---\n", encoding="utf-8")
    other.leave()
    assert target.deploy() == 0 and other.deploy() == 0
    assert len(list((place / FOLDER).iterdir())) == 2
    target.leave()
    fresh(target)
    assert target.deploy() == 0
    assert target.of_the_person() == set() and "of-other/index.html" in target.files()
    (other.root / "content/pages/of-other.md").unlink()
    fresh(other)
    assert other.deploy() == 0
    assert "of-other/index.html" not in target.files() and "index.html" in target.files()


def test_what_two_sites_put_at_one_path_stays_until_none_has_it(
    target: Target, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a change of the site's address: the earlier list stands there, too, and is told of."""
    assert target.deploy() == 0
    target.settle(SETTINGS.replace("t.example", "new.example"))
    assert target.deploy() == 0
    target.leave()
    capsys.readouterr()
    assert target.deploy() == 0
    assert "at an earlier address" in capsys.readouterr().err and target.of_the_person()
    delete(target, place, record.path_of(record.site_of("https://t.example/")))
    assert target.deploy() == 0
    assert target.of_the_person() == set()


def test_the_way_of_asking_for_an_address_makes_no_other_site() -> None:
    sites = {record.site_of(url) for url in ("https://T.example/", "http://t.example", "https://t.example/")}
    assert len(sites) == 1


def test_a_file_becomes_a_folder_and_a_folder_a_file(target: Target) -> None:
    (target.root / "content/static").mkdir()
    for name in ("thing", "thing/inside.txt", "thing"):
        shutil.rmtree(target.root / "content/static")
        (target.root / "content/static" / name).parent.mkdir(parents=True)
        (target.root / "content/static" / name).write_text(name)
        assert target.deploy() == 0
        assert {path for path in target.files() if path.startswith("thing")} == {name}


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Target, int], bool]]:
    """What deploys, and is cut off when it has written so many files; it tells whether it was."""
    from mingpian.deploy import folder

    real = folder._write

    def deployed(target: Target, count: int) -> bool:
        left = [count]

        def write(*told: Any) -> None:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            real(*told)

        monkeypatch.setattr(folder, "_write", write)
        return target.deploy() == 130

    yield deployed


@pytest.mark.parametrize("target", ["folder"], indirect=True)
@pytest.mark.parametrize("count", [0, 1, 2, 9, 30])
def test_a_deploy_that_was_cut_off_and_forgotten_leaves_nothing(
    count: int, cuts: Callable[[Target, int], bool], target: Target
) -> None:
    assert cuts(target, count)
    fresh(target)
    target.leave()
    cuts(target, -1)
    assert target.of_the_person() == set()
    assert (
        target.files().keys() - {record.path_of(record.site_of("https://t.example/"))}
        == whole(target.root / "output").keys()
    )


@pytest.mark.parametrize("target", ["folder"], indirect=True)
@pytest.mark.parametrize("name", ["with blanks", "单 页", "star*[a]?", "-dash", "#hash", "e\u0301"])
def test_folders_of_any_name(name: str, target: Target, tmp_path: Path) -> None:
    target.options = {"path": f"../{name}"}
    target.settle(SETTINGS)
    there = tmp_path / name
    assert target.deploy() == 0 and list(there.rglob(f"*{WHO}*"))
    fresh(target)
    target.leave()
    assert target.deploy() == 0
    assert not list(there.rglob(f"*{WHO}*"))
