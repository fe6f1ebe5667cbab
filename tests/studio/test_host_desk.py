"""The host's desk in the studio: what the commands do, by click; what it shows of others is text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import html

from mingpian.cli import main
from mingpian.studio.answers import StudioAnswer, shown_at
from mingpian.studio.desk import Desk, SiteIndex
from mingpian.studio.multipart import MULTIPART, parts_of
from mingpian.studio.sending import FORM, Sent, done_with
from tests.build.workshop import png
from tests.host.test_intake import address_of, card
from tests.host.test_work import FILES

VOUCH = "vouches: [{for: bo, why: Kind}]\n"
NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
HOSTILE = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def make(root: Path) -> Path:
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    return Desk(make(tmp_path / "clicked"), "t0k3n", "en", SiteIndex, tuple, lambda: NOW)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The same site, for the commands."""
    return make(tmp_path / "told")


def page(desk: Desk, path: str = "desk", query: str = "") -> html.HtmlElement:
    answer = shown_at(desk, path, query)
    assert answer.code == 200, answer.data.decode()
    return html.document_fromstring(answer.data.decode())


def click(desk: Desk, button: str, nth: int = 0, **filled: str) -> StudioAnswer:
    """Send the form of a button on the desk, as a browser does."""
    found = [one for one in page(desk).forms if one.xpath("string(.//button)") == button]
    fields = {**dict(found[nth].form_values()), **filled}
    path = found[nth].action.removeprefix("/.mingpian/studio/")
    return done_with(desk, Sent(path, "", FORM, urlencode(fields).encode()))


def send(desk: Desk, *files: tuple[str, bytes], token: str = "t0k3n", pasted: str = "") -> StudioAnswer:
    parts = [("_token", "", token.encode()), ("pasted", "", pasted.encode())]
    parts += [("files", name, data) for name, data in files]
    body = b""
    for name, file, data in parts:
        called = f'; filename="{file}"' if file else ""
        body += f'--b\r\nContent-Disposition: form-data; name="{name}"{called}\r\n\r\n'.encode() + data + b"\r\n"
    return done_with(desk, Sent("take-in", "", f"{MULTIPART}; boundary=b", body + b"--b--\r\n"))


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "content").rglob("*"))
        if path.is_file()
    }


def test_what_is_clicked_writes_what_the_commands_write(desk: Desk, other: Path) -> None:
    def run(*words: str) -> None:
        assert main([*words, "--root", str(other)]) == 0

    steps = [
        (("They agree: accept", 0, {}), ["accept", "bo", "lin"]),
        (("They agree: accept", 0, {}), ["accept", "lin", "mei"]),
        (("They agree: accept", 0, {}), ["accept", "mei", "shop"]),
        (("Look for matches", 0, {}), ["match"]),
        (("Approve", 0, {}), ["approve", "lin/design", "bo"]),
        (("It is answered", 0, {"by": "Mei"}), ["answer", "lin/tea", "mei"]),
        (("One topic, called 摄影", 0, {}), ["topics", "merge", "摄影", "拍照"]),
    ]
    for (button, nth, filled), command in steps:
        answer = click(desk, button, nth, **filled)
        assert answer.code == 303, answer.data.decode()
        run(*command)
        assert files(desk.root) == files(other), command
    assert "No ask is open" not in page(desk).text_content(), "of one ask alone it was said who answered"


def test_an_approved_match_leads_to_its_letters_and_a_declined_one_to_none(desk: Desk) -> None:
    click(desk, "Look for matches")
    to = urlsplit(click(desk, "Approve").to)
    letters = page(desk, "letters", to.query).xpath("//textarea")
    assert parse_qs(to.query) == {"one": ["members/lin"], "other": ["members/bo"]}
    assert len(letters) == 3 and "design" in letters[0].text and {one.get("lang") for one in letters} == {"en"}
    assert click(desk, "Decline").code == 303
    assert b'decision = "declined"' in files(desk.root)["content/matches.toml"]
    text = page(desk).xpath("string(//section[@aria-labelledby='matches'])")
    assert "Lin · design → Bo" in text and "tea" not in text, (
        "what is declined is gone, what is approved has its letters"
    )


