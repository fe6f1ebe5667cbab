"""Webmentions are sent when somebody says so, through the one door; and shown when the host has taken them in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs

import mf2py
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from mingpian.cli import main
from mingpian.content.data_files.webmentions import MOST, parse_webmentions, read_export
from mingpian.fetch.http import Answer
from mingpian.fetch.webmentions import endpoint_of
from mingpian.render.formats import page
from tests.fetch.public import passing_for_public
from tests.render.small import SITE, Small

BASE = "https://me.example/"


class Site(BaseHTTPRequestHandler):
    told: ClassVar[list[dict[str, str]]] = []
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Site.asked.append(self.path)
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/header":
            self.send_header("Link", '<https://a.example/>; rel="other", </take?by=header>; rel="webmention"')
        self.end_headers()
        shown = {
            "/tag": '<a rel="nofollow webmention" href="take">x</a>',
            "/inner": "<link rel=webmention href=http://[::1]/>",
        }
        self.wfile.write(f"<!-- <link rel=webmention href=/no> --><p>{shown.get(self.path, '')}".encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Site.told.append({name: value[0] for name, value in parse_qs(body).items()} | {"at": self.path})
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on loopback that passes for a public one."""
    Site.told, Site.asked = [], []
    with passing_for_public(Site, monkeypatch) as address:
        yield address


def site(root: Path, body: str) -> Path:
    (root / "content/essays").mkdir(parents=True, exist_ok=True)
    (root / "site.toml").write_text(f'title = "A"\nbase_url = "{BASE}"\n', encoding="utf-8")
    (root / "content/essays/a.md").write_text(f"---\ntitle: A\ndate: 2026-01-01\n---\n{body}\n", encoding="utf-8")
    hidden = "---\ntitle: H\ndate: 2026-01-01\nlisted: false\n---\n[x](https://hidden.example/)\n"
    (root / "content/essays/hidden.md").write_text(hidden, encoding="utf-8")
    return root


def send(root: Path, *more: str) -> int:
    return main(["webmention", "send", "--root", str(root), "--jobs", "1", *more])


