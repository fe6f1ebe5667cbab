"""Which topics are in use, and which of them look like one under two names."""

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
