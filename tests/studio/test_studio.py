"""The studio at work: what is sent changes one file where it changes, or nothing at all; and who may send it."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import pytest
from PIL import Image

from mingpian.core.diagnostics import Diagnostic
from mingpian.studio.answers import StudioAnswer, shown_at
from mingpian.studio.desk import Desk, ListedEntry, SiteIndex
from mingpian.studio.entries import entries_page
from mingpian.studio.files import open_text
from mingpian.studio.sending import FORM, Sent, done_with, may_send

TOKEN = "t0k3n"
NOW = 1_793_491_200  # 2026-11-01 00:00 UTC
LIN = """---
name: 林语  # 本名
headline: '写字的人'
asks:
  - topic: 译稿
contact: {email: {value: a@b.cn, audience: host}}
---

正文。\r
"""
ESSAY = "\ufeff+++\r\ntitle = '一'\r\n+++\r\n\r\n第一段。\r\n\r\n第二段。\r\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    files = {
        "site.toml": '# mine\ntitle = "书房"\n\n[brand]\ncolor = "#8a2b20" # red\n[deploy.here]\ntarget = "folder"\n',
        "content/members/lin.md": LIN,
        "content/essays/one.md": ESSAY,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    rows = (ListedEntry("", "essays", "zh-Hans", "一", "essays/one/", "essays/one.md", "one"),)
    problem = Diagnostic(code="unknown-topic", message="<b>no</b>", file="content/members/lin.md", field=("asks", 0))
    return Desk(tmp_path, TOKEN, "zh", lambda: SiteIndex(rows, ("译稿",)), lambda: (problem,), lambda: NOW)


def send(desk: Desk, path: str, token: str = TOKEN, **fields: str) -> StudioAnswer:
    data = urlencode({"_token": token, **{name.replace("__", "/"): value for name, value in fields.items()}})
    return done_with(desk, Sent(path, "", FORM, data.encode()))


def digest(desk: Desk, path: str) -> str:
    return open_text(desk.root, path).digest


def test_one_field_changes_and_nothing_else(desk: Desk) -> None:
    fields = {"name": "林语", "headline": "写字、改稿的人", "asks__0__topic": "译稿", "asks__1__topic": ""}
    answer = send(desk, "save", _file="members/lin.md", _digest=digest(desk, "content/members/lin.md"), **fields)
    assert (answer.code, answer.to) == (303, "/.mingpian/studio/edit?file=members/lin.md")
    written = (desk.root / "content/members/lin.md").read_bytes().decode()
    changed = [line for line in written.splitlines() if line not in LIN.splitlines()]
    assert len(changed) == 1 and "写字、改稿的人" in changed[0]


def test_what_is_written_as_one_stays_one(desk: Desk) -> None:
    path = desk.root / "content/members/lin.md"
    path.write_text("---\nname: 林\ncontact: {email: {value: a@b.cn, audience: host}}\nlanguages: zh\n---\n")
    fields = {"contact__0__name": "email", "contact__0__value__0__value": "c@d.cn"}
    fields |= {"contact__0__value__0__audience": "host", "languages__0": "en"}
    send(desk, "save", _file="members/lin.md", _digest=digest(desk, "content/members/lin.md"), **fields)
    text = path.read_text(encoding="utf-8")
    assert 'value: "c@d.cn"' in text and "- value" not in text and "languages: en\n" in text


def test_a_text_keeps_its_ends_of_lines_and_its_mark(desk: Desk) -> None:
    body = "第一段，改过。\n\n第二段。\n"
    send(desk, "save", _file="essays/one.md", _digest=digest(desk, "content/essays/one.md"), _body=body)
    assert (desk.root / "content/essays/one.md").read_bytes().decode() == ESSAY.replace("第一段。", "第一段，改过。")


def test_a_very_long_text_that_changes_at_both_ends_is_what_was_sent(desk: Desk) -> None:
    path, body = desk.root / "content/essays/one.md", "一段。\n\n" * 20_000
    path.write_text(f"---\ntitle: 一\n---\n\n{body}", encoding="utf-8")
    new = f"改。\n\n{body}完。\n"[5:]
    send(desk, "save", _file="essays/one.md", _digest=digest(desk, "content/essays/one.md"), _body=new)
    assert path.read_text(encoding="utf-8") == f"---\ntitle: 一\n---\n\n{new}"


def test_a_file_that_was_changed_meanwhile_is_not_overwritten_and_what_was_typed_is_shown(desk: Desk) -> None:
    old = digest(desk, "content/essays/one.md")
    (desk.root / "content/essays/one.md").write_bytes(ESSAY.replace("第二段", "别人改的").encode())
    answer = send(desk, "save", _file="essays/one.md", _digest=old, _body="我写的一大段")
    assert answer.code == 409 and "我写的一大段" in answer.data.decode() and "别人" in answer.data.decode()
    assert "别人改的" in (desk.root / "content/essays/one.md").read_bytes().decode()


def test_a_file_whose_fields_cannot_be_read_is_mended_whole(desk: Desk) -> None:
    path = desk.root / "content/essays/one.md"
    path.write_text("---\ntitle: [\n---\n正文\n", encoding="utf-8")
    assert b'name="_whole"' in shown_at(desk, "edit", "file=essays/one.md").data
    whole = "---\ntitle: 一\n---\n正文\n"
    send(desk, "save", _file="essays/one.md", _digest=digest(desk, "content/essays/one.md"), _whole=whole)
    assert path.read_text(encoding="utf-8") == whole


def test_a_new_entry_is_a_draft_and_never_in_the_place_of_another(desk: Desk) -> None:
    first, second = (send(desk, "new", kind="essays", title="读书笔记: 一").to for _ in range(2))
    assert first != second and len(list((desk.root / "content/essays").iterdir())) == 3
    text = next((desk.root / "content/essays").glob("读书*.md")).read_text(encoding="utf-8")
    assert "draft: true" in text and "2026-11-01 08:00" in text
    assert send(desk, "new", kind="nothing", title="x").code == 400
    assert send(desk, "new", kind="essays", title=" ").code == 400
    assert send(desk, "new", kind="notes", title="").to.endswith("notes/note.md")  # of which none has a title


def test_a_new_entry_has_the_address_that_the_site_makes_of_titles(desk: Desk) -> None:
    path = desk.root / "site.toml"
    path.write_text('slugs = "pinyin"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert send(desk, "new", kind="essays", title="重庆银行").to.endswith("essays/chong-qing-yin-hang.md")
    path.write_text(path.read_text(encoding="utf-8").replace("pinyin", "dated"), encoding="utf-8")
    assert send(desk, "new", kind="essays", title="重庆银行").to.endswith("essays/2026-11-01-0800.md")


def test_another_address_leaves_the_old_one_leading_to_it(desk: Desk) -> None:
    send(desk, "rename", _file="essays/one.md", slug="first")
    text = (desk.root / "content/essays/one.md").read_text(encoding="utf-8")
    assert "first" in text and "/essays/one/" in text
    assert send(desk, "rename", _file="essays/one.md", slug="../x").code == 400


def test_what_is_deleted_lies_in_the_trash(desk: Desk) -> None:
    assert send(desk, "delete", _file="essays/one.md").to == "/.mingpian/studio/"
    assert not (desk.root / "content/essays/one.md").exists()
    assert (desk.root / "content/.trash/20261101-000000/essays/one.md").read_bytes() == ESSAY.encode()


def test_a_picture_lies_beside_its_entry_under_a_name_of_its_own(desk: Desk) -> None:
    def put(name: str, data: bytes, token: str = TOKEN) -> StudioAnswer:
        query = urlencode({"file": "essays/one.md", "name": name})
        return done_with(desk, Sent("picture", query, "application/octet-stream", data, token))

    red, blue = (io.BytesIO() for _ in range(2))
    Image.new("RGB", (4, 4), "red").save(red, "PNG")
    Image.new("RGB", (4, 4), "blue").save(blue, "PNG")
    assert b'"name":"sea.png"' in put("../../sea.jpg", red.getvalue()).data
    assert b'"name":"sea.png"' in put("sea.png", red.getvalue()).data  # the same once more
    assert b'"name":"sea-2.png"' in put("sea.png", blue.getvalue()).data
    assert put("x.png", b"<svg onload=alert(1)>").code == 400
    assert put("x.png", red.getvalue(), "guess").code == 403
    assert sorted(path.name for path in desk.root.rglob("*.png")) == ["sea-2.png", "sea.png"]


def test_settings_change_where_they_stand_and_an_error_is_not_written(desk: Desk) -> None:
    before = (desk.root / "site.toml").read_text(encoding="utf-8")
    answer = send(desk, "settings", _digest=digest(desk, "site.toml"), title="书屋", brand__color="#8a2b20")
    assert answer.code == 303
    assert (desk.root / "site.toml").read_text(encoding="utf-8") == before.replace("书房", "书屋")
    answer = send(desk, "settings", _digest=digest(desk, "site.toml"), base_url="javascript:alert(1)")
    assert answer.code == 400 and "不是" in answer.data.decode()
    assert "javascript" not in (desk.root / "site.toml").read_text(encoding="utf-8")


OUTSIDE = [
    "../site.toml",
    "essays/../../x.md",
    "static/x.md",
    "essays/x.txt",
    "/etc/passwd",
    "essays/.x.md",
    "",
    "site.toml",
]


@pytest.mark.parametrize("file", ["", *OUTSIDE])
@pytest.mark.parametrize("path", ["save", "delete", "rename"])
def test_no_file_but_that_of_an_entry_is_touched(desk: Desk, path: str, file: str) -> None:
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    try:
        assert send(desk, path, _file=file, _digest="", _whole="x", slug="y").code in (400, 403, 404)
    except LookupError:
        pytest.fail("a file that is none is refused, not looked for")
    assert {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()} == before


def test_a_link_out_of_the_site_is_not_followed(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "x.md"
    elsewhere.write_text("---\ntitle: x\n---\n", encoding="utf-8")
    (desk.root / "content/essays/out.md").symlink_to(elsewhere)
    assert send(desk, "save", _file="essays/out.md", _digest="", _whole="gone").code in (400, 404)
    assert "gone" not in elsewhere.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["save", "new", "rename", "delete", "settings", "publish"])
def test_nothing_is_done_without_the_token(desk: Desk, path: str) -> None:
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    for token in ("", "guess", TOKEN + "x"):
        fields = {"_file": "essays/one.md", "_place": "here", "slug": "x", "kind": "essays", "title": "x"}
        assert send(desk, path, token, **fields).code == 403
    assert {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()} == before


def test_what_is_wrong_stands_beside_its_field_as_text(desk: Desk) -> None:
    page = shown_at(desk, "edit", "file=members/lin.md").data.decode()
    assert page.count("&lt;b&gt;no&lt;/b&gt;") == 2 and "<b>no</b>" not in page


def test_whatever_the_build_tells_of_stands_on_the_page_that_publishes(desk: Desk) -> None:
    told = Diagnostic(
        code="trust-unsaid", message="`a` <i>", hints=("write `b`",), file="site.toml", severity="warning"
    )
    noted = Diagnostic(code="too-short", message="quiet", severity="note")
    page = shown_at(msgspec.structs.replace(desk, problems=lambda: (told, noted)), "publish", "").data.decode()
    assert 'settings">site.toml</a>: <code>a</code> &lt;i&gt;；write <code>b</code>' in page and "quiet" not in page


def test_how_much_may_be_sent_is_bounded() -> None:
    assert may_send("10", FORM) and not may_send("99999999", FORM) and may_send("30000000", "application/octet-stream")
    assert not any(may_send(length, FORM) for length in ("", "-1", "1e3", "9" * 40, "١"))


def test_a_place_is_added_with_the_options_that_its_kind_has(desk: Desk) -> None:
    before = (desk.root / "site.toml").read_text(encoding="utf-8")
    hostile = '"]\n[trusted]\nx = "'
    for fields in ({"_target": "nothing"}, {"_target": "folder"}, {"_target": "folder", "options__path": " "}):
        assert send(desk, "place", **fields).code == 400
    assert (desk.root / "site.toml").read_text(encoding="utf-8") == before
    fields = {"_target": "folder", "options__path": f"../{hostile}", "options__other": "x"}
    assert send(desk, "place", **fields).code == 303
    data = tomllib.loads((desk.root / "site.toml").read_text(encoding="utf-8"))
    assert data["deploy"]["folder"] == {"target": "folder", "options": {"path": f"../{hostile}".replace("\n", "\n")}}
    assert data["deploy"].keys() == {"here", "folder"} and "trusted" not in data


def test_samples_and_examples_are_not_published_from_here_either(desk: Desk, tmp_path: Path) -> None:
    place = '[deploy.here]\ntarget = "folder"\noptions = {path = "../public"}\n'
    (desk.root / "site.toml").write_text(f'title = "A"\nbase_url = "https://example.org/"\n{place}', encoding="utf-8")
    (desk.root / "content/essays/one.md").write_text("---\ntitle: 一\nsample: true\n---\n", encoding="utf-8")
    page = shown_at(desk, "publish", "").data.decode()
    assert "edit?file=essays/one.md" in page and "example.org" in page
    answer = send(desk, "publish", _place="here").data.decode()
    assert "sample" in answer and "example.org" in answer and not (tmp_path.parent / "public").exists()
    text = (desk.root / "content/essays/one.md").read_text(encoding="utf-8")
    send(desk, "save", _file="essays/one.md", _digest=digest(desk, "content/essays/one.md"), title="一", _mine="sample")
    assert (desk.root / "content/essays/one.md").read_text(encoding="utf-8") == text.replace("sample: true\n", "")


def test_every_page_is_there_and_no_other(desk: Desk) -> None:
    for path in ("", "edit", "settings", "publish", "studio.css", "studio.js"):
        assert shown_at(desk, path, "file=essays/one.md").code == 200, path
    assert shown_at(desk, "files.py", "").code == 404


def test_each_kind_is_called_by_its_name_in_the_language_of_the_studio(desk: Desk) -> None:
    """Also a kind that has no list."""
    desks = {
        "页面": Desk(desk.root, "t", "zh", SiteIndex, tuple, lambda: NOW),
        "Page": Desk(desk.root, "t", "en", SiteIndex, tuple, lambda: NOW),
    }
    for called, spoken in desks.items():
        assert f'<option value="pages">{called}</option>' in entries_page(spoken).decode()
