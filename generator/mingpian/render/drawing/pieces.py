"""Pieces of pixels laid on a ground: their rows are put one after the other, since most signs of a text were drawn
before, and nothing has to be painted."""

from collections.abc import Iterable
from functools import reduce
from itertools import chain, repeat
from operator import or_

import msgspec

from mingpian.render.drawing.banded_png import Ground


class Piece(msgspec.Struct, frozen=True):
    """Pixels of one byte, row by row, and where they stand on a picture."""

    rows: tuple[bytes, ...]
    left: int
    top: int

    @property
    def right(self) -> int:
        """The column after its last."""
        return self.left + len(self.rows[0])

    @property
    def bottom(self) -> int:
        """The row after its last."""
        return self.top + len(self.rows)


def laid(ground: Ground, pieces: Iterable[Piece], start: int, stop: int) -> bytes:
    """Return the rows from `start` to `stop` with pieces on them. A pixel that several have has the bits of all."""
    layers: list[list[Piece]] = []  # in each, pieces are side by side
    for piece in pieces:
        seen = piece if piece.left > 0 and piece.right <= ground.width else _within(piece, ground.width)
        for layer in layers:
            if layer[-1].right <= seen.left:
                layer.append(seen)
                break
        else:
            layers.append([seen])
    if not layers or min(ground.blank[start:stop]) < max(layer[-1].right for layer in layers):
        layers.append([])  # the ground itself
    first, *others = (_joined(layer, ground, start, stop) for layer in layers)
    if not others:
        return first
    return reduce(or_, map(int.from_bytes, others), int.from_bytes(first)).to_bytes(len(first))


def _joined(layer: Iterable[Piece], ground: Ground, start: int, stop: int) -> bytes:
    """Return rows with a layer of pieces, and with the ground to the right of the last."""
    columns: list[Iterable[bytes]] = []  # each from the first row to the last
    at, height = 0, stop - start
    for piece in layer:
        if at < piece.left:
            columns.append(repeat(bytes(piece.left - at), height))
        at = piece.right
        blank, above = [bytes(len(piece.rows[0]))], piece.top - start
        seen = [*blank * above, *piece.rows[max(0, -above) :]]
        columns.append([*seen[:height], *blank * (height - len(seen))])
    columns.append([row[at:] for row in ground.rows[start:stop]])
    return b"".join(chain.from_iterable(zip(*columns, strict=True)))


def _within(piece: Piece, width: int) -> Piece:
    """Return what of a piece is on the picture: the first column is not."""
    left, right = (max(1, min(at, width)) for at in (piece.left, piece.right))
    return Piece(tuple(row[left - piece.left : right - piece.left] for row in piece.rows), left, piece.top)
