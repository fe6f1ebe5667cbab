"""The theme's words: no language lacks one, and dates, prices and counts read as its readers write them."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from mingpian.content.kinds.offer import Price
from mingpian.render.theme import load_theme
from mingpian.render.words import Words, merged, misshapen, parse_catalogue, words_for

THEMES = Path(__file__).resolve().parents[2] / "themes"
CATALOGUES = {
    path.stem: parse_catalogue(path.read_bytes()) for path in sorted((THEMES / "default" / "words").glob("*.toml"))
}


def speaking(lang: str) -> Words:
    return words_for(lang, CATALOGUES)


def test_the_three_languages_ship() -> None:
    assert CATALOGUES.keys() >= {"en", "zh-Hans", "zh-Hant"}


@pytest.mark.parametrize("lang", sorted(CATALOGUES))
def test_a_language_says_what_english_says(lang: str) -> None:
    def keys(catalogue: Any) -> set[tuple[str, ...]]:
        found = set[tuple[str, ...]]()
        for name, value in catalogue.items():
            parts = sorted(value) if isinstance(value, dict) and "other" not in value else [""]
            found |= {(name, part) for part in parts}
        return found

    assert keys(CATALOGUES[lang]) == keys(CATALOGUES["en"])


@pytest.mark.parametrize("lang", sorted(CATALOGUES))
def test_a_translation_keeps_the_placeholders(lang: str) -> None:
    def names(value: Any) -> set[str | None]:
        texts = value.values() if isinstance(value, dict) else [value]
        return {name for text in texts for _, name, _, _ in Formatter().parse(text)} - {None}

    assert {name: names(value) for name, value in CATALOGUES[lang].items()} == {
        name: names(value) for name, value in CATALOGUES["en"].items()
    }


def test_what_ships_needs_no_looking_at() -> None:
    """No build asks whether its words have their form and its style sheets are UTF-8."""
    words = {path: parse_catalogue(path.read_bytes()) for path in THEMES.glob("*/words/*.toml")}
    assert {path: wrong for path, said in words.items() if (wrong := [*misshapen(said, CATALOGUES["en"])])} == {}
    assert all(path.read_text("utf-8") for path in THEMES.rglob("*.css"))


def test_no_word_hides_a_method_of_words() -> None:
    methods = {name for name in vars(Words) if not name.startswith("_")} | {"lang"}
    assert methods & set(CATALOGUES["en"]) == set()


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    templates = "\n".join(path.read_text("utf-8") for path in sorted(THEMES.rglob("templates/**/*.html")))
    sources = "\n".join(path.read_text("utf-8") for path in (THEMES.parent / "generator/mingpian/render").rglob("*.py"))
    used = set(re.findall(r"\bt\.(\w+)", templates))
    assert used - set(dir(Words)) - {"lang", "locale"} - set(CATALOGUES["en"]) == set()
    assert {name for name in CATALOGUES["en"] if name not in used and not re.search(rf"\.{name}\b", sources)} <= {
        "locale"
    }


def test_a_word_that_a_language_lacks_is_said_in_english() -> None:
    french = words_for("fr", {**CATALOGUES, "fr": {"search": "Rechercher"}})
    assert (french.search, french.to_home, french.lang) == ("Rechercher", "Home", "fr")
    assert french.date("2026-03-01") == "1 mars 2026"


def test_a_language_nobody_wrote_words_for_keeps_its_own_dates() -> None:
    assert speaking("ja").date("2026-03-01") == "2026年3月1日"
    assert speaking("tlh").date("2026-03-01") == "1 March 2026"


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no word `serach`"):
        _ = speaking("en").serach


def test_a_nearer_theme_speaks_first() -> None:
    found = words_for("en", {"en": merged([{"search": "Find"}, CATALOGUES["en"]])})
    assert (found.search, found.to_home) == ("Find", "Home")


@pytest.mark.parametrize(
    ("lang", "value", "shown"),
    [
        ("zh-Hans", "2026-03-01", "2026年3月1日"),
        ("zh-Hant", "2026-03-01T23:30:00+08:00", "2026年3月1日"),
        ("en", "2026-03-01", "1 March 2026"),
        ("zh-Hans", "2026-03", "2026年3月"),
        ("en", "2026-03", "March 2026"),
        ("zh-Hans", "2026", "2026年"),
        ("en", "2026", "2026"),
    ],
)
def test_dates(lang: str, value: str, shown: str) -> None:
    assert speaking(lang).date(value) == shown


@pytest.mark.parametrize(
    ("lang", "start", "end", "shown"),
    [
        ("zh-Hans", "2026-03-01", "", "2026年3月1日星期日"),
        ("zh-Hans", "2026-03-01T19:30:00", "2026-03-01T21:00:00", "2026年3月1日星期日 19:30–21:00"),
        ("zh-Hans", "2026-03-01T19:30:00+08:00", "2026-03-01T21:00:00", "2026年3月1日星期日 19:30–21:00"),
        ("zh-Hant", "2026-03-01T19:30:00", "", "2026年3月1日 星期日 19:30"),
        ("zh-Hans", "2026-03-01", "2026-03-03", "2026年3月1日周日至3日周二"),
        ("en", "2026-03-01T09:00:00", "2026-03-01T09:00:00", "Sunday, 1 March 2026 09:00"),
        ("en", "2026-03-31", "2026-04-02", "Tue, 31 Mar – Thu, 2 Apr 2026"),
    ],
)
def test_when_an_event_is(lang: str, start: str, end: str, shown: str) -> None:
    assert speaking(lang).span(start, end).replace("\u2009", " ") == shown


@pytest.mark.parametrize(
    ("lang", "price", "shown"),
    [
        ("zh-Hans", Price(1200, "CNY", "hour"), "¥1,200 / 小时"),
        ("zh-Hant", Price(12000, "TWD", "person"), "NT$12,000 / 人"),
        ("en", Price(99.5, "USD"), "US$99.50"),
        ("en", Price(1200, "CNY", "bowl"), "CN¥1,200 / bowl"),
        ("zh-Hans", Price(note="free"), "免费"),
        ("en", Price(note="on request"), "On request"),
        ("en", Price(), ""),
        ("zh-Hans", Price(300), "300"),
    ],
)
def test_prices(lang: str, price: Price, shown: str) -> None:
    assert speaking(lang).money(price) == shown


def test_counts_agree_in_number() -> None:
    english = speaking("en")
    assert [english.minutes(n) for n in (1, 2, 1200)] == ["1 minute", "2 minutes", "1,200 minutes"]
    assert speaking("zh-Hans").members_count(1) == "1 位成员"


def test_languages_are_named_in_the_readers_language() -> None:
    assert [speaking("zh-Hans").language(code) for code in ("en", "zh-Hant", "qq")] == ["英语", "繁体中文", "qq"]
    assert speaking("en").language("yue") == "Cantonese"


def test_a_site_adds_a_language_with_one_file(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "de.toml").write_text('search = "Suche"\n', encoding="utf-8")
    theme, diagnostics = load_theme(tmp_path, "default")
    assert diagnostics == []
    assert (theme.words("de").search, theme.words("de").date("2026-03-01")) == ("Suche", "1. März 2026")
