"""Where the places of a network stand on its map.

Each has an anchor that its name alone decides, and is drawn towards what it is tied to: the positions in which all
those springs are at rest. There are no others, so that a site is drawn alike by every build and on every machine. Then
each takes the nearest free seat, in an order that names decide too; so one member more moves few others, and none far.
The layouts of graph libraries start somewhere and cool down: docs/decisions/map.md has what was measured.
"""

from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b

from mingpian.queries.network import Network

Point = tuple[float, float]

SWEEPS = 60  # after which nothing moves any more by a pixel
DRAWN = 1.5  # strength of all ties of a place together, where its anchor has 1
SPREAD = 1.9  # by which the positions at rest, which crowd in the middle, are drawn apart again
SEAT = (112.0, 84.0)  # pixels from one seat to the next: a name has room below its dot
SEATS = 1.7  # for each place
RATIO = 1.35  # of width to height

_STRENGTH = {"circle": 1.0, "collaboration": 0.8, "vouch": 0.5, "invitation": 0.3}


def grid(count: int) -> tuple[int, int]:
    """Return the columns and rows of seats for so many places; they grow in steps, so that few change them."""
    steps = 1
    while steps * 8 < count:
        steps *= 2
    rows = max(3, round((steps * 8 * SEATS / RATIO * SEAT[0] / SEAT[1]) ** 0.5))
    return max(3, round(steps * 8 * SEATS / rows)), rows


def frame(points: list[Point]) -> tuple[int, int, int, int]:
    """Return left, top, width and height (pixels) of what there is to see: the places, with room for their names."""
    across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    left, top = round(min(across) - SEAT[0] * 0.6), round(min(down) - SEAT[1] * 0.5)
    return left, top, round(max(across) + SEAT[0] * 0.6) - left, round(max(down) + SEAT[1] * 0.7) - top


def layout(network: Network) -> list[Point]:
    """Return a point (pixels) for each place."""
    anchors = [_anchor(one.id) for one in network.places]
    near: list[list[tuple[int, float]]] = [[] for _ in anchors]
    for tie in network.ties:
        strength = _STRENGTH[tie.kind]
        near[tie.one].append((tie.other, strength))
        near[tie.other].append((tie.one, strength))
    rested = _at_rest(anchors, near)
    left, top = _middle([x for x, _ in rested]), _middle([y for _, y in rested])
    wanted = [(0.5 + (x - left) * SPREAD, 0.5 + (y - top) * SPREAD) for x, y in rested]
    order = sorted(range(len(anchors)), key=lambda at: (not network.places[at].is_circle, anchors[at]))
    return _seated(wanted, order, *grid(len(anchors)))


def _anchor(name: str) -> Point:
    """Return a point in the unit square; the same for a name for ever."""
    digest = blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "big") / 2**32, int.from_bytes(digest[4:], "big") / 2**32


def _at_rest(anchors: list[Point], near: list[list[tuple[int, float]]]) -> list[Point]:
    """Solve for the positions at rest (Gauss–Seidel; the matrix is diagonally dominant, so this converges)."""
    points = list(anchors)
    weights = [DRAWN / (sum(strength for _, strength in ties) or 1) for ties in near]
    for _ in range(SWEEPS):
        for at, (x, y) in enumerate(anchors):
            total, sum_x, sum_y = 1.0, x, y
            for other, strength in near[at]:
                weight = strength * weights[at]
                total += weight
                sum_x += weight * points[other][0]
                sum_y += weight * points[other][1]
            points[at] = sum_x / total, sum_y / total
    return points


def _middle(values: list[float]) -> float:
    """Return the mean, in steps that one place more seldom changes."""
    return round(sum(values) / max(1, len(values)) * 10) / 10


def _seated(wanted: list[Point], order: list[int], columns: int, rows: int) -> list[Point]:
    """Give each place, in this order, the free seat nearest to where it would be. Every other row is shifted."""
    width, height = columns * SEAT[0], rows * SEAT[1]
    free = [[(column + (0.75 if row % 2 else 0.5)) * SEAT[0] for column in range(columns)] for row in range(rows)]
    seats: dict[int, Point] = {}
    for at in order:
        x, y = wanted[at][0] * width, wanted[at][1] * height
        row, column = _nearest(free, x, y)
        seats[at] = round(free[row].pop(column), 1), round(_height(row), 1)
    return [seats[at] for at in range(len(wanted))]


def _nearest(free: list[list[float]], x: float, y: float) -> tuple[int, int]:
    """Return the row and the index in it of the free seat nearest to a point; of equals, the one more to the left,
    then the upper one. Rows are looked at from the nearest outwards, until none can hold a nearer seat."""
    best = (float("inf"), 0.0, 0.0, 0, 0)
    start = min(max(round(y / SEAT[1] - 0.4), 0), len(free) - 1)
    for row in _outwards(start, len(free)):
        if (max(abs(row - start) - 0.5, 0) * SEAT[1]) ** 2 > best[0]:
            break
        right = bisect_left(free[row], x)
        for column in range(max(right - 1, 0), min(right + 1, len(free[row]))):
            seat = free[row][column]
            best = min(best, ((seat - x) ** 2 + (_height(row) - y) ** 2, seat, _height(row), row, column))
    return best[3], best[4]


def _outwards(start: int, count: int) -> Iterator[int]:
    """Yield the rows by their distance from one of them."""
    for away in range(count):
        yield from (row for row in dict.fromkeys((start - away, start + away)) if 0 <= row < count)


def _height(row: int) -> float:
    return (row + 0.4) * SEAT[1]
