"""Where the boxes and lines of a theme tree go: a tidy tree with a column a level, or columns of hanging boxes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qualwork.export.figures.label import one_line, text_width, wrap
from qualwork.export.plain import xml_text
from qualwork.model.theme import ThemeNode, ThemeTree

Direction = Literal["right", "down"]
Link = tuple[float, float, float, float]  # x and y of either end

# All lengths are points (1/72 inch).
PAGE_WIDTH = 170 / 25.4 * 72
PAGE_HEIGHT = 245 / 25.4 * 72
LINE_PITCH = 1.22  # of the font size
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
NOTE_SIZE = 0.86  # of the label
_WIDE_GAP, _NARROW_GAP = 26.0, 12.0  # between columns; narrow where there are more than four
_SIBLING_GAP = 0.55  # of the size of type, as are the other gaps here
_THEME_GAP = 1.4
_PADDING = 0.6
_EDGE = 1.0  # keeps the outermost strokes inside the picture
_WIDEST_BOX = 228.0
_NARROWEST_BOX = 78.0
_NARROWEST_COLUMN = 56.0  # where many levels share the page
_MOST_COLUMNS = 5
_INDENT = 11.0


@dataclass(frozen=True, slots=True)
class Box:
    """A theme as it is drawn: upper left corner and size, the lines of its name, and its counts."""

    depth: int
    x: float
    y: float
    width: float
    height: float
    size: float
    lines: tuple[str, ...]
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture of `width` by `height`; `links` are straight pieces of line, from corner to corner."""

    width: float
    height: float
    title: Box | None
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """A box not yet placed, with the height that it and all below it take."""

    depth: int
    width: float
    height: float
    size: float
    lines: tuple[str, ...]
    note: tuple[str, ...]
    children: tuple[_Branch, ...]
    span: float

    def at(self, x: float, y: float) -> Box:
        return Box(self.depth, x, y, self.width, self.height, self.size, self.lines, self.note)


@dataclass(slots=True)
class _Drawing:
    boxes: list[Box]
    links: list[Link]
    width: float = 0.0
    height: float = 0.0

    def line(self, *link: float) -> None:
        if link[:2] != link[2:]:
            self.links.append((link[0], link[1], link[2], link[3]))

    def add(self, box: Box) -> Box:
        self.boxes.append(box)
        self.width = max(self.width, box.x + box.width + _EDGE)
        self.height = max(self.height, box.y + box.height + _EDGE)
        return box


def lay_out(tree: ThemeTree, direction: Direction, counts: bool) -> Layout:
    """Place all themes at the largest size of type at which the figure fits a page; at the smallest if none does."""
    draw = _draw_right if direction == "right" else _draw_down
    layout = _composed(tree, draw, _SIZES[0], counts)
    for size in _SIZES[1:]:
        if layout.height <= PAGE_HEIGHT:
            break
        layout = _composed(tree, draw, size, counts)
    return layout


def counts_note(node: ThemeNode) -> str:
    """Participants and extracts of a theme in words."""
    people = f"{node.participants:,} participant{'' if node.participants == 1 else 's'}"
    return f"{people}, {node.extracts:,} extract{'' if node.extracts == 1 else 's'}"


def label_of(node: ThemeNode) -> str:
    """A theme's name on one line."""
    return one_line(xml_text(node.theme.name))


_Draw = Callable[[Sequence[ThemeNode], float, float, bool], _Drawing]


def _composed(tree: ThemeTree, draw: _Draw, size: float, counts: bool) -> Layout:
    name = one_line(xml_text(tree.title))
    lines = wrap(name, PAGE_WIDTH - 2 * _EDGE, size + 2, bold=True) if name else ()
    pitch = (size + 2) * LINE_PITCH
    top = _EDGE + (len(lines) * pitch + size * 0.9 if lines else 0.0)
    drawing = draw(tree.roots, top, size, counts)
    width = max([drawing.width, *(text_width(line, size + 2, bold=True) + 2 * _EDGE for line in lines)])
    title = Box(0, _EDGE, _EDGE, width - 2 * _EDGE, len(lines) * pitch, size + 2, lines) if lines else None
    shift = (width - drawing.width) / 2
    boxes = tuple(replace(box, x=box.x + shift) for box in drawing.boxes)
    links = tuple((x1 + shift, y1, x2 + shift, y2) for x1, y1, x2, y2 in drawing.links)
    return Layout(width, max(drawing.height, top), title, boxes, links)


def _branch(node: ThemeNode, depth: int, size: float, counts: bool, width_at: Callable[[int], float]) -> _Branch:
    width = width_at(depth)
    room = width - 2 * _PADDING * size
    lines = wrap(label_of(node), room, size, bold=depth == 0)
    note = wrap(counts_note(node), room, size * NOTE_SIZE) if counts else ()
    height = (len(lines) + len(note) * NOTE_SIZE) * size * LINE_PITCH + 1.2 * _PADDING * size
    children = tuple(_branch(child, depth + 1, size, counts, width_at) for child in node.children)
    return _Branch(depth, width, height, size, lines, note, children, max(height, _height_of(children)))


