"""Characters that nobody sees: Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties), in two parts, as
classes of regular expressions."""

from mingpian.core.patterns import lazy_pattern

CHOOSING = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u180f"
"""These have their place in names: they join letters of Persian and of Indic scripts, or choose one form of a Chinese
character."""
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_NOTHING = lazy_pattern(rf"[\s{CHOOSING}{UNSEEN}]*")


def shows_nothing(text: str) -> bool:
    """Tell whether a text is blanks, and what nobody sees."""
    return (not text[:1].isascii() or text[:1] <= " ") and _NOTHING.fullmatch(text) is not None
