"""The widths of a table's columns."""

from collections.abc import Sequence

from mingpian.exporters.cards.breaking import lines
from mingpian.exporters.cards.pieces import CardRun, Measure


def column_widths(
    rows: Sequence[Sequence[Sequence[CardRun]]], room: float, padding: float, measure: Measure
) -> list[float]:
    """Return the widths: what each needs on one line, or by turns less, none narrower than three letters."""
    count = len(rows[0])
    wanted = [
        padding + max((line.width for row in rows for line in lines(row[at], 1e9, measure, "")), default=0.0) + 1
        for at in range(count)
    ]
    least = [min(one, max(room / count / 2, room / 6 if count < 5 else 0)) for one in wanted]
    spare = room - sum(wanted)
    if spare >= 0:
        return [one + spare * one / sum(wanted) for one in wanted] if spare < room / 3 else wanted
    over = [one - low for one, low in zip(wanted, least, strict=True)]
    share = (room - sum(least)) / sum(over) if sum(over) else 0.0
    return [low + more * share for low, more in zip(least, over, strict=True)]
