"""The language in which a command speaks to its user."""

import sys
from collections.abc import Mapping
from typing import Literal

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language of the user's environment, as POSIX's variables state it; Chinese where they state none."""
    stated = _stated(environment) or "C"
    if stated.startswith(("C", "POSIX")):
        return "zh-Hans"
    if stated.startswith("zh"):
        return "zh-Hant" if stated.startswith(("zh_TW", "zh_HK", "zh_MO", "zh_Hant")) else "zh-Hans"
    return "en"


def spoken_in(environment: Mapping[str, str]) -> Literal["en", "zh"]:
    """Return the language of messages: Chinese for those who state it, or whose Windows is in Chinese. The locale `C`,
    that of logs and of programs, is in English."""
    stated = _stated(environment)
    if not stated and sys.platform == "win32":
        import locale

        stated = locale.getlocale()[0] or ""
    return "zh" if stated.startswith(("zh", "Chinese")) else "en"


def _stated(environment: Mapping[str, str]) -> str:
    return next((value for name in _VARIABLES if (value := environment.get(name))), "")
