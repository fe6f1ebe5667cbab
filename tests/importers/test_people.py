"""People from elsewhere: everything that a card, a table or a résumé says arrives, and nobody else may see how to
reach them."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.importers import biodrop, jsonresume, table, vcard
from mingpian.importers.draft import Draft, Skipped
from tests.importers.move import Move, png
from tests.importers.people import RESUME, WPS, drafts, host

WHOLE = f"""BEGIN:VCARD
VERSION:3.0
N:陈;晓;;;
FN:陈晓
TEL;TYPE=CELL:138-0000
TEL;TYPE=CELL:139-0000
TEL;TYPE="work,voice":010-1
TEL;WORK;FAX:010-2
item1.TEL:1234
item1.X-ABLabel:前台
item2.TEL;type=pref:5678
item2.X-ABLabel:_$!<Main>!$_
EMAIL:a@a.example
EMAIL;TYPE=WORK:b@a.example
ADR;TYPE=HOME:;;一号路\\, 2 号;苏州;江苏;215000;中国
ADR;TYPE=WORK:;;二号路;上海;;;
item3.URL:https://chen.example/
item3.X-ABLabel:作品集
URL:https://blog.example/
IMPP;X-SERVICE-TYPE=QQ:x-apple:10001
IMPP:xmpp:chen@a.example
X-SOCIALPROFILE;type=twitter:https://twitter.com/chen
X-WECHAT:chenxiao
BDAY:1990-01-02
NICKNAME:小晓,阿晓
CATEGORIES:设计,同学
NOTE:第一行\\n别外传
ORG:长桌;编辑部
TITLE:主编
ROLE:编辑
X-FAVOURITE:茶
item4.X-ABRELATEDNAMES:周曼
item4.X-ABLabel:_$!<Sister>!$_
X-messaging/skype-All:chen.xiao
LABEL;TYPE=HOME:三号路\\n215001
AGENT:BEGIN:VCARD\\nFN:秘书\\nEND:VCARD
REV:2020-01-01T00:00:00Z
PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(png()).decode()[:40]}
 {base64.b64encode(png()).decode()[40:]}
