"""What we say to people, in their language.

A text is written in English where it arises, as a template with its values beside it: `_("there is no `{name}`",
name=name)`. It stays so until it is printed; then the template is looked up in the catalogue of the reader's language
(`locale/`, in gettext's form), and the values are put in. `make messages` finds the templates by `_`.
"""

import functools
import os
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from mingpian.i18n.catalogue import read_catalogue

Language = Literal["en", "zh"]

_LOCALE = os.path.join(os.path.dirname(__file__), "locale")
_NAMED = re.compile(r"\{(\w+)\}")


class Translatable(NamedTuple):
    """A text of ours: a template, with `{name}` for each value. A value that is such a text is translated too; one that
    is a `str` is somebody's, and stands as it is. Two are equal when they read the same in English. It is no struct of
    msgspec's, as commands have texts and no start needs msgspec."""

    template: str
    values: tuple[tuple[str, "str | Translatable"], ...] = ()

    def __str__(self) -> str:
        return translate(self, "en")

    def with_values(self, **values: object) -> "Translatable":
        """Return this template with values, where it was chosen from several."""
        return _(self.template, **values)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other) if isinstance(other, str | Translatable) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(str(self))


AnyText = str | Translatable  # a plain text is its own template, without values


def _(template: str, **values: object) -> Translatable:
    """Return a text of ours, and mark its template for the catalogue. An error stands for the text that it carries."""
    return Translatable(template, tuple((name, _value(value)) for name, value in values.items()))


def joined(between: str, texts: Iterable[AnyText]) -> Translatable:
    """Return texts of ours one after the other."""
    parts = {f"part{number}": text for number, text in enumerate(texts)}
    ours = ((name, Translatable(text) if isinstance(text, str) else text) for name, text in parts.items())
    return Translatable(between.join(f"{{{name}}}" for name in parts), tuple(ours))


def listed(texts: Iterable[AnyText]) -> AnyText:
    """Return texts of ours as a list in words, with the commas of its language; empty without any."""
    return functools.reduce(lambda some, more: _("{some}, {more}", some=some, more=more), texts) if texts else ""


def clauses(texts: Iterable[AnyText]) -> AnyText:
    """Return texts of ours as the parts of one sentence, such as what is wrong and the way out; empty without any."""
    parts = tuple(texts)
    return functools.reduce(lambda some, more: _("{some}; {more}", some=some, more=more), parts) if parts else ""


def text_of(error: BaseException) -> AnyText:
    """Return what an error says: the text of ours that it carries, else its own."""
    carried = error.args[0] if error.args else None
    return carried if isinstance(carried, Translatable) else str(error)


def translate(text: AnyText, lang: Language) -> str:
    """Return a text in a language; in English, when the catalogue has none of it."""
    template, values = (text, ()) if isinstance(text, str) else (text.template, text.values)
    own = template if lang == "en" else _catalogue(lang).get(template, template)
    return _filled(own, dict(values), lang) if values else own


def _value(value: object) -> "str | Translatable":
    value = text_of(value) if isinstance(value, BaseException) else value
    return value if isinstance(value, str | Translatable) else str(value)


def _filled(template: str, values: "dict[str, str | Translatable]", lang: Language) -> str:
    """Return a template with the values in their places; other braces stand for themselves."""

    def value(place: re.Match[str]) -> str:
        found: AnyText = values.get(place[1], place[0])
        return translate(found, lang) if isinstance(found, Translatable) else found

    return _NAMED.sub(value, template)


@functools.cache
def _catalogue(lang: Language) -> dict[str, str]:
    return read_catalogue(os.path.join(_LOCALE, lang, "LC_MESSAGES", "mingpian.po"))
