"""The thematic map as a text picture: themes one a line, and an arrow in a lane of its own for each relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualwork.model.theme import Relation
from qualwork.tui.reader.cells import cell_width, cut, pad

LANE = 4
_LEAST_NAME = 16
_DOWN, _UP, _LEFT, _RIGHT = 1, 2, 4, 8
_SIGNS = {
    0: " ",
    _DOWN | _UP: "│",
    _LEFT | _RIGHT: "─",
    _LEFT: "─",
    _DOWN | _LEFT: "╮",
    _UP | _LEFT: "╯",
    _DOWN | _LEFT | _RIGHT: "┬",
    _UP | _LEFT | _RIGHT: "┴",
    _DOWN | _UP | _LEFT | _RIGHT: "┼",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A theme on the map: its id, its name, how deep it lies."""

    theme: int
    name: str
    depth: int


def ordered(places: Sequence[Place], relations: Sequence[Relation]) -> list[Relation]:
    """Relations in the order of their lanes: those between near themes first, so that few lines cross."""
    row = {place.theme: at for at, place in enumerate(places)}
    known = [each for each in relations if each.source in row and each.target in row]
    return sorted(known, key=lambda each: (abs(row[each.source] - row[each.target]), each.id))


def picture(places: Sequence[Place], relations: Sequence[Relation], width: int) -> list[str]:
    """Lines of at most `width` cells: a line of lane numbers, then the themes that take part, in tree order.

    An arrow points to what a relation leads to; one that says the same from either end has none. Lanes that find no
    room are left out: the list of relations has them.
    """
    drawn = ordered(places, relations)
    ends = {end for each in drawn for end in (each.source, each.target)}
    rows = [place for place in places if place.theme in ends]
    if not rows:
        return []
    lanes = drawn[: max(0, (width - _LEAST_NAME) // LANE)]
    widest = max(2 * place.depth + cell_width(place.name) for place in rows) + 1
    room = max(1, min(widest, width - LANE * len(lanes)))
    grid = _grid({place.theme: at for at, place in enumerate(rows)}, lanes)
    lines = [" " * room + "".join(f"{number:>{LANE}}" for number in range(1, len(lanes) + 1))]
    for place, cells in zip(rows, grid, strict=True):
        name = "  " * place.depth + place.name
        reaches = any(cells)
        shown = cut(name, room - 1) + " "
        fill = "─" if reaches and cells[0][0] & _LEFT else " "
        lines.append((pad(shown, room) if fill == " " else shown + fill * (room - cell_width(shown))) + _drawn(cells))
    return [line.rstrip() for line in lines]


Cell = tuple[int, bool]


def _grid(row: dict[int, int], lanes: Sequence[Relation]) -> list[list[Cell]]:
    """What each lane shows in each row: the sides at which lines meet, and whether an arrow stands before them."""
    grid: list[list[Cell]] = [[(0, False)] * len(lanes) for _ in row]
    for lane, each in enumerate(lanes):
        top, bottom = sorted((row[each.source], row[each.target]))
        for at in range(top, bottom + 1):
            sides = (_DOWN if at < bottom else 0) | (_UP if at > top else 0)
            end = at in (top, bottom)
            arrow = at == row[each.target] and not each.mutual
            grid[at][lane] = (sides | (_LEFT if end else 0), arrow)
            for before in range(lane if end else 0):
                old, pointed = grid[at][before]
                grid[at][before] = (old | _LEFT | _RIGHT, pointed)
    for cells in grid:
        for lane in range(len(cells) - 2, -1, -1):
            if cells[lane + 1][0] & _LEFT:
                cells[lane] = (cells[lane][0] | _LEFT | _RIGHT, cells[lane][1])
    return grid


def _drawn(cells: Sequence[Cell]) -> str:
    parts = []
    for sides, arrow in cells:
        line = "─" if sides & _LEFT else " "
        parts.append(line * (LANE - 2) + ("◂" if arrow else line) + _SIGNS[sides])
    return "".join(parts)
