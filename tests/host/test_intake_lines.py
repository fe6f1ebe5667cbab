"""A card as people write it in a chat: a line for each field."""

from __future__ import annotations

import pytest

from mingpian.content.kinds import kinds
from mingpian.host.intake.card_file import from_text
from mingpian.host.intake.handed_in import HandIn

LINES = [  # as people write in a chat, and what is said of whom
    ("姓名：周八\n一句话：修表\n微信：zb", [{"name": "周八", "headline": "修表", "wechat": "zb"}]),
    ("- 姓名: 周八\n- 城市 : 京\n\n姓名：吴九\n信箱：w@x.example", [{"name": "周八", "city": "京"}, {"name": "吴九"}]),
    ("> Name: Bo\n> In one sentence: Fixes: all\n> mail: b@x.example", [{"name": "Bo", "headline": "Fixes: all"}]),
    ("张三：好的\n姓名：周八", []),  # one name is said in passing
    ("明天见：九点\n好", []),
]


@pytest.mark.parametrize(("text", "cards"), LINES)
def test_a_line_for_each_field_is_a_card(text: str, cards: list[dict[str, str]]) -> None:
    found = [one for one in from_text(text, "chat", kinds()) if isinstance(one, HandIn)]
    assert len(found) == len(cards)
    for one, said in zip(found, cards, strict=True):
        ways = {way: parts["value"] for way, parts in one.fields.get("contact", {}).items()}
        assert said.items() <= {**one.fields, **ways}.items()


def test_of_such_lines_nothing_is_lost_and_prose_goes_on() -> None:
    text = "姓名：周八\n爱好：茶\n关于我：一段\n再一段\n微信：zb\n微信：谁可以看：只有成员\n回见"
    (one,) = from_text(text, "chat", kinds())
    assert isinstance(one, HandIn) and one.body == "一段\n再一段"
    assert one.fields["contact"] == {"wechat": {"value": "zb", "audience": "members"}}
    assert [str(note) for note in one.notes] == ["also said: 爱好：茶 / 回见"]
