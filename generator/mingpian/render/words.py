"""The words of a theme in one language, as one object that templates read: `t.read_more`, `t.minutes(5)`."""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from mingpian.content.kinds import kinds
from mingpian.content.kinds.offer import Price
from mingpian.render import localized
from mingpian.render.times.repeats import in_words
from mingpian.schema.decoding import decode_text
from mingpian.schema.languages import matched
from mingpian.schema.platforms import PLATFORMS

FALLBACK = "en"  # of the languages that ship, the one that most readers of any other can make out

_OF_LOCALE = ("locale", "og_locale")  # not said, and known by the language

Catalogue = Mapping[str, Any]


class Words:
    """The words of a theme in one language.

    An entry of plain text is a string; one with `{n}` or plural forms is called with the number, one with
    other `{names}` with those by keyword; a table without plural forms (`availability`) is a mapping.
    """

    def __init__(self, lang: str, catalogue: Catalogue) -> None:
        self.lang = lang
        self.locale = str(catalogue.get("locale", lang))
        for name, value in catalogue.items():
            if name != "locale":
                setattr(self, name, _word(value, self.locale))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no word `{name}` in the language {self.lang}")

    def date(self, value: str) -> str:
        """The day of an ISO date: 2026年3月1日, 1 March 2026."""
        return localized.day(self.locale, value[:10])

    def short_date(self, value: str) -> str:
        """Month and day alone: 3月1日, 1 Mar."""
        return localized.short_day(self.locale, value[:10])

    def year_month(self, value: str) -> str:
        """Year and month: 2026年3月, March 2026."""
        return localized.month(self.locale, value[:7])

    def year(self, value: str) -> str:
        """The year: 2026年, 2026."""
        return localized.year(self.locale, value[:4])

    def days(self, start: str, end: str = "") -> str:
        """On which days, with weekdays: 2026年3月1日星期日, Sunday, 1 March 2026."""
        return localized.days(self.locale, start, end)

    def hours(self, start: str, end: str = "") -> str:
        """From what time to what time, if a time is stated: 19:30–21:30."""
        return localized.hours(start, end)

    def span(self, start: str, end: str = "") -> str:
        """Days and hours."""
        return f"{self.days(start, end)} {self.hours(start, end)}".rstrip()

    def zone(self, name: str) -> str:
        """A time zone: 中国时间, Taiwan Time."""
        return localized.zone(self.locale, name)

    def repeats(self, rule: str) -> str:
        """A repeat rule: 每月，第一个星期六, every month, on the first Saturday; empty for a rare one."""
        return in_words(rule, self.locale, self.every, self.on, self.clause)

    def number(self, value: float) -> str:
        """A number with separators: 12,345."""
        return localized.number(self.locale, value)

    def language(self, code: str) -> str:
        """The name of a language: 英语, English."""
        return str(self.languages.get(code, "")) or localized.language(self.locale, code)

    def because(self, why: str, name: str = "", title: str = "") -> str:
        """One reason why two people should meet: can help with Slides, lives in Hangzhou too."""
        said = {"language": self.language(name)}.get(why, name) if name else name
        return str(self.reasons.get(why, self.reasons["entry"])).format(name=said, title=title)

    def money(self, price: Price) -> str:
        """A price: ¥1,200 / 小时, Free, On request; empty when nothing is said of it."""
        if price.note:
            return str(self.price_notes[price.note])
        if not price.amount:
            return ""
        amount = localized.money(self.locale, price.amount, price.currency)
        return f"{amount} / {self.per.get(price.per, price.per)}" if price.per else amount


def words_for(lang: str, catalogues: Mapping[str, Catalogue]) -> Words:
    """Choose the words of `lang` among catalogues by language; what it lacks is taken from those of the same language
    and script, and then from English."""
    others = [{**catalogues.get(name, {}), "locale": lang} for name in (*_near(lang, catalogues), FALLBACK)]
    names = {kind: kind for kind in kinds()}  # of one that an extension adds, until the site's words say more
    titles = {name: platform.title for name, platform in PLATFORMS.items()}
    given = {"lists": names, "kinds": names, "platforms": titles}
    return Words(lang, merged([catalogues.get(lang, {}), *others, given]))


