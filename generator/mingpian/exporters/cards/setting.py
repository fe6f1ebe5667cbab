"""Blocks as strips of a card: each a line, a row or a picture, with what must not be parted from it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from mingpian import CODE_COLORS
from mingpian.exporters.cards.blocks import CardBlock, CodeLines, MarkedText, PictureBlock, TableBlock, TextBlock, Words
from mingpian.exporters.cards.breaking import TextLine, lines
from mingpian.exporters.cards.columns import column_widths
from mingpian.exporters.cards.forms import CardForm
from mingpian.exporters.cards.pieces import CardItem, CardRun, CardType, Letters, Measure, Panel, Photo, moved
from mingpian.exporters.styles import colour_of_code


class Strip(msgspec.Struct, frozen=True):
    """A part of a page that is not divided. Its items are placed from its upper left corner; lengths are pixels."""

    height: float
    before: float  # room above, unless it is the first of a page
    items: tuple[CardItem, ...]
    text: str = ""
    keeps: bool = False  # the next strip is on the same page
    group: int = 0  # strips of one group are on one page where they can be
    ground: str = ""  # bar or panel, behind all strips of the group
    level: int = 0  # of a heading


class Sizes(NamedTuple):
    """Pixels of a picture."""

    width: int
    height: int


class Setter(msgspec.Struct, frozen=True):
    """What blocks are set with: the form, the language, how wide letters are, and how large the pictures at hand."""

    form: CardForm
    lang: str
    measure: Measure
    pictures: dict[str, Sizes]

    def strips(self, blocks: Sequence[CardBlock]) -> list[Strip]:
        """Return the strips of all blocks, in order."""
        found: list[Strip] = []
        for block in blocks:
            strips = self._block(block)
            if strips and found and found[-1].group != strips[0].group:
                grounds = (found[-1].ground, strips[0].ground)
                more = sum(0.45 * self.form.text for ground in grounds if ground in ("panel", "code"))
                strips[0] = msgspec.structs.replace(strips[0], before=strips[0].before + more)
            found += strips
        return found

    def _block(self, block: CardBlock) -> list[Strip]:
        if isinstance(block, TextBlock):
            return self._text(block)
        if isinstance(block, CodeLines):
            return list(self._code(block))
        if isinstance(block, PictureBlock):
            return self._picture(block)
        return list(self._table(block))

    def _text(self, block: TextBlock) -> list[Strip]:
        form, base = self.form, _type_of(block, self.form)
        leading = _leading(block, form)
        inset = _inset(block, form)
        room = form.room - inset - (form.text if block.quote == "panel" else 0)
        rows = lines(runs_of(block.words, base), room, self.measure, self.lang)
        items = [_placed(row, inset, leading, base.size) for row in rows]
        if block.kind in ("caption", "formula", "divider"):
            items = [
                tuple(moved(one, max(0.0, (form.room - inset - row.width) / 2), 0) for one in placed)
                for row, placed in zip(rows, items, strict=True)
            ]
        if block.marker and items:
            items[0] = (*self._marker(block, base, inset, leading), *items[0])
        return [
            Strip(
                leading,
                _before(block, form) if at == 0 else 0.0,
                placed,
                row.text + ("\n" if row.is_last else ""),
                _keeps(block, at, len(rows)),
                block.group,
                block.quote,
                block.level if block.kind == "heading" else 0,
            )
            for at, (row, placed) in enumerate(zip(rows, items, strict=True))
        ]

    def _marker(self, block: TextBlock, base: CardType, inset: float, leading: int) -> tuple[CardItem, ...]:
        type = msgspec.structs.replace(base, color="brand")
        width = self.measure(block.marker, type)
        return (Letters(inset - width - 0.35 * base.size, _baseline(leading, base.size), block.marker, type, width),)

    def _code(self, block: CodeLines) -> Iterator[Strip]:
        form = self.form
        base = CardType("mono", round(form.text * 0.72), "ink")
        leading, inset = round(base.size * 1.55), 0.6 * form.text
        rows = [
            row
            for words in block.lines
            for row in lines(_code_runs(words, base), form.room - 2 * inset, self.measure, "") or [TextLine((), "", 0)]
        ]
        for at, row in enumerate(rows):
            yield Strip(
                leading,
                form.leading * 0.8 if at == 0 else 0.0,
                _placed(row, inset, leading, base.size),
                row.text.replace("\xa0", " ") + ("\n" if row.is_last else ""),
                (at == 0 and len(rows) > 1) or at == len(rows) - 2,
                block.group,
                "code",
            )

    def _picture(self, block: PictureBlock) -> list[Strip]:
        form = self.form
        caption = TextBlock(block.caption, "caption")
        if block.src not in self.pictures:
            words = block.caption or ((MarkedText(block.alt),) if block.alt else ())
            return self._text(TextBlock(words, "caption", level=1)) if words else []
        below = self._text(caption) if block.caption else []
        size = self.pictures[block.src]
        deep = form.depth * 0.62 if below else form.depth * 0.7
        scale = min(form.room / size.width, deep / size.height, 2 * form.text / 40)
        width, height = size.width * scale, size.height * scale
        photo = Photo((form.room - width) / 2, 0, width, height, block.src, block.alt)
        said = block.alt or ""
        strip = Strip(height, form.leading * 0.5, (photo,), f"[{said}]\n" if said else "", keeps=bool(below))
        after = Strip(form.leading * 0.15, 0, ())
        return [strip, *(msgspec.structs.replace(one, keeps=True) for one in below), after]

    def _table(self, block: TableBlock) -> Iterator[Strip]:
        form = self.form
        base = CardType("text", round(form.text * 0.8), "ink")
        leading, pad = round(base.size * 1.5), round(base.size * 0.45)
        cells = [[runs_of(words, base) for words in row] for row in block.rows]
        widths = column_widths(cells, form.room, 2 * pad, self.measure)
        for number, row in enumerate(cells):
            set_cells = [
                lines(runs, width - 2 * pad, self.measure, self.lang, is_spread=False) if runs else []
                for runs, width in zip(row, widths, strict=True)
            ]
            yield from self._row(block, number, set_cells, widths, (base.size, leading, pad))

    def _row(
        self,
        block: TableBlock,
        number: int,
        cells: list[list[TextLine]],
        widths: list[float],
        sizes: tuple[int, int, int],
    ) -> Iterator[Strip]:
        """Yield the lines of a row; they stay together unless they are more than half a page."""
        size, leading, pad = sizes
        count = max(1, *map(len, cells))
        whole = count * leading < self.form.depth / 2
        is_head, is_last = number < block.head, number == len(block.rows) - 1
        for at in range(count):
            items: list[CardItem] = []
            first, last = at == 0, at == count - 1
            height = leading + (pad if first else 0) + (pad if last else 0)
            left, said = 0.0, []
            for column, rows in enumerate(cells):
                if at < len(rows):
                    align = block.aligned[column] if column < len(block.aligned) else ""
                    slack = widths[column] - 2 * pad - rows[at].width
                    shift = slack if align == "right" else slack / 2 if align == "center" else 0.0
                    top = _baseline(leading, size) + (pad if first else 0)
                    items += (moved(one, left + pad + shift, top) for one in rows[at].letters)
                    said.append(rows[at].text)
                left += widths[column]
            if last:
                thick = max(1, round(self.form.text / (14 if is_head else 26)))
                items.append(Panel(0, height - thick, left, thick, "brand" if is_head else "line"))
            text = " | ".join(said) + ("\n" if last else "; ")
            before = self.form.leading * 0.6 if number == 0 and first else 0.0
            keeps = is_head or (whole and not last) or (number == len(block.rows) - 2 and last)
            yield Strip(height, before, tuple(items), text, keeps and not (is_last and last), block.group)


def runs_of(words: Words, base: CardType) -> list[CardRun]:
    """Return words as runs: each mark makes of the type what readers know it by."""
    return [CardRun(span.text, _marked(base, span.marks)) for span in words]


def _marked(type: CardType, marks: frozenset[str]) -> CardType:
    changed: dict[str, str | int | bool] = {}
    if "strong" in marks and type.face == "text":
        changed["face"] = "strong"
    if marks & {"em", "link"}:
        changed["color"] = "brand"
    if "code" in marks:
        changed |= {"face": "mono", "size": round(type.size * 0.88), "ground": "surface"}
    if "mark" in marks:
        changed |= {"ground": "wash", "color": "brand"}
    if "small" in marks:
        changed |= {"size": round(type.size * 0.8), "color": "muted"}
    if "del" in marks:
        changed |= {"is_struck": True, "color": "muted"}
    if marks & {"sup", "sub"}:
        rise = round(type.size * (0.34 if "sup" in marks else -0.16))
        changed |= {"size": round(type.size * 0.62), "rise": rise}
    return msgspec.structs.replace(type, **changed) if changed else type


def _code_runs(words: Words, base: CardType) -> list[CardRun]:
    colors = (colour_of_code(span.classes).removeprefix("color:") for span in words)
    return [
        CardRun(span.text, msgspec.structs.replace(base, color=color or CODE_COLORS["text"]))
        for span, color in zip(words, colors, strict=True)
    ]


def _type_of(block: TextBlock, form: CardForm) -> CardType:
    text = form.text
    if block.kind == "heading":
        face = "strong" if block.level > 3 else "title"
        return CardType(face, round(text * {2: 1.3, 3: 1.12}.get(block.level, 1.0)), "ink")
    if block.kind == "label":
        return CardType("strong", text, "brand" if block.quote else "ink")
    if block.kind in ("note", "caption"):
        return CardType("text", round(text * 0.76), "muted")
    if block.kind == "divider":
        return CardType("strong", text, "muted")
    return CardType("text", text, "ink")


def _leading(block: TextBlock, form: CardForm) -> int:
    if block.kind == "heading":
        return round(form.leading * {2: 1.12, 3: 1.0}.get(block.level, 1.0))
    return round(form.leading * (0.72 if block.kind in ("note", "caption") else 1))


def _inset(block: TextBlock, form: CardForm) -> float:
    lists = min(block.indent, 4) * 1.5 * form.text
    return lists + (form.text if block.quote else 0)


def _before(block: TextBlock, form: CardForm) -> float:
    if block.kind == "heading":
        return form.leading * {2: 1.0, 3: 0.75}.get(block.level, 0.5)
    if block.kind in ("caption", "note"):
        return form.leading * (0.4 if block.level else 0.2)
    if block.marker and block.indent:
        return form.leading * 0.2
    return form.leading * 0.45


def _keeps(block: TextBlock, at: int, count: int) -> bool:
    """Tell whether a line needs the next: headings and labels do, the first two of a paragraph and the last two."""
    if block.kind in ("heading", "label"):
        return True
    if block.kind == "caption" and block.level:
        return True
    return at < count - 1 and (at == 0 or at == count - 2 or count <= 3)


def _baseline(leading: float, size: int) -> float:
    """Return where letters stand in a line so that Chinese is in its middle."""
    return leading / 2 + size * 0.38


def _placed(row: TextLine, inset: float, leading: int, size: int) -> tuple[CardItem, ...]:
    return tuple(moved(one, inset, _baseline(leading, size)) for one in row.letters)
