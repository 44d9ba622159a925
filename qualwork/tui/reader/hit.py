"""From a cell on the screen to the character that is shown there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualwork.tui.reader.columns import Columns
from qualwork.tui.reader.wrap import Layout

Zone = Literal["gutter", "text", "margin"]


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the pointer: a line, the character there (empty at a line's end), and which column it is."""

    line: int
    start: int
    end: int
    zone: Zone


def hit(layout: Layout, columns: Columns, x: int, line: int) -> Hit:
    """The place under cell `x` of `line`: the gutter means the line's start, the margin its end.

    Lines above the first mean its start, lines below the last its end; both halves of a wide character mean it.
    """
    if not len(layout) or line < 0:
        start = layout.shown[0] if len(layout) else 0
        return Hit(0, start, start, "text")
    if line >= len(layout):
        end = layout.ends[-1]
        return Hit(len(layout) - 1, end, end, "text")
    if x < columns.gutter:
        start = layout.shown[line]
        return Hit(line, start, start, "gutter")
    if x >= columns.margin_at:
        end = layout.ends[line]
        return Hit(line, end, end, "margin")
    start, end = layout.character(line, x - columns.gutter)
    return Hit(line, start, end, "text")
