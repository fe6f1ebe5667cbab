"""The phrases of a title."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from mingpian.render.phrases import phrases


def boxes(title: str) -> list[str]:
    """The phrases of a title; one that is divided further, with bars."""
    marked = re.sub(r"(</span>)(<span)", r"\1|\2", str(phrases(title)))
    bare = re.sub('<span class="phrase">', "[", marked).replace("</span>", "]")
    found = re.findall(r"\[((?:[^][]|\[[^][]*\])*)\]", bare, re.DOTALL)
    return [re.sub(r"[][]", "", one) for one in found]


def test_a_phrase_ends_behind_its_marks_and_within_behind_what_describes() -> None:
    assert boxes("屏幕上的汉字，少做一点") == ["屏幕上的|汉字，", "少做一点"]
    assert boxes("“先坐下。”再介绍：Who is who") == ["“先坐下。”", "再介绍：", "Who is who"]
    assert boxes("用 Python 写博客， 一个下午") == ["用 Python 写博客，", "一个下午"]
    assert boxes("没有寄出的推荐信") == ["没有寄出的", "推荐信"]
    assert boxes("先算出不亏的那个数（上）") == ["先算出不亏的", "那个数", "（上）"]
    assert boxes("第一次把价钱写在网上") == ["第一次", "把价钱写在网上"]
    assert boxes("涨价通知，和三种“不”") == ["涨价通知，", "和三种|“不”"]
    assert boxes("A card, a portfolio: a stall") == boxes("小圈子") == boxes("写完了。") == boxes("") == []
    for whole in ("我的书", "目的地图", "贵阳的士夜话", "《河信》的事", "他说是真的", "“写给”一个人", "屋里十二把椅子"):
        assert boxes(whole) == [], whole


def test_what_is_markup_already_is_not_taken_for_the_text_that_looks_alike() -> None:
    assert phrases("<b>字") != phrases(Markup("<b>字"))


@given(st.text(alphabet="字的，。： “」《<&a\n"))
def test_nothing_of_a_title_is_lost_and_all_is_text(title: str) -> None:
    assert re.sub("</?span[^>]*>", "", phrases(title)) == str(escape(title))
