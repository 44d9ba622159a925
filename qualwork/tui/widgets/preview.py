"""Tables and texts as they are looked at before they are exported: the first rows, cut to the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.tui.reader.cells import cell_width, cut, pad

_NARROWEST = 11
_LEAST = {"start", "end", "attributes", "question", "memo", "needs_review", "coder", "themes", "use_not"} | {
    "hash",
    "batch",
    "undoes",
    "redoes",
}
_GAP = 2


def shown(content: Table | str | Sequence[Table], width: int, most: int = 200) -> Text:
    """A text as it is; tables one below the other, at most so many rows of each."""
    if isinstance(content, str):
        return Text(content)
    if isinstance(content, Table):
        return table_text(content, width, most)
    parts: list[Text] = []
    for table in content:
        parts += [Text(table.name.capitalize(), "bold underline"), table_text(table, width, most), Text("")]
    return Text("\n").join(parts)


def table_text(table: Table, width: int, most: int = 200) -> Text:
    """Headings and rows in columns; the widest columns give first, then the last ones go, which is said."""
    if not table.rows:
        return Text("Nothing yet.\nColumns: " + ", ".join(table.columns))
    cells = table.rows[:most]
    rows = [[_text(cell) for cell in row] for row in cells]
    widest = [max(cell_width(row[at]) for row in [list(table.columns), *rows]) for at in range(len(table.columns))]
    kept = _kept(table.columns, widest, width)
    widths = _fit([widest[at] for at in kept], width)
    right = [all(isinstance(row[at], int | float | None) for row in cells) for at in kept]
    lines = [Text(_line([table.columns[at] for at in kept], widths, right), "bold underline")]
    lines += [Text(_line([row[at] for at in kept], widths, right)) for row in rows]
    left_out = [name for at, name in enumerate(table.columns) if at not in kept]
    if left_out:
        lines.append(Text(f"and {counted(len(left_out), 'column')} in the file: {', '.join(left_out)}", "italic"))
    if len(table.rows) > most:
        lines.append(Text(f"and {len(table.rows) - most:,} more rows in the file", "italic"))
    return Text("\n").join(lines)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return " ".join(str(cell).split())


def _kept(columns: Sequence[str], widest: Sequence[int], room: int) -> list[int]:
    """The columns that have room: those of least use to a reader go first, then the last ones."""
    kept = list(range(len(columns)))
    while len(kept) > 1 and _needed([min(widest[at], _NARROWEST) for at in kept]) > room:
        kept.remove(min(reversed(kept), key=lambda at: columns[at] not in _LEAST))
    return kept


def _fit(widest: Sequence[int], room: int) -> list[int]:
    widths = list(widest)
    while _needed(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    spare = room - _needed(widths)
    for at in range(len(widths)):
        more = min(spare, widest[at] - widths[at])
        widths[at] += more
        spare -= more
    return widths


def _needed(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, width, to_right in zip(cells, widths, right, strict=False):
        shortened = cut(cell, width)
        parts.append(" " * (width - cell_width(shortened)) + shortened if to_right else pad(shortened, width))
    return (" " * _GAP).join(parts).rstrip()
