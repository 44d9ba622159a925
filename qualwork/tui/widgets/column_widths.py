"""How the columns of a table share the width of the screen: numbers are never cut, names give way first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualwork.tui.reader.cells import cell_width

Kind = Literal["name", "text", "number", "left", "right"]
"""`name` is the first column; `left` and `right` stand at the sides of a word looked for."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what kind of cells stand below it, and the cells of the screen that the longest of them takes."""

    head: str
    kind: Kind
    widest: int


# Caps of names, texts, headings of numbers, and of what stands beside a word, from roomy to narrow.
_STEPS = ((200, 200, 40, 60), (34, 22, 22, 40), (24, 16, 14, 24), (20, 10, 11, 14), (16, 8, 8, 8), (12, 6, 6, 6))
_READABLE = 3
# In a concordance it is what stands beside the word that needs the room.
_WHO, _WHERE = 14, 12
# What is left over goes to these, one group after the other.
_ORDER: tuple[tuple[Kind, ...], ...] = (("name",), ("number",), ("left", "right"), ("text",))


def fit(columns: Sequence[Column], room: int, padding: int) -> tuple[list[int], bool]:
    """A width for each column, without padding, and whether all of them fit into `room`.

    Where they do not, headings and names stay readable and one moves through the columns.
    """
    free = room - padding * len(columns)
    whole = _capped(columns, *_STEPS[0])
    for step in _STEPS:
        widths = _capped(columns, *step)
        if sum(widths) <= free:
            return _share_out(columns, widths, whole, free - sum(widths)), True
    return _capped(columns, *_STEPS[_READABLE]), False


def _capped(columns: Sequence[Column], name: int, text: int, head: int, beside: int) -> list[int]:
    if any(column.kind == "left" for column in columns):
        name, text = min(name, _WHO), min(text, _WHERE)
    caps: dict[Kind, int] = {"name": name, "text": text, "left": beside, "right": beside}
    widths = []
    for column in columns:
        heading = cell_width(column.head)
        if column.kind == "number":
            widths.append(max(column.widest, min(heading, head)))
        else:
            widths.append(max(1, min(max(column.widest, heading), caps[column.kind])))
    return widths


def _share_out(columns: Sequence[Column], widths: list[int], whole: list[int], spare: int) -> list[int]:
    for kinds in _ORDER:
        growing = [at for at, column in enumerate(columns) if column.kind in kinds and widths[at] < whole[at]]
        while spare > 0 and growing:
            for at in growing[:spare]:
                widths[at] += 1
            spare -= min(spare, len(growing))
            growing = [at for at in growing if widths[at] < whole[at]]
    return widths
