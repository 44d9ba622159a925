"""How the arrows of a thematic map run: round the boxes, apart from each other, each with its label on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from qualwork.export.figures.geometry import Point, Rect, along, crosses, length, meets, way_round
from qualwork.export.figures.label import one_line
from qualwork.export.figures.map_layout import Cluster, label_lines
from qualwork.export.figures.tree_layout import PAGE_WIDTH
from qualwork.export.plain import xml_text
from qualwork.model.theme import Relation

_MARGIN = 9.0  # points between an arrow that goes round and the box
_PITCH, _FARTHEST = 7.0, 24.0  # between arrows beside one box, and the last of them from it
_PORTS = (0.5, 0.25, 0.75)  # places on a side where arrows may end
_OFF_MIDDLE, _USED, _CROSSING = 6.0, 45.0, 60.0  # what such an end, or such a crossing, is worth in points of way
_LABEL_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_FLATTEST = 0.4  # sine of the angle between an arrow and the edge it ends on
_WAYS_TRIED = 12  # round boxes, where no straight one is free


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation as it is drawn: its way, and its label with the size of type and the box it needs."""

    relation: Relation
    path: tuple[Point, ...]
    lines: tuple[str, ...]
    size: float
    label: Rect


def route(clusters: Sequence[Cluster], relations: Sequence[Relation]) -> list[Arrow]:
    """An arrow for each relation between themes of the map, in their order."""
    router = _Router(clusters)
    known = {theme for cluster in clusters for theme in (cluster.theme, *cluster.inner)}
    return [router.arrow(each) for each in relations if {each.source, each.target} <= known]


@dataclass(frozen=True, slots=True)
class _Port:
    """Where an arrow may end on the edge of a box, and which way is out of it."""

    at: Point
    out_x: int
    out_y: int

    @property
    def before(self) -> Point:
        """A point in front of the edge, from which an arrow comes in at a right angle."""
        return self.at[0] + self.out_x * _MARGIN, self.at[1] + self.out_y * _MARGIN

    def faces(self, point: Point) -> bool:
        """True where a straight arrow from that point comes in at no flat angle."""
        away = (point[0] - self.at[0]) * self.out_x + (point[1] - self.at[1]) * self.out_y
        return away >= _FLATTEST * dist(point, self.at)


class _Router:
    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self.homes = {theme: cluster for cluster in clusters for theme in (cluster.theme, *cluster.inner)}
        self.rects = [cluster.rect for cluster in clusters]
        self.middles = {port.at for rect in self.rects for port in _side_ports(rect, 0.5)}
        self.ends: Counter[Point] = Counter()
        self.paths: list[list[Point]] = []
        self.labels: list[Rect] = []

    def arrow(self, relation: Relation) -> Arrow:
        path = self.way(relation.source, relation.target)
        self.ends.update((path[0], path[-1]))
        lines, size, width, height = label_lines(one_line(xml_text(relation.kind)))
        label = self.place(path, width, height)
        self.paths.append(path)
        self.labels.append(label)
        return Arrow(relation, tuple(path), lines, size, label)

    def way(self, source: int, target: int) -> list[Point]:
        """The cheapest straight way from a port of one box to one of the other, else the cheapest round the boxes."""
        if self.homes[source] is self.homes[target]:
            return self.beside(source, target)
        pairs = [(one, other) for one in self.ports(source) for other in self.ports(target)]
        straight = [[one.at, other.at] for one, other in pairs if one.faces(other.at) and other.faces(one.at)]
        free = [way for way in straight if not self.blocked(way)]
        if not free:
            nearest = sorted(pairs, key=lambda pair: self.cost([pair[0].at, pair[1].at]))[:_WAYS_TRIED]
            ways = [
                [one.at, *way_round(one.before, other.before, self.rects, _MARGIN), other.at] for one, other in nearest
            ]
            free = [way for way in ways if not self.blocked(way)] or ways
        return min(free, key=self.cost)

    def blocked(self, path: Sequence[Point]) -> bool:
        return any(meets(one, other, rect) for one, other in pairwise(path) for rect in self.rects)

    def cost(self, path: Sequence[Point]) -> float:
        crossings = sum(
            crosses(*step, *other) for step in pairwise(path) for drawn in self.paths for other in pairwise(drawn)
        )
        off = sum(end not in self.middles for end in (path[0], path[-1]))
        used = self.ends[path[0]] + self.ends[path[-1]]
        return length(path) + _CROSSING * crossings + _OFF_MIDDLE * off + _USED * used

    def ports(self, theme: int) -> list[_Port]:
        """Where arrows of a theme may end: on all sides of its box, for a subtheme to the left and right of it."""
        home = self.homes[theme]
        if theme == home.theme:
            return [port for share in _PORTS for port in _side_ports(home.rect, share)]
        box = home.inner[theme]
        middle = box.y + box.height / 2
        return [_Port((home.rect.left, middle), -1, 0), _Port((home.rect.right, middle), 1, 0)]

    def beside(self, source: int, target: int) -> list[Point]:
        """From one part of a theme's box to another, beside the box: by turns on its right and on its left."""
        home = self.homes[source]
        first, last = self.level(home, source), self.level(home, target)
        edges = (home.rect.right, home.rect.left)
        inside = [p for p in self.paths if home.rect.top <= p[0][1] <= home.rect.bottom]
        before = sum(path[0][0] == path[-1][0] and path[0][0] in edges for path in inside)
        away = min(_MARGIN + _PITCH * (before // 2), _FARTHEST)
        edge, lane = (edges[1], edges[1] - away) if before % 2 else (edges[0], edges[0] + away)
        return [(edge, first), (lane, first), (lane, last), (edge, last)]

    def level(self, home: Cluster, theme: int) -> float:
        box = home.title if theme == home.theme else home.inner[theme]
        return box.y + box.height / 2

    def place(self, path: Sequence[Point], width: float, height: float) -> Rect:
        """The place on a way where a label hides least."""

        def at(share: float) -> Rect:
            x, y = along(path, share)
            return Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

        def hidden(label: Rect) -> float:
            boxes = sum(label.overlap(rect.grown(1)) for rect in self.rects)
            labels = sum(label.overlap(other) for other in self.labels)
            lines = sum(meets(*step, label) for drawn in self.paths for step in pairwise(drawn))
            outside = label.left < 0 or label.right > PAGE_WIDTH
            return 4 * boxes + 2 * labels + 20 * lines + 100 * outside

        return min(map(at, _LABEL_PLACES), key=hidden)


def _side_ports(rect: Rect, share: float) -> tuple[_Port, ...]:
    x = rect.left + (rect.right - rect.left) * share
    y = rect.top + (rect.bottom - rect.top) * share
    above, below = _Port((x, rect.top), 0, -1), _Port((x, rect.bottom), 0, 1)
    return above, below, _Port((rect.left, y), -1, 0), _Port((rect.right, y), 1, 0)
