"""Drafts of an Official Account: by the platform's interface, pictures once, refusals in plain words, no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from mingpian.cli import main
from mingpian.fetch import wechat
from tests.fetch.public import passing_for_public

APPID, SECRET, TOKEN = "wx0123456789", "s3cr3t-of-the-account", "t0ken+/="


class Platform:
    """A double of the platform: it takes what the documentation says, and answers as that says."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.pictures: list[bytes] = []
        self.drafts: list[dict[str, Any]] = []
        self.refusals: dict[str, list[dict[str, Any]]] = {}

    def answer(self, path: str, query: dict[str, list[str]], kind: str, body: bytes) -> dict[str, Any]:
        self.calls.append(path)
        if self.refusals.get(path):
            return self.refusals[path].pop(0)
        if path == "stable_token":
            asked = json.loads(body)
            if asked["appid"] != APPID or asked["secret"] != SECRET:
                return {"errcode": 40125, "errmsg": "invalid appsecret, rid: 1-2-3"}
            return {"access_token": TOKEN, "expires_in": 7200}
        if query.get("access_token") != [TOKEN]:
            return {"errcode": 40001, "errmsg": "invalid credential, access_token is invalid or not latest"}
        if path in ("media/uploadimg", "material/add_material"):
            return self._picture(path, query, kind, body)
        (article,) = json.loads(body)["articles"]
        self.drafts.append(article)
        return {"media_id": f"draft-{len(self.drafts)}"}

    def _picture(self, path: str, query: dict[str, list[str]], kind: str, body: bytes) -> dict[str, Any]:
        boundary = kind.partition("boundary=")[2].encode()
        _before, part, after = body.split(b"--" + boundary)
        head, data = part.removesuffix(b"\r\n").split(b"\r\n\r\n", 1)
        assert after == b"--\r\n" and b'name="media"; filename="' in head
        self.pictures.append(data)
        name = f"https://mmbiz.qpic.cn/{len(self.pictures)}"
        if path == "media/uploadimg":
            assert len(data) < 1024 * 1024 and data.startswith((b"\xff\xd8", b"\x89PNG"))
            return {"url": name}
        assert query["type"] == ["image"]
        return {"media_id": f"media-{len(self.pictures)}", "url": name}


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    double = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            path = url.path.removeprefix("/cgi-bin/")
            told = double.answer(path, parse_qs(url.query), self.headers["Content-Type"], body)
            data = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    monkeypatch.setenv("MINGPIAN_WECHAT_APPID", APPID)
    monkeypatch.setenv("MINGPIAN_WECHAT_SECRET", SECRET)
    with passing_for_public(Handler, monkeypatch) as address:
        monkeypatch.setattr(wechat, "API", f"{address}/cgi-bin")
        yield double


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site/content/essays/one"
    folder.mkdir(parents=True)
    (tmp_path / "site/site.toml").write_text('title = "A"\nbase_url = "https://a.example/"\n')
    for name, color in (("a.png", "red"), ("b b.jpg", "blue"), ("c.gif", "green")):
        Image.new("RGB", (40, 30), color).save(folder / name)
    front = "---\ntitle: 手艺 & 价\ndate: 2026-01-01\ncover: a.png\n---\n"
    (folder / "index.md").write_text(f"{front}字。\n\n![](a.png)\n\n![](<b b.jpg>)\n\n![](c.gif)\n", encoding="utf-8")
    return tmp_path / "site"


def draft(root: Path, *more: str) -> int:
    return main(["wechat", "draft", "one", "--root", str(root), "--jobs", "1", *more])


def test_a_draft_has_its_pictures_at_the_platform_each_put_up_once(
    platform: Platform, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(root) == 0
    (made,) = platform.drafts
    assert (made["title"], made["content_source_url"]) == ("手艺 & 价", "https://a.example/essays/one/")
    assert re.findall(r'src="([^"]*)"', made["content"]) == [f"https://mmbiz.qpic.cn/{number}" for number in (1, 2, 3)]
    assert made["thumb_media_id"] == "media-4"
    uploads = [call for call in platform.calls if "draft" not in call and "token" not in call]
    assert uploads == ["media/uploadimg", "media/uploadimg", "material/add_material", "material/add_material"]
    assert draft(root) == 0 and len(platform.pictures) == 4 and len(platform.drafts) == 2
    told = capsys.readouterr()
    assert "draft-1" in told.out and "draft-2" in told.out
    kept = (root / ".mingpian/wechat.json").read_text()
    assert not any(one in text for one in (SECRET, TOKEN) for text in (told.out, told.err, kept))


def test_a_token_that_ended_is_renewed_once(platform: Platform, root: Path) -> None:
    platform.refusals["draft/add"] = [{"errcode": 42001, "errmsg": "access_token expired"}]
    assert draft(root) == 0 and platform.calls.count("stable_token") == 2 and len(platform.drafts) == 1


@pytest.mark.parametrize(
    ("path", "refusal", "said"),
    [
        ("stable_token", (40164, "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist"), "(203.0.113.9)"),
        ("stable_token", (40125, "invalid appsecret"), "does not belong to this AppID"),
        ("media/uploadimg", (45009, "reach max api daily quota limit"), "tomorrow"),
        ("draft/add", (48001, "api unauthorized"), "verified account"),
        ("draft/add", (45003, "title size out of limit"), "32 characters"),
        ("draft/add", (77777, "some new rule"), "some new rule (77777)"),
        ("draft/add", (0, ""), "without `media_id`"),
    ],
)
def test_what_the_platform_refuses_is_said_in_plain_words(
    platform: Platform, root: Path, capsys: pytest.CaptureFixture[str], path: str, refusal: tuple[int, str], said: str
) -> None:
    platform.refusals[path] = [dict(zip(("errcode", "errmsg"), refusal, strict=True))]
    assert draft(root) == 1
    told = capsys.readouterr()
    assert said in told.err and "export wechat" in told.err
    assert SECRET not in told.err + told.out and TOKEN not in told.err + told.out


def test_without_an_account_nobody_is_asked(
    platform: Platform, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MINGPIAN_WECHAT_SECRET")
    assert draft(root) == 2 and "MINGPIAN_WECHAT_SECRET" in capsys.readouterr().err
    assert draft(root, "--dry-run") == 0 and "3 pictures" in capsys.readouterr().out
    inside = root / "wechat.toml"
    inside.write_text(f'secret = "{SECRET}"\n')
    assert draft(root, "--account", str(inside)) == 2 and "lies in the site" in capsys.readouterr().err
    assert platform.calls == []
    inside.rename(root.parent / "wechat.toml")
    assert draft(root, "--account", str(root.parent / "wechat.toml")) == 0 and len(platform.drafts) == 1


def test_an_account_does_not_show_its_secret() -> None:
    assert SECRET not in repr(wechat.WechatAccount(APPID, SECRET))
