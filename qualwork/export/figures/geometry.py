"""Lines and boxes in a picture: what meets what, and the shortest way round boxes."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import dist
from typing import NamedTuple

Point = tuple[float, float]


class Rect(NamedTuple):
    """A box by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Rect:
        """The box with its edges moved outward, or inward where `by` is negative."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlap(self, other: Rect) -> float:
        """The area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)


def meets(start: Point, end: Point, rect: Rect) -> bool:
    """True where a line runs through the inside of a box; along its edge it does not."""
    (x, y), (to_x, to_y) = start, end
    low, high = 0.0, 1.0
    for at, way, first, last in ((x, to_x - x, rect.left, rect.right), (y, to_y - y, rect.top, rect.bottom)):
        if abs(way) < 1e-9:
            if not first < at < last:
                return False
            continue
        enters, leaves = sorted(((first - at) / way, (last - at) / way))
        low, high = max(low, enters), min(high, leaves)
    return low < high - 1e-9


def crosses(start: Point, end: Point, other: Point, other_end: Point) -> bool:
    """True where two lines cross; those that only share an end do not."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    one, two = side(start, end, other), side(start, end, other_end)
    three, four = side(other, other_end, start), side(other, other_end, end)
    return one * two < -1e-9 and three * four < -1e-9


def way_round(start: Point, end: Point, rects: Sequence[Rect], margin: float) -> list[Point]:
    """The shortest way from one point to another that runs through no box, with corners at a distance from them.

    A straight line where no way is free.
    """

    def free(one: Point, other: Point) -> bool:
        return not any(meets(one, other, rect) for rect in rects)

    if free(start, end):
        return [start, end]
    grown = [rect.grown(margin) for rect in rects]
    corners = [
        point for r in grown for point in ((r.left, r.top), (r.right, r.top), (r.left, r.bottom), (r.right, r.bottom))
    ]
    points = [start, end, *(p for p in corners if not any(meets(p, (p[0] + 1e-6, p[1]), r) for r in rects))]
    best = {0: 0.0}
    before: dict[int, int] = {}
    queue = [(dist(start, end), 0)]
    done: set[int] = set()
    while queue:
        _, here = heappop(queue)
        if here == 1:
            return _path(points, before)
        if here in done:
            continue
        done.add(here)
        for there in range(1, len(points)):
            length = best[here] + dist(points[here], points[there]) + margin
            if there not in done and length < best.get(there, 1e18) and free(points[here], points[there]):
                best[there], before[there] = length, here
                heappush(queue, (length + dist(points[there], end), there))
    return [start, end]


def _path(points: Sequence[Point], before: dict[int, int]) -> list[Point]:
    at, path = 1, [points[1]]
    while at in before:
        at = before[at]
        path.append(points[at])
    return path[::-1]


def length(path: Sequence[Point]) -> float:
    """How long a way is."""
    return sum(dist(one, other) for one, other in pairwise(path))


def along(path: Sequence[Point], share: float) -> Point:
    """The point after a share of a way."""
    left = length(path) * share
    for one, other in pairwise(path):
        step = dist(one, other)
        if step and left <= step:
            part = left / step
            return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
        left -= step
    return path[-1]
