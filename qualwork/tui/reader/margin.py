"""The margin beside the text: a bracket for each coding in a lane of its own, and code names on their first lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qualwork.tui.reader import cells
from qualwork.tui.reader.spans import CodedSpan, Intervals, lines_of
from qualwork.tui.reader.wrap import Layout

MOST_LANES = 12
MORE = "+"

_CHUNK = 64
_LEAST_NAME = 4

Piece = tuple[str, CodedSpan | None]
"""Text of the margin and the coding that it stands for; None for blanks, commas and counts."""


class Margin:
    """Which codings stand beside which line, and in which lane.

    A coding keeps its lane from its first line to its last, and no two share a lane on any line. Beyond `MOST_LANES`
    side by side, or a third of a narrow margin, codings have no bracket; a `+` says so.
    """

    def __init__(self, layout: Layout, codings: Sequence[CodedSpan]) -> None:
        self._codings = codings if len(layout) else ()
        self._first, self._last = lines_of(layout, self._codings)
        self._lane = self._share_lanes()
        self._intervals = Intervals(self._first, self._last)
        self._chunk = lru_cache(maxsize=64)(self._touching_chunk)

    def on_line(self, line: int) -> list[CodedSpan]:
        """The codings seen on `line`, in reading order."""
        return [self._codings[at] for at in self._at(line)]

    def paint(self, line: int, width: int, at_top: bool = False) -> list[Piece]:
        """The margin of one line, exactly `width` cells: brackets, then the names of codings that begin there.

        `at_top` names those that began above, too, so that the first line on the screen says what goes on.
        """
        here = self._at(line)
        lanes = self._brackets(line, here, min(MOST_LANES, max(width // 3, min(5, width - 2))))
        pieces: list[Piece] = [(" ", None), *lanes[: width - 1]]
        named: dict[str, CodedSpan] = {}
        for at in sorted(here, key=lambda at: self._first[at] != line):
            if at_top or self._first[at] == line:
                named.setdefault(self._codings[at].name, self._codings[at])
        pieces += _names(list(named.values()), width - len(pieces) - 1)
        used = sum(cells.cell_width(text) for text, _ in pieces)
        if used < width:
            pieces.append((" " * (width - used), None))
        return pieces

    def coding_at(self, line: int, cell: int, width: int, at_top: bool = False) -> CodedSpan | None:
        """The coding whose bracket or name is at `cell` of the margin that `paint` makes of the same line."""
        for text, coding in self.paint(line, width, at_top):
            cell -= cells.cell_width(text)
            if cell < 0:
                return coding
        return None

    def _share_lanes(self) -> list[int]:
        lanes, free_after = [], [-1] * MOST_LANES
        for first, last in zip(self._first, self._last, strict=True):
            lane = MOST_LANES
            for at, busy in enumerate(free_after):
                if busy < first:
                    lane, free_after[at] = at, last
                    break
            lanes.append(lane)
        return lanes

    def _touching_chunk(self, chunk: int) -> list[int]:
        return self._intervals.touching(chunk * _CHUNK, chunk * _CHUNK + _CHUNK - 1)

    def _at(self, line: int) -> list[int]:
        return [at for at in self._chunk(line // _CHUNK) if self._first[at] <= line <= self._last[at]]

    def _brackets(self, line: int, here: list[int], most: int) -> list[Piece]:
        signs: dict[int, Piece] = {}
        for at in here:
            lane = min(self._lane[at], most)
            sign = _bracket(line, self._first[at], self._last[at])
            signs[lane] = (MORE, None) if lane == most else (sign, self._codings[at])
        return [signs.get(lane, (" ", None)) for lane in range(max(signs, default=-1) + 1)]


def _bracket(line: int, first: int, last: int) -> str:
    if first == last:
        return "["
    return "┌" if line == first else "└" if line == last else "│"


def _names(codings: list[CodedSpan], room: int) -> list[Piece]:
    """As many names as fit, fairly cut; those left out are counted."""
    fitting = min(len(codings), (room + 2) // (_LEAST_NAME + 2))
    if fitting <= 0 or room < _LEAST_NAME:
        return []
    rest = f" {MORE}{len(codings) - fitting}" if fitting < len(codings) else ""
    widths = _fair(
        [cells.cell_width(coding.name) for coding in codings[:fitting]], room - len(rest) - 2 * (fitting - 1)
    )
    pieces: list[Piece] = [(" ", None)]
    for at, (coding, width) in enumerate(zip(codings, widths, strict=False)):
        pieces += [(", ", None)] * bool(at) + [(cells.cut(coding.name, width), coding)]
    return [*pieces, (rest, None)] if rest else pieces


def _fair(wanted: list[int], room: int) -> list[int]:
    """Share `room` so that short names stay whole and long ones are cut alike."""
    widths = [0] * len(wanted)
    left = len(wanted)
    for at in sorted(range(len(wanted)), key=wanted.__getitem__):
        widths[at] = min(wanted[at], max(0, room // left))
        room, left = room - widths[at], left - 1
    return widths
