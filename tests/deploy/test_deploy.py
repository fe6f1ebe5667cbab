"""The site goes where it is served: only what differs, assets first, nothing of others deleted, no secret said."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.config.load import parse_config
from mingpian.deploy.target import in_order, masked
from tests.deploy.conftest import PAGE
from tests.deploy.targets import tree


def place(root: Path, target: str, **options: str) -> None:
    told = ", ".join(f'{name} = "{value}"' for name, value in options.items())
    text = f'title = "A"\nbase_url = "https://a.example/"\n[deploy.site]\ntarget = "{target}"\noptions = {{{told}}}\n'
    (root / "site.toml").write_text(text, encoding="utf-8")


def deploy(root: Path, *more: str) -> int:
    return main(["deploy", "--root", str(root), "--jobs", "1", *more])


def test_a_folder(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place(root, "folder", path="../public")
    there = tmp_path / "public"
    assert deploy(root, "--dry-run") == 0 and not there.exists()
    assert "put index.html" in capsys.readouterr().out
    assert deploy(root) == 0
    assert tree(there) == tree(root / "output")
    (there / "foreign.txt").write_text("stays")
    before = {path: (there / path).stat().st_mtime_ns for path in tree(there)}
    (root / "content/pages/a.md").unlink()
    (root / "content/pages/b.md").write_text(PAGE, encoding="utf-8")
    capsys.readouterr()
    assert deploy(root, "--verbose") == 0
    assert {*tree(there)} == {*tree(root / "output"), "foreign.txt"}
    assert not (there / "a").exists()
    untouched = [path for path in before if path.startswith("assets/")]
    assert untouched and all((there / path).stat().st_mtime_ns == before[path] for path in untouched)
    said = capsys.readouterr().out
    assert "delete a/index.html" in said and "put b/index.html" in said and "put assets/" not in said


def test_what_was_interrupted_is_taken_up_and_still_known_as_ours(root: Path, tmp_path: Path) -> None:
    from mingpian.deploy import folder

    place(root, "folder", path="../public")
    written: list[str] = []
    real = folder._write

    def dies(there: Path, path: str, data: bytes) -> None:
        if len(written) == 5:
            raise KeyboardInterrupt
        written.append(path)
        real(there, path, data)

    folder._write = dies
    try:
        assert deploy(root) == 130
    finally:
        folder._write = real
    assert deploy(root) == 0
    assert tree(tmp_path / "public") == tree(root / "output")


def git(*arguments: str, cwd: Path) -> str:
    return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout


def test_a_branch(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remote = tmp_path / "remote.git"
    git("init", "--quiet", "--bare", str(remote), cwd=tmp_path)
    git("init", "--quiet", cwd=root)
    git("remote", "add", "origin", str(remote), cwd=root)
    (root / ".gitignore").write_text("output/\n")
    place(root, "git", branch="pages")
    assert deploy(root, "--dry-run") == 0
    assert git("branch", "--list", cwd=remote) == ""
    assert deploy(root) == 0
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--branch", "pages", str(remote), str(clone), cwd=tmp_path)
    assert tree(clone) == tree(root / "output")
    assert deploy(root) == 0
    assert git("rev-list", "--count", "pages", cwd=remote).strip() == "1"  # nothing differed
    (clone / "of-another.txt").write_text("pushed meanwhile")
    git("add", ".", cwd=clone)
    git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "x", cwd=clone)
    git("push", "--quiet", cwd=clone)
    (root / "content/pages/b.md").write_text(PAGE.replace("A", "B"), encoding="utf-8")
    capsys.readouterr()
    assert deploy(root, "--verbose") == 0
    git("pull", "--quiet", cwd=clone)
    assert tree(clone) == tree(root / "output")
    assert git("rev-list", "--count", "pages", cwd=remote).strip() == "3"
    said = capsys.readouterr().out
    assert "put b/index.html" in said and "delete of-another.txt" in said
    assert git("status", "--porcelain", cwd=root).count("output") == 0


def test_a_server(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], need: Callable[[str], Path]) -> None:
    need("rsync")
    there = tmp_path / "server"
    there.mkdir()
    place(root, "rsync", to=f"{there}/")
    assert deploy(root, "--dry-run") == 0 and tree(there) == {}
    assert deploy(root) == 0
    assert tree(there) == tree(root / "output")
    (there / "foreign.txt").write_text("stays")
    (root / "content/pages/a.md").rename(root / "content/pages/b.md")
    capsys.readouterr()
    assert deploy(root, "--verbose") == 0
    assert {*tree(there)} == {*tree(root / "output"), "foreign.txt"}
    assert "delete a/index.html" in capsys.readouterr().out


def test_what_has_warnings_is_published_and_they_are_counted(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place(root, "folder", path="../public")
    (root / "content/pages/bad.md").write_text("---\ntitle: Bad\ntitel: x\n---\n", encoding="utf-8")
    assert deploy(root) == 0
    assert "1 warning; `mingpian check` shows them" in capsys.readouterr().out
    assert (tmp_path / "public/bad/index.html").is_file()


def test_what_has_errors_or_tells_too_much_is_not_published(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place(root, "folder", path="../public")
    (root / "content/pages/bad.md").write_text("---\ndraft: perhaps\n---\n", encoding="utf-8")
    assert deploy(root) == 1
    (root / "content/pages/bad.md").write_text("---\ntitle: Bad\ntitel: x\n---\n", encoding="utf-8")
    assert deploy(root, "--strict") == 1
    (root / "content/pages/bad.md").unlink()
    (root / "content/members").mkdir()
    member = "---\nname: Lin\ncontact: {phone: {value: '+86 571 8888 1234', audience: host}}\n---\n"
    (root / "content/members/lin.md").write_text(member, encoding="utf-8")
    (root / "content/pages/a.md").write_text(PAGE + "ring 057188881234\n+86 571 8888 1234\n", encoding="utf-8")
    assert deploy(root) == 1
    assert not (tmp_path / "public").exists()
    assert capsys.readouterr().err.count("nothing was published") == 3


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "site.toml names no place to deploy to"),
        ('[deploy.site]\ntarget = "gti"\n', "there is no target `gti`; did you mean `git`?"),
        ('[deploy.site]\ntarget = "folder"\n', "`path` is missing"),
        ('[deploy.x]\ntarget = "rsync"\n', '[deploy.x]\ntarget = "rsync"\noptions = {to = '),
        ('[deploy.site]\ntarget = "folder"\noptions = {way = "x"}\n', "`folder` has no option `way`"),
        ('[deploy.site]\ntarget = "folder"\noptions = {path = "content"}\n', "holds the site's own sources"),
        ('[deploy.site]\ntarget = "folder"\noptions = {path = "."}\n', "holds the site's own sources"),
        ('[deploy.site]\ntarget = "folder"\noptions = {path = "output/x"}\n', "lies in output/"),
        ('[deploy.site]\ntarget = "git"\noptions = {remote = "--upload-pack=x"}\n', "neither a branch nor a remote"),
        ('[deploy.site]\ntarget = "rsync"\noptions = {to = "-e sh"}\n', "is no place"),
        ('[deploy.site]\ntarget = "rsync"\noptions = {to = "h:/x", port = "99999"}\n', "`99999` is no port"),
        ('[deploy.site]\ntarget = "rsync"\noptions = {to = "h:/x", port = "ssh"}\n', "`ssh` is no port"),
        ('[deploy.site]\ntarget = "rsync"\noptions = {to = "h:/x", port = "-1"}\n', "`-1` is no port"),
        ('[deploy.site]\ntarget = "rsync"\noptions = {to = "h:/x", port = "٢٢"}\n', "is no port"),
        ('[deploy.site]\ntarget = "folder"\noptions = {path = "site.toml"}\n', "holds the site's own sources"),
        ('[deploy.a]\ntarget = "git"\n[deploy.b]\ntarget = "git"\n', "say which place"),
    ],
)
def test_what_is_not_rightly_stated_is_told(
    settings: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "site.toml").write_text(f'title = "A"\nbase_url = "https://a.example/"\n{settings}', encoding="utf-8")
    assert deploy(root) == 2
    assert said in capsys.readouterr().err
    assert os.listdir(root / "content") == ["pages"]


@pytest.mark.parametrize(
    "path",
    [
        *(".", "..", "/", "content", "content/static", "themes/own", "templates", "words", "fonts", "extensions/x"),
        *("styles", ".mingpian", ".mingpian/deploy", ".git", "output", "output/x", "public/../content"),
        *("link", "link/pages", "elsewhere", "elsewhere/real", "loop"),
    ],
)
def test_a_folder_that_a_build_reads_is_refused(path: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whichever way leads there; also where the content is a link to elsewhere, and what lies around that."""
    (root / "content").rename(root / "real-content")
    (root / "elsewhere").mkdir()
    (root / "real-content").rename(root / "elsewhere/real")
    (root / "content").symlink_to("elsewhere/real")
    (root / "link").symlink_to("content")
    (root / "loop").symlink_to("loop")
    before = {one.as_posix(): one.read_bytes() for one in (root / "elsewhere").rglob("*") if one.is_file()}
    place(root, "folder", path=path)
    assert deploy(root) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "holds the site's own sources" in said or path == "loop"
    assert {one.as_posix(): one.read_bytes() for one in (root / "elsewhere").rglob("*") if one.is_file()} == before


