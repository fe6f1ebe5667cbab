"""Language tags (BCP 47, RFC 5646): the one spelling of each, and which language of a site a tag means."""

import functools
from collections.abc import Iterable

from mingpian.core.patterns import lazy_pattern

_TAG = lazy_pattern(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_CHINESE = {
    **dict.fromkeys(("zh", "zh-CN", "zh-SG", "zh-MY"), "zh-Hans"),
    **dict.fromkeys(("zh-TW", "zh-HK", "zh-MO"), "zh-Hant"),
}


def is_tag(text: str) -> bool:
    """Tell whether the text has the form of a language tag: language, optional script, optional region."""
    return _TAG.fullmatch(text) is not None


@functools.lru_cache(maxsize=256)
def canonical(tag: str) -> str:
    """Return a tag with hyphens and the usual letter case; of Chinese by region, the script read there."""
    parts = tag.strip().replace("_", "-").split("-")
    tidy = "-".join(
        part.lower() if i == 0 else part.title() if len(part) == 4 else part.upper() for i, part in enumerate(parts)
    )
    return _CHINESE.get(tidy, tidy)


def matched(tag: str, languages: Iterable[str]) -> str:
    """Return the one of `languages` that a tag means, as it is written there; empty for none.

    That is the tag itself; else the first of the same language and script, whatever the region: scripts that neither
    states are the likely ones (UTS #35, "Likely Subtags"). A bare language is also any script of it.
    """
    known = {canonical(one): one for one in languages}
    wanted = canonical(tag)
    if wanted in known:
        return known[wanted]
    base = wanted.split("-")[0]
    related = [one for one in known if one.split("-")[0] == base] if is_tag(wanted) else []
    if not related:
        return ""
    alike = [one for one in related if _script(one) == _script(wanted)]
    is_bare = tag.strip().isalpha()
    return next((known[one] for one in alike or (related if is_bare else [])), "")


def is_language(tag: str) -> bool:
    """Tell whether a tag names a language that the Unicode CLDR knows, in the form of one."""
    from babel.core import get_global

    wanted = canonical(tag)
    return is_tag(wanted) and wanted.split("-")[0] in get_global("likely_subtags")


@functools.cache
def _script(tag: str) -> str:
    """Return the script of a canonical tag: the stated one, else the likely one."""
    language, *others = tag.split("-")
    if others and len(others[0]) == 4:
        return others[0]
    from babel.core import get_global

    likely = get_global("likely_subtags")
    found = str(likely.get("_".join([language, *others])) or likely.get(language) or "")
    return found.split("_")[1] if found.count("_") else ""
