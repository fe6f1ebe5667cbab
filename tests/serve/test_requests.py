"""What the preview answers to requests of every sort, and to whom."""

from __future__ import annotations

import socket

import pytest

from tests.serve.running import FIRST, PATIENCE, Running

pytestmark = pytest.mark.usefixtures("restored")

RAW = [
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"302"),
    (b"GET / HTTP/1.1\r\n\r\n", b"403"),
    (b"GET / HTTP/1.0\r\n\r\n", b"403"),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: rebound.example\r\n\r\n", b"403"),
    (b"GET http://rebound.example/ HTTP/1.1\r\nHost: rebound.example\r\n\r\n", b"403"),
    (b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
    (b"GET /../../site.toml HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nGET /", b"400"),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
    (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", b"431"),
    (b"\x16\x03\x01\x02\x00\r\n\r\n", b"400"),
]


@pytest.mark.parametrize(("request_bytes", "status"), RAW)
def test_odd_requests_get_one_answer_and_the_connection_ends(
    site: Running, request_bytes: bytes, status: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", site.port), PATIENCE) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert status in answer.split(b"\r\n")[0]
    assert answer.count(b"HTTP/1.1") <= 1
    assert b"rebound" not in answer
    assert b"x16" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_only_get_and_head_are_answered(site: Running, method: str) -> None:
    answer = site.ask(FIRST, method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_head_says_what_get_would(site: Running) -> None:
    head, get = site.ask(FIRST, "HEAD"), site.ask(FIRST)
    assert head.read() == b""
    assert head.headers["Content-Length"] == str(len(get.read()))
    assert head.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_rebound_name_and_a_page_of_another_site_get_nothing(site: Running) -> None:
    for path in (FIRST, "/.mingpian/", "/.mingpian/events", "/.mingpian/live.js"):
        refused = site.ask(path, Host="rebound.example")
        assert refused.status == 403
        assert b"As it was" not in refused.read()
    assert site.ask("/.mingpian/events", Origin="https://elsewhere.example").status == 403
    assert site.ask("/.mingpian/events", Sec_Fetch_Site="cross-site").status == 403


def test_no_answer_lets_another_site_read_it(site: Running) -> None:
    for path in ("/", FIRST, "/repo/none", "/.mingpian/", "/.mingpian/live.js", "/.mingpian/none", "/%ff"):
        headers = site.ask(path, Origin="https://elsewhere.example").headers
        assert [name for name in headers if name.lower().startswith("access-control")] == []
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_is_not_there_is_said_with_the_sites_own_page(site: Running) -> None:
    for path in ("/repo/none/", "/repo/essays/none.html", "/repo/static/", "/elsewhere/"):
        answer = site.ask(path)
        assert answer.status == 404
        assert "live.js" in answer.read().decode()


def test_nothing_of_a_bad_request_comes_back(site: Running) -> None:
    for path in ("/%00<script>", "/..%2f..%2fsite.toml", "/.mingpian/../site.toml", "/.mingpian/<b>"):
        answer = site.ask(path)
        assert answer.status in (400, 404)
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "<" not in answer.read().decode()


def test_a_folder_without_its_slash_and_the_bare_root_are_redirected(site: Running) -> None:
    assert site.ask("/").headers["Location"] == "/repo/"
    assert site.ask(FIRST.rstrip("/")).headers["Location"] == FIRST
