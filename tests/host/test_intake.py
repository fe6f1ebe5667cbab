"""Members without git: cards come in as files, texts, tables, address books, mails; accepted, they are entries."""

from __future__ import annotations

import base64
import csv
import io
import json
import mailbox
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.content.data_formats.yaml_data import yaml_value
from mingpian.content.kinds import kinds
from mingpian.host.intake.columns import columns_of
from mingpian.host.intake.proposals import on_the_desk
from tests.build.workshop import png

SITE = 'title = "圆桌"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n'
SITE += 'without = ["share"]\n'
LIN = (
    "---\n# 林语自己写的\nname: 林语   # 本名\nheadline: 旧的一句\ncontact:\n"
    "  微信: {value: linyu, audience: members}\n"
    "offers:\n- design # 平面\nphoto: {src: me.png, audience: members}\n---\n你好\n"
)
BO = "---\nname: Bo\nasks:\n- {topic: 摄影, text: 拍一组照片, since: 2026-10-01}\n"
BO += "vouches:\n- {for: lin, why: 准时}\n---\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    (tmp_path / "in").mkdir()
    return make_round_table(tmp_path / "site")


def make_round_table(root: Path) -> Path:
    """Write a community of two, the one of whom vouches for the other."""
    members = root / "content/members"
    members.mkdir(parents=True)
    (root / "site.toml").write_text(SITE, encoding="utf-8")
    (members / "lin.md").write_text(LIN, encoding="utf-8")
    (members / "bo.md").write_text(BO, encoding="utf-8")
    (members / "me.png").write_bytes(png(3))
    return root


def run(root: Path, *words: str | Path) -> int:
    return main([*map(str, words), "--root", str(root)])


def card(name: str, /, **more: Any) -> dict[str, Any]:
    fields = {"name": name, **more.pop("fields", {})}
    return {"mingpian": "card", "version": 1, "kind": "members", "lang": "zh-Hans", "fields": fields, **more}


def as_text(said: dict[str, Any]) -> str:
    packed = base64.urlsafe_b64encode(json.dumps(said).encode()).decode()
    folded = "\n> ".join(packed[at : at + 60] for at in range(0, len(packed), 60))
    return f"姓名：{said['fields']['name']}\n\nmingpian:1:{folded}:end\n"


def fields_of(path: Path) -> dict[str, Any]:
    return split_front_matter(path.read_text(encoding="utf-8")).located.data


def of(name: str, root: Path) -> dict[str, Any]:
    beside = root / "content/members" / name / "index.md"
    return fields_of(beside if beside.is_file() else root / f"content/members/{name}.md")


