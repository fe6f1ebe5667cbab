"""The output folder is shared with others: what we did not write is neither followed, nor touched, nor kept quiet."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from mingpian.write import folder as folders
from tests.build import entry_edits, site_edits
from tests.build.oracle import Built, Oracle, tree


def codes(built: Built) -> list[str]:
    return [item["code"] for item in json.loads(built.said)]


@pytest.fixture
def unbuilt(oracle: Oracle) -> Oracle:
    """The site as its author first has it: without output or memory, and one page yet to come."""
    oracle.forget()
    return oracle


def essay(oracle: Oracle, number: int) -> None:
    """Make the page essays/added/."""
    oracle.site.write("content/essays/added.md", f"---\ntitle: 加一篇 {number}\n---\n字。\n")


def outside(oracle: Oracle) -> Path:
    """A folder of somebody else, with a file in it."""
    found = oracle.site.root.parent / "elsewhere"
    found.mkdir()
    (found / "index.html").write_text("theirs")
    return found


def test_files_of_others_stay(oracle: Oracle) -> None:
    theirs = {"CNAME": "lin.example", "essays/old.pdf": "pdf", ".git/config": "[core]"}
    for path, text in theirs.items():
        (oracle.output / path).parent.mkdir(exist_ok=True)
        (oracle.output / path).write_text(text)
    oracle.apply((entry_edits.retitle, 9, 1), (entry_edits.delete, 20, 0))
    oracle.build()
    assert {path: (oracle.output / path).read_text() for path in theirs} == theirs


def test_a_file_in_the_place_of_a_page_stays_and_is_told_of(oracle: Oracle) -> None:
    page = oracle.output / "essays/added/index.html"
    page.parent.mkdir()
    page.write_text("theirs")
    essay(oracle, 1)
    built = oracle.build()
    assert codes(built) == ["not-ours"]
    assert built.code == 0
    assert page.read_text() == "theirs"
    page.unlink()
    oracle.check()
    assert "加一篇 1" in page.read_text()


@pytest.mark.parametrize("place", ["essays/added/index.html", "essays/added"])
def test_a_link_in_the_place_of_a_page_or_its_folder_is_not_followed(oracle: Oracle, place: str) -> None:
    theirs = outside(oracle)
    (oracle.output / place).parent.mkdir(exist_ok=True)
    (oracle.output / place).symlink_to(theirs / "index.html" if place.endswith("l") else theirs)
    essay(oracle, 1)
    assert codes(oracle.build()) == ["not-ours"]
    assert (oracle.output / place).is_symlink()
    assert tree(theirs) == {"index.html": b"theirs"}


@pytest.mark.parametrize("place", ["essays/added/index.html", "essays/added"])
def test_a_link_put_there_later_is_not_followed(oracle: Oracle, place: str) -> None:
    theirs = outside(oracle)
    essay(oracle, 1)
    oracle.build()
    full = oracle.output / place
    shutil.rmtree(full) if full.is_dir() else full.unlink()
    full.symlink_to(theirs / "index.html" if place.endswith("l") else theirs)
    essay(oracle, 2)
    oracle.build()
    assert tree(theirs) == {"index.html": b"theirs"}
    (oracle.site.root / "content/essays/added.md").unlink()
    oracle.build()
    assert tree(theirs) == {"index.html": b"theirs"}


def test_a_file_in_the_place_of_a_folder_stays(oracle: Oracle) -> None:
    (oracle.output / "essays/added").write_text("theirs")
    essay(oracle, 1)
    assert codes(oracle.build()) == ["not-ours"]
    assert (oracle.output / "essays/added").read_text() == "theirs"


def test_a_folder_in_the_place_of_a_file_stays(oracle: Oracle) -> None:
    (oracle.output / "added.txt/inside").mkdir(parents=True)
    oracle.site.write("content/static/added.txt", "1")
    assert codes(oracle.build()) == ["not-ours"]
    assert (oracle.output / "added.txt/inside").is_dir()


def test_a_page_may_become_a_folder_and_a_folder_a_page(oracle: Oracle) -> None:
    for permalink in ('{essays = "/e/{slug}"}', '{essays = "/e/{slug}/all.html"}', '{essays = "/e/{slug}"}'):
        oracle.site.set("permalinks", permalink)
        oracle.check()


def test_folders_that_no_page_needs_any_more_are_gone(oracle: Oracle) -> None:
    essay(oracle, 1)
    oracle.build()
    (oracle.site.root / "content/essays/added.md").unlink()
    oracle.build()
    assert not (oracle.output / "essays/added").exists()


def test_the_first_build_does_not_overwrite_what_it_finds(unbuilt: Oracle) -> None:
    unbuilt.output.mkdir()
    (unbuilt.output / "index.html").write_text("my old home page")
    built = unbuilt.build()
    assert codes(built) == ["not-ours"]
    assert (unbuilt.output / "index.html").read_text() == "my old home page"
    assert (unbuilt.output / "essays/index.html").is_file()


def test_an_output_whose_record_is_lost_is_still_ours(oracle: Oracle) -> None:
    shutil.rmtree(oracle.site.root / ".mingpian")
    oracle.apply((entry_edits.retitle, 11, 1))
    oracle.check()


def test_what_an_unrecorded_build_left_behind_is_told_of(oracle: Oracle) -> None:
    essay(oracle, 1)
    oracle.build()
    shutil.rmtree(oracle.site.root / ".mingpian")
    (oracle.site.root / "content/essays/added.md").unlink()
    built = oracle.build()
    assert codes(built) == ["left-over"]
    assert "essays/added/index.html" in built.said


def test_the_site_itself_is_no_place_for_its_output(unbuilt: Oracle) -> None:
    before = tree(unbuilt.site.root)
    for place in (".", "content", "content/essays", "..", "themes/own", ".mingpian"):
        built = unbuilt.build_into(unbuilt.site.root / place)
        assert (built.code, codes(built)) == (1, ["bad-output"]), place
    sources = {path: data for path, data in tree(unbuilt.site.root).items() if not path.startswith(".mingpian/")}
    assert sources == before


def test_an_output_folder_that_is_a_file(unbuilt: Oracle) -> None:
    unbuilt.output.write_text("theirs")
    built = unbuilt.build()
    assert built.code == 1
    assert codes(built) == ["bad-output"]
    assert unbuilt.output.read_text() == "theirs"


def test_a_content_folder_that_has_become_a_link_is_read(oracle: Oracle) -> None:
    content, elsewhere = oracle.site.root / "content", oracle.site.root / "elsewhere"
    content.rename(elsewhere)
    content.symlink_to(elsewhere, target_is_directory=True)
    oracle.apply((entry_edits.add_text, 3, 3))
    assert "unreadable-file" not in codes(oracle.check())


def test_an_output_folder_that_is_a_link_is_meant(unbuilt: Oracle) -> None:
    real = unbuilt.site.root.parent / "published"
    real.mkdir()
    unbuilt.output.symlink_to(real)
    unbuilt.check()
    assert (real / "index.html").is_file()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_pages_that_cannot_be_written_are_told_of_and_the_old_ones_stay(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(code, os.strerror(code))

    before = tree(oracle.output)
    oracle.apply((site_edits.edit_settings, 0, 1))
    with monkeypatch.context() as broken:
        broken.setattr(folders, "_created", refuse)
        built = oracle.build()
    assert built.code == 1
    assert set(codes(built)) == {"not-written"}
    assert tree(oracle.output) == before
    oracle.check()