def test_cards_come_in_and_each_is_accepted_or_not(desk: Desk) -> None:
    shown = card("丁", fields={"photo": {"src": "a.png", "audience": "members"}}, files={"a.png": address_of(png(5))})
    wider = card("Bo", of="bo", fields={"headline": HOSTILE, "contact": {"email": {"value": "b@x.cn"}}})
    before = files(desk.root)
    answer = send(
        desk, ("../丁.json", json.dumps(shown).encode()), ("b.json", json.dumps(wider).encode()), ("x.exe", b"MZ")
    )
    told = html.document_fromstring(answer.data.decode()).xpath("string(//div[@role='status'])")
    assert answer.code == 200 and "on the desk: 丁" in told and "left: x.exe" in told
    assert files(desk.root) == before, "nothing is written before it is accepted"
    cards = page(desk).xpath("//section[@aria-labelledby='cards']")[0]
    assert "members alone" in cards.text_content() and "the host alone" in cards.text_content()
    (photo,) = cards.xpath(".//img")
    found = shown_at(desk, *urlsplit(photo.get("src").removeprefix("/.mingpian/studio/"))[2:4])
    assert (found.code, found.media_type, found.data[:4]) == (200, "image/png", b"\x89PNG")
    assert click(desk, "Accept", 0).code == 303 and click(desk, "Decline", 0, _name="丁").code == 303
    assert "content/members/bo.md" in before and HOSTILE[:5] in files(desk.root)["content/members/bo.md"].decode()
    assert "content/members/丁.md" not in files(desk.root)
    assert send(desk, pasted="hello").code == 200 and send(desk).code == 200


def test_nobody_is_shown_to_more_people_by_one_click(desk: Desk) -> None:
    lin = desk.root / "content/members/lin.md"
    lin.write_text(lin.read_text().replace("asks:", "contact: {wechat: {value: linyu, audience: host}}\nasks:"))
    wider = card("Lin", of="lin", fields={"contact": {"wechat": {"value": "linyu", "audience": "public"}}})
    send(desk, ("a.json", json.dumps(wider).encode()))
    assert page(desk).xpath("boolean(//input[@name='wider'][@required])")
    assert click(desk, "Accept").code == 400
    assert "audience: host" in lin.read_text()
    assert click(desk, "Accept", wider="yes").code == 303
    assert "audience: public" in lin.read_text()


def test_nothing_that_others_wrote_acts_on_the_desk(desk: Desk) -> None:
    hostile = json.dumps(HOSTILE)
    (desk.root / "content/members/lin.md").write_text(
        f"---\nname: {hostile}\nasks:\n- {{topic: {hostile}, text: {hostile}}}\n- design\n"
        f"vouches:\n- {{for: bo, why: {hostile}}}\n---\n"
    )
    send(desk, ("a.json", json.dumps(card(HOSTILE, fields={"city": HOSTILE}, body=HOSTILE)).encode()))
    click(desk, "Look for matches")
    text = shown_at(desk, "desk", "").data.decode()
    assert text.count("&lt;script&gt;") >= 4
    letters = shown_at(desk, "letters", urlencode({"one": "lin", "other": "bo"})).data.decode()
    for found in (text, letters):
        assert re.findall(r"<script[^>]*>|<img[^>]*onerror", found) == [
            '<script src="/.mingpian/studio/studio.js" defer>'
        ]


@pytest.mark.parametrize(
    "path", ["propose", "approve", "decline", "accept", "answer", "merge", "take", "refuse", "take-in"]
)
def test_nothing_is_decided_without_the_token_nor_about_what_is_not_there(desk: Desk, path: str) -> None:
    before = files(desk.root)
    for token in ("", "guess"):
        assert done_with(desk, Sent(path, "", FORM, urlencode({"_token": token}).encode())).code in (400, 403)
        assert send(desk, ("a.json", b"{}"), token=token).code == 403
    names = ("_asker", "_topic", "_since", "_member", "_what", "_into", "_other", "_name", "by")
    for said in ("", "../../x", "members/lin", "members/nobody", "\x00"):
        answer = done_with(
            desk, Sent(path, "", FORM, urlencode({"_token": "t0k3n", **dict.fromkeys(names, said)}).encode())
        )
        assert answer.code == 400 or path == "propose"
    assert {name for name in files(desk.root) if name not in before} <= {"content/matches.toml"}
    assert {name: files(desk.root)[name] for name in before} == before


def test_a_long_desk_has_parts(desk: Desk) -> None:
    for number in range(70):
        (desk.root / f"content/members/m{number}.md").write_text(f"---\nname: M{number}\n{VOUCH}---\n")
    shown = [page(desk, query=f"of=pledges&from={start}") for start in ("0", "30", "60", "x", "-1", "9" * 30)]
    counts = [len(one.xpath("//section[@aria-labelledby='pledges']/ul/li")) for one in shown]
    assert counts == [30, 30, 13, 30, 30, 30]


@pytest.mark.parametrize("end", [b"", b"\r", b"\n", b"\r\n", b"\x00--b", b"--"])
def test_a_file_that_is_sent_comes_as_it_is(end: bytes) -> None:
    data = bytes(range(256)) * 3 + end
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="\xe6\x9e\x97 %22.json"\r\n\r\n' + data
    (part,) = parts_of(f"{MULTIPART}; boundary=b", body + b"\r\n--b--\r\n")
    assert (part.name, part.file, part.data) == ("files", "林 %22.json", data)
    for wrong in (b"", b"--b", body):
        with pytest.raises(ValueError, match=r"."):
            parts_of(f"{MULTIPART}; boundary=b", wrong)
