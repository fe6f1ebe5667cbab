"""Jackets: what is drawn in a list for an entry without a picture. Style sheets have the patterns, titles choose one.

The title stands beside its jacket, which says something else: what the entry is about, else the title's initial.
"""

from unicodedata import normalize
from zlib import crc32

PATTERNS, GROUNDS = 8, 4
_LONG, _MOST = 10, 24  # letters of a topic; Chinese ones count twice
_WIDE = "\u2e80"
_MARKS = "，、；,; "


def jacket(title: str, topic: str = "") -> str:
    """Return the classes of a title's jacket: which pattern, on which ground, and how large its letters are."""
    number = crc32(title.encode("utf-8", "surrogatepass"))
    size = " initial" if not topic.strip() else " long" if _length(topic) > _LONG else ""
    return f"pattern-{number % PATTERNS} ground-{number // PATTERNS % GROUNDS}{size}"


def on_jacket(title: str, topic: str = "") -> str:
    """Return what stands on a jacket: the topic, cut where it is long; without one, the first letter of the title."""
    whole = " ".join(topic.split())
    if not whole:
        return next((letter for letter in normalize("NFC", title) if letter.isalnum()), title[:1])
    if _length(whole) <= _MOST:
        return whole
    cut = next(whole[:at] for at in range(len(whole), 0, -1) if _length(whole[:at]) < _MOST)
    before = cut.rpartition(" ")[0] if whole[len(cut)] < _WIDE else ""  # no word is cut in two
    return f"{(before or cut).rstrip(_MARKS)}…"


def _length(text: str) -> int:
    return sum(2 if letter >= _WIDE else 1 for letter in text)
