"""The language in which a command speaks to its user."""

from collections.abc import Mapping


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language of the user's environment, as POSIX's variables state it; Chinese where they state none."""
    stated = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "C")
    if stated.startswith(("C", "POSIX")):
        return "zh-Hans"
    if stated.startswith("zh"):
        return "zh-Hant" if stated.startswith(("zh_TW", "zh_HK", "zh_MO", "zh_Hant")) else "zh-Hans"
    return "en"
