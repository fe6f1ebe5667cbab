"""One site in several languages: what leans on what, and what a reader of each language meets."""

from __future__ import annotations

from typing import Any

from tests.render.small import SITE, Small

LIN = "---\nname: 林语\nheadline: 我写信\n---\n中文。\n"
LANGUAGES = SITE.replace('["zh-Hans", "en"]', '["zh-Hans", "zh-Hant", "en"]')


def site(files: dict[str, str], settings: str = "") -> Small:
    return Small({"members/lin.md": LIN, **files}, LANGUAGES + settings)


def listed(of: Small, kind: str, lang: str) -> list[str]:
    return [card.key for card in of.ask("listing", "kind", kind, lang, "1").cards]


LETTER = """---
title: 长信
date: 2026-03-01
tags: [信]
series: 写信
aliases: [/old/]
summary: 中文的话。
cover: {src: sea.png, alt: 海}
---
中文。
"""


def test_a_translation_leans_on_its_original_for_what_it_does_not_state() -> None:
    both = site({"essays/letter.md": LETTER, "essays/letter.en.md": "---\ntitle: A letter\n---\nEnglish.\n"})
    english = both.ask("entry", "essays/letter.en")
    assert (english.title, english.summary, english.fields.aliases) == ("A letter", "English.", ())
    assert (english.fields.date, english.fields.series, english.fields.cover.src) == ("2026-03-01", "写信", "sea.png")
    assert english.terms["tags"] == ("信",)
    assert english.published == both.ask("entry", "essays/letter.zh-Hans").published


def test_a_translation_of_a_member_may_be_a_name_alone() -> None:
    both = site({"members/lin.en.md": "---\nname: Lin Yu\n---\nEnglish.\n"})
    english = both.ask("card", "members/lin.en")
    assert (english.title, english.headline, english.url) == ("Lin Yu", "我写信", "en/")


def test_each_language_lists_its_own_and_people_everywhere() -> None:
    both = site(
        {
            "essays/letter.md": LETTER,
            "essays/letter.en.md": "---\ntitle: A letter\n---\nEnglish.\n",
            "essays/plain.md": "---\ntitle: Plain\nlang: en\n---\nEnglish.\n",
            "members/man.md": "---\nname: 周\n---\n",
            "members/man.en.md": "---\nname: Zhou\n---\n",
        }
    )
    assert listed(both, "essays", "zh-Hans") == ["essays/letter.zh-Hans"]
    assert listed(both, "essays", "zh-Hant") == []
    assert set(listed(both, "essays", "en")) == {"essays/letter.en", "essays/plain.en"}
    assert set(listed(both, "members", "zh-Hant")) == {"members/lin.zh-Hans", "members/man.zh-Hans"}
    assert set(listed(both, "members", "en")) == {"members/lin.zh-Hans", "members/man.en"}


def test_which_kinds_are_listed_untranslated_is_a_setting() -> None:
    files = {"essays/letter.md": LETTER, "members/man.md": "---\nname: 周\n---\n"}
    assert listed(site(files, 'untranslated = ["essays"]\n'), "essays", "en") == ["essays/letter.zh-Hans"]
    assert listed(site(files, 'untranslated = ["essays"]\n'), "members", "en") == []


def alternates(of: Small, *question: str) -> list[tuple[str, str, bool]]:
    return [(one.lang, one.url, one.exact) for one in of.ask(*question).alternates]


def test_a_page_offers_itself_in_other_languages_or_their_homes() -> None:
    both = site({"essays/letter.md": LETTER, "essays/letter.en.md": "---\ntitle: A letter\n---\nEnglish.\n"})
    assert alternates(both, "context", "essays/letter.zh-Hans") == [
        ("zh-Hans", "essays/letter/", True),
        ("zh-Hant", "zh-hant/", False),
        ("en", "en/essays/letter/", True),
    ]
    assert alternates(both, "listing", "kind", "essays", "en", "1") == [
        ("zh-Hans", "essays/", True),
        ("zh-Hant", "zh-hant/", False),
        ("en", "en/essays/", True),
    ]


def test_links_lead_to_the_readers_language_where_there_is_one() -> None:
    both = site(
        {
            "essays/letter.md": LETTER,
            "essays/letter.en.md": "---\ntitle: A letter\n---\nEnglish.\n",
            "essays/second.md": "---\ntitle: 二\n---\n",
        }
    )

    def leads(written: str, lang: str) -> str:
        target: Any = both.ask("wikilink", "essays", written, lang)
        return str(target.url)

    assert [leads("长信", lang) for lang in ("zh-Hans", "zh-Hant", "en")] == [
        "essays/letter/",
        "essays/letter/",
        "en/essays/letter/",
    ]
    assert leads("A letter", "zh-Hans") == "essays/letter/"
    assert leads("second", "en") == "essays/second/"
    assert leads("letter#part", "en") == "en/essays/letter/#part"


def test_the_sites_words_are_those_of_the_language() -> None:
    words = '[translations.en]\ntitle = "Card"\ndescription = "A person."\n'
    both = site({}, words)
    assert [both.ask("site", lang).title for lang in ("zh-Hans", "zh-Hant", "en")] == ["名片", "名片", "Card"]
    assert both.ask("site", "en").description == "A person."


def test_topics_are_named_in_the_readers_language() -> None:
    topics = 'design = {names = {zh-Hans = "设计", en = "design"}}\n'
    offering = LIN.replace("---\n中", "offers: [设计]\n---\n中")
    named = Small({"members/lin.md": offering, "topics.toml": topics}, LANGUAGES)
    assert [named.ask("topic", "design", lang).term.name for lang in ("zh-Hans", "zh-Hant", "en")] == [
        "设计",
        "设计",
        "design",
    ]
