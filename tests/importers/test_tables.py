"""Tables of address books and forms: whatever their programs call the columns, and whichever cells are empty."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.importers import table
from mingpian.importers.columns.names import LEAVE, known_as
from mingpian.importers.draft import Draft, Found, Into, Skipped, draft_text


def _taken(folder: Path, data: str) -> list[Any]:
    (folder / "a.csv").write_text(data, encoding="utf-8")
    return [one.take() if isinstance(one, Found) else one for one in table.read(folder / "a.csv", Into())]


def _for_the_host(values: list[str]) -> Any:
    found = [{"value": value, "audience": "host"} for value in values]
    return found[0] if len(found) == 1 else found


HEADERS: dict[str, tuple[str, dict[str, Any]]] = {  # as the programs write them, with one row, and what it has to say; all else is kept, or is empty
    "google": (
        "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Website 1 - Value\n"
        "雷,,李,Lei,,,小李,,甲社,编辑,,--03-07,,朋友,Home,a@a.example ::: b@a.example,Mobile,+86 1,Home,\"一号路 1 号\n成都 610000\",一号路 1 号,成都,四川,610000,CN,https://a.example\n",
        {"city": "成都", "email": ["a@a.example", "b@a.example"], "phone": ["+86 1"], "address": ["一号路 1 号 成都 610000"]},
    ),
    "outlook": (
        "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Other Street,Assistant's Phone,Business Fax,Business Phone,Home Phone,Mobile Phone,Other Phone,Pager,E-mail Address,E-mail Type,E-mail 2 Address,Notes,Web Page\n"
        "Dr,雷,,李,,甲社,,编辑,1 Main St,Floor 2,Boston,MA,02110,USA,,,,,+1 9,+1 3,,+86 1,+1 4,+1 5,a@a.example,SMTP,b@a.example,,https://a.example\n",
        {"city": "Boston", "email": ["a@a.example", "b@a.example"], "phone": ["+86 1", "+1 4", "+1 5"], "address": ["1 Main St, Floor 2, Boston, MA, 02110, USA"], "fax": ["+1 9"]},
    ),
    "outlook-zh": (
        "称谓,名,中间名,姓,单位,部门,职务,商务地址 街道,商务地址 市/县,商务地址 邮政编码,商务地址 国家/地区,住宅地址 街道,商务传真,商务电话,移动电话,电子邮件地址,生日,附注,网页\n"
        "先生,雷,,李,甲社,,编辑,一号路 1 号,成都,610000,中国,,,+1 3,+86 1,a@a.example,1990/1/2,,https://a.example\n",
        {"phone": ["+86 1"], "work_phone": ["+1 3"], "address": ["一号路 1 号, 成都, 610000, 中国"]},
    ),
    "icloud": (
        "First name,Last name,Nickname,Company,Job title,Phone (mobile),Email (home),Address (home),URL (home page),Birthday,Notes,Related name (spouse)\n"
        "雷,李,,甲社,编辑,+86 1,a@a.example,成都,https://a.example,1990-01-02,,\n",
        {"phone": ["+86 1"], "email": ["a@a.example"], "address": ["成都"]},
    ),
    "numbers": (
        "First Name;Last Name;Display Name;Nickname;E-mail Address;Mobile Phone;Home Street;Home City;Job Title;Company;Web Page\n雷;李;李雷;;a@a.example;+86 1;;;编辑;甲社;https://a.example\n",
        {"phone": ["+86 1"], "email": ["a@a.example"]},
    ),
    "linkedin": (
        'Notes:\n"Some of the addresses may be missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n雷,李,https://a.example,a@a.example,甲社,编辑,12 Mar 2024\n',
        {"email": ["a@a.example"]},
    ),
    "feishu": (
        "姓名,英文名,别名,手机号码,手机号可见性,企业邮箱,部门,职务,工号,人员类型,城市,座机,公司,个人网站/作品链接\n李雷,Lei,,+86 1,可见,a@a.example,研发,编辑,A01,正式,成都,010-1,甲社,https://a.example https://b.example\n",
        {"city": "成都", "phone": ["+86 1"], "email": ["a@a.example"], "tel": ["010-1"]},
    ),
    "tencent": (
        "编号,开始答题时间,答题时长,用户类型,用户ID,昵称,1.您的姓名,2.您的手机号,3.微信号:,4.您的职业?:,5.单位/学校,6.你在找什么？,7.个人主页,8.兴趣爱好(多选):摄影,8.兴趣爱好(多选):阅读\n1,2024/1/2 10:00:00,0:02:00,微信,oX,阿雷,李雷,+86 1,lilei,编辑,甲社,合伙人,https://a.example,√,\n",
        {"phone": ["+86 1"], "wechat": ["lilei"], "asks": ["合伙人"]},
    ),
    "wps": (
        "序号,提交者（自动）,提交时间（自动）,姓名（必填）,职业（必填）,联系方式（必填）,单位/学校（必填）,想认识的人（选填）,一句话介绍自己（选填）,主页\n1,王,2024/1/2 10:00,李雷,编辑,+86 1,甲社,投资人,写代码的人,https://a.example\n",
        {"phone": ["+86 1"], "asks": ["投资人"], "headline": "写代码的人"},
    ),
    "wecom": (
        "填写须知：,,,,,,,,\n姓名,帐号,职务,部门,手机,座机,个人邮箱,地址,公司,主页\n李雷,lei,编辑,甲社/研发,+86 1,021,a@a.example,成都,甲社,https://a.example\n",
        {"phone": ["+86 1"], "email": ["a@a.example"], "address": ["成都"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", HEADERS)
def test_tables_by_the_names_that_programs_give_to_columns(program: str, tmp_path: Path) -> None:
    data, says = HEADERS[program]
    (draft,) = (one for one in _taken(tmp_path, data) if isinstance(one, Draft))
    fields = draft.fields
    assert (fields["name"], fields["role"], fields["org"], fields["links"][0]) == (
        "李雷",
        "编辑",
        "甲社",
        "https://a.example",
    )
    for name, values in says.items():
        expected = values if name in fields else _for_the_host(values)
        assert (fields[name] if name in fields else fields["contact"][name]) == expected
    told = " ".join(str(note) for note in draft.notes)
    head = next(line for line in data.splitlines() if "姓" in line or "ame" in line)
    assert "Address 1 - City" not in told and "Home Street" not in told and "E-mail 2 - Value" not in told
    assert set(fields.get("extra", {})) <= {*re.split("[,;]", head), "nickname", "city", "name"}


@given(st.data())
def test_no_cell_that_is_empty_costs_a_row_and_none_that_says_something_is_lost(data: st.DataObject) -> None:
    program = data.draw(st.sampled_from(sorted(HEADERS)))
    with TemporaryDirectory() as folder:
        head = next(line for line in HEADERS[program][0].splitlines() if "姓" in line or "ame" in line)
        separator = ";" if ";" in head else ","
        names = head.split(separator)
        rows = [
            {name: f"{at}v{number}" if data.draw(st.booleans()) else "" for number, name in enumerate(names)}
            for at in range(data.draw(st.integers(1, 3)))
        ]
        lines = [separator.join(row.values()) for row in rows]
        found = _taken(Path(folder), "\n".join([head, *lines]))
        filled = [row for row in rows if any(row.values())]
        assert len(found) == len(filled)
        for one, row in zip(found, filled, strict=True):
            said = draft_text(one) if isinstance(one, Draft) else str(one.why)
            left = [value for name, value in row.items() if value not in said and known_as(name, {}) != LEAVE]
            assert not left or isinstance(one, Skipped), left


FORMS = {
    "a remark below a name": '"提交时间","姓名\n（必填）","手机号码\n请填常用手机","你在找什么？\n（一句话）"\n"2024-01-02","李雷","13800138002","读者"\n',
    "names below a name": "姓名,联系方式,,你在找什么\n,手机,邮箱,\n李雷,13800138002,a@a.example,读者\n",
    "a title, and numbers before names": "收集结果,,\n提交人,1.姓名(必填),2.手机号(必填),3、你在找什么：\n微信用户,李雷,13800138002,读者\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_heads_of_several_lines(form: str, tmp_path: Path) -> None:
    (member,) = _taken(tmp_path, FORMS[form])
    assert isinstance(member, Draft) and member.fields["name"] == "李雷" and member.fields["asks"] == ["读者"]
    assert member.fields["contact"]["phone"] == _for_the_host(["13800138002"])
    assert "\n" not in "".join(map(str, member.notes))


def test_a_first_row_without_a_name_is_no_head(tmp_path: Path) -> None:
    first, second = _taken(tmp_path, "name,phone,city\n,13800138002,\nlin,1,x\n")
    assert first.fields["draft"] is True and second.fields["name"] == "lin"


def test_a_column_of_several_lines_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('name,"in\nwhich way"\nlin,x\n', encoding="utf-8")
    (found,) = table.read(tmp_path / "a.csv", Into(columns=table.mapping(["in which way=headline"])))
    assert isinstance(found, Found)
    member = found.take()
    assert isinstance(member, Draft) and member.fields["headline"] == "x"
