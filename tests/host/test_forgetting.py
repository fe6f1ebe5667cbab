"""A member who goes is found in every file, and gone from every byte that we made."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mingpian.check.leaks import leaked_values, needles
from mingpian.cli import main

PHONE = "+86 000 1234 5678"
FILES = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n',
    "content/members/lin.md": "---\nname: Lin\n---\nWorks with [Bo](bo-chen/index.md).\n",
    "content/members/bo-chen/index.md": "---\nname: 薄陈\nname_latin: Bo Chen\n"
    f'contact: {{phone: {{value: "{PHONE}", audience: host}}}}\n---\n',
    "content/members/bo-chen/index.en.md": "---\nname: Bo Chen\n---\n",
    "content/essays/tea.md": "---\ntitle: Tea\ndate: 2026-01-01\n---\nGood.\n",
}


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert main(["build", "--root", str(tmp_path), "--quiet"]) == 0
    assert main(["intro", "lin", "bo-chen", "--root", str(tmp_path)]) == 0
    return tmp_path


@pytest.mark.parametrize("name", ["members/bo-chen", "/members/bo-chen/", "Bo Chen", "Bo-Chen", "[[bo-chen]]"])
def test_a_member_is_found_in_any_spelling(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["forget", name, "--root", str(root)]) == 0
    assert "  content/members/bo-chen/index.md" in capsys.readouterr().out.splitlines()


def test_everything_is_listed_and_nothing_removed_unasked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["forget", "薄陈", "--root", str(root)]) == 0
    arguments = capsys.readouterr().out.splitlines()
    for path in (
        "content/members/bo-chen/index.en.md",
        "content/members/lin.md",
        "output/members/bo-chen/index.html",
        "output/members/lin/index.html",
        "output/people.json",
        ".mingpian/desk/intro-lin-bo-chen-1.txt",
    ):
        assert f"  {path}" in arguments
    assert "  content/essays/tea.md" not in arguments and "  output/essays/tea/index.html" not in arguments
    assert (root / "output/members/bo-chen/index.html").exists()


def test_version_history_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "init", "-q")
    git(root, "add", "content")
    git(root, "commit", "-q", "-m", "Bo joins")
    capsys.readouterr()
    assert main(["forget", "bo-chen", "--root", str(root)]) == 0
    assert "Bo joins" in capsys.readouterr().out


def test_after_it_and_a_build_the_person_is_in_no_byte(root: Path) -> None:
    assert main(["forget", "bo-chen", "--root", str(root), "--yes"]) == 0
    for path in (root / "content/members/bo-chen").iterdir():
        path.unlink()
    (root / "content/members/lin.md").write_text("---\nname: Lin\n---\n", encoding="utf-8")
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    marks = needles(["薄陈", "Bo Chen", "bo-chen", PHONE])
    left = [path for place in ("output", ".mingpian") for path in (root / place).rglob("*") if path.is_file()]
    assert len(left) > 10
    assert [path for path in left if leaked_values(path.read_bytes(), marks) or "bo-chen" in path.as_posix()] == []


def test_a_name_that_nobody_has_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "bo-chan", "--root", str(root)]) == 2
    assert "there is no member `bo-chan` · did you mean `bo-chen`?" in capsys.readouterr().err


def test_exports_and_places_are_named_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "".join(
        f'[deploy.{name}]\ntarget = "{kind}"\noptions = {options}\n'
        for name, kind, options in (
            ("disk", "folder", '{path = "www"}'),
            ("unused", "folder", '{path = "never-put"}'),
            ("server", "rsync", '{to = "host.example:/srv/"}'),
            ("branch", "git", "{}"),
        )
    )
    with (root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(told)
    assert main(["deploy", "disk", "--root", str(root), "--quiet"]) == 0
    assert main(["export", "site", "--root", str(root)]) == 0
    capsys.readouterr()
    assert main(["forget", "bo-chen", "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert "  exports/site/site.json\n" in said
    assert "  disk (folder): " in said and "such as www/" in said and "unused" not in said
    assert "  server (rsync)\n" in said and "  branch (git, whose history keeps what it had)\n" in said
    assert main(["forget", "bo-chen", "--root", str(root), "--yes"]) == 0
    assert not list((root / "exports").rglob("*"))
    for path in (root / "content/members/bo-chen").iterdir():
        path.unlink()
    (root / "content/members/lin.md").write_text("---\nname: Lin\n---\n", encoding="utf-8")
    assert main(["deploy", "disk", "--root", str(root), "--quiet"]) == 0
    assert not list((root / "www").rglob("*bo-chen*"))


@pytest.mark.parametrize("link", [".mingpian/desk", "exports", "output"])
def test_what_lies_behind_a_link_out_of_the_site_is_told_and_left(
    link: str, root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "letter.txt").write_text("Dear Bo Chen, …", encoding="utf-8")
    (other / "empty").mkdir()
    if (root / link).exists():
        shutil.rmtree(root / link)
    (root / link).symlink_to(other)
    assert main(["forget", "bo-chen", "--yes", "--root", str(root)]) == 0
    assert f"{link}/letter.txt lies outside" in capsys.readouterr().err
    assert (other / "letter.txt").is_file() and (other / "empty").is_dir()


def test_of_an_output_elsewhere_what_was_built_goes(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("www")
    (other / "letter.txt").write_text("Dear Bo Chen, …", encoding="utf-8")
    if (root / "output").exists():
        shutil.rmtree(root / "output")
    (root / "output").symlink_to(other)
    assert main(["build", "--root", str(root)]) == 0
    assert list(other.rglob("*bo-chen*"))
    assert main(["forget", "bo-chen", "--yes", "--root", str(root)]) == 0
    assert (other / "letter.txt").is_file() and not [path for path in other.rglob("*bo-chen*") if path.is_file()]
