"""Who deploys next knows what of ours lies at a target, whatever was lost here; and deletes nothing else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mingpian.cli import main
from mingpian.deploy import record
from mingpian.deploy.record import FOLDER
from tests.deploy.test_bucket import bucket, settled  # noqa: F401  the fixture

SETTINGS = 'title = "T"\nbase_url = "https://t.example/"\nowner = "host"\nwithout = ["share", "qr"]\n'
PERSON = "---\nname: 林月\ncontact: {email: {value: lin@t.example, audience: public}}\n---\nx\n"
WHO = "lin-yue"


class Target:
    """A site in `root` and a place that it is put to."""

    def __init__(self, root: Path, kind: str, options: dict[str, str], files: Callable[[], dict[str, bytes]]) -> None:
        self.root, self.kind, self.options, self.files = root, kind, options, files
        self.settle(SETTINGS)
        for name, text in (("host", "---\nname: 主人\n---\nx\n"), (WHO, PERSON)):
            (root / f"content/members/{name}.md").write_text(text, encoding="utf-8")

    def settle(self, settings: str) -> None:
        told = ", ".join(f'{name} = "{value}"' for name, value in self.options.items())
        (self.root / "content/members").mkdir(parents=True, exist_ok=True)
        place = f'[deploy.site]\ntarget = "{self.kind}"\noptions = {{{told}}}\n'
        (self.root / "site.toml").write_text(settings + place, encoding="utf-8")

    def run(self, command: str, *more: str) -> int:
        return main([command, *more, "--root", str(self.root)])

    def deploy(self, *more: str) -> int:
        return self.run("deploy", "--jobs", "1", "--quiet", *more)

    def leave(self) -> None:
        """Delete the person's file."""
        (self.root / f"content/members/{WHO}.md").unlink()

    def of_the_person(self) -> set[str]:
        return {path for path, data in self.files().items() if WHO in path or WHO.encode() in data}


@pytest.fixture(params=["folder", "rsync", "bucket", "git"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    root, there = tmp_path / "site", tmp_path / "there"
    if request.param == "bucket":
        endpoint, kept = request.getfixturevalue("bucket")
        options = {"bucket": "site", "endpoint": endpoint, "style": "path", "prefix": "www"}
        return Target(root, "bucket", options, lambda: whole(kept / "www"))
    if request.param == "git":
        subprocess.run(["git", "init", "--quiet", "--bare", str(there)], check=True)
        return Target(root, "git", {"remote": str(there)}, lambda: of_branch(there))
    there.mkdir()
    if request.param == "rsync":
        request.getfixturevalue("need")("rsync")
        return Target(root, "rsync", {"to": f"{there}"}, lambda: whole(there))
    return Target(root, "folder", {"path": "../there"}, lambda: whole(there))


@pytest.fixture
def place(target: Target, tmp_path: Path) -> Path:
    """The folder that the target keeps its files in; for targets that hold files of others, too."""
    if target.kind == "git":
        pytest.skip("a branch holds the site and nothing else")
    return tmp_path / ("served/site/www" if target.kind == "bucket" else "there")


def whole(folder: Path) -> dict[str, bytes]:
    settled(folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of_branch(remote: Path) -> dict[str, bytes]:
    command = ["git", "-C", str(remote), "archive", "--format=tar", "gh-pages"]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(told)) as archive:
        return {file.name: whole.read() for file in archive if (whole := archive.extractfile(file))}


def list_in(place: Path) -> Path:
    (found,) = (place / FOLDER).glob("*.json")
    return found


def delete(target: Target, place: Path, path: str) -> None:
    """Delete a file of a target by its own means: rclone remembers what it has been told, not what its disk has."""
    if target.kind == "bucket":
        import obstore
        from obstore.store import S3Store

        plain: Any = {"allow_http": True}
        where: Any = {"endpoint": target.options["endpoint"], "region": "us-east-1", "client_options": plain}
        obstore.delete(S3Store("site", prefix="www", **where), path)
    else:
        (place / path).unlink()


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
