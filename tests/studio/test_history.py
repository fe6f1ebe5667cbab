"""What an entry was before, where the site is in git: listed, compared, and one of it brought back as an edit."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html

from mingpian.studio.answers import StudioAnswer, shown_at
from mingpian.studio.desk import Desk, SiteIndex
from mingpian.studio.files import open_text
from mingpian.studio.history import versions_of
from mingpian.studio.sending import FORM, Sent, done_with

HOSTILE = "--output=x $(touch gone) `touch gone` [a]; & ' 林.md"
FIRST = "---\ntitle: 一\n---\n\n第一稿。\n"
SECOND = "---\ntitle: 一\n---\r\n\r\n第二稿 <b>。\r\n"
NOW = "---\ntitle: 一\n---\n\n第三稿。\n"


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=林 <script>", "-c", "user.email=lin@x.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *author, "-c", "core.autocrlf=false", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(params=["one.md", HOSTILE, "[bo].md"])
def source(request: pytest.FixtureRequest) -> str:
    return f"essays/{request.param}"


@pytest.fixture
def desk(tmp_path: Path, source: str) -> Desk:
    """A site in a folder of a repository; its entry was called something else at first."""
    root = tmp_path / "work/site"
    (root / "content/essays").mkdir(parents=True)
    (root / "site.toml").write_text('title = "A"\ntimezone = "Asia/Shanghai"\n', encoding="utf-8")
    git(tmp_path / "work", "init", "--quiet")
    entry, former = root / "content" / source, root / "content/essays/before.md"
    former.write_bytes(FIRST.encode())
    git(root, "add", "--all")
    git(root, "commit", "-m", "Begin\n\nmore", "--date=2026-01-02T03:04:05Z")
    former.rename(entry)
    entry.write_bytes(SECOND.encode())
    (root / "content/essays/o.md").write_bytes(NOW.encode())  # which `[bo].md` would mean, were it a pattern
    git(root, "add", "--all")
    git(root, "commit", "-m", "Say it <script>alert(1)</script>\x1b[31m", "--date=2026-02-03T20:00:00Z")
    entry.write_bytes(NOW.encode())
    return Desk(root, "t", "en", SiteIndex, tuple, lambda: 0)


def page(desk: Desk, **asked: str) -> html.HtmlElement:
    answer = shown_at(desk, "history", urlencode(asked))
    assert answer.code == 200, answer.data.decode()
    assert b"<script>alert" not in answer.data and b"\x1b" not in answer.data
    return html.document_fromstring(answer.data.decode())


def bring_back(desk: Desk, source: str, at: str, digest: str, token: str = "t") -> StudioAnswer:
    fields = {"_token": token, "_file": source, "_at": at, "_digest": digest}
    return done_with(desk, Sent("bring-back", "", FORM, urlencode(fields).encode()))


def test_a_version_is_found_compared_and_brought_back(desk: Desk, source: str) -> None:
    path = desk.root / "content" / source
    rows = page(desk, file=source).xpath("//tbody/tr")
    assert [row.xpath("string(.//time)") for row in rows] == ["2026-02-04 04:00", "2026-01-02 11:04"]
    assert "林 " in rows[0].text_content() and "Say it <script>alert(1)</script>" in rows[0].text_content()
    second, first = versions_of(desk.root, f"content/{source}")
    assert first.path == "content/essays/before.md"
    compared = page(desk, file=source, at=second.commit)
    assert compared.xpath("//del/text()") == ["-第三稿。"] and compared.xpath("//ins/text()") == ["+第二稿 <b>。"]
    assert path.read_bytes() == NOW.encode(), "to look changes nothing"
    digest = open_text(desk.root, f"content/{source}").digest
    assert bring_back(desk, source, second.commit, "0" * 64).code == 400, "somebody else changed it meanwhile"
    assert bring_back(desk, source, second.commit, digest).code == 303
    assert path.read_bytes() == SECOND.encode()
    assert "what stands there now" in page(desk, file=source, at=second.commit).text_content()
    digest = open_text(desk.root, f"content/{source}").digest
    assert bring_back(desk, source, first.commit, digest).code == 303
    assert path.read_bytes() == FIRST.encode()
    assert not list(desk.root.parent.rglob("gone")) and not list(desk.root.parent.rglob("x"))
    head = subprocess.run(["git", "log", "--oneline"], cwd=desk.root, capture_output=True, text=True, check=True)
    assert len(head.stdout.splitlines()) == 2, "git was only asked"


@pytest.mark.parametrize("at", ["", "HEAD", "--output=gone", "0" * 40, "HEAD:site.toml", "../x"])
def test_nothing_but_a_version_of_that_file_comes_back(desk: Desk, source: str, at: str) -> None:
    digest = open_text(desk.root, f"content/{source}").digest
    assert bring_back(desk, source, at, digest).code == 400
    known = versions_of(desk.root, f"content/{source}")[0].commit
    assert bring_back(desk, source, known, digest, token="guess").code == 403
    assert bring_back(desk, "../site.toml", known, digest).code == 400
    assert (desk.root / "content" / source).read_bytes() == NOW.encode()


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\n', encoding="utf-8")
    (tmp_path / "content/essays/one.md").write_text(FIRST, encoding="utf-8")
    desk = Desk(tmp_path, "t", "en", SiteIndex, tuple, lambda: 0)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def told() -> str:
        answer = shown_at(desk, "history", "file=essays/one.md")
        return html.document_fromstring(answer.data.decode()).text_content()

    assert "the site is not in git" in told()
    git(tmp_path, "init", "--quiet")
    assert "nothing was committed yet" in told()
    git(tmp_path, "add", "site.toml")
    git(tmp_path, "commit", "-m", "Begin")
    assert "git does not have this file yet" in told()
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in told()