END:VCARD
"""


def test_a_card_comes_whole(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "a.vcf", WHOLE, vcard)
    assert isinstance(draft, Draft) and draft.files == {"portrait.png": png()}
    assert draft.fields == {
        "name": "陈晓", "role": "主编", "org": "长桌 编辑部", "city": "苏州", "photo": {"src": "portrait.png", "alt": "陈晓"},
        "contact": {
            "phone": host("138-0000", "139-0000", "5678"), "work_phone": host("010-1"), "fax": host("010-2"), "前台": host("1234"),
            "email": host("a@a.example"), "work_email": host("b@a.example"),
            "address": host("中国 江苏 苏州 一号路, 2 号 215000", "上海 二号路", "三号路 215001"), "qq": host("10001"), "xmpp": host("chen@a.example"),
            "wechat": host("chenxiao"), "note": host("第一行 别外传"), "skype": host("chen.xiao"),
            "agent": host("BEGIN:VCARD FN:秘书 END:VCARD"),
        },
        "links": [{"url": "https://chen.example/", "label": "作品集"}, "https://blog.example/", "https://twitter.com/chen"],
        "extra": {"bday": "1990-01-02", "nickname": ["小晓", "阿晓"], "categories": ["设计", "同学"], "role": "编辑", "x-favourite": "茶", "x-abrelatednames": "Sister: 周曼"},
    }  # fmt: skip


def _qp(text: str, charset: str) -> str:
    return "".join(f"={byte:02X}" for byte in text.encode(charset))


OLD: list[tuple[str, bytes]] = [
    ("quoted-printable, UTF-8, with soft breaks", f"VERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;{_qp('孙', 'utf-8')}=\r\n{_qp('八', 'utf-8')};;;".encode()),
    ("quoted-printable, GBK", f"VERSION:2.1\r\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=GBK:{_qp('孙八', 'gbk')}".encode()),
    ("bytes of GBK that the line names", b"VERSION:2.1\r\nNOTE:x\r\nFN;CHARSET=GB2312:" + "孙八".encode("gbk")),
    ("bytes of GBK that nobody names", b"VERSION:2.1\r\nFN:" + "孙八".encode("gbk")),
    ("folded within a letter", b"VERSION:3.0\r\nFN:" + "孙".encode()[:2] + b"\r\n " + "孙".encode()[2:] + "八".encode()),
    ("groups, small letters", "version:4.0\r\nitem1.fn:孙八".encode()),
    ("a colon within a parameter", 'VERSION:4.0\r\nFN;X-A="a:b;c":孙八'.encode()),
    ("no end", "VERSION:3.0\r\nFN:孙八\r\nBEGIN:VCARD\r\nFN:别人\r\n".encode()),
]  # fmt: skip


def test_cards_and_tables_of_the_west(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nFN:Jürgen Groß\nADR:;;Hauptstraße 7;Köln;;;\nEND:VCARD\n".encode("cp1252")
    rows = "Name;City\nRené Müller;Besançon\nÉmile;Orléans\n".encode("cp1252")
    (one,) = drafts(tmp_path, "a.vcf", card, vcard)
    assert isinstance(one, Draft) and (one.fields["name"], one.fields["city"]) == ("Jürgen Groß", "Köln")
    names = [one.fields["name"] for one in drafts(tmp_path, "a.csv", rows, table) if isinstance(one, Draft)]
    assert names == ["René Müller", "Émile"]


@pytest.mark.parametrize("card", [one[1] for one in OLD], ids=[one[0] for one in OLD])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_cards_of_old_telephones(card: bytes, coding: str, tmp_path: Path) -> None:
    data = b"BEGIN:VCARD\r\n" + card + b"\r\nEND:VCARD\r\n"
    if coding == "utf-16":
        try:
            data = data.decode().encode("utf-16")
        except UnicodeDecodeError:
            return
    names = [one.fields["name"] for one in drafts(tmp_path, "a.vcf", data, vcard) if isinstance(one, Draft)]
    assert "孙八" in names


def test_two_of_one_name_are_two_and_a_note_is_for_the_host(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = "BEGIN:VCARD\nFN:孙八\nTEL:{0}\nNOTE:欠我三百块{0}\nEND:VCARD\n"
    move = Move(
        tmp_path,
        {
            "a.vcf": card.format(1) + card.format(2),
            "photo.vcf": "BEGIN:VCARD\nFN:有图\nPHOTO;VALUE=URI:img/a.png\nEND:VCARD\n",
            "img/a.png": png(),
        },
    )
    assert move.run("vcard", "a.vcf") == 0 and move.run("vcard", "photo.vcf") == 0
    assert move.files() == [
        "members/孙八-2.md",
        "members/孙八.md",
        "members/有图/index.md",
        "members/有图/portrait.png",
    ]
    assert move.run("vcard", "a.vcf") == 0 and "2 unchanged" in capsys.readouterr().out
    assert main(["build", "--root", str(move.new), "--jobs", "1"]) == 0
    shown = [
        path for path in (move.new / "output").rglob("*") if path.is_file() and "三百块".encode() in path.read_bytes()
    ]
    assert shown == []


VALUES = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\u2028\u2029\x85"),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
NAMES = st.sampled_from(
    [
        "TEL",
        "EMAIL",
        "NOTE",
        "ORG",
        "TITLE",
        "NICKNAME",
        "CATEGORIES",
        "X-HOBBY",
        "BDAY",
        "ADR",
        "IMPP",
        "GENDER",
        "ROLE",
    ]
)


def test_a_card_that_names_nobody_is_a_draft_called_by_how_to_reach_them(tmp_path: Path) -> None:
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:2.1\r\n{said}\r\nEND:VCARD\r\n"
        for said in ("EMAIL;PREF:j@a.example", "TEL:1234", "NOTE:x")
    )
    mail, phone, nobody = drafts(tmp_path, "a.vcf", cards, vcard)
    assert isinstance(mail, Draft) and isinstance(phone, Draft) and isinstance(nobody, Skipped)
    assert [(one.fields["name"], one.fields["draft"]) for one in (mail, phone)] == [
        ("j@a.example", True),
        ("1234", True),
    ]
    assert mail.fields["contact"] == {"email": host("j@a.example")}


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    data = line.encode()
    return b"\r\n ".join(data[at : at + 70] for at in range(0, len(data), 70))


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8), VALUES)
def test_whatever_a_card_says_is_there(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]], name: str
) -> None:
    lines = [f"FN:{_escaped(name)}", *(f"{key}:{';;' if key == 'ADR' else ''}{_escaped(value)}" for key, value in said)]
    data = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + b"\r\n".join(map(_folded, lines)) + b"\r\nEND:VCARD\r\n"
    (draft,) = drafts(tmp_path_factory.getbasetemp(), "p.vcf", data, vcard)
    assert isinstance(draft, Draft) and draft.fields["name"] == name
    there = json.dumps(draft.fields, ensure_ascii=False)
    for key, value in said:
        bare = value.partition(":")[2] or value if key in ("IMPP", "TEL", "EMAIL") else value
        assert json.dumps(bare.strip(), ensure_ascii=False)[1:-1] in there, (key, value)
    public = {field: value for field, value in draft.fields.items() if field != "contact"}
    assert all(
        item["audience"] == "host"
        for ways in draft.fields.get("contact", {}).values()
        for item in (ways if isinstance(ways, list) else [ways])
    )
    notes = [
        value
        for key, value in said
        if key == "NOTE" and len(value) > 12 and value not in [other for kind, other in said if kind != "NOTE"]
    ]
    assert not [note for note in notes if note in json.dumps(public, ensure_ascii=False) and note not in name]


def test_a_page_of_links(tmp_path: Path) -> None:
    data = {"name": "Ada", "bio": "Prints.", "tags": ["Open Source"], "links": [{"name": "Blog", "url": "https://a.example"}, {"name": "Mail", "url": "mailto:a@a.example"}], "milestones": [{"title": "Started", "date": "March 2020", "description": "the press", "url": "https://a.example/s"}], "layout": "classic"}  # fmt: skip
    (draft,) = drafts(tmp_path, "a.json", json.dumps(data), biodrop, languages=("en",))
    assert isinstance(draft, Draft)
    assert draft.fields == {
        "name": "Ada", "headline": "Prints.", "contact": {"email": host("a@a.example")},
        "links": [{"url": "https://a.example", "label": "Blog"}], "extra": {"tags": ["Open Source"], "layout": "classic"},
    }  # fmt: skip
    assert "## Milestones" in draft.body and "[Started](https://a.example/s) · the press" in draft.body


def test_each_is_recognised_by_itself_alone(tmp_path: Path) -> None:
    for name, text in (
        ("a.vcf", WHOLE),
        ("a.csv", WPS),
        ("r.json", json.dumps(RESUME)),
        ("b.json", '{"name": "x", "bio": "y", "links": []}'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    modules = (vcard, table, jsonresume, biodrop)
    assert [[module.recognises(tmp_path / name) for module in modules] for name in ("a.vcf", "a.csv", "r.json", "b.json")] == [
        [at == other for other in range(4)] for at in range(4)
    ]  # fmt: skip
