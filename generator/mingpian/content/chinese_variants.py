"""Traditional and Simplified Chinese from each other: phrases, not characters (OpenCC). What is on the keep-list, code,
addresses and formulas stay as they are written."""

import functools
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.content.entry import Entry
from mingpian.content.markdown import DRAWN, Document, Heading, Ref, TitlePlace
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.walk import mapped

if TYPE_CHECKING:
    from opencc_pyo3 import OpenCC

_CONVERSIONS = {("zh-Hans", "zh-Hant"): "s2twp", ("zh-Hant", "zh-Hans"): "tw2sp"}
_WORDS = frozenset({"text", "prose"})
_VERBATIM = lazy_pattern(r"(<(pre|code|math|script|style|svg)\b.*?</\2>|<[^>]*>|&[#\w]+;)", re.DOTALL)

Convert = Callable[[str], str]


def unusable(config: SiteConfig) -> list[Diagnostic]:
    """Report variants that cannot be made."""
    diagnostics = []
    for target, source in config.variants.items():
        path = ("variants", target)
        if (source, target) not in _CONVERSIONS:
            message = _(
                "`{target}` cannot be made from `{source}`; zh-Hant can from zh-Hans, and zh-Hans from zh-Hant",
                target=target,
                source=source,
            )
            diagnostics.append(Diagnostic(code="bad-value", message=message, file=CONFIG_FILE, field=path))
        elif missing := [lang for lang in (source, target) if lang not in config.languages]:
            message = _("the site has no language `{lang}`", lang=missing[0])
            listed = ", ".join(f'"{lang}"' for lang in (*config.languages, missing[0]))
            hint = _("add it: languages = [{listed}]", listed=listed)
            diagnostics.append(
                Diagnostic(code="unknown-language", message=message, file=CONFIG_FILE, field=path, hints=(hint,))
            )
        elif not is_installed():
            message = _("variants of Chinese need more: pip install 'mingpian[variants]'")
            diagnostics.append(Diagnostic(code="not-installed", message=message, file=CONFIG_FILE, field=path))
    return diagnostics


def with_variants(entries: list[Entry[Any]], config: SiteConfig) -> list[Entry[Any]]:
    """Return the entries, and for each that lacks one the variant that the site has made of it."""
    if not config.variants or unusable(config):
        return entries
    there = {(entry.id, entry.lang) for entry in entries}
    made = [
        _variant(entry, target, convert_of(config.keep, entry.lang, target))
        for entry in entries
        for target, source in config.variants.items()
        if entry.lang == source and (entry.id, target) not in there
    ]
    return entries + made


def _variant(entry: Entry[Any], lang: str, convert: Convert) -> Entry[Any]:
    summary, mentions = _summary(entry, convert)
    return msgspec.structs.replace(
        entry,
        key=f"{entry.id}.{lang}",
        lang=lang,
        made_from=entry.lang,
        fields=mapped(entry.fields, _WORDS, convert),
        title=convert(entry.title),
        summary=summary,
        mentions=mentions,
        terms={taxonomy: tuple(map(convert, terms)) for taxonomy, terms in entry.terms.items()},
    )


def _summary(entry: Entry[Any], convert: Convert) -> tuple[str, tuple[TitlePlace, ...]]:
    """Return the summary in the other variant; what it mentions is found by the words as they are written."""
    if not entry.mentions:
        return convert(entry.summary), ()
    text, mentions, last = "", list[TitlePlace](), 0
    for one in entry.mentions:
        text += convert(entry.summary[last : one.start])
        mentions.append(TitlePlace(len(text), len(text) + len(one.target), one.target))
        text += one.target
        last = one.end
    return text + convert(entry.summary[last:]), tuple(mentions)


def converted(document: Document, convert: Convert) -> Document:
    """Return a body in the other variant; its references, ids and code are what they were."""
    return msgspec.structs.replace(
        document,
        parts=tuple(_html(part, convert) if isinstance(part, str) else part for part in document.parts),
        refs=tuple(_ref(ref, convert) for ref in document.refs),
        headings=tuple(Heading(one.level, one.id, convert(one.text)) for one in document.headings),
        text=convert(document.text),
        summary=convert(document.summary),
    )


def convert_of(keep: tuple[str, ...], source: str, target: str) -> Convert:
    """Return what turns a text of one language into the other; the words of `keep` stay as they are."""
    return _convert(_CONVERSIONS[source, target], keep)


@functools.cache
def _convert(name: str, keep: tuple[str, ...]) -> Convert:
    opencc = _opencc(name)
    kept = _pattern(keep)

    @functools.lru_cache(maxsize=4_096)
    def convert(text: str) -> str:
        if text.isascii():
            return text
        pieces = kept.split(text) if kept else [text]
        pieces[::2] = [str(opencc.convert(piece, True)) if piece else piece for piece in pieces[::2]]
        return "".join(pieces)

    return convert


@functools.cache
def simplified_letters() -> dict[str, str]:
    """Return the Simplified form of each Traditional letter in common use that has another one: one for one, so that it
    is the same for texts and for those who look for them. Nothing where the library is not installed."""
    if not is_installed():
        return {}
    letters = _of("big5", "".join(map(chr, range(0x4E00, 0xA000))))
    forms = str(_opencc("t2s").convert("\n".join(letters), False)).split("\n")
    simplified = frozenset(_of("gb2312", "".join(forms)))
    pairs = zip(letters, forms, strict=True) if len(letters) == len(forms) else ()
    return {letter: form for letter, form in pairs if form != letter and form in simplified}


def _of(encoding: str, letters: str) -> str:
    """Return the letters that an encoding has."""
    return letters.encode(encoding, "ignore").decode(encoding)


def _opencc(name: str) -> "OpenCC":
    from opencc_pyo3 import OpenCC

    return OpenCC(name)


def _pattern(keep: Iterable[str]) -> "re.Pattern[str] | None":
    words = sorted(filter(None, keep), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})") if words else None


@functools.cache
def is_installed() -> bool:
    """Tell whether the library is there."""
    from importlib.util import find_spec

    return find_spec("opencc_pyo3") is not None


def _html(html: str, convert: Convert) -> str:
    pieces = _VERBATIM.split(html)  # text, what stays, and the name of its element, in turn
    pieces[::3] = [convert(piece) for piece in pieces[::3]]
    return "".join(piece for number, piece in enumerate(pieces) if number % 3 != 2)


def _ref(ref: Ref, convert: Convert) -> Ref:
    if ref.kind == "formula":
        return ref
    source = ref.source if ref.kind in DRAWN else ""
    return msgspec.structs.replace(ref, text=convert(ref.text), title=convert(ref.title), source=source)
