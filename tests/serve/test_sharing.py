"""The preview for other devices: a code lets them in, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from mingpian.serve import sharing as sharing_module
from mingpian.serve.guard import Guard
from mingpian.serve.sharing import AT_ALL, LENGTH, PER_MINUTE, SIGNS, Sharing, is_this_machine
from tests.serve.running import Running, make_site, running

FORM = "application/x-www-form-urlencoded"
PATHS = [
    "/repo/",
    "/repo/essays/unfinished/",
    "/.mingpian/",
    "/.mingpian/events",
    "/.mingpian/live.js",
    "/.mingpian/studio/",
    "/.mingpian/studio/desk",
    "/.mingpian/desk/pulse.html",
    "/repo/plain.css",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("shared")
    make_site(root)
    with running(root, sharing=Sharing("127.0.0.1")) as preview:
        yield preview


@pytest.fixture
def sharing(site: Running, monkeypatch: pytest.MonkeyPatch) -> Sharing:
    """Sharing anew, and everybody who asks is another device."""
    fresh = Sharing("127.0.0.1")
    monkeypatch.setattr("mingpian.serve.server.is_this_machine", lambda _client: False)
    site.sharing.__dict__.update(fresh.__dict__)
    assert site.sharing is not None
    return site.sharing


def post(site: Running, path: str, data: dict[str, str], **headers: str) -> HTTPResponse:
    body = urlencode(data).encode()
    own = {"Origin": f"http://127.0.0.1:{site.port}", "Content_Type": FORM, "Content_Length": str(len(body))}
    return site.ask(path, "POST", body, **{**own, **headers})


def entered(site: Running, code: str) -> HTTPResponse:
    return post(site, "/.mingpian/enter", {"code": code})


@pytest.mark.parametrize("length", ["201", "9" * 5000, "-1", "", "²"])
def test_who_says_that_too_much_comes_is_not_heard(site: Running, sharing: Sharing, length: str) -> None:
    said = length.encode("utf-8").decode("latin-1")
    assert post(site, "/.mingpian/enter", {"code": sharing.code}, Content_Length=said).status == 413


@pytest.mark.parametrize("path", PATHS)
def test_without_the_code_there_is_nothing_but_the_entrance(site: Running, sharing: Sharing, path: str) -> None:
    for headers in ({}, {"Cookie": f"mingpian-{site.port}=guess"}, {"Cookie": f"mingpian-{site.port}="}):
        answer = site.ask(path, **headers)
        assert (answer.status, answer.getheader("Location"), answer.read()) == (303, "/.mingpian/enter", b"")
    assert post(site, "/.mingpian/studio/new", {"kind": "essays", "title": "x"}).status == 403
    assert sharing.code not in site.text("/.mingpian/enter")


def test_with_the_code_one_reads_and_writes_as_at_the_machine(site: Running, sharing: Sharing) -> None:
    answer = entered(site, f" {sharing.code[:4].lower()}-{sharing.code[4:]} ")
    cookie = answer.getheader("Set-Cookie") or ""
    assert (answer.status, answer.getheader("Location")) == (303, "/repo/")
    assert cookie.split("; ")[1:] == ["Path=/", "HttpOnly", "SameSite=Strict"]
    known = {"Cookie": f"a=b; {cookie.partition(';')[0]}"}
    assert "Not yet" in site.ask("/repo/essays/unfinished/", **known).read().decode()
    page = site.ask("/.mingpian/studio/", **known).read().decode()
    token = page.partition('name="_token" value="')[2].partition('"')[0]
    made = {"_token": token, "kind": "notes", "title": "from a phone"}
    assert post(site, "/.mingpian/studio/new", made, **known).status == 303
    refused = [
        post(site, "/.mingpian/studio/new", made | {"_token": "guess"}, **known),
        post(site, "/.mingpian/studio/new", made, **known, Origin="http://evil.example"),
        post(site, "/.mingpian/studio/new", made, **known, Origin="null"),
        post(site, "/.mingpian/studio/new", made, **known, Sec_Fetch_Site="cross-site"),
        post(site, "/.mingpian/studio/new", made),
        *(post(site, f"/.mingpian/studio/{path}", made, **known) for path in ("publish", "place", "settings")),
        site.ask("/repo/", **known, Host="rebound.example"),
        site.ask("/repo/", **known, Host="192.0.2.7"),
    ]
    assert [answer.status for answer in refused] == [403] * 4 + [403] + [403] * 3 + [403] * 2
    assert len(list((site.root / "content/notes").iterdir())) == 1


def test_wrong_codes_are_heard_a_few_times(site: Running, sharing: Sharing, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "".join(SIGNS[0] if sign != SIGNS[0] else SIGNS[1] for sign in sharing.code)
    answers = [entered(site, wrong).status for _ in range(PER_MINUTE)]
    assert answers == [403] * PER_MINUTE
    assert entered(site, sharing.code).status == 429, "not even the right one, for a minute"
    for headers in ({"Origin": "http://evil.example"}, {"Content_Length": "100000"}, {"Content_Length": "x"}):
        assert post(site, "/.mingpian/enter", {"code": sharing.code}, **headers).status in (403, 413)
    now = [0.0]
    alone = Sharing("127.0.0.1", lambda: now[0])
    heard = 0
    for _minute in range(3 * AT_ALL):
        now[0] += 61
        heard += alone.enter("x" * LENGTH) == ""
    assert heard == AT_ALL and alone.enter(alone.code) is None, "whoever goes on is not heard at all"
    assert alone.code != Sharing("127.0.0.1").code and set(alone.code) <= set(SIGNS)


def test_at_the_machine_itself_no_code_is_asked_for(site: Running) -> None:
    assert site.ask("/.mingpian/studio/").status == 200
    assert site.ask("/.mingpian/studio/", Host="rebound.example").status == 403


def test_nothing_is_shared_unless_it_is_asked_for(tmp_path: Path) -> None:
    make_site(tmp_path)
    with running(tmp_path) as preview:
        assert preview.ask("/.mingpian/enter").status == 404
        assert post(preview, "/.mingpian/enter", {"code": "x"}).status == 405
        assert preview.ask("/.mingpian/studio/", Host="192.168.1.7").status == 403


@pytest.mark.parametrize(
    ("client", "here"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("192.168.1.7", False),
     ("::ffff:192.168.1.7", False), ("fe80::1%eth0", False), ("", False), ("localhost", False)],
)  # fmt: skip
def test_this_machine_is_known_by_its_own_address(client: str, here: bool) -> None:
    assert is_this_machine(client) is here


def test_only_the_address_that_is_shared_is_served() -> None:
    guard = Guard("0.0.0.0", "192.168.1.7")
    assert guard.allows_host(["192.168.1.7:8000"]) and guard.allows_host(["localhost:8000"])
    assert not any(guard.allows_host([name]) for name in ("192.168.1.8", "10.0.0.1:8000", "evil.example", "0.0.0.0"))
    assert sharing_module.address_here() in ("",) or "." in sharing_module.address_here()