def address_of(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def twelve(inbox: Path) -> None:
    """Twelve members in every way in which cards come, three hostile ones and two that renew what is there."""
    for name in ("甲", "乙", "丙"):
        contact = {
            "email": {"value": f"{name}@x.example", "audience": "members"},
            "手机": {"value": "138", "audience": "?"},
        }
        (inbox / f"{name}.json").write_text(json.dumps(card(name, fields={"contact": contact})), encoding="utf-8")
    shown = card("丁", fields={"photo": {"src": "a.png", "audience": "public"}}, files={"a.png": address_of(png(5))})
    (inbox / "丁.json").write_text(json.dumps(shown), encoding="utf-8")
    (inbox / "chat.txt").write_text(
        as_text(card("戊")) + "\n" + as_text(card("己", body="写字的人。")), encoding="utf-8"
    )
    table = io.StringIO()
    head = ["提交时间", "姓名", "能帮什么", "邮箱", "邮箱：谁可以看", "微信", "微信：谁可以看", "爱好"]
    rows = [
        ["11-01", "庚", "摄影；写作", "g@x.example", "所有人（放在网站上）", "geng", "谁都行吧", "茶"],
        ["11-02", "辛", "录音", "x@x.example", "", "", "", ""],
        ["11-03", "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "", "", "", "", ""],
    ]
    csv.writer(table).writerows([head, *rows])
    (inbox / "表.csv").write_bytes(("\ufeff" + table.getvalue()).encode())
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{n}\r\nTEL:139\r\nEND:VCARD\r\n" for n in ("壬", "癸"))
    (inbox / "people.vcf").write_bytes(cards.encode())
    box = mailbox.mbox(inbox / "mails.mbox")
    for name in ("子", "丑"):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = f"{name} <{'z' if name == '子' else 'c'}@x.example>", "名片"
        mail.set_content("附上名片。")
        mail.add_attachment(
            json.dumps(card(name)).encode(), maintype="application", subtype="json", filename="../card.json"
        )
        box.add(mail)
    box.close()
    # hostile: takes an address, wants what a form does not ask for, reaches out of its folder, is no picture
    wants = card(
        "../../../etc/passwd",
        files={"../../evil.js": "data:text/javascript;base64,YQ==", "b.png": address_of(b"GIF8x")},
    )
    wants["fields"] |= {
        "aliases": ["/"],
        "slug": "../x",
        "draft": "false",
        "extra": {"a": "b"},
        "photo": "../../evil.js",
    }
    (inbox / "h1.json").write_text(json.dumps(wants), encoding="utf-8")
    wider = card("林语", of="lin", fields={"contact": {"wechat": {"value": "linyu", "audience": "public"}}})
    (inbox / "h2.json").write_text(json.dumps(wider), encoding="utf-8")
    # two renewals: one whole, by the form that had everything in it; one of an address book
    whole = card("林语", of="lin", body="新的自我介绍。")
    whole["fields"] |= {
        "headline": "新的一句",
        "contact": {
            "wechat": [{"value": "linyu", "audience": "members"}],
            "email": [{"value": "l@x.example", "audience": "host"}],
        },
        "offers": ["design", {"topic": "写作", "text": "改稿"}],
        "photo": {"src": "me.png", "audience": "members"},
    }  # fmt: skip
    (inbox / "lin.json").write_text(json.dumps(whole), encoding="utf-8")
    (inbox / "bo.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nTEL:137\nEND:VCARD\n", encoding="utf-8")


def test_twelve_members_come_in_and_nothing_is_published_before(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = root.parent / "in"
    twelve(inbox)
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    assert run(root, "intake", inbox) == 0
    told = capsys.readouterr().out
    assert "not taken, as a form does not ask for it: aliases, draft, extra, slug" in told
    assert "more people could see it than now" in told and "also said: 爱好: 茶" in told
    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == before
    waiting = {one.name: one for one in on_the_desk(root)}
    assert len(waiting) == 17, sorted(waiting)
    assert (root / ".mingpian/desk/intake/甲.json").stat().st_mode & 0o77 == 0
    assert run(root, "intake", inbox) == 0
    assert len(on_the_desk(root)) == 17, "the same twice is there once"

    new = [*"甲乙丙丁戊己庚辛壬癸子丑"]
    renewing = [name for name, one in waiting.items() if one.body == "新的自我介绍。" or one.title == "Bo"]
    assert run(root, "intake", *(word for name in (*new, *renewing) for word in ("--accept", name))) == 0
    assert of("甲", root)["contact"] == {
        "email": {"value": "甲@x.example", "audience": "members"},
        "mobile": {"value": "138", "audience": "host"},
    }
    assert of("庚", root)["contact"]["email"]["audience"] == "public"
    assert of("庚", root)["contact"]["wechat"]["audience"] == "host", "what cannot be understood is for the host alone"
    assert of("辛", root)["contact"]["email"]["audience"] == "host"
    assert of("庚", root)["offers"] == ["摄影", "写作"] and of("庚", root)["joined"] == "2026-11-01"
    assert (root / "content/members/丁/a.png").read_bytes()[:4] == b"\x89PNG"
    assert (root / "content/members/lin.md").read_text(encoding="utf-8") == (
        "---\n# 林语自己写的\nname: 林语   # 本名\nheadline: 新的一句\ncontact:\n"
        "  微信: {value: linyu, audience: members}\n"
        '  email: {value: "l@x.example", audience: host}\n'
        "offers:\n- design # 平面\n- topic: 写作\n  text: 改稿\nphoto: {src: me.png, audience: members}\n"
        "---\n新的自我介绍。\n"
    )
    assert of("bo", root)["contact"] == {"phone": {"value": "137", "audience": "host"}}
    assert of("bo", root)["asks"][0]["text"] == "拍一组照片", "what a card does not mention stays"

    hostile_ones_change_nothing(root)
    assert run(root, "accept", "lin", "bo") == 0
    assert run(root, "match") == 0
    assert run(root, "approve", "bo/摄影", "庚") == 0
    assert run(root, "build", "--quiet") == 0
    page = (root / "output/members/lin/index.html").read_text(encoding="utf-8")
    assert "准时" in page and "新的自我介绍" in page and "l@x.example" not in page and "linyu" not in page
    assert "庚" in (root / "output/members/bo/index.html").read_text(encoding="utf-8")
    assert run(root, "check", "privacy") == 0


def hostile_ones_change_nothing(root: Path) -> None:
    hostile = [one.name for one in on_the_desk(root)]
    assert len(hostile) == 3
    wider = next(one.name for one in on_the_desk(root) if one.of == "lin")
    assert run(root, "intake", "--accept", wider) == 2, (
        "nobody's contact is shown to more people by a file that came in"
    )
    assert of("lin", root)["contact"]["微信"]["audience"] == "members"
    assert run(root, "intake", "--decline", wider) == 0
    others = [name for name in hostile if name != wider]
    assert run(root, "intake", *(word for name in others for word in ("--accept", name))) == 0
    assert sorted(path.name for path in root.parent.iterdir()) == ["in", "site"]
    assert list(root.rglob("*.js")) == [] and on_the_desk(root) == []


def test_a_table_of_ours_and_an_issue_say_what_was_chosen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "form", "--git") == 0
    head = (root / "exports/form/members.zh-Hans.csv").read_text(encoding="utf-8-sig").strip().split(",")
    assert head == [column.label for column in columns_of(kinds()["members"], "zh-Hans")]
    form = yaml_value((root / ".github/ISSUE_TEMPLATE/members.en.yml").read_text(encoding="utf-8"))
    parts = [part for part in form["body"] if part["type"] != "markdown"]
    assert [part["attributes"]["label"] for part in parts] == [
        column.label for column in columns_of(kinds()["members"], "en")
    ]
    assert len({part["id"] for part in parts}) == len(parts)
    workflow = yaml_value((root / ".github/workflows/card.yml").read_text(encoding="utf-8"))
    for step in workflow["jobs"]["check"]["steps"]:
        assert "${{" not in step.get("run", ""), "what somebody wrote is never part of a command"
    issue = "### Name\n\nMing\n\n### Mail\n\nm@x.example\n\n"
    issue += "### Mail: Who may see it\n\nmembers only\n\n### City\n\n_No response_\n"
    path = root.parent / "issue.md"
    path.write_text(issue, encoding="utf-8")
    capsys.readouterr()
    assert run(root, "intake", "--dry-run", "--quiet", path) == 0
    assert "x.example" not in capsys.readouterr().out and on_the_desk(root) == []
    assert run(root, "intake", path) == 0
    (one,) = on_the_desk(root)
    assert one.fields == {"name": "Ming", "contact": {"email": {"value": "m@x.example", "audience": "members"}}}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.json", "[1, 2", "no JSON"),
        ("a.json", "[" * 100_000, "no JSON"),
        ("a.json", '{"name": "x"}', "no card that the form made"),
        ("a.json", '{"mingpian": "card", "kind": "../x", "fields": {}}', "there is no kind"),
        ("a.json", '{"mingpian": "card", "kind": "members", "fields": {"city": "x"}}', "it names nobody"),
        ("a.txt", "hello", "there is no card in it"),
        ("a.txt", "mingpian:1:!!!!!!!!!!:end", "damaged"),
        ("a.txt", "mingpian:1:AAAAAAAAAAAA", "damaged"),
        ("a.exe", "MZ", "nothing that cards come in"),
        ("a.eml", "From: a\r\n\r\nhello", "there is no card in it"),
        ("a.eml", "From: =?utf-8?q?a=0D=0ABcc=3A_x?= <a@b.cn>\r\n\r\nhello", "there is no card in it"),
        ("a.eml", "From: [@<;\r\nContent-Type: text/plain; charset=?\r\n\r\nhello", "there is no card in it"),
    ],
)
def test_what_is_no_card_is_left_with_the_reason(
    name: str, text: str, why: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root.parent / name).write_text(text, encoding="utf-8")
    assert run(root, "intake", root.parent / name) == 1
    out = capsys.readouterr().out
    assert "left: " in out and why in out
    assert on_the_desk(root) == []


def test_a_form_on_the_site_brings_what_the_sites_own_policy_lets_run(root: Path) -> None:
    assert run(root, "form", "--into", root / "content/static/form", "--lang", "zh-Hans") == 0
    page = root / "content/pages/join.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: 加入\n---\n[写名片](/form/members.zh-Hans.html)\n", encoding="utf-8")
    (root / "site.toml").write_text(SITE + 'trusted = ["pages/"]\n', encoding="utf-8")
    assert run(root, "build", "--quiet") == 0
    form = (root / "output/form/members.zh-Hans.html").read_text(encoding="utf-8")
    assert "<style" not in form and '<script src="form.js"></script>' in form
    assert all((root / "output/form" / name).is_file() for name in ("form.js", "form.css"))


def test_what_waits_is_what_was_put_down(root: Path) -> None:
    (root / ".mingpian/desk/intake").mkdir(parents=True)
    (root / ".mingpian/desk/intake/broken.json").write_text("{", encoding="utf-8")
    (root.parent / "a.json").write_text(json.dumps(card("甲", fields={"headline": "一"})), encoding="utf-8")
    assert run(root, "intake", root.parent / "a.json") == 0
    (root.parent / "a.json").write_text(json.dumps(card("甲", fields={"headline": "二"})), encoding="utf-8")
    assert run(root, "intake", root.parent / "a.json") == 0
    assert [(one.name, one.fields["headline"]) for one in on_the_desk(root)] == [("甲", "一"), ("甲-2", "二")]
    assert run(root, "intake", "--accept", "甲") == 0
    assert run(root, "intake", "--accept", "甲-2") == 0, "the second one renews what the first one made"
    assert of("甲", root)["headline"] == "二"
    assert msgspec.json.encode(on_the_desk(root)) == b"[]"
