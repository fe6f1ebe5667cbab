"""By what outputs take turns, which of them are rendered side by side, and how long each takes."""

from collections.abc import Iterable

from mingpian.plan.outputs import Output
from mingpian.queries import picture_widths

A_WIDTH = 20  # pages take as long as a picture in one width


def in_turn(outputs: Iterable[Output]) -> list[Output]:
    """Return outputs in the order in which they are rendered: the widths of pictures first, which take longest."""
    scaled, others = parted(outputs)
    return [*scaled, *sorted(others, key=_turn)]


def parted(outputs: Iterable[Output]) -> tuple[list[Output], list[Output]]:
    """Tell the widths of pictures from all else."""
    scaled: list[Output] = []
    others: list[Output] = []
    for output in outputs:
        (scaled if output.format == picture_widths.FORMAT else others).append(output)
    return scaled, others


def _turn(output: Output) -> tuple[bool, bool, str, str, str]:
    """Return by what outputs take turns: what can wait comes last. Formats come one after the other, since a processor
    is quickest with what it has just used; in each, what is made of one entry stands side by side, so that what it
    takes is decoded and drawn once."""
    name = common_work(output)
    return _can_wait(output), not name, name, output.format, output.source


def weight(output: Output) -> int:
    """Tell how many pages take as long."""
    return A_WIDTH if output.format == picture_widths.FORMAT else 1


def common_work(output: Output) -> str:
    """Name what has the most in common: the widths of a picture, which is decoded once for them; feeds, whose entries,
    also those of other languages, are composed once then; the search index of a language, whose files are cut from the
    same segments."""
    if output.format == picture_widths.FORMAT:
        return f"{output.format} {output.source}"
    if output.format == "search":
        return f"{output.format} {output.lang}"
    return output.format if output.format == "feed" else ""


def _can_wait(output: Output) -> bool:
    """Tell outputs from those that the first page of a preview needs."""
    return output.format not in ("asset", "font", "headers") and output.subject != ("home",)
