"""Reads a catalogue of gettext: a .po file (GNU gettext manual, section "The Format of PO Files").

Babel writes these files, and could read them; it takes longer to import than most commands take to run.
"""

from os import PathLike


def read_catalogue(path: str | PathLike[str]) -> dict[str, str]:
    """Return the translations by their English text; empty and fuzzy ones are left out."""
    found: dict[str, str] = {}
    with open(path, encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    for block in blocks:
        head, is_entry, rest = block.partition("msgid ")
        own, is_translated, said = rest.partition("\nmsgstr ")
        if is_entry and is_translated and "#, fuzzy" not in head:
            found[_text(own)] = _text(said)
    return {own: said for own, said in found.items() if own and said}


def _text(strings: str) -> str:
    """Return what adjacent strings say; their escapes are those of JSON."""
    if "\\" in strings:
        import json

    text: str = json.loads(strings.replace('"\n"', "")) if "\\" in strings else strings.strip()[1:-1]
    return text