def test_pages_are_told_once_and_again_when_the_link_is_gone(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    links = " ".join(f"[x]({server}/{name})" for name in ("header#part", "tag", "plain", "missing", "inner"))
    root = site(tmp_path, f"{links} [own]({BASE}essays/b/)")
    assert send(root, "--dry-run") == 0 and Site.asked == []
    assert f"{BASE}essays/a/ → {server}/tag" in capsys.readouterr().out
    assert send(root) == 1  # one is missing, one has an address of this machine
    source = f"{BASE}essays/a/"
    header = {"source": source, "target": f"{server}/header", "at": "/take?by=header"}
    tag = {"source": source, "target": f"{server}/tag", "at": "/take"}
    assert sorted(map(str, Site.told)) == sorted(map(str, (header, tag)))
    said = capsys.readouterr().out
    assert "it answered 404" in said and "takes no webmentions" in said and "inner: " in said
    Site.told.clear()
    Site.asked.clear()
    assert send(root) == 1 and set(Site.asked) == {"/missing", "/inner"} and Site.told == []
    site(tmp_path, f"[x]({server}/tag)")
    assert send(root, "a") == 0 and Site.told == [header]
    Site.told.clear()
    assert send(root) == 0 and Site.told == []
    assert send(root, "a", "--again") == 0 and Site.told == [tag]
    assert send(root, "nobody") == 2


@pytest.mark.parametrize(
    ("header", "body", "endpoint"),
    [
        ("</a>; rel=webmention", "", "https://x.example/a"),
        ('<a?x=1,2>; title="; rel=no"; rel="foo webmention"', "", "https://x.example/d/a?x=1,2"),
        ("</a>; rel=not-webmention", '<link rel="WebMention" href="">', "https://x.example/d/p"),
        ("", '<a href="/one" rel="webmention"></a><link rel="webmention" href="/two">', "https://x.example/one"),
        ("", '<link rel="not-webmention" href="/a"><textarea><a rel=webmention href=/b></textarea>', ""),
        ("", '<!-- <a rel="webmention" href="/a"> --><a rel="webmention">x</a>', ""),
        ("", "", ""),
        ("<" * 5_000, "<a " * 5_000, ""),
    ],
)
def test_where_a_page_is_told(header: str, body: str, endpoint: str) -> None:
    assert endpoint_of(Answer(200, "https://x.example/d/p", {"link": header}, body.encode())) == endpoint


def mention(kind: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "type": "entry",
        "author": {"type": "card", "name": f"客人 {number}", "photo": "https://spy.example/face.jpg"},
        "url": f"https://g{number}.example/",
        "published": f"2026-02-{number:02}T10:00:00Z",
        "wm-property": kind,
        "wm-source": f"https://g{number}.example/",
        "wm-target": "https://lin.example/essays/tea/",
        "content": {"text": f"第 {number} 句", "html": "<img src=x onerror=alert(1)>"},
        **more,
    }


HOSTILE = mention(
    "in-reply-to",
    2,
    author={"name": "<script>alert(1)</script>\u202e坏"},
    content={"html": '<script>alert(2)</script><p onclick="x()">好 &lt;b&gt;茶&lt;/b&gt;</p>'},
)
EXPORT = {
    "type": "feed",
    "children": [
        mention("like-of"),
        mention("like-of", 3),
        mention("repost-of", 4),
        mention("mention-of", 5, **{"wm-target": "https://lin.example/old-tea/?utm=1#x"}),
        HOSTILE,
        mention("in-reply-to", 6, **{"wm-source": "javascript:alert(1)"}),
        mention("in-reply-to", 7, **{"wm-target": "https://other.example/essays/tea/"}),
        "nonsense",
        {},
    ],
}
TEA = "---\ntitle: 茶\ndate: 2026-01-01\naliases: [/old-tea/]\n---\n正文\n"


def test_what_is_taken_in_is_shown_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "A"\n', encoding="utf-8")
    export = tmp_path / "export.json"
    export.write_text(json.dumps(EXPORT), encoding="utf-8")
    receive = ["webmention", "receive", str(export), "--root", str(tmp_path)]
    kept = tmp_path / "content/webmentions.json"
    assert main(receive) == 0 and not kept.exists()
    assert "6 are new, 0 taken" in capsys.readouterr().out
    assert main([*receive, "--take", "1-5"]) == 0
    assert main([*receive, "--take", "one"]) == 2
    assert "1 are new" in capsys.readouterr().out or main(receive) == 0
    small = Small(
        {"members/lin.md": "---\nname: 林\n---\n", "essays/tea.md": TEA, "webmentions.json": kept.read_bytes()},
        SITE + '[signals]\nwebmention = "https://wm.example/lin"\n',
    )
    text = small.render(page.FORMAT, "essays/tea/index.html").decode()
    assert '<link rel="webmention" href="https://wm.example/lin">' in text
    shown = html.fromstring(text).xpath('//section[@aria-labelledby="answers"]')[0]
    said = " ".join(shown.text_content().split())
    assert "2 人喜欢 · 1 人转发" in said and "第 5 句" in said and "好 <b>茶</b>" in said
    assert "客人 1" not in said and "\u202e" not in said
    markup = html.tostring(shown, encoding="unicode")
    assert not any(word in markup for word in ("alert", "<script", "spy.example", "onclick"))
    assert all(link.get("rel") == "nofollow ugc noopener" for link in shown.iter("a"))
    items = mf2py.parse(doc=text, url="https://lin.example/essays/tea/")["items"]
    entry = next(one for one in items if "h-entry" in one["type"])
    assert entry["properties"]["name"] == ["茶"]
    plain = Small({"members/lin.md": "---\nname: 林\n---\n", "essays/tea.md": TEA})
    quiet = plain.render(page.FORMAT, "essays/tea/index.html").decode()
    assert "webmention" not in quiet and 'id="answers"' not in quiet


NAMES = [
    "children",
    "author",
    "content",
    "wm-source",
    "wm-target",
    "wm-property",
    "published",
    "name",
    "data",
    "activity",
    "text",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=20,
)


@given(VALUES)
def test_whatever_an_export_holds_is_read_or_refused(held: Any) -> None:
    try:
        found = read_export(json.dumps({"children": held}).encode())
    except ValueError:
        return
    assert all(one.source.startswith("http") and one.target.startswith("http") for one in found)


def test_exports_without_end_and_files_with_faults() -> None:
    many = json.dumps({"children": [mention("like-of", n) for n in range(MOST + 9)]}).encode()
    assert len(read_export(many)) <= MOST
    older = {"source": "https://a.example/", "target": "https://lin.example/", "data": {"author": {"name": "A"}}}
    links = {"links": [older | {"activity": {"type": "repost"}}]}
    assert [(one.name, one.kind) for one in read_export(json.dumps(links).encode())] == [("A", "repost")]
    for data in (b"\xff", b"[", b"3", b'{"a": 1}', b"[" * 100_000):
        with pytest.raises(ValueError, match=r"JSON|export"):
            read_export(data)
    found, told = parse_webmentions(
        b'{"webmentions": [{"source": "javascript:x", "target": "https://a.example/"}]}', "f"
    )
    assert found == () and told
    assert parse_webmentions(b'{"webmentions": [3]}', "f")[1] and parse_webmentions(b"{", "f")[1]
