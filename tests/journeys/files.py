"""Files that were written, read by a reader that is not the program's own."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook


def sheet(path: Path) -> list[list[object]]:
    """The rows of the first sheet of a workbook."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [list(row) for row in rows]
