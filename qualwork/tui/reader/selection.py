"""Where the reader's cursor stands and what is selected: a pure state and the moves from one state to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from qualwork.model.units import trim
from qualwork.tui.reader.units import Range, Unit, Units
from qualwork.tui.reader.wrap import Layout

Step = Literal["character", "word", "sentence", "turn", "line", "page", "half page", "line edge", "transcript edge"]


@dataclass(frozen=True, slots=True)
class Caret:
    """The cursor, the other end of what is selected (None: nothing is), and the cell that moves by line aim at.

    All offsets are absolute. The selection is half open, whichever end the cursor is at.
    """

    cursor: int = 0
    anchor: int | None = None
    goal: int | None = None

    @property
    def range(self) -> Range | None:
        """What lies between anchor and cursor, or None where nothing does."""
        if self.anchor is None or self.anchor == self.cursor:
            return None
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)


def passage(layout: Layout, selected: Range | None) -> Range | None:
    """`selected` as it can be coded: without white space at its edges, and not ending in a turn's hidden label."""
    if selected is None or not len(layout):
        return None
    start, end = selected
    line = layout.line_of(end - 1)
    if start < layout.starts[line] < end <= layout.shown[line]:
        end = layout.starts[line]
    start, end = trim(layout.page.text, start, end)
    return (start, end) if start < end else None


class Moves:
    """The moves of a caret over one layout. `page` is how many lines a page is."""

    def __init__(self, layout: Layout, units: Units, page: int = 1) -> None:
        self._layout = layout
        self._units = units
        self._page = max(1, page)

    def move(self, caret: Caret, step: Step, by: int) -> Caret:
        """Go one `step` forward (`by` 1) or back (-1), and select nothing."""
        if step in ("word", "sentence", "turn"):
            return Caret(self._unit_start(step, caret.cursor, by))
        return replace(self._go(caret, step, by), anchor=None)

    def extend(self, caret: Caret, step: Step, by: int) -> Caret:
        """Carry the selection one `step` further; a new one by word, sentence or turn begins with the whole of it."""
        if step in ("word", "sentence", "turn"):
            return self._extend_unit(caret, step, by)
        anchor = caret.cursor if caret.anchor is None else caret.anchor
        return replace(self._go(caret, step, by), anchor=anchor)

    def select(self, caret: Caret, unit: Unit) -> Caret:
        """Select the unit at the cursor; where it is selected already, the next one."""
        there = self._units.around(unit, min(caret.range) if caret.range else caret.cursor)
        if there and caret.range == there:
            there = self._units.following(unit, there[1]) or there
        return Caret(there[1], there[0]) if there else caret

    def unit_range(self, unit: Unit, start: int, end: int) -> Range:
        """The unit that a click on `start:end` means; the place itself where there is none."""
        return self._units.around(unit, start) or (start, end)

    def _go(self, caret: Caret, step: Step, by: int) -> Caret:
        layout = self._layout
        if not len(layout):
            return caret
        if step == "character":
            return Caret(layout.step(caret.cursor, by))
        if step == "transcript edge":
            return Caret(layout.end_stop(len(layout) - 1) if by > 0 else layout.shown[0])
        line, cell = layout.place(caret.cursor)
        if step == "line edge":
            return Caret(layout.end_stop(line) if by > 0 else layout.shown[line])
        goal = cell if caret.goal is None else caret.goal
        lines = {"page": self._page, "half page": max(1, self._page // 2)}
        target = line + by * lines.get(step, 1)
        if target < 0:
            return Caret(layout.shown[0], goal=goal)
        if target >= len(layout):
            return Caret(layout.end_stop(len(layout) - 1), goal=goal)
        return Caret(layout.snap(layout.character(target, goal)[0]), goal=goal)

    def _unit_start(self, unit: Unit, offset: int, by: int) -> int:
        if by < 0:
            there = self._units.preceding(unit, offset)
            return there[0] if there else offset
        there = self._units.following(unit, offset)
        if there and there[0] <= offset:
            there = self._units.following(unit, there[1])
        return there[0] if there else self._go(Caret(offset), "transcript edge", 1).cursor

    def _extend_unit(self, caret: Caret, unit: Unit, by: int) -> Caret:
        offset, anchor = caret.cursor, caret.anchor
        there = self._units.following(unit, offset) if by > 0 else self._units.preceding(unit, offset)
        if there is None:
            return caret
        if anchor is None and by > 0:
            there = self._units.around(unit, offset) or there
            anchor = there[0]
        elif anchor is None:
            anchor = there[1] if there[0] < offset < there[1] else offset
        return Caret(there[1] if by > 0 else there[0], anchor)
