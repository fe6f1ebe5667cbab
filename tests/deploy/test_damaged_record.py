"""A list of what was put there that is damaged, forged or led elsewhere is not believed, and reaches nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mingpian.deploy import record
from mingpian.deploy.record import FOLDER
from tests.deploy.targets import WHO, Target, list_in


def cut(text: str) -> str:
    return text[: len(text) // 2]


def one_more(text: str) -> str:
    found = json.loads(text)
    return json.dumps({**found, "files": sorted([*found["files"], "0" * 32])})


def one_less(text: str) -> str:
    found = json.loads(text)
    return json.dumps({**found, "files": found["files"][1:]})


def of_another(text: str) -> str:
    site = record.site_of("https://another.example/")
    return record.listed(site, json.loads(text)["files"]).decode()


@pytest.mark.parametrize(
    "harm",
    [cut, one_more, one_less, of_another, lambda _: "", lambda _: "[" * 100_000, lambda _: "\0\ud800", lambda _: "{}"],
    ids=["cut", "more", "less", "another's", "empty", "deep", "bytes", "no list"],
)
def test_a_damaged_list_is_not_believed_and_told_of(
    harm: Callable[[str], str], target: Target, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if target.kind != "folder" and harm not in (cut, of_another):
        pytest.skip("it is read by the same function")
    assert target.deploy() == 0
    (place / "theirs.txt").write_text("theirs")
    before = target.files()
    found = list_in(place)
    found.write_bytes(harm(found.read_text()).encode("utf-8", "surrogatepass"))
    target.leave()
    capsys.readouterr()
    assert target.deploy() == 0
    assert before.keys() <= target.files().keys()
    said = capsys.readouterr().err
    assert "the list of what was put there is damaged" in said and " files, such as " in said
    assert target.deploy() == 0 and "damaged" not in capsys.readouterr().err  # written anew


def test_a_forged_list_reaches_what_lies_there_and_nothing_else(target: Target, place: Path, tmp_path: Path) -> None:
    """Who can write it can delete these files without it."""
    assert target.deploy() == 0
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("theirs")
    if target.kind != "bucket":
        (place / "linked").symlink_to(outside)
    site = record.site_of("https://t.example/")
    reach = ["../outside/secret.txt", "linked/secret.txt", str(outside / "secret.txt"), "index.html", "", ".", ".."]
    list_in(place).write_bytes(record.listed(site, [record.key_of(site, path) for path in reach]))
    target.leave()
    assert target.deploy() == 0
    assert (outside / "secret.txt").read_text() == "theirs"
    assert "index.html" in target.files()


@pytest.mark.parametrize("target", ["folder", "git"], indirect=True)
def test_a_site_that_nothing_is_known_of_deletes_nothing(
    target: Target, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where .mingpian cannot be written to: what is online is not taken for what has to go."""
    from mingpian.write.state import State

    assert target.deploy() == 0
    before = target.files()
    monkeypatch.setattr(State, "manifest", lambda *_: None)
    assert target.deploy() == 2
    assert target.files() == before and "not known what was built" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["folder"], indirect=True)
def test_what_a_killed_deploy_was_writing_is_swept(target: Target, place: Path) -> None:
    (place / FOLDER).mkdir()
    (place / FOLDER / "77.tmp").write_text(f"half a page of {WHO}")
    assert target.deploy() == 0
    assert not [path for path in place.rglob("*") if path.suffix == ".tmp"]


@pytest.mark.parametrize("target", ["folder"], indirect=True)
def test_lists_behind_a_link_are_not_written(target: Target, place: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (place / FOLDER).symlink_to(tmp_path / "outside")
    assert target.deploy() == 2
    assert list((tmp_path / "outside").iterdir()) == []
