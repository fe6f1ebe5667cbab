"""The phrases of a title."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from mingpian.render.phrases import phrases


def boxes(title: str) -> list[str]:
    return re.findall('<span class="phrase">(.*?)</span>', phrases(title), re.DOTALL)


def test_a_phrase_ends_behind_its_marks() -> None:
    assert boxes("屏幕上的汉字，少做一点") == ["屏幕上的汉字，", "少做一点"]
    assert boxes("“先坐下。”再介绍：Who is who") == ["“先坐下。”", "再介绍：", "Who is who"]
    assert boxes("用 Python 写博客， 一个下午") == ["用 Python 写博客，", "一个下午"]
    assert boxes("A card, a portfolio: a stall") == boxes("小圈子") == boxes("写完了。") == boxes("") == []


@given(st.text(alphabet="字，。： 」<&a\n"))
def test_nothing_of_a_title_is_lost_and_all_is_text(title: str) -> None:
    assert re.sub("</?span[^>]*>", "", phrases(title)).rstrip() == str(escape(title)).rstrip()
