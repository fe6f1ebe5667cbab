"""Strips on pages: divided where a reader would, evenly, and with what is behind them."""

from collections.abc import Sequence

from mingpian import CODE_COLORS
from mingpian.exporters.cards.forms import CardForm
from mingpian.exporters.cards.pieces import CardItem, DrawnCard, Panel, moved
from mingpian.exporters.cards.setting import Strip

_PARTED = 1.5  # what it costs to part a list or a quote that one page would hold, in empty pages
_SHORT = 0.25  # what a last page costs that is nearly empty
_GAPING = 1.0  # what any other page costs that is: more than to part what comes next
_LITTLE = 0.8  # of a page: what is left of one that is nearly empty
_FORCED = 100.0  # what it costs to part what should never be


def pages(strips: Sequence[Strip], depth: float) -> list[Sequence[Strip]]:
    """Divide strips into pages of a depth (pixels): the fewest, with the least room left and the least parted."""
    count = len(strips)
    tops = [0.0]
    for strip in strips:
        tops.append(tops[-1] + strip.before + strip.height)
    heights = _groups(strips, tops)
    best = [0.0] + [float("inf")] * count
    whence = [0] * (count + 1)
    for end in range(1, count + 1):
        parted = _cost(strips, end, heights, depth)
        for start in range(end - 1, -1, -1):
            used = tops[end] - tops[start] - strips[start].before
            if used > depth + 0.01 and start < end - 1:
                break
            left = max(0.0, 1 - used / depth)
            empty = _emptiness(left, is_last=end == count)
            cost = best[start] + 1 + empty + parted
            if cost < best[end]:
                best[end], whence[end] = cost, start
    found: list[Sequence[Strip]] = []
    end = count
    while end:
        found.append(strips[whence[end] : end])
        end = whence[end]
    return found[::-1]


def _emptiness(left: float, is_last: bool) -> float:
    """Return what it costs that so much of a page is left."""
    if is_last:
        return _SHORT if left > _LITTLE else 0.0
    return left**2 + (_GAPING if left > _LITTLE else 0.0)


def _groups(strips: Sequence[Strip], tops: Sequence[float]) -> dict[int, float]:
    """Return the heights of groups."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, strip in enumerate(strips):
        if strip.group:
            first.setdefault(strip.group, at)
            last[strip.group] = at + 1
    return {group: tops[last[group]] - tops[first[group]] - strips[first[group]].before for group in first}


def _cost(strips: Sequence[Strip], end: int, heights: dict[int, float], depth: float) -> float:
    """Return what it costs to end a page behind so many strips."""
    if end == len(strips):
        return 0.0
    if strips[end - 1].keeps:
        return _FORCED
    group = strips[end - 1].group
    return _PARTED if group and group == strips[end].group and heights[group] <= depth else 0.0


def card_of(page: Sequence[Strip], form: CardForm) -> DrawnCard:
    """Return a page as a card: its strips from the top, and behind them the grounds of what they belong to."""
    items: list[CardItem] = []
    grounds: list[CardItem] = []
    top = float(form.top)
    began, open_top = (0, ""), 0.0
    for at, strip in enumerate(page):
        top += strip.before if at else 0
        if (strip.group, strip.ground) != began or at == 0:
            began, open_top = (strip.group, strip.ground), top
        items += (moved(one, form.side, top) for one in strip.items)
        top += strip.height
        following = page[at + 1] if at + 1 < len(page) else None
        if strip.ground and (following is None or (following.group, following.ground) != began):
            grounds.append(_ground(strip, form, open_top, top))
    return DrawnCard((*grounds, *items), "".join(strip.text for strip in page).strip())


def _ground(strip: Strip, form: CardForm, top: float, end: float) -> Panel:
    if strip.ground == "bar":
        bar = max(3, round(form.text * 0.1))
        return Panel(form.side, top + form.text * 0.3, bar, end - top - form.text * 0.6, "brand", bar // 2)
    pad = form.text * 0.4
    color = CODE_COLORS["background"] if strip.ground == "code" else "surface"
    return Panel(form.side, top - pad, form.room, end - top + 2 * pad, color, round(form.text * 0.2))
