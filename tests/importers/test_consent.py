"""Who did not agree to be shown arrives as a draft: columns of forms that ask, what people answer, and vCards."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.importers import vcard
from mingpian.importers.columns import consent
from mingpian.importers.columns.names import known_as, plain_name
from mingpian.importers.draft import Draft, Found, Into
from tests.importers.move import Move


def said(table: str) -> list[str]:
    return [one.strip() for one in table.split("|")]


ASKED = said("""
    是否同意公开 | 是否同意公开？（必填） | 3. 您是否同意公开您的信息* | 公开 | 同意 | 授权 | 授权展示 | 是否公开 |
    可以公开吗？ | 愿意公开 | 是否愿意在网站上展示 | 是否授權公開 | 信息公开意愿 | 公开范围 | 对外公开 | 展示 |
    可见 | 可见性 | 允许发布 | 同意隐私政策 | 能否展示 | consent | Consent to publish | I agree to be listed |
    public | Is public? | visible | Visibility | Publish my profile | Show on website | opt-in | Sensitivity |
    敏感度 | Privacy | GDPR consent | 你愿不愿意被展示 | 是否收录
""")
TO_HIDE = said("""
    不公开 | 不同意公开 | 是否保密 | 匿名 | Private | hidden | Do not publish | 请勿公开 | 不愿意公开 | 私人 |
    opt out
""")
OTHERS = said("""
    作品展示 | 公开课 | 发布的作品 | 姓名 | 备注 | 提交时间 | Show reel | Published books | Public transport line |
    可以展示的作品
""")
YES = said("""
    是 | 同意 | 我同意 | 是，我同意 | 愿意 | 可以 | Yes | yes, I agree | Y | TRUE | 1 | ✓ | √ | 公开 |
    同意公开我的名片信息 | Public | I agree | agreed | 我已同意 | OK | 允许 | Normal | 好的。
""")
NO = said("""
    否 | 不 | 不同意 | no | No, thanks | false | 0 | N | 不公开 | 不愿意 | 拒绝 | x | 看情况 | 也许 | maybe |
    仅群内公开 | 同意，但不公开电话 | 公开部分 | Only members | private | Confidential | 是吗 | yes but later |
    not yet | ? | 待定 | 1990 | 以后再说 | 可以内部公开 | only for members | Yesterday | 是的，除了照片
""")


def test_columns_that_ask() -> None:
    assert [one for one in ASKED + TO_HIDE if known_as(one, {}) or not consent.is_asked_in(plain_name(one), [])] == []
    alone = [one for one in OTHERS[:-4] if consent.is_asked_in(plain_name(one), ["某书", "https://a.example"])]
    assert alone == [] and consent.is_asked_in(plain_name("资料展示情况"), ["是", "某书"])


def test_answers() -> None:
    assert [one for one in YES if not consent.is_given("是否同意公开", one)] == []
    assert [one for one in (*NO, "", " ") if consent.is_given("是否同意公开", one)] == []
    assert [one for one in ("是", "yes", "Private", "看情况", "true") if consent.is_given("不公开", one)] == []
    assert [one for one in ("否", "no", "FALSE", "0", "") if not consent.is_given("private", one)] == []


def test_a_table_of_a_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "姓名,是否同意公开\n甲,同意\n乙,不同意\n丙,看情况\n丁,\n戊\n"
    move = Move(tmp_path, {"a.csv": text})
    assert move.run("csv", "a.csv") == 0
    told = capsys.readouterr().out
    states = {name: move.front(f"members/{name}.md").get("draft") for name in "甲乙丙丁戊"}
    assert states == {"甲": None, "乙": "true", "丙": "true", "丁": "true", "戊": "true"}
    assert "是否同意公开: 不同意" in told and "是否同意公开: 看情况" in told and "not known here" not in told


def test_who_imports_may_say_that_a_column_asks_nothing(tmp_path: Path) -> None:
    move = Move(tmp_path, {"a.csv": "姓名,公开\n甲,某报\n"})
    assert move.run("csv", "a.csv", "--map", "公开=-") == 0
    assert "draft" not in move.front("members/甲.md")


@pytest.mark.parametrize("stated", ["PUBLIC", "public", "PRIVATE", "CONFIDENTIAL", "X-OWN"])
def test_classes_of_cards(stated: str, tmp_path: Path) -> None:
    is_draft = stated.upper() != "PUBLIC"
    file = tmp_path / "a.vcf"
    file.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:A\nCLASS:{stated}\nEND:VCARD\n", encoding="utf-8")
    (found,) = vcard.read(file, Into())
    assert isinstance(found, Found)
    draft = found.take()
    assert isinstance(draft, Draft) and draft.fields.get("draft", False) == is_draft
    assert any(f"CLASS: {stated}" in str(note) for note in draft.notes) == is_draft


OFFERS = said("""
    您擅长什么？ | 你能提供什么帮助 | 您可以提供哪些资源？ | 4、你最擅长的领域 | What can you offer? |
    What are you good at
""")
SEEKS = said("""
    您在寻找什么？ | 你想认识什么样的人 | 正在寻找的合作 | 您需要哪些帮助？ | What are you looking for? | 希望获得的支持
""")
NEITHER = said("学习时间 | 需要发票吗 | 会议 | 提供发票 | 擅长乐器年限 | 求职意向城市")


def test_questions_of_what_people_offer_and_seek() -> None:
    assert {known_as(one, {}) for one in OFFERS} == {"offers"} and {known_as(one, {}) for one in SEEKS} == {"asks"}
    assert {known_as(one, {}) for one in NEITHER} == {""}


def test_the_hint_on_unknown_columns_can_be_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(tmp_path, {"a.csv": "姓名,提交 时间,\n甲,三点,无名\n"})
    assert move.run("csv", "a.csv") == 0
    told = capsys.readouterr().out
    assert "--map '提交 时间'=-" in told and "no column: 无名" in told
    assert "=phone" not in told and "--map =" not in told
