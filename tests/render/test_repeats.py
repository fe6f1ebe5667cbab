"""Repeat rules in words; a rule of which words would leave out something has none."""

import tomllib
from pathlib import Path

import pytest

from mingpian.render.words import words_for

WORDS = Path(__file__).parents[2] / "themes" / "default" / "words"


@pytest.mark.parametrize(
    ("rule", "chinese", "english"),
    [
        ("FREQ=WEEKLY", "每周", "Every week"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "每 2 周，星期二，星期四", "Every 2 weeks, on Tuesday, on Thursday"),
        ("FREQ=MONTHLY;BYDAY=1SA", "每月，第一个星期六", "Every month, on the first Saturday"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "每月，最后一个星期五", "Every month, on the last Friday"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "", ""),
    ],
)
def test_a_rule_in_words(rule: str, chinese: str, english: str) -> None:
    catalogues = {lang: tomllib.loads((WORDS / f"{lang}.toml").read_text("utf-8")) for lang in ("zh-Hans", "en")}
    assert words_for("zh-Hans", catalogues).repeats(rule) == chinese
    assert words_for("en", catalogues).repeats(rule) == english