def _near(lang: str, catalogues: Iterable[str]) -> list[str]:
    """Return the languages with catalogues that serve another: the one of the same language and script."""
    related = matched(lang, (name for name in catalogues if name != lang))
    return [related] if related else []


def lacking(lang: str, catalogues: Mapping[str, Catalogue]) -> tuple[list[str], int]:
    """Return the words that a language lacks, by name, and how many there are in all."""
    every = _names(catalogues.get(FALLBACK, {}))
    own = {name for one in (lang, *_near(lang, catalogues)) for name in _names(catalogues.get(one, {}))}
    is_english = FALLBACK in (lang, *_near(lang, catalogues))
    return ([] if is_english else [name for name in every if name not in own]), len(every)


def starter(lang: str, catalogues: Mapping[str, Catalogue]) -> str:
    """Return a catalogue for a language: the present words, each in a comment until somebody changes it."""
    lines, tables = [f"locale = {quoted(lang)}", ""], list[str]()
    now = merged([catalogues[name] for name in (lang, *_near(lang, catalogues), FALLBACK) if name in catalogues])
    for name, value in now.items():
        if isinstance(value, dict) and "other" not in value:
            tables += ["", f"[{name}]", *(f"# {quoted(key)} = {quoted(said)}" for key, said in value.items())]
        elif name not in _OF_LOCALE:
            lines.append(f"# {name} = {quoted(value)}")
    return "\n".join((*lines, *tables, ""))


def quoted(value: Any) -> str:
    """Return a value of a catalogue as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {quoted(said)}" for name, said in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _names(catalogue: Catalogue) -> list[str]:
    """Return the names of all words of a catalogue, those in tables as `table.name`."""
    found: list[str] = []
    for name, value in catalogue.items():
        is_table = isinstance(value, dict) and "other" not in value
        found += [f"{name}.{key}" for key in value] if is_table else [name]
    return [name for name in found if name not in _OF_LOCALE]


def merged(layers: list[Catalogue]) -> Catalogue:
    """Lay catalogues over each other, the nearest theme's first. Names in a table are words by themselves; the forms of
    a plural belong together."""
    found: dict[str, Any] = {}
    for layer in reversed(layers):
        for name, value in layer.items():
            is_table = isinstance(value, dict) and isinstance(found.get(name), dict) and "other" not in value
            found[name] = {**found[name], **value} if is_table else value
    return found


def misshapen(catalogue: Catalogue, usual: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the words that pages cannot say, each with the form that it should have: "text" or "table". They are of no
    form, or of the one that the `usual` catalogue has not."""
    for name, value in catalogue.items():
        form = _form(usual[name]) if name in usual else _form(value) or "text"
        if _form(value) != form:
            yield name, form


def _form(value: Any) -> str:
    """Return what a word is: "text", which may have plural forms, a "table" of texts, or nothing."""
    if isinstance(value, dict) and all(isinstance(said, str) for said in value.values()):
        return "text" if "other" in value else "table"
    return "text" if isinstance(value, str) else ""


@cache
def parse_catalogue(data: bytes) -> Catalogue:
    """Parse a catalogue, a text of TOML. Raises `ValueError`, of which TOML's errors are a kind."""
    text, _told = decode_text(data, "")
    if text is None:
        raise ValueError
    return tomllib.loads(text)


def _word(value: Any, locale: str) -> str | Mapping[str, str] | Callable[..., str]:
    if isinstance(value, dict):
        return partial(_count, value, locale) if "other" in value else MappingProxyType(value)
    if "{n}" in value:
        return partial(_count, {"other": value}, locale)
    return value.format if "{" in value else str(value)


def _count(forms: dict[str, str], locale: str, n: int, **names: str) -> str:
    category = localized.plural(locale, n) if len(forms) > 1 else "other"
    return forms.get(category, forms["other"]).format(n=localized.number(locale, n), **names)
