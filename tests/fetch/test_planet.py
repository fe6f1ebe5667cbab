"""Members elsewhere: feeds of strangers are found, read with limits, and shown for as long as a member links there."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import pytest

from mingpian.cli import main
from mingpian.content.data_files import planet
from mingpian.fetch import http
from mingpian.fetch.http import UnreachableError, request
from tests.fetch.public import passing_for_public

RSS = """<?xml version="1.0"?><rss version="2.0"><channel>
<title>灯塔 &lt;b&gt;日志&lt;/b&gt;</title><language>zh-Hans</language>
<item><title>第一篇 &lt;script&gt;alert(1)&lt;/script&gt;</title><link>{base}/one</link>
<pubDate>Mon, 02 Mar 2026 23:30:00 +0800</pubDate>
<description>&lt;p&gt;海 &amp;amp; &lt;img src=x onerror=alert(1)&gt;风&lt;/p&gt;</description></item>
<item><title>明年</title><link>{base}/future</link><pubDate>Sat, 02 Mar 2099 00:00:00 GMT</pubDate></item>
<item><title>坏</title><link>javascript:alert(1)</link><pubDate>Sun, 01 Mar 2026 00:00:00 GMT</pubDate></item>
<item><title>\u202e翻</title><link>{base}/bidi</link><pubDate>Sun, 01 Mar 2026 00:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title>{entries}</feed>"""
ENTRY = '<entry><title>Note {n}</title><link href="note/{n}"/><updated>2026-01-{n:02}T00:00:00Z</updated></entry>'
BOMB = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><title>&i;</title><item><title>x</title><link>http://a.cn/</link></item></channel></rss>"
)
SERVED: dict[str, tuple[int, str]] = {}


class Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        mark = self.headers.get("If-None-Match", "")
        Server.asked.append((self.path, mark))
        if self.path == "/drip":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
            with suppress(OSError):  # whoever asked hangs up
                for _ in range(100):
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.1)
            return
        status, text = SERVED.get(self.path, (404, ""))
        body = text.format(base=f"{SERVED['origin'][1]}") if "{base}" in text else text
        self.send_response(304 if mark == '"1"' else status)
        self.send_header("ETag", '"1"')
        self.end_headers()
        if mark != '"1"':
            self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on loopback that passes for a public one."""
    Server.asked = []
    SERVED.clear()
    with passing_for_public(Server, monkeypatch) as address:
        SERVED["origin"] = 200, address
        yield address


def write(root: Path, links: dict[str, str]) -> None:
    files = {"site.toml": 'title = "A"\nbase_url = "https://me.example/"\ntimezone = "UTC"\n'}
    for name, address in links.items():
        front = f"---\nname: Member {name}\nlinks:\n  - url: {address}\n---\n"
        files[f"content/members/{name}.md"] = front
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def do(root: Path, *command: str) -> int:
    return main([*command, "--root", str(root), "--jobs", "1"])


def kept(root: Path) -> dict[str, Any]:
    sites = json.loads((root / "content/planet.json").read_text("utf-8"))["sites"]
    return {site["url"].rpartition("/")[2]: site for site in sites}


