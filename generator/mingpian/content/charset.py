"""The letters of a body, for the fonts that are cut to what a site uses."""

from html import unescape

import msgspec

from mingpian.content.chinese_variants import convert_of, converted
from mingpian.content.markdown import Document


class VariantSettings(msgspec.Struct, frozen=True):
    """The variants of Chinese that are made (of what each is made), and the words that none changes."""

    made: dict[str, str] = {}
    keep: tuple[str, ...] = ()


def charset_of_body(document: Document, lang: str, variants: VariantSettings) -> str:
    """Return every letter of a body once, in order: as it is written, and in the variants that are made of it."""
    found = _charset(document)
    for target, source in variants.made.items():
        if source == lang:
            found |= _charset(converted(document, convert_of(variants.keep, source, target)))
    return "".join(sorted(found))


def _charset(document: Document) -> set[str]:
    found = set(document.text)
    for part in document.parts:
        found.update(unescape(part) if isinstance(part, str) else "")
    for ref in document.refs:
        found.update(ref.text, ref.title, ref.source, *(value for _, value in ref.attributes))
    return found
