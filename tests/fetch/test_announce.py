"""`announce` tells what changed, to whom the site says, and only when it is called."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from mingpian.cli import main
from mingpian.fetch import news
from mingpian.fetch.http import Answer, UnreachableError

HUB = "https://hub.example/"
SITE = f'title = "A"\nbase_url = "https://me.example/sub/"\nsignals = {{hub = "{HUB}", indexnow = "abcd-1234"}}\n'
Sent = list[tuple[str, str, bytes]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "site.toml").write_text(SITE)
    for name in "ab":
        (tmp_path / f"content/essays/{name}.md").write_text(f"---\ntitle: {name}\ndate: 2026-01-01\n---\nText\n")
    return tmp_path


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    found: Sent = []

    def ask(url: str, method: str, headers: dict[str, str], data: bytes) -> Answer:
        found.append((method, url, data))
        return Answer(204, url, {})

    monkeypatch.setattr(news, "request", ask)
    return found


def do(root: Path, command: str, *more: str) -> int:
    return main([command, "--root", str(root), "--jobs", "1", *more])


def test_what_changed_is_told_once(root: Path, sent: Sent, capsys: pytest.CaptureFixture[str]) -> None:
    assert do(root, "build") == 0 and sent == []
    assert (root / "output/abcd-1234.txt").read_text() == "abcd-1234"
    for path in ("feed.xml", "atom.xml", "feed.json"):
        assert HUB in (root / "output" / path).read_text()
    assert do(root, "announce", "--dry-run") == 0 and sent == []
    assert do(root, "announce") == 0
    feeds = [parse_qs(data.decode()) for _, url, data in sent if url == HUB]
    assert {"hub.mode": ["publish"], "hub.url": ["https://me.example/sub/feed.xml"]} in feeds
    (told,) = [json.loads(data) for _, url, data in sent if url == news.INDEXNOW]
    assert told["host"] == "me.example" and told["keyLocation"] == "https://me.example/sub/abcd-1234.txt"
    assert "https://me.example/sub/essays/a/" in told["urlList"] and len(told["urlList"]) > 2
    sent.clear()
    assert do(root, "announce") == 0 and sent == []
    (root / "content/essays/b.md").write_text("---\ntitle: b\ndate: 2026-01-01\n---\nOther\n")
    assert do(root, "build") == 0 and do(root, "announce") == 0
    (told,) = [json.loads(data) for _, url, data in sent if url == news.INDEXNOW]
    assert "https://me.example/sub/essays/b/" in told["urlList"]
    assert "https://me.example/sub/essays/a/" not in told["urlList"]
    assert "nothing is new" in capsys.readouterr().out


def test_what_failed_is_told_again(root: Path, monkeypatch: pytest.MonkeyPatch, sent: Sent) -> None:
    assert do(root, "build") == 0

    def nobody(*_: object) -> Answer:
        raise UnreachableError("no answer")

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(news, "request", nobody)
        assert do(root, "announce") == 1
    assert do(root, "announce") == 0 and len(sent) > 1


def test_without_anybody_to_tell(root: Path, sent: Sent, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "site.toml").write_text('title = "A"\n')
    assert do(root, "announce") == 2 and sent == []
    (root / "site.toml").write_text('title = "A"\nsignals = {indexnow = "../x"}\n')
    assert do(root, "check") == 1
    assert "the key has 8 to 128 letters" in capsys.readouterr().err
