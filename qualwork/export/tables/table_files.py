"""Tables as files of every kind, each with what it was made from."""

from __future__ import annotations

from pathlib import Path

from qualwork.export import files, formats
from qualwork.export.write import kind_of
from qualwork.model.table import Table
from qualwork.model.uncollected import uncollected


def table_bytes(table: Table, kind: str, spreadsheet_safe: bool = False, excel_bom: bool = False) -> bytes:
    """The table as a file of `kind`; the same table gives the same bytes.

    `spreadsheet_safe` and `excel_bom` matter to CSV alone: no other kind has cells that a spreadsheet would run.
    """
    with uncollected():
        return files.file_bytes("table", kind, table, spreadsheet_safe=spreadsheet_safe, excel_bom=excel_bom)


def save_table(table: Table, path: Path, spreadsheet_safe: bool = False, excel_bom: bool = False) -> tuple[Path, ...]:
    """Write the table as the kind its name says, with its provenance inside or beside it; answers the paths written."""
    row = formats.find("table", kind_of(path, formats.kinds("table")))
    data = table_bytes(table, row.suffix, spreadsheet_safe, excel_bom)
    about: dict[str, object] = {"columns": list(table.columns), "rows": len(table.rows)}
    if "spreadsheet_safe" in row.options:
        about["spreadsheet_safe"] = spreadsheet_safe
    return files.put(path, row, data, table.name, table.provenance, about)
