"""People in tables of address books and forms: every column arrives, by its name or as it is mapped."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingpian.importers import table
from mingpian.importers.draft import Draft
from mingpian.importers.table import UnknownColumnError, mapping
from tests.importers.move import Move
from tests.importers.people import WPS, drafts, host

GOOGLE = "First Name,Middle Name,Last Name,Nickname,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Organization Name,Organization Title,Website 1 - Value\nAda,,Lee,ada,met in 2019,* myContacts,Work,a@a.example ::: b@a.example,Mobile,+1 2,Press,Editor,https://ada.example\n"
OUTLOOK = "Title,First Name,Last Name,Company,Job Title,Business Phone,Mobile Phone,E-mail Address,E-mail 2 Address,Web Page,Notes\nDr,Ada,Lee,Press,Editor,+1 3,+1 2,a@a.example,b@a.example,https://ada.example,met in 2019\n"
FEISHU = "\ufeff提交时间,提交人,1. 您的姓名（必填）,2、请填写您的手机号码,3. 微信号*,4. 您的邮箱：,所在城市,个人主页,最近在忙什么\n2024-01-01,x,李雷,13800000000,lilei,a@a.example,成都,https://a.example,写书\n"
TENCENT = "sep=;\n姓名(单行文本);电话(手机号);电子邮箱\n李雷;13800000000;a@a.example\n"


@pytest.mark.parametrize(
    ("data", "contact", "extra"),
    [
        (GOOGLE.encode(), {"note": host("met in 2019"), "email": host("a@a.example", "b@a.example"), "phone": host("+1 2")}, {"Labels": "* myContacts", "nickname": "ada"}),
        (OUTLOOK.encode("utf-16"), {"work_phone": host("+1 3"), "phone": host("+1 2"), "email": host("a@a.example", "b@a.example"), "note": host("met in 2019")}, {"Title": "Dr"}),
        (FEISHU.encode(), {"phone": host("13800000000"), "wechat": host("lilei"), "email": host("a@a.example")}, {"提交时间": "2024-01-01", "提交人": "x", "最近在忙什么": "写书"}),
        (WPS.encode("utf-16-le"), {"phone": host("13800000000"), "note": host("别外传")}, {}),
        (TENCENT.encode("gbk"), {"phone": host("13800000000"), "email": host("a@a.example")}, {}),
    ],
    ids=["google", "outlook", "feishu", "wps", "tencent"],
)  # fmt: skip
def test_tables_as_address_books_and_forms_write_them(data: bytes, contact: Any, extra: Any, tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "a.csv", data, table)
    assert isinstance(draft, Draft) and draft.fields["name"] in ("Ada Lee", "李雷")
    assert draft.fields["contact"] == contact and draft.fields.get("extra", {}) == extra
    if draft.fields["name"] == "Ada Lee":
        assert (draft.fields["org"], draft.fields["role"], draft.fields["links"]) == (
            "Press",
            "Editor",
            ["https://ada.example"],
        )


def test_columns_that_are_not_known_are_named_once_and_can_be_mapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Move(tmp_path, {"a.csv": "称谓,绰号,暗号,号码\n甲,a,x,1\n乙,b,y,2\n"})
    assert move.run("csv", "a.csv") == 0
    assert "no column is called `姓名`" in capsys.readouterr().out
    assert move.run("csv", "a.csv", "--map", "称谓=name", "--map", "号码=mobile", "--map", "暗号=-") == 0
    said = capsys.readouterr().out
    assert said.count("columns not known here are kept under `extra`: 绰号;") == 1
    assert move.front("members/甲.md") == {
        "name": "甲",
        "contact": {"mobile": {"value": "1", "audience": "host"}},
        "extra": {"绰号": "a"},
    }
    assert move.run("csv", "a.csv", "--map", "号码=nonsense") == 2
    assert "a field is one of" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["x", "=name", "a=", "a=b"])
def test_a_map_that_means_nothing_is_refused(said: str) -> None:
    with pytest.raises(UnknownColumnError):
        mapping([said])
