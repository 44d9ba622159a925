"""What presses and moves of the mouse select, by character, word or turn."""

from __future__ import annotations

from qualwork.tui.reader.hit import Hit
from qualwork.tui.reader.selection import Caret, Moves
from qualwork.tui.reader.units import Range, Unit

_UNITS: tuple[Unit | None, ...] = (None, "word", "turn")


class Drag:
    """A selection in the making: it begins where the mouse went down, and knows by which unit it grows.

    A character is selected as a whole when the pointer reaches it, whichever half of it and from whichever side. A
    second press at the same place selects the word, a third the turn; a press with shift extends by the same unit.
    """

    def __init__(self) -> None:
        self.active = False
        self._origin: Range = (0, 0)
        self._unit: Unit | None = None
        self._clicks = 0
        self._moved = False
        self._last_place: object = None
        self._last_time = 0.0
        self._selected: Range | None = None

    def press(self, moves: Moves, caret: Caret, there: Hit, time: float, patience: float, shift: bool = False) -> Caret:
        """The mouse went down at `there`; presses within `patience` seconds at one place count as one."""
        self.active = True
        self._moved = False
        place = (there.line, there.start, there.end)
        again = place == self._last_place and time - self._last_time <= patience and not shift
        self._last_place, self._last_time = place, time
        if shift:
            if caret.anchor is None or caret.range != self._selected:
                self._unit = None
                self._origin = (
                    (caret.anchor, caret.anchor) if caret.anchor is not None else (caret.cursor, caret.cursor)
                )
            return self.move(moves, there)
        self._clicks = min(self._clicks + 1, len(_UNITS)) if again else 1
        self._unit = _UNITS[self._clicks - 1]
        self._origin = self._reach(moves, there)
        return self.move(moves, there)

    def move(self, moves: Moves, there: Hit) -> Caret:
        """The mouse is at `there` now, with its button down."""
        start, end = self._reach(moves, there)
        first, last = self._origin
        self._moved = self._moved or (start, end) != self._origin
        if self._unit is None and not self._moved:
            caret = Caret(start)
        elif start >= first:
            caret = Caret(max(end, last), first)
        else:
            caret = Caret(start, last)
        self._selected = caret.range
        return caret

    def release(self) -> None:
        """The button is up: what is selected stays."""
        self.active = False

    def _reach(self, moves: Moves, there: Hit) -> Range:
        return moves.unit_range(self._unit, there.start, there.end) if self._unit else (there.start, there.end)
