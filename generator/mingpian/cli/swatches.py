"""Themes and palettes as a terminal shows them: a thumbnail of each theme, ground and colour of each palette."""

import os
import sys
from collections.abc import Mapping, Sequence

from mingpian.render.look.palettes import PALETTES, Scheme, schemes

_ROW = 3  # palettes in a line
_END = "\x1b[0m"
_STEPS = (0, 95, 135, 175, 215, 255)  # of the 216 colours that most terminals know


def colors_of_terminal(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many colours standard output shows: 2**24, 256, or none where it is no terminal or none are wanted
    (https://no-color.org)."""
    if not sys.stdout.isatty() or environment.get("NO_COLOR") or environment.get("TERM", "dumb") == "dumb":
        return 0
    if environment.get("COLORTERM") in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if "256color" in environment["TERM"] else 0


def palette_swatches(colors: int) -> str:
    """Return the palettes, some in a line, in so many colours."""
    width = max(map(len, PALETTES)) + 2
    cells = [_cell(name, colors) + " " * (width - len(name)) for name in PALETTES]
    return "\n".join("".join(cells[at : at + _ROW]).rstrip() for at in range(0, len(cells), _ROW))


def theme_thumbnails(thumbnails: Mapping[str, Sequence[Sequence[str]]], colors: int) -> str:
    """Return the thumbnails of themes above their names, some beside each other, in so many colours.

    A character shows two squares above each other; a thumbnail has an even number of rows.
    """
    names = list(thumbnails)
    rows = (names[at : at + _ROW] for at in range(0, len(names), _ROW))
    return "\n".join(_beside({name: thumbnails[name] for name in row}, colors) for row in rows)


def _beside(thumbnails: Mapping[str, Sequence[Sequence[str]]], colors: int) -> str:
    drawn = [_drawn(squares, colors) for squares in thumbnails.values()]
    lines = ["  ".join(("", *row)) for row in zip(*drawn, strict=True)]
    names = "".join(f"  {name:{len(squares[0])}}" for name, squares in thumbnails.items())
    return "\n".join((*lines, names.rstrip(), ""))


def _drawn(squares: Sequence[Sequence[str]], colors: int) -> list[str]:
    pairs = zip(squares[::2], squares[1::2], strict=True)
    return [
        "".join(f"{_sgr(38, up, colors)}{_sgr(48, down, colors)}▀" for up, down in zip(above, below, strict=True))
        + _END
        for above, below in pairs
    ]


def _cell(name: str, colors: int) -> str:
    both = schemes(PALETTES[name])
    return f"  {_swatch(both.light, colors)}{_swatch(both.dark, colors)} {name}"


def _swatch(scheme: Scheme, colors: int) -> str:
    return f"{_sgr(48, scheme.paper, colors)}{_sgr(38, scheme.brand, colors)} ██ {_END}"


def _sgr(layer: int, color: str, colors: int) -> str:
    """Return the sequence that chooses a colour (ISO/IEC 8613-6) for letters (38) or the ground (48)."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    if colors > 256:
        return f"\x1b[{layer};2;{red};{green};{blue}m"
    near = (min(range(6), key=lambda step: abs(_STEPS[step] - part)) for part in (red, green, blue))
    high, middle, low = near
    return f"\x1b[{layer};5;{16 + 36 * high + 6 * middle + low}m"