def test_what_members_write_elsewhere_is_found_and_shown(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = '<html><head><link rel=stylesheet href=a.css><link rel="alternate" type="application/rss+xml" href="/rss">'
    SERVED["/home"] = 200, f"<!doctype html>{head}</head><body>x</body></html>"
    SERVED["/rss"] = 200, RSS
    SERVED["/atom"] = 200, ATOM.replace("{entries}", "".join(ENTRY.format(n=n) for n in range(1, 10)))
    SERVED["/plain"] = 200, "<html><body>no feed</body></html>"
    write(tmp_path, {"a": f"{server}/home", "b": f"{server}/atom", "c": f"{server}/plain", "d": f"{server}/gone"})
    assert do(tmp_path, "planet", "--dry-run") == 0 and Server.asked == []
    assert f"{server}/home" in capsys.readouterr().out
    assert do(tmp_path, "planet") == 0
    said = capsys.readouterr().out
    assert f"{server}/plain: it names no feed" in said and f"{server}/gone: it answered 404" in said
    sites = kept(tmp_path)
    assert sites["home"]["feed"] == f"{server}/rss" and sites["home"]["title"] == "灯塔 日志"
    assert sites["home"]["entries"] == [
        {"title": "第一篇", "url": f"{server}/one", "date": "2026-03-02", "summary": "海 & 风"},
        {"title": "翻", "url": f"{server}/bidi", "date": "2026-03-01"},
    ]
    assert [entry["title"] for entry in sites["atom"]["entries"]] == [f"Note {n}" for n in range(9, 4, -1)]
    assert sites["atom"]["entries"][0]["url"] == f"{server}/note/9"
    assert do(tmp_path, "build") == 0
    page = (tmp_path / "output/elsewhere/index.html").read_text("utf-8")
    assert page.index("第一篇") < page.index("翻") < page.index("Note 9") and "<script>alert" not in page
    assert f'href="{server}/one"' in (tmp_path / "output/members/a/index.html").read_text("utf-8")
    roll = ElementTree.fromstring((tmp_path / "output/blogroll.opml").read_bytes())
    outlines = {node.get("htmlUrl") or node.get("url"): node.attrib for node in roll.iter("outline")}
    assert outlines[f"{server}/home"]["xmlUrl"] == f"{server}/rss" and outlines[f"{server}/gone"]["type"] == "link"
    capsys.readouterr()
    assert do(tmp_path, "blogroll") == 0
    assert capsys.readouterr().out.encode() == (tmp_path / "output/blogroll.opml").read_bytes()


def test_a_second_look_asks_for_news_alone_and_keeps_what_it_knew(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SERVED["/atom"] = 200, ATOM.replace("{entries}", ENTRY.format(n=1))
    write(tmp_path, {"a": f"{server}/atom"})
    assert do(tmp_path, "planet") == 0
    before = (tmp_path / "content/planet.json").read_bytes()
    Server.asked = []
    capsys.readouterr()
    assert do(tmp_path, "planet") == 0
    assert Server.asked == [("/atom", '"1"')] and "1 entries, as before" in capsys.readouterr().out
    assert (tmp_path / "content/planet.json").read_bytes() == before
    write(tmp_path, {"a": f"{server}/other"})
    assert do(tmp_path, "planet") == 1
    assert kept(tmp_path).keys() == {"other"}


def test_who_no_longer_links_there_is_no_longer_shown(server: str, tmp_path: Path) -> None:
    SERVED["/atom"] = 200, ATOM.replace("{entries}", ENTRY.format(n=1))
    write(tmp_path, {"a": f"{server}/atom", "b": f"{server}/none"})
    assert do(tmp_path, "planet") == 0 and do(tmp_path, "build") == 0
    assert (tmp_path / "output/elsewhere/index.html").is_file()
    (tmp_path / "content/members/a.md").unlink()
    assert do(tmp_path, "build") == 0
    assert not (tmp_path / "output/elsewhere").exists()
    assert b"/atom" not in b"".join(path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "text",
    [BOMB, "<rss>" * 5_000, "<rss>\0\x01" + "\ufffd" * 100, "<feed>" + "<entry>" * 3_000, "<rss" + " a" * 90_000],
    ids=["bomb", "deep", "binary", "open", "attributes"],
)
def test_a_hostile_feed_costs_itself_alone(text: str, server: str, tmp_path: Path) -> None:
    SERVED["/bad"] = 200, text
    SERVED["/atom"] = 200, ATOM.replace("{entries}", ENTRY.format(n=1))
    write(tmp_path, {"a": f"{server}/bad", "b": f"{server}/atom"})
    assert do(tmp_path, "planet") == 0
    assert kept(tmp_path)["atom"]["entries"]
    assert len((tmp_path / "content/planet.json").read_bytes()) < 5_000


def test_an_answer_that_drips_is_not_waited_for(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PATIENCE", 0.5)
    started = time.monotonic()
    with pytest.raises(UnreachableError, match="takes more than"):
        request(f"{server}/drip", "GET", {})
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "bad-json"), ("[]", "bad-json"), ('{"sites": [1]}', "bad-json"), ('{"sites": 1}', "bad-json"),
        ('{"sites": [{"url": "javascript:alert(1)"}]}', "bad-"),
        ('{"sites": [{"url": "https://a.cn/", "lang": "\\"><script>"}]}', "bad-"),
        ('{"sites": [{"url": "https://a.cn/", "entries": [{"title": "x", "url": "data:text/html,x"}]}]}', "bad-"),
        ('{"sites": [{"url": "https://a.cn/", "entries": [{"title": "x", "date": "soon"}]}]}', "missing-field"),
        ('{"sites": [{"url": "https://a.cn/", "entries": [{"url": "https://a.cn/x"}]}]}', "missing-field"),
    ],
)  # fmt: skip
def test_a_file_that_somebody_spoilt_is_named_and_shown_to_nobody(text: str, code: str) -> None:
    found, problems = planet.parse_planet(text.encode(), "content/planet.json")
    assert [problem for problem in problems if problem.code.startswith(code)]
    assert not any(site.entries for site in found.sites)
