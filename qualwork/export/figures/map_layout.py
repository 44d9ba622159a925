"""Where the boxes of a thematic map go: a theme with its subthemes is one box, related themes lie near each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist

from qualwork.export.figures.geometry import Point, Rect, crosses, meets
from qualwork.export.figures.label import text_width, wrap
from qualwork.export.figures.tree_layout import LINE_PITCH, NOTE_SIZE, PAGE_WIDTH, Box, counts_note, label_of
from qualwork.model.theme import Relation, ThemeNode, ThemeTree

SIZE = 8.5  # points, as all lengths here
_LANE = 26.0  # beside and below all boxes, for arrows that go round
_ACROSS, _DOWN = 78.0, 50.0  # between boxes, with room for a label
_PADDING = 6.0
_INDENT = 6.0
_INNER_GAP = 4.0
_MOST_COLUMNS = 3
_WIDEST = 180.0
_MOST_ARRANGED = 12  # boxes for which a better order is looked for
_BACKWARDS = 0.4  # what an arrow against the order of reading is worth, in steps of the grid
_NEAR = 0.3  # of a step of the grid: a line so near to a box's middle goes through it


@dataclass(frozen=True, slots=True)
class Cluster:
    """A theme as a box with its subthemes inside; `inner` are their boxes by the ids of their themes."""

    theme: int
    rect: Rect
    title: Box
    inner: Mapping[int, Box]


def arrange(tree: ThemeTree, relations: Sequence[Relation], counts: bool, top: float) -> list[Cluster]:
    """Place the themes in rows of up to three, in the order in which their relations are short and cross no box."""
    roots = list(tree.roots)
    columns = _columns(len(roots))
    width = min(_WIDEST, (PAGE_WIDTH - 2 * _LANE - _ACROSS * (columns - 1)) / columns)
    left = (PAGE_WIDTH - columns * width - (columns - 1) * _ACROSS) / 2
    ordered = _ordered(roots, _between_roots(roots, relations), columns)
    clusters = []
    for first in range(0, len(ordered), columns):
        row = ordered[first : first + columns]
        drawn = [_cluster(node, width, counts) for node in row]
        tallest = max(height for height, _, _ in drawn)
        inset = (columns - len(row)) * (width + _ACROSS) / 2
        for at, (node, (height, title, inner)) in enumerate(zip(row, drawn, strict=True)):
            x, y = left + inset + at * (width + _ACROSS), top + (tallest - height) / 2
            boxes = {theme: _moved(box, x, y) for theme, box in inner.items()}
            clusters.append(Cluster(node.theme.id, Rect(x, y, x + width, y + height), _moved(title, x, y), boxes))
        top += tallest + _DOWN
    return clusters


def _columns(number: int) -> int:
    return max(1, number) if number < 2 else 2 if number <= 4 else _MOST_COLUMNS


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.depth, box.x + x, box.y + y, box.width, box.height, box.size, box.lines, box.note)


def _cluster(node: ThemeNode, width: float, counts: bool) -> tuple[float, Box, dict[int, Box]]:
    """Height of a theme's box, its title and the boxes inside, all from an upper left corner at 0, 0."""
    title = _box(node, 0, 0, width, 0, counts)
    at = title.height
    inner: dict[int, Box] = {}
    for depth, below in node.walk():
        if depth:
            inset = _PADDING + _INDENT * (min(depth, 4) - 1)
            box = _box(below, inset, at, width - inset - _PADDING, depth, counts)
            inner[below.theme.id] = box
            at += box.height + _INNER_GAP
    return at + (_PADDING - _INNER_GAP if inner else 0), title, inner


def _box(node: ThemeNode, x: float, y: float, width: float, depth: int, counts: bool) -> Box:
    size = SIZE if depth == 0 else SIZE - 0.5
    lines = wrap(label_of(node), width - _PADDING, size, bold=depth == 0)
    note = wrap(counts_note(node), width - _PADDING, size * NOTE_SIZE) if counts else ()
    height = (len(lines) + len(note) * NOTE_SIZE) * size * LINE_PITCH + 1.2 * _PADDING
    return Box(depth, x, y, width, height, size, lines, note)


def _between_roots(roots: Sequence[ThemeNode], relations: Sequence[Relation]) -> list[tuple[int, int]]:
    """Pairs of top themes, by their places, that any relation of theirs or below joins."""
    home = {below.theme.id: at for at, root in enumerate(roots) for _, below in root.walk()}
    pairs = [(home[each.source], home[each.target]) for each in relations if {each.source, each.target} <= home.keys()]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _ordered(roots: Sequence[ThemeNode], pairs: Sequence[tuple[int, int]], columns: int) -> list[ThemeNode]:
    """The themes in the order of the lowest cost that swapping two at a time finds from the order of the tree."""
    slots = [_slot(at, len(roots), columns) for at in range(len(roots))]
    places = list(range(len(roots)))
    if pairs and len(roots) <= _MOST_ARRANGED:
        ends = [_improved(start, pairs, slots) for start in (places, _mirrored(places, slots))]
        ends += [_mirrored(end, slots) for end in ends]
        places = min(ends, key=lambda end: _cost(end, pairs, slots))
    order = sorted(range(len(roots)), key=lambda root: places[root])
    return [roots[root] for root in order]


def _improved(start: Sequence[int], pairs: Sequence[tuple[int, int]], slots: Sequence[Point]) -> list[int]:
    """Places after every swap of two that lowers the cost, until none does."""
    places, improved = list(start), True
    best = _cost(places, pairs, slots)
    while improved:
        improved = False
        for one, other in combinations(range(len(places)), 2):
            places[one], places[other] = places[other], places[one]
            cost = _cost(places, pairs, slots)
            if cost < best - 1e-9:
                best, improved = cost, True
            else:
                places[one], places[other] = places[other], places[one]
    return places


def _mirrored(places: Sequence[int], slots: Sequence[Point]) -> list[int]:
    """The same arrangement with left and right exchanged."""
    middle = (min(x for x, _ in slots) + max(x for x, _ in slots)) / 2
    at = {point: place for place, point in enumerate(slots)}
    return [at[2 * middle - slots[place][0], slots[place][1]] for place in places]


def _slot(at: int, number: int, columns: int) -> Point:
    row, column = divmod(at, columns)
    in_row = min(columns, number - row * columns)
    return column + (columns - in_row) / 2, float(row)


def _cost(places: Sequence[int], pairs: Sequence[tuple[int, int]], slots: Sequence[Point]) -> float:
    lines = [(slots[places[one]], slots[places[other]]) for one, other in pairs]
    through = sum(
        meets(start, end, Rect(x - _NEAR, y - _NEAR, x + _NEAR, y + _NEAR))
        for start, end in lines
        for x, y in slots
        if (x, y) not in (start, end)
    )
    crossings = sum(crosses(*one, *other) for one, other in combinations(lines, 2))
    backwards = sum(places[one] > places[other] for one, other in pairs)
    return sum(dist(start, end) for start, end in lines) + 3.0 * through + 1.5 * crossings + _BACKWARDS * backwards


def label_lines(text: str) -> tuple[tuple[str, ...], float, float, float]:
    """The lines of an arrow's label, with size of type, width and height."""
    size = SIZE - 1
    lines = wrap(text, _ACROSS - 16, size)
    width = max(text_width(line, size) for line in lines)
    return lines, size, width + 4, len(lines) * size * LINE_PITCH + 2
