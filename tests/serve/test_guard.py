"""Who is answered: this machine's own browser, on a page of ours."""

from __future__ import annotations

import pytest

from mingpian.serve.guard import Guard

HOSTS = [
    ("127.0.0.1", ["localhost"], True),
    ("127.0.0.1", ["localhost:8000"], True),
    ("127.0.0.1", ["LOCALHOST:8000"], True),
    ("127.0.0.1", ["127.0.0.1:8000"], True),
    ("127.0.0.1", ["[::1]:8000"], True),
    ("127.0.0.1", ["[::1]"], True),
    ("::1", ["[::1]:8000"], True),
    ("192.168.1.7", ["192.168.1.7:8000"], True),
    ("studio.lan", ["Studio.lan:8000"], True),
    ("0.0.0.0", ["192.168.1.7:8000"], True),
    ("::", ["[fe80::1]:8000"], True),
    ("127.0.0.1", [], False),
    ("127.0.0.1", [""], False),
    ("127.0.0.1", ["localhost", "localhost"], False),
    ("127.0.0.1", ["rebound.example"], False),
    ("127.0.0.1", ["127.0.0.1.rebound.example:8000"], False),
    ("127.0.0.1", ["localhost.rebound.example"], False),
    ("127.0.0.1", ["192.168.1.7:8000"], False),
    ("127.0.0.1", ["localhost@rebound.example"], False),
    ("127.0.0.1", ["rebound.example@localhost"], False),
    ("127.0.0.1", ["localhost:port"], False),
    ("127.0.0.1", ["localhost:"], False),
    ("127.0.0.1", ["localhost/path"], False),
    ("127.0.0.1", ["localhost?x"], False),
    ("127.0.0.1", ["localhost, rebound.example"], False),
    ("127.0.0.1", ["[::1"], False),
    ("127.0.0.1", ["localhost."], False),
    ("0.0.0.0", ["rebound.example:8000"], False),
    ("0.0.0.0", ["0x7f000001"], False),
]
ORIGINS = [
    ("localhost:8000", [], "", True),
    ("localhost:8000", [], "same-origin", True),
    ("localhost:8000", ["http://localhost:8000"], "same-origin", True),
    ("localhost:8000", ["http://localhost:9000"], "", False),
    ("localhost:8000", ["https://localhost:8000"], "", False),
    ("localhost:8000", ["https://elsewhere.example"], "", False),
    ("localhost:8000", ["null"], "", False),
    ("localhost:8000", [""], "", False),
    ("localhost:8000", ["http://localhost:8000", "https://elsewhere.example"], "", False),
    ("localhost:8000", [], "cross-site", False),
    ("localhost:8000", [], "same-site", False),
]


@pytest.mark.parametrize(("listening", "headers", "allowed"), HOSTS)
def test_only_names_of_this_server_are_served(listening: str, headers: list[str], allowed: bool) -> None:
    assert Guard(listening).allows_host(headers) is allowed


@pytest.mark.parametrize(("host", "origins", "site", "allowed"), ORIGINS)
def test_only_a_page_of_ours_may_listen(host: str, origins: list[str], site: str, allowed: bool) -> None:
    assert Guard("127.0.0.1").allows_origin(host, origins, site) is allowed


@pytest.mark.parametrize(("host", "private"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("", False)])
def test_what_others_can_reach_is_known(host: str, private: bool) -> None:
    assert Guard(host).is_private is private
