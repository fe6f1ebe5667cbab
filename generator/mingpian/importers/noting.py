"""Notes on what a text says that has no meaning here: each thing once, with the line at which it stands first."""

import re

from mingpian.i18n import AnyText, _
from mingpian.importers.blocks import Unknown
from mingpian.importers.texts import Text

UNKNOWN = {
    "shortcode": _("{place}: `{name}` is a shortcode that is not known here; it stands in the text as it was"),
    "block": _("{place}: the block `{name}` was made by its plug-in or theme when it was shown; it is not taken"),
    "tag": _("{place}: `{name}` is a tag that is not known here; it stands in the text as it was"),
    "value": _("{place}: `{name}` is a value that is not known here; it stands in the text as it was"),
}


def unknown_in(text: Text, body: str, notes: list[AnyText], what: str = "tag") -> Unknown:
    """Return what notes unknown tags of a body that has the lines of the text's own."""
    before = text.source.count("\n", 0, len(text.source) - len(text.body))
    told: set[str] = set()

    def unknown(name: str, at: int) -> None:
        if name in told:
            return
        told.add(name)
        place = f"{text.name}:{before + body.count(chr(10), 0, at) + 1}"
        notes.append(UNKNOWN[what].with_values(place=place, name=name))

    return unknown


def values_in(text: Text, body: str, pattern: "re.Pattern[str]", notes: list[AnyText]) -> None:
    """Note each value of a template (`{{ … }}`) that is still there, outside of code."""
    from mingpian.importers.blocks import before_code, found_outside

    unknown = unknown_in(text, text.body, notes, "value")
    for match in found_outside(pattern, body):
        words = before_code(match[0])
        unknown(words, max(text.body.find(words), 0))
