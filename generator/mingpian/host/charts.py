"""Bar charts as inline SVG: readable without colour, with their numbers as text."""

from collections.abc import Sequence
from html import escape

_ROW, _LABEL, _BAR = 26, 90, 300  # pixels


def bars(title: str, values: Sequence[tuple[str, int]]) -> str:
    """Return a chart of one bar for each label, with its number beside it."""
    most = max((value for _, value in values), default=0) or 1
    height = _ROW * len(values)
    rows = "".join(_row(at * _ROW, label, value, _BAR * value // most) for at, (label, value) in enumerate(values))
    return (
        f'<svg viewBox="0 0 {_LABEL + _BAR + 50} {height}" role="img" aria-label="{escape(title)}"'
        f' style="max-width:440px;width:100%;font:13px sans-serif"><title>{escape(title)}</title>{rows}</svg>'
    )


def _row(top: int, label: str, value: int, width: int) -> str:
    middle = top + _ROW // 2 + 4
    return (
        f'<text x="{_LABEL - 8}" y="{middle}" text-anchor="end" fill="currentColor">{escape(label)}</text>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{width}" height="{_ROW - 8}" fill="#8a3324"></rect>'
        f'<text x="{_LABEL + width + 6}" y="{middle}" fill="currentColor">{value}</text>'
    )
