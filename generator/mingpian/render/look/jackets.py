"""Jackets: what is drawn in a list for an entry without a picture. Style sheets have the patterns, names choose one."""

from zlib import crc32

PATTERNS, GROUNDS = 8, 4
_MOST, _LONG = 28, 16  # letters of a title; Chinese ones count twice
_MOST_LATIN = 52  # lines of words fill a jacket better than columns
_WIDE = "\u2e80"
_BETWEEN = ("：", ": ", "——", "｜", " | ", " – ", " — ")
_MARKS = "，、；,; "


def jacket(title: str) -> str:
    """Return the classes of a title's jacket: which pattern, on which ground, and whether there is much to say."""
    number = crc32(title.encode("utf-8", "surrogatepass"))
    length = " long" if _length(on_jacket(title)) > _LONG else ""
    return f"pattern-{number % PATTERNS} ground-{number // PATTERNS % GROUNDS}{length}"


def on_jacket(title: str) -> str:
    """Return as much of a title as a jacket has room for: its first part, if it has parts, cut where it is long."""
    whole = " ".join(title.split())
    firsts = (whole.partition(mark)[0].rstrip() for mark in _BETWEEN)
    main = min((first for first in firsts if len(first) > 1), key=len, default=whole)
    most = _MOST if max(main, default="") >= _WIDE else _MOST_LATIN
    if _length(main) <= most:
        return main
    cut = next(main[:at] for at in range(len(main), 0, -1) if _length(main[:at]) <= most)
    before = cut.rpartition(" ")[0] if main[len(cut)] < _WIDE else ""  # no word is cut in two
    return f"{(before or cut).rstrip(_MARKS)}…"


def _length(text: str) -> int:
    return sum(2 if letter >= _WIDE else 1 for letter in text)
