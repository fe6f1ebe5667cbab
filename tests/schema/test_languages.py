"""Which language of a site a tag means, wherever it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.config.load import parse_config
from mingpian.content.data_files.topics import Vocabulary, VocabularyTopic
from mingpian.render.words import words_for
from mingpian.schema.languages import canonical, is_language, matched


@pytest.mark.parametrize(
    ("tag", "languages", "meant"),
    [
        *((tag, ("zh-Hans", "en"), "zh-Hans") for tag in ("zh", "ZH", "zh-CN", "zh_CN", "zh-Hans", "zh-hans", "zh-SG")),
        *((tag, ("zh-Hans", "en"), "zh-Hans") for tag in ("zh-MY", "zh-Hans-CN", "zh_hans_sg")),
        *((tag, ("zh-Hans", "zh-Hant"), "zh-Hant") for tag in ("zh-TW", "zh-HK", "zh_MO", "zh-Hant", "zh-Hant-HK")),
        *((tag, ("zh-Hans", "en"), "en") for tag in ("en", "EN", "en-US", "en_GB", "en-AU", "en-Latn")),
        *((tag, ("zh-Hans", "en-US"), "en-US") for tag in ("en", "en-US", "en-GB")),
        ("en-GB", ("en-US", "en-GB"), "en-GB"),
        ("en-NZ", ("en-US", "en-GB"), "en-US"),
        ("zh-TW", ("zh-Hans", "en"), ""),
        ("zh", ("zh-Hant", "en"), "zh-Hant"),
        ("zh-CN", ("zh-Hant", "en"), ""),
        ("zh-HK", ("zh-Hant-TW",), "zh-Hant-TW"),
        ("sr-Latn", ("sr",), ""),
        ("sr", ("sr-Latn",), "sr-Latn"),
        ("sr-RS", ("sr",), "sr"),
        *((tag, ("zh-Hans", "en"), "") for tag in ("fr", "js", "2", "", "net", "tar.gz", "使用vue", "-", "_", "en-")),
    ],
)
def test_a_tag_means(tag: str, languages: tuple[str, ...], meant: str) -> None:
    assert matched(tag, languages) == meant


@given(st.text(max_size=12), st.lists(st.sampled_from(["zh-Hans", "zh-Hant", "en", "en-GB", "sr-Latn"]), unique=True))
def test_any_text_means_one_of_them_or_none(tag: str, languages: list[str]) -> None:
    assert matched(tag, languages) in {*languages, ""}
    assert canonical(canonical(tag)) == canonical(tag)


def test_what_is_a_language() -> None:
    assert [tag for tag in ("fr", "zh-TW", "js", "md", "2", "py", "deutsch") if is_language(tag)] == ["fr", "zh-TW"]


def test_tables_by_language_are_read_alike() -> None:
    text = b"""title = "T"
languages = ["zh_CN", "en-US"]
translations.en.title = "Tea"
[[menu]]
label = "x"
url = "/"
lang = "zh"
"""
    site, problems = parse_config(text)
    assert problems == []
    assert (site.languages, list(site.translations), site.menu[0].lang) == (("zh-Hans", "en-US"), ["en-US"], "zh-Hans")


def test_names_of_topics_and_words_of_themes_are_read_alike() -> None:
    topics = Vocabulary({"tea": VocabularyTopic(names={"zh-TW": "茶葉", "zh-CN": "茶叶", "en-GB": "Tea"})})
    assert [topics.name("tea", lang) for lang in ("zh-Hans", "zh-Hant", "en")] == ["茶叶", "茶葉", "Tea"]
    catalogues = {"en": {"more": "More", "locale": "en-GB"}, "zh-Hant": {"more": "更多", "locale": "zh-Hant-TW"}}
    assert [words_for(lang, catalogues).more for lang in ("zh-Hant-HK", "en-US", "fr")] == ["更多", "More", "More"]
    assert words_for("en-US", catalogues).locale == "en-US"