def _height_of(branches: Sequence[_Branch]) -> float:
    """Height of branches below each other, with the gaps between them."""
    return sum(branch.span + _SIBLING_GAP * branch.size for branch in branches[1:]) + sum(b.span for b in branches[:1])


def _draw_right(roots: Sequence[ThemeNode], top: float, size: float, counts: bool) -> _Drawing:
    widths = _column_widths(roots, size, counts)
    gap = _column_gap(len(widths))
    lefts = [_EDGE]
    for width in widths:
        lefts.append(lefts[-1] + width + gap)
    drawing = _Drawing([], [])
    for node in roots:
        branch = _branch(node, 0, size, counts, lambda depth: widths[depth])
        _place_right(branch, top, lefts, gap, drawing)
        top += branch.span + _THEME_GAP * size
    return drawing


def _place_right(branch: _Branch, top: float, lefts: Sequence[float], gap: float, drawing: _Drawing) -> Box:
    """Put a box in the middle of the height that its subthemes take, and these below each other beside it."""
    box = drawing.add(branch.at(lefts[branch.depth], top + (branch.span - branch.height) / 2))
    at = top + (branch.span - _height_of(branch.children)) / 2
    right, level, spine = box.x + box.width, box.y + box.height / 2, box.x + box.width + gap / 2
    levels = [level]
    for child in branch.children:
        placed = _place_right(child, at, lefts, gap, drawing)
        levels.append(placed.y + placed.height / 2)
        drawing.line(spine, levels[-1], placed.x, levels[-1])
        at += child.span + _SIBLING_GAP * child.size
    if branch.children:
        drawing.line(right, level, spine, level)
        drawing.line(spine, min(levels), spine, max(levels))
    return box


def _column_widths(roots: Sequence[ThemeNode], size: float, counts: bool) -> list[float]:
    """A width for each level: what its labels want, or less, so that all levels together fit the page."""
    wishes: list[float] = []
    for depth, node in ThemeTree("", tuple(roots)).walk():
        wishes += [0.0] * (depth + 1 - len(wishes))
        wishes[depth] = max(wishes[depth], _wished_width(node, depth, size, counts))
    room = PAGE_WIDTH - 2 * _EDGE - _column_gap(len(wishes)) * (len(wishes) - 1)
    cap = _WIDEST_BOX
    for width in sorted(wishes):
        if sum(min(wish, width) for wish in wishes) > room:
            narrower = [wish for wish in wishes if wish < width]
            cap = (room - sum(narrower)) / (len(wishes) - len(narrower))
            break
    return [min(wish, max(cap, _NARROWEST_COLUMN)) for wish in wishes]


def _column_gap(columns: int) -> float:
    return _WIDE_GAP if columns <= 4 else _NARROW_GAP


def _wished_width(node: ThemeNode, depth: int, size: float, counts: bool) -> float:
    """Width at which a box needs one line for its name, within bounds."""
    name = text_width(label_of(node), size, bold=depth == 0)
    note = text_width(counts_note(node), size * NOTE_SIZE) if counts else 0.0
    return max(_NARROWEST_BOX, min(_WIDEST_BOX, max(name, note) + 2 * _PADDING * size + 1))


def _draw_down(roots: Sequence[ThemeNode], top: float, size: float, counts: bool) -> _Drawing:
    drawing = _Drawing([], [])
    if not roots:
        return drawing
    rows = -(-len(roots) // _MOST_COLUMNS)
    columns = -(-len(roots) // rows)
    gap = size * 1.2
    wish = max(
        _wished_width(node, depth, size, counts) + _INDENT * depth for root in roots for depth, node in root.walk()
    )
    width = min(wish, (PAGE_WIDTH - 2 * _EDGE - gap * (columns - 1)) / columns)
    for first in range(0, len(roots), columns):
        branches = [
            _branch(root, 0, size, counts, lambda depth: max(width / 2, width - _INDENT * depth))
            for root in roots[first : first + columns]
        ]
        tallest = max(branch.height for branch in branches)
        ends = [_hang(branch, _EDGE + at * (width + gap), top, drawing, tallest) for at, branch in enumerate(branches)]
        top = max(ends) + 2 * _THEME_GAP * size
    return drawing


def _hang(branch: _Branch, x: float, top: float, drawing: _Drawing, height: float) -> float:
    """Put a box of at least `height` and its subthemes below it, indented; answers where the last one ends."""
    drawing.add(replace(branch.at(x, top), height=height))
    end = top + height
    spine, level = x + _INDENT / 2, end
    for child in branch.children:
        start = end + _SIBLING_GAP * child.size
        end = _hang(child, x + _INDENT, start, drawing, child.height)
        level = start + child.height / 2
        drawing.line(spine, level, x + _INDENT, level)
    drawing.line(spine, top + height, spine, level)
    return end
