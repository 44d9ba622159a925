"""A table of cells to walk through, each of which can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widgets import DataTable

from qualwork.model.table import Cell
from qualwork.tui.actions import bindings
from qualwork.tui.reader.cells import cell_width, cut

_WIDE = 100
# Of the first column and of the others: on a wide screen, and on a narrow one.
_FEW, _MANY = 6, 12
_WIDEST = {True: (34, 22), False: (24, 16)}
_BARS = " ▁▂▃▄▅▆▇█"


class Grid(DataTable[Text]):
    """Rows and columns with a cursor on one cell; the first column stays in sight."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("grid")

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, cursor_type="cell", fixed_columns=1, zebra_stripes=False)
        self._widths = _WIDEST[True]

    def put(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]], heat: Sequence[int] = ()) -> None:
        """Show other rows, with the cursor where it was as far as that is there; cells of `heat` columns get a bar."""
        row, column = self.cursor_row, self.cursor_column
        self._widths = _WIDEST[self.app.size.width >= _WIDE]
        self.clear(columns=True)
        numbers = (each[at] for each in rows for at in heat)
        most = max((abs(value) for value in numbers if isinstance(value, int | float)), default=0)
        cells = [self._cells(each, heat, most) for each in rows]
        for at, name in enumerate(columns):
            head = Text(cut(name, _MANY if at in heat and len(heat) > _FEW else self._widths[at > 0]))
            # Told here: the widget itself measures columns only once.
            width = max(cell_width(text.plain) for text in (head, *(each[at] for each in cells)))
            self.add_column(head, key=str(at), width=width)
        self.add_rows(cells)
        if rows:
            self.move_cursor(row=min(row, len(rows) - 1), column=min(max(column, 0), len(columns) - 1))

    def _cells(self, row: Sequence[Cell], heat: Sequence[int], most: float) -> list[Text]:
        return [
            _cell(value, at == 0, self._widths[at > 0], most if at in heat else None) for at, value in enumerate(row)
        ]


def _cell(value: Cell, first: bool, widest: int, most: float | None) -> Text:
    if isinstance(value, int | float) and not isinstance(value, bool):
        said = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
        if most is None:
            return Text(said, justify="right")
        bar = _BARS[max(1, round(8 * abs(value) / most))] if most and value else " "
        return Text.assemble((bar, "dim"), said if value else "·", justify="right")
    said = " ".join(str("" if value is None else value).split())
    return Text(said if cell_width(said) <= widest else cut(said, widest), "bold" if first else "")
