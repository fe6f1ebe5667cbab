"""The words of the form, in the member's language: `words.toml`, one table each."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from mingpian import closest_lang

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


class FormWords(msgspec.Struct, frozen=True):
    """What the form says in one language; names and hints by field, or by `Record.field`."""

    page: Mapping[str, str]
    ways: Mapping[str, str]
    choices: Mapping[str, str]
    fields: Mapping[str, str]
    hints: Mapping[str, str]

    def name(self, field: str, record: str = "") -> str:
        """Return what a field is called; its own name where there is no other."""
        return self.fields.get(f"{record}.{field}") or self.fields.get(field) or field.replace("_", " ")


@cache
def form_words(lang: str) -> FormWords:
    """Return the words of a language; of one that there are none for, those of one close to it."""
    base = lang.split("-", maxsplit=1)[0]
    known = closest_lang(lang, LANGUAGES) or ("zh-Hans" if base in ("zh", "yue", "nan") else "en")
    return FormWords(**_tables()[known])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("mingpian.host.intake").joinpath("words.toml").read_text(encoding="utf-8"))
