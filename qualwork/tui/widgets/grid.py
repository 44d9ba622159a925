"""A table of cells to walk through, each of which can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import DataTable

from qualwork.model.table import Cell
from qualwork.tui.actions import bindings
from qualwork.tui.reader.cells import cell_width, cut
from qualwork.tui.widgets.column_widths import Column, Kind, fit
from qualwork.tui.widgets.shortening import cut_start, shortened

_BARS = " ▁▂▃▄▅▆▇█"
# With so many alike columns headings may become numbers, which a legend explains.
_MANY = 4
_MOST_NUMBERED = 60
_PADDING = 1
_MORE = "›"


@dataclass(frozen=True, slots=True)
class Content:
    """What a grid shows: `heat` columns get a bar; `names` draws the first column as a tree, by depth and short name.

    In a `concordance` columns `left` and `right` hold what stands beside the word; with `total` the last row sums up.
    """

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    heat: Sequence[int] = ()
    names: Sequence[tuple[int, str]] = ()
    concordance: bool = False
    total: bool = False


class CellGrid(DataTable[Text]):
    """Rows and columns with a cursor on one cell; the first column stays in sight.

    A column is shown whole or not at all, and a number is never cut; names are, with a mark, and `place` says them.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, cursor_type="cell", fixed_columns=1, zebra_stripes=False)
        self._content = Content()
        self._fitted = 0
        self._whole = True
        self.legend = ""
        """What the numbers that stand for headings mean; empty where headings are words."""

    def put(self, content: Content) -> None:
        """Show other rows, with the cursor where it was as far as that is there."""
        self._content = content
        self._fill()

    def on_resize(self) -> None:
        """Another width has room for other columns."""
        if self._content.columns and self._room != self._fitted:
            self._fill()

    def action_half_page(self, by: int) -> None:
        """Half a screen of rows on or back."""
        rows = max(1, (self.scrollable_content_region.height - self.header_height) // 2)
        last = len(self._content.rows) - 1
        self.move_cursor(row=max(0, min(self.cursor_row + by * rows, last)))

    def place(self) -> str:
        """The cell under the cursor with its row and heading, whole, and how many columns are not in sight."""
        row, column = self.cursor_coordinate
        content = self._content
        if row >= len(content.rows) or column >= len(content.columns):
            return ""
        cells = content.rows[row]
        said = _said(cells[column])
        parts = [_said(cells[0])]
        parts += [f"{content.columns[column]}: {said or '·'}"] if column else []
        first, last = self._in_sight
        if not self._whole:
            parts.append(f"columns {first + 1}-{last} of {len(content.columns)}")
        return " · ".join(parts)

    # Filling

    @property
    def _room(self) -> int:
        width = self.scrollable_content_region.width or self.app.size.width
        rows_fit = len(self._content.rows) < max(1, self.container_size.height)
        return width if rows_fit or self.show_vertical_scrollbar else width - 1

    def _fill(self) -> None:
        content, room = self._content, self._room
        at_row, at_column = self.cursor_row, self.cursor_column
        cells = [[_text(value, at in content.heat) for at, value in enumerate(each)] for each in content.rows]
        columns = [self._column(at, cells) for at in range(len(content.columns))]
        heads, widths, self.cell_padding = self._headings(columns, room)
        self._fitted = room
        before = sum(widths[: content.heat[0]]) if content.heat else room
        # Totals that stand before the columns one moves through stay in sight with the names.
        self.fixed_columns = max(1, content.heat[0]) if before <= room // 2 else 1
        self.clear(columns=True)
        for column, head, width in zip(columns, heads, widths, strict=True):
            to_right = column.kind in ("number", "left")
            self.add_column(Text(head, justify="right" if to_right else "left"), width=width)
        self._add_rows(columns, cells, widths)
        if content.rows:
            last = len(content.columns) - 1
            self.move_cursor(row=min(at_row, len(content.rows) - 1), column=min(max(at_column, 0), last))

    def _add_rows(self, columns: Sequence[Column], cells: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        content = self._content
        names = self._first_column(cells, widths[0] if widths else 0)
        without_total = content.rows[: len(content.rows) - content.total]
        numbers = (_number(row[at]) for row in without_total for at in content.heat)
        most = max((abs(number) for number in numbers if number is not None), default=0)
        for name, texts, values in zip(names, cells, content.rows, strict=True):
            drawn = [self._cell(columns[at].kind, texts[at], widths[at]) for at in range(1, len(columns))]
            bars = most if content.rows[-1] is not values or not content.total else 0
            for at in content.heat:
                if at:
                    drawn[at - 1] = _with_bar(drawn[at - 1], values[at], bars)
            self.add_row(name, *drawn)

    def _column(self, at: int, cells: Sequence[Sequence[str]]) -> Column:
        content = self._content
        head = content.columns[at]
        widest = max((cell_width(row[at]) for row in cells), default=0)
        kind: Kind = "name" if at == 0 else "text"
        if at == 0:
            widest = max((cell_width(name) + 2 * depth for depth, name in self._names(cells)), default=0)
        elif at in content.heat or any(_number(row[at]) is not None for row in content.rows):
            kind, widest = "number", widest + (at in content.heat)
        elif content.concordance and head in ("left", "right"):
            kind = "left" if head == "left" else "right"
        return Column(head, kind, widest)

    def _headings(self, columns: Sequence[Column], room: int) -> tuple[list[str], list[int], int]:
        """Headings as they are drawn, widths, and padding: with many alike columns for want of room numbers."""
        heat = [at for at in self._content.heat if at < len(columns)]
        self.legend = ""
        widths, self._whole = fit(columns, room, 2 * _PADDING)
        if not self._whole and _MANY < len(heat) <= _MOST_NUMBERED:
            numbers = {at: str(number) for number, at in enumerate(heat, start=1)}
            for blanks in (1, 0):
                # For want of room the bar before a number is all that stands between two columns.
                tight = [
                    Column(numbers[at], "number", max(column.widest, len(numbers[at]) + 1) + blanks)
                    if at in numbers
                    else column
                    for at, column in enumerate(columns)
                ]
                closer, self._whole = fit(tight, room - len(columns) + len(heat) - 1, 0)
                if self._whole or not blanks:
                    self.legend = " · ".join(f"{number} {columns[at].head}" for at, number in numbers.items())
                    wide = [width + (at not in numbers) + (at == 0) for at, width in enumerate(closer)]
                    heads = [" " * (at == 0) + cut(each.head, closer[at]) for at, each in enumerate(tight)]
                    return heads, wide, 0
        heads = [cut(column.head, width) for column, width in zip(columns, widths, strict=True)]
        for width in {widths[at] for at in heat}:
            same = [at for at in heat if widths[at] == width]
            for at, head in zip(same, shortened([columns[at].head for at in same], width), strict=True):
                heads[at] = head
        return heads, widths, _PADDING

    def _names(self, cells: Sequence[Sequence[str]]) -> Sequence[tuple[int, str]]:
        return self._content.names or [(0, row[0]) for row in cells]

    def _first_column(self, cells: Sequence[Sequence[str]], width: int) -> list[Text]:
        tree = self._names(cells)
        rooms: dict[int, list[int]] = {}
        for at, (depth, _) in enumerate(tree):
            rooms.setdefault(min(2 * depth, max(0, width - 8)), []).append(at)
        tight = self.cell_padding == 0
        names = [Text()] * len(cells)
        # Those that stand alike far in have the same room.
        for indent, places in rooms.items():
            for at, name in zip(
                places, shortened([tree[at][1] for at in places], width - indent - 2 * tight), strict=True
            ):
                names[at] = Text(" " * (indent + tight) + name, "bold")
        return names

    def _cell(self, kind: Kind, text: str, width: int) -> Text:
        room = width - (self.cell_padding == 0 and kind != "number")
        if kind == "number":
            return Text(text, justify="right")
        return Text(cut_start(text, room), justify="right") if kind == "left" else Text(cut(text, room))

    # Whole columns

    @property
    def _in_sight(self) -> tuple[int, int]:
        """The first of the columns that move and the one behind the last, as far as they are whole on the screen."""
        at, first, last = 0, -1, self.fixed_columns
        fixed = sum(column.get_render_width(self) for column in self.ordered_columns[: self.fixed_columns])
        low, high = self.scroll_offset.x + fixed, self.scroll_offset.x + self.scrollable_content_region.width
        for number, column in enumerate(self.ordered_columns):
            end = at + column.get_render_width(self)
            if number >= self.fixed_columns and at >= low and end <= high:
                first, last = (number if first < 0 else first), number + 1
            at = end
        return max(first, self.fixed_columns), last

    def render_line(self, y: int) -> Strip:
        """A line of the table; what is not whole of a column at its edge is blank, and the heading says so."""
        strip = super().render_line(y)
        if self._whole:
            return strip
        widths = [column.get_render_width(self) for column in self.ordered_columns]
        first, last = self._in_sight
        fixed, width, left = sum(widths[: self.fixed_columns]), strip.cell_length, self.scroll_offset.x
        start, end = sum(widths[:first]) - left, min(width, sum(widths[:last]) - left)
        if not fixed <= start < end:
            return strip
        style, marks = self.rich_style, y < self.header_height
        parts = [strip.crop(0, fixed), _blank(start - fixed, "", style), strip.crop(start, end)]
        return Strip.join([*parts, _blank(width - end, _MORE if marks and last < len(widths) else "", style)])

    def watch_virtual_size(self, old: Size, new: Size) -> None:
        """Columns were measured."""
        self.refresh()


class Grid(CellGrid):
    """The table of the Terms tab."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("grid")


def _blank(width: int, mark: str, style: Style) -> Strip:
    return Strip([Segment((mark if width > 0 else "").rjust(max(0, width)), style)])


def _number(value: Cell) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _said(value: Cell) -> str:
    number = _number(value)
    if number is not None:
        return f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"
    return " ".join(str("" if value is None else value).split())


def _text(value: Cell, heat: bool) -> str:
    return "·" if heat and not value else _said(value)


def _with_bar(text: Text, value: Cell, most: float) -> Text:
    number = _number(value)
    bar = _BARS[max(1, round(8 * abs(number) / most))] if number and most else " "
    return Text.assemble((bar, "dim"), text.plain, justify="right")
