"""Picture cards: texts in lines and on pages where a reader would divide them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.exporters.cards.breaking import NOT_FIRST, TextLine, lines
from mingpian.exporters.cards.paging import pages
from mingpian.exporters.cards.pieces import CardRun, CardType
from mingpian.exporters.cards.setting import Strip

EM = 10
TYPE = CardType(size=EM)


def measured(text: str, type: CardType) -> float:
    return sum(type.size * (1.0 if ord(sign) > 0x2000 else 0.5) for sign in text)


def broken(text: str, room: float, lang: str = "zh-Hans") -> list[TextLine]:
    return lines([CardRun(text, TYPE)], room, measured, lang)


TEXTS = st.text(st.sampled_from("汉字。，、“”（）《》—…abcXYZ0129 .,-/'’:!?\n\u3000é😀"), max_size=80)


@given(TEXTS, st.sampled_from(["zh-Hans", "zh-Hant", "en"]), st.integers(2, 30))
def test_lines_have_all_that_was_written_and_no_more_than_has_room(text: str, lang: str, ems: int) -> None:
    made = broken(text, ems * EM, lang)
    said = "".join(line.text for line in made)
    assert "".join(said.split()) == "".join(text.split())
    for line in made:
        assert line.width - line.hanging <= ems * EM + 0.1
        at = [one.x for one in line.letters]
        assert at == sorted(at)


@given(st.lists(st.sampled_from(["汉字", "，", "。", "（", "）", "“好”", "word", " "]), max_size=60))
def test_no_line_begins_or_ends_with_a_sign_that_may_not(parts: list[str]) -> None:
    text = "".join(
        part for before, part in zip(["", *parts], parts, strict=False) if part not in "，。）（" or before == "汉字"
    )
    for line in broken(text, 12 * EM)[1:]:
        assert line.text.strip()[:1] not in NOT_FIRST
    for line in broken(text, 12 * EM)[:-1]:
        assert line.text.rstrip()[-1:] not in "（“"


@pytest.mark.parametrize(
    ("text", "lang", "ems", "expected"),
    [
        ("一二三四五，六", "zh-Hans", 5, ["一二三四五，", "六"]),  # hangs
        ("一二三四五：六", "zh-Hans", 5, ["一二三四", "五：六"]),  # stands between two, and does not
        ("一二三四五）六", "zh-Hans", 5, ["一二三四", "五）六"]),
        ("一二三四——六七", "zh-Hans", 5, ["一二三", "四——六七"]),
        ("约 3,900 人到了", "zh-Hans", 4, ["约 3,900", " 人到了"]),
        ("中文English中文", "zh-Hans", 4, ["中文", "English", "中文"]),
        ("a well-known word", "en", 4, ["a well-", "known", " word"]),
        ("it’s his", "en", 3, ["it’s", " his"]),
        ("incomprehensible", "en", 4, ["incompre", "hensible"]),
        ("一二\n三", "zh-Hans", 9, ["一二", "三"]),
    ],
)
def test_lines_end_where_a_reader_expects_it(text: str, lang: str, ems: int, expected: list[str]) -> None:
    assert [line.text for line in broken(text, ems * EM, lang)] == expected


def test_no_card_but_the_last_is_nearly_empty() -> None:
    opening = Strip(100, 0, (), "a")
    listed = [Strip(90, 10, (), str(at), group=1) for at in range(9)]  # as one, it would leave the opening alone
    parted = [len(page) for page in pages([opening, *listed], 900)]
    assert sum(parted) == 10 and parted[0] > 5
    halfway = [Strip(100, 0, (), "a")] * 4  # enough on its own: the list stays together
    assert [len(page) for page in pages([*halfway, *listed], 900)] == [4, 9]
