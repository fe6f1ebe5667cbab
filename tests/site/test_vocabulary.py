"""Which topics are in use, and which of them look like one under two names."""

import pytest

from mingpian.site.topics.near import near
from mingpian.site.topics.vocabulary import Merge, merges, uses
from tests.render.small import Small

TOPICS = """
[design]
names = { zh-Hans = "设计", en = "Design" }
[slide-design]
names = { zh-Hans = "幻灯片设计", en = "Slide design" }
broader = ["design"]
[slides]
names = { zh-Hans = "幻灯片的设计" }
[self-introduction]
names = { en = "Self-introductions" }
[introductions]
names = { en = "Introductions" }
"""
MEMBER = "---\nname: Lin\noffers: [幻灯片设计, Sewing]\nasks: [Sewings, slides]\n---\n"


def test_uses_are_counted_by_topic_whatever_word_is_written() -> None:
    site = Small({"members/lin.md": MEMBER, "topics.toml": TOPICS}).model.site
    found = {use.key: (use.offered, use.asked, use.known) for use in uses(site, "en")}
    assert found["slide-design"] == (1, 0, True)
    assert found["Sewing"] == (1, 0, False)
    assert found["design"] == (0, 0, True)


def test_near_duplicates_are_proposed_and_narrower_topics_are_not() -> None:
    site = Small({"members/lin.md": MEMBER, "topics.toml": TOPICS}).model.site
    assert merges(site, uses(site, "en")) == (
        Merge("Sewings", "Sewing", "Sewings", "Sewing"),
        Merge("slides", "slide-design", "幻灯片的设计", "幻灯片设计"),
    )


def test_without_a_vocabulary_spellings_of_one_word_are_proposed() -> None:
    offers = "[slide design, Slide-Designs, tea]"
    site = Small({"members/lin.md": f"---\nname: Lin\noffers: {offers}\n---\n"}).model.site
    found = [(merge.into, merge.other) for merge in merges(site, uses(site, "en"))]
    assert found == [("slide design", "Slide-Designs")]


def test_without_a_vocabulary_words_with_one_address_are_one_topic() -> None:
    files = {
        "members/lin.md": "---\nname: Lin\noffers: [Slide design, C#]\n---\n",
        "members/man.md": "---\nname: Man\noffers: [slide-design, C]\n---\n",
    }
    assert [(use.key, use.offered) for use in uses(Small(files).model.site, "en")] == [
        ("C", 1),
        ("C#", 1),
        ("Slide design", 2),
    ]


def proposed(*words: str, users: dict[str, set[str]] | None = None) -> set[tuple[str, str]]:
    found = near({word: (word,) for word in words}, users or {})
    return {(one[0], other[0]) for one, other, _why in found}


ONE_THING = [
    ("摄影", "拍照"), ("摄影", "攝影"), ("网站", "做网站"), ("网站", "网站建设"), ("photo", "photography"),
    ("photos", "Photography"), ("编程", "写代码"), ("logo", "标志设计"), ("播客", "podcast"), ("插画", "画插画"),
    ("copywriting", "写文案"), ("bookbinding", "装订"), ("web design", "Web-Design"), ("写作", "教写作"),
    ("咨询品牌", "咨询品牌服务"), ("幻灯片设计", "幻灯片的设计"),
]  # fmt: skip
TWO_THINGS = [
    ("摄影", "摄像"), ("ui-design", "ux-design"), ("视频剪辑", "音频剪辑"), ("翻译", "口译"), ("前端开发", "后端开发"),
    ("日语口译服务", "德语口译服务"), ("服装设计", "平面设计"), ("设计", "设备"), ("产品经理", "项目经理"),
    ("中级会计师考试", "高级会计师考试"), ("english level 1", "english level 2"), ("写作", "写字"), ("音乐", "音响"),
    ("marketing", "market research"), ("java", "javascript"), ("茶", "茶具"), ("营销", "销售"), ("教学", "学校"),
]  # fmt: skip


@pytest.mark.parametrize("pair", ONE_THING)
def test_two_words_for_one_thing_are_proposed(pair: tuple[str, str]) -> None:
    assert proposed(*pair)


@pytest.mark.parametrize("pair", TWO_THINGS)
def test_two_things_are_not_proposed_whoever_names_them(pair: tuple[str, str]) -> None:
    """Neither when the same people name both, nor when different people name each beside the same topics."""
    others = ("茶道", "徒步", "烘焙", "木工")
    together = {one: {"a", "b", "c"} for one in (*pair, *others)}
    apart = {pair[0]: {"a", "b"}, pair[1]: {"c", "d"}}
    assert proposed(*pair) == set()
    assert proposed(*pair, *others, users=together) == set()
    if pair[0] not in ("音乐", "茶", "教学", "marketing", "设计", "java"):  # which begin alike, as 修图 and 修片 do
        assert proposed(*pair, *others, users=apart | {one: {"a", "b", "c", "d"} for one in others}) == set()


def test_words_in_the_same_company_are_proposed_when_nobody_names_both() -> None:
    others = {one: {"a", "b", "c", "d"} for one in ("摄影", "排版", "插画", "书法")}
    users: dict[str, set[str]] = {"修图": {"a", "b"}, "修片": {"c", "d"}, **others}
    assert proposed(*users, users=users) == {("修图", "修片")}
    assert proposed(*users, users=users | {"修片": {"a", "d"}}) == set(), "a tells them apart"
    assert proposed(*users, users=users | {"修片": {"d"}}) == set(), "one person is not enough"
    alone = {one: users[one] for one in ("修图", "修片")}
    assert proposed(*alone, users=alone) == set(), "without company there is nothing to go by"
