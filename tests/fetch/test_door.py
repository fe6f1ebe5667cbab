"""The door to the network: who may be asked, who never is, however the address is dressed up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import pytest

from mingpian.cli import main
from mingpian.fetch import http, pictures
from mingpian.fetch.http import ForbiddenAddressError, UnreachableError, is_public, request
from tests.fetch.public import passing_for_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_outer_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://127.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/", "http://①②⑦.⓪.⓪.①/",
    ],
)  # fmt: skip
def test_this_machine_is_refused_in_any_dress(url: str) -> None:
    with pytest.raises((ForbiddenAddressError, UnreachableError)) as raised:
        request(url, "HEAD", {})
    assert "not on the public network" in str(raised.value) or "there is no host" in str(raised.value)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.cn/", "file:///etc/passwd", "http://me:pass@a.cn/", "http://a.cn:22/", "http://[::1", "http://", "a.cn"],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        request(url, "HEAD", {})


class Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        Server.asked.append((self.command, self.path))
        status = {"/gone": 404, "/busy": 503, "/get-only": 405 if self.command == "HEAD" else 200}.get(self.path, 200)
        target = {"/moved": "/here", "/inside": "http://10.0.0.1/", "/circle": "/circle"}.get(self.path)
        self.send_response(302 if target else status)
        if target:
            self.send_header("Location", target)
        body = b"x" * (5 * 1024 * 1024 if self.path == "/large" else 3)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on loopback that passes for a public one; other inner addresses do not."""
    Server.asked = []
    with passing_for_public(Server, monkeypatch) as address:
        yield address


def test_redirects_are_followed_and_looked_at_like_the_first_address(server: str, monkeypatch: Any) -> None:
    assert request(f"{server}/moved", "GET", {}).url == f"{server}/here"
    monkeypatch.setattr(http, "PORTS", {80, int(server.rpartition(":")[2])})
    with pytest.raises(ForbiddenAddressError, match=r"10\.0\.0\.1 is not on the public network"):
        request(f"{server}/inside", "GET", {})
    with pytest.raises(UnreachableError, match="more than 5 redirects"):
        request(f"{server}/circle", "GET", {})
    with pytest.raises(UnreachableError, match="more than 4 MB"):
        request(f"{server}/large", "GET", {})


def test_a_name_that_changes_its_meaning_leads_nowhere_else(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real, port = socket.getaddrinfo, int(server.rpartition(":")[2])
    looked: list[str] = []

    def resolve(host: str, *rest: Any, **more: Any) -> Any:
        if host != "rebind.example":
            return real(host, *rest, **more)
        looked.append(host)
        return real("127.0.0.1" if len(looked) == 1 else "10.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert request(f"http://rebind.example:{port}/", "GET", {}).body == b"xxx"
    assert looked == ["rebind.example"]
    with pytest.raises(ForbiddenAddressError):
        request(f"http://rebind.example:{port}/", "GET", {})


class Host(BaseHTTPRequestHandler):
    """The host of an old site: busy once, without one picture, and with two that only what is asked for tells apart."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Host.asked.append(self.path)
        is_busy = self.path == "/busy.png" and Host.asked.count(self.path) == 1
        self.send_response(429 if is_busy else 404 if self.path == "/gone.png" else 200)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *_: Any) -> None:
        pass


def test_pictures_are_fetched_once_and_an_import_that_was_broken_off_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()
    monkeypatch.setattr(pictures, "PAUSE", 0)
    with passing_for_public(Host, monkeypatch) as base:
        wanted = [
            f"{base}/{name}" for name in ("a.png", "b?id=1", "b?id=2", "busy.png", "gone.png", "a.png", "gone.png")
        ]
        for part in (wanted[:2], wanted):  # the first was broken off
            found = [pictures.Mirror(tmp_path, "agent", told.append).file(url) for url in part]
        read = [path.read_text() if path else None for path in found]
        assert read == ["/a.png", "/b?id=1", "/b?id=2", "/busy.png", None, "/a.png", None]
        assert Host.asked == ["/a.png", "/b?id=1", "/b?id=2", "/busy.png", "/busy.png", "/gone.png", "/gone.png"]
        assert told[:3] == wanted[:3], "each is told of before it is asked for"
    mirror = pictures.Mirror(tmp_path, "agent", told.append)
    told.clear()
    assert [mirror.file(f"{base}/{at}.png") for at in range(9)] == [None] * 9
    assert len(told) == 3, "a host that does not answer is left in peace"
    assert mirror.file(wanted[0]) == found[0]


def test_the_links_of_a_site(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = " ".join(f"[{name}]({server}/{name})" for name in ("fine", "gone", "busy", "moved", "get-only", "inside"))
    for path, text in {
        "site.toml": 'title = "A"\nbase_url = "https://me.example/"\n',
        "content/pages/a.md": f"# A\n\n{body} [own](https://me.example/x)\n",
        "content/pages/b.md": f"# B\n\n[gone]({server}/gone#part) <{server}/fine>\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    root = ["--root", str(tmp_path), "--jobs", "1"]
    assert main(["build", *root]) == 0
    assert main(["check", "links", *root]) == 2 and Server.asked == []
    capsys.readouterr()
    assert main(["check", "links", "--external", *root]) == 1
    said = capsys.readouterr().out
    assert "asking 1 hosts about 6 addresses; 0 are known" in said
    assert f"dead: {server}/gone  (404)  on /a/, /b/" in said
    assert f"not certain: {server}/busy  (503)" in said and f"moved: {server}/moved" in said
    assert f"dead: {server}/inside  (not asked:" in said
    assert "/fine" not in said and "/get-only" not in said and "6 addresses, 2 dead" in said
    asked = len(Server.asked)
    assert main(["check", "links", "--external", *root]) == 1
    assert len(Server.asked) == asked  # all of it is still fresh