def test_a_branch_of_sources_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the site would take their place there."""
    place(root, "git", branch="main", remote=str(root / ".git"))
    git("init", "--quiet", "--initial-branch=main", cwd=root)
    git("add", "content", "site.toml", cwd=root)
    git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "x", cwd=root)
    assert deploy(root) == 2
    assert "the branch `main` holds the sources of a site" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "-1", "x", "1e3", "٨٠"])
def test_a_port_of_no_machine_is_a_mistake_in_the_command(
    port: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--root", str(root), f"--port={port}"])
    assert ended.value.code == 2 and "is no port" in capsys.readouterr().err


def test_a_password_is_never_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert masked("fatal: https://me:s3cret@git.example/x.git") == "fatal: https://…@git.example/x.git"
    place(root, "git", remote="https://me:s3cret@127.0.0.1:9/x.git")
    assert deploy(root) == 2
    said = capsys.readouterr()
    assert "s3cret" not in said.err + said.out and "git ended with" in said.err


def test_pages_come_after_what_they_need() -> None:
    assert in_order(["index.html", "a/index.html", "assets/x.css", "feed.xml", "b.webp"]) == [
        "assets/x.css", "b.webp", "a/index.html", "feed.xml", "index.html",
    ]  # fmt: skip


def test_the_lines_that_are_shown_can_be_copied(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = 'title = "A"\nbase_url = "https://a.example/"\n'
    (root / "site.toml").write_text(settings, encoding="utf-8")
    assert deploy(root) == 2
    places = capsys.readouterr().err.split("\n\n")[1:]
    assert len(places) == 4
    for lines in places:
        config, problems = parse_config(f"{settings}\n{lines}".encode())
        (place,) = config.deploy.values()
        assert not problems and place.options
    (root / "site.toml").write_text(settings + '[deploy.a]\ntarget = "folder"\npath = "../public"\n', encoding="utf-8")
    assert deploy(root) == 1
    assert 'stands in braces: options = {path = "…"}' in capsys.readouterr().err
