"""What a text is made of, as cards set it: paragraphs, headings, items, quotes, code, tables and pictures."""

import msgspec


class MarkedText(msgspec.Struct, frozen=True):
    """Text, and how it is marked. `classes` are those of coloured code."""

    text: str
    marks: frozenset[str] = frozenset()
    classes: str = ""


Words = tuple[MarkedText, ...]


class TextBlock(msgspec.Struct, frozen=True):
    """Running text. What is of one `group` stays together where it can."""

    words: Words
    kind: str = "text"  # text, heading, note, caption, formula, divider
    level: int = 0  # of a heading
    indent: int = 0  # levels of lists around it
    marker: str = ""  # of an item, before its first line
    group: int = 0
    quote: str = ""  # bar or panel, for what is quoted or called out


class CodeLines(msgspec.Struct, frozen=True):
    """Lines of code."""

    lines: tuple[Words, ...]
    group: int


class PictureBlock(msgspec.Struct, frozen=True):
    """A picture with its caption."""

    src: str
    alt: str
    caption: Words


class TableBlock(msgspec.Struct, frozen=True):
    """A table: its rows, how many of them are its head, and where the text of each column stands."""

    rows: tuple[tuple[Words, ...], ...]
    head: int
    aligned: tuple[str, ...]
    group: int


CardBlock = TextBlock | CodeLines | PictureBlock | TableBlock
