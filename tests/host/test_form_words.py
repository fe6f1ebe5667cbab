"""The form for those who hand in: whatever a kind declares, in the words of each language."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from mingpian.content.kinds import kinds
from mingpian.host.intake.form import NOT_HANDED_IN, form_of
from mingpian.host.intake.words import LANGUAGES, form_words
from mingpian.schema.shapes import record_of


def test_the_form_asks_for_every_field_that_a_kind_declares() -> None:
    """Whatever a kind declares of its own is in the form, in each language, under a name that people can read."""
    for kind in kinds().values():
        own = [name for name in record_of(kind.fields).fields if name not in NOT_HANDED_IN]
        for lang in LANGUAGES:
            assert {field.name for field in form_of(kind, lang)} == set(own)
    for kind in (kinds()["members"], kinds()["offers"]):
        for lang in LANGUAGES:
            known = form_words(lang).fields
            for field in form_of(kind, lang):
                assert {field.name, *(part.name for part in field.fields)} <= known.keys()


def test_the_words_of_the_form_are_there_in_each_language() -> None:
    text = files("mingpian.host.intake").joinpath("words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    assert {lang: {part: set(table) for part, table in tables[lang].items()} for lang in LANGUAGES} == {
        lang: {part: set(table) for part, table in tables["zh-Hans"].items()} for lang in LANGUAGES
    }
