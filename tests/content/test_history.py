"""What git knows of the entries: asked for, never guessed, and nothing where there is no git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from mingpian.cli import main

SITE = 'title = "名片"\nowner = "lin"\nbase_url = "https://lin.example/"\n'
TEXT = "---\ntitle: 信\ndate: 2026-01-01\nsummary: 信\n---\n{}\n"


def git(root: Path, *arguments: str, day: str = "2026-01-01") -> None:
    when = f"{day}T20:00:00+00:00"  # the next day in Shanghai
    author = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "林"), ("EMAIL", "lin@lin.example"), ("DATE", when))
    }
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **author, **quiet}
    )


def commit(root: Path, words: str, day: str) -> None:
    git(root, "add", ".")
    git(root, "commit", "-m", words, day=day)


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def build(root: Path) -> int:
    return main(["build", "--root", str(root), "--jobs", "1"])


def page(root: Path, path: str = "essays/letter") -> str:
    return (root / "output" / path / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in a folder of a repository, with an essay that was moved and changed."""
    root = tmp_path / "site"
    write(root, "site.toml", SITE + 'revisions = "subjects"\n')
    write(root, ".gitignore", "output/\n.mingpian/\n")
    write(root, "content/members/lin.md", "---\nname: 林\n---\n")
    write(root, "content/essays/old.md", TEXT.format("一"))
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "写信", "2026-01-01")
    git(tmp_path, "mv", "site/content/essays/old.md", "site/content/essays/letter.md")
    commit(tmp_path, "换个名字", "2026-02-01")
    write(root, "content/essays/letter.md", TEXT.format("一二"))
    commit(tmp_path, "<b>改</b> 一个字", "2026-03-01")
    return root


def test_the_last_change_is_the_update_and_each_is_listed(root: Path) -> None:
    assert build(root) == 0
    html = page(root)
    assert '<time class="dt-updated" datetime="2026-03-02">' in html
    listed = html.split('class="revisions"')[1].split("</details>")[0]
    assert [day.partition('"')[0] for day in listed.split('datetime="')[1:]] == [
        "2026-03-02",
        "2026-02-02",
        "2026-01-02",
    ]
    assert "&lt;b&gt;改&lt;/b&gt; 一个字" in listed and "换个名字" in listed and "写信" in listed
    assert (
        "2026-03-02" in (root / "output/sitemap.xml").read_text()
        and "2026-03-02" in (root / "output/feed.json").read_text()
    )
    assert "revisions" not in page(root, "members/lin")  # it came into git, and was never changed


def test_without_their_words(root: Path) -> None:
    write(root, "site.toml", SITE + 'revisions = "dates"\n')
    assert build(root) == 0
    assert "2026-02-02" in page(root) and "换个名字" not in page(root)


def test_what_an_entry_states_comes_first(root: Path) -> None:
    write(root, "content/essays/letter.md", TEXT.format("一").replace("date:", "updated: 2026-01-05\ndate:"))
    commit(root, "改", "2026-04-01")
    assert build(root) == 0
    assert 'class="dt-updated" datetime="2026-01-05"' in page(root)


def test_a_commit_shows_at_the_next_build(root: Path) -> None:
    assert build(root) == 0
    write(root, "content/essays/letter.md", TEXT.format("一二三"))
    assert build(root) == 0 and "2026-05" not in page(root)
    commit(root, "再改", "2026-05-01")  # no file of the site differs from what was built
    assert build(root) == 0 and 'class="dt-updated" datetime="2026-05-02"' in page(root)


def test_nothing_is_said_where_there_is_no_git(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root.parent / ".git").rename(root.parent / "gone")
    assert build(root) == 0
    asked = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    write(root, "site.toml", SITE)
    assert build(root) == 0
    assert asked == {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    assert "no-history" not in capsys.readouterr().err


def test_a_shallow_clone_is_not_believed(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "shallow")
    assert build(tmp_path / "shallow/site") == 0
    assert "site.toml:4:1: warning[no-history]: only the last commits are here" in capsys.readouterr().err
    assert "dt-updated" not in page(tmp_path / "shallow/site")


def test_without_git_it_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(root))
    assert build(root) == 0
    assert "warning[no-history]: git is not installed" in capsys.readouterr().err


def test_what_a_repository_says_runs_no_program(root: Path) -> None:
    spy = root.parent / "spy.sh"
    spy.write_text(f"#!/bin/sh\ntouch '{root.parent}/ran'\n")
    spy.chmod(0o755)
    for name in (
        "core.pager",
        "diff.external",
        "gpg.program",
        "core.fsmonitor",
        "diff.spy.textconv",
        "core.sshCommand",
    ):
        git(root, "config", name, str(spy))
    git(root, "config", "log.showSignature", "true")
    (root.parent / ".git/info/attributes").write_text("* diff=spy\n")
    assert build(root) == 0
    assert "换个名字" in page(root) and not (root.parent / "ran").exists()


def test_an_event_s_version_in_calendars_never_goes_back(root: Path) -> None:
    """Whatever becomes of its dates, and even where commits were made out of order."""
    versions = []
    for number, (day, dates) in enumerate(
        [
            ("2026-03-05", "updated: 2026-03-04\n"),
            ("2026-03-06", ""),
            ("2026-03-07", "date: 2026-01-01\n"),
            ("2026-02-01", ""),
        ]
    ):
        write(root, "content/events/e.md", f"---\ntitle: 聚\nstart: 2026-05-0{9 - number}\n{dates}---\n")
        commit(root, "改", day)
        assert build(root) == 0
        calendar = (root / "output/events/e/event.ics").read_text(encoding="utf-8")
        versions.append(int(calendar.split("\nSEQUENCE:")[1].split("\n")[0]))
    assert versions == sorted(versions)
    assert len(set(versions[:3])) == 3
