"""Tables as files: CSV, XLSX, DOCX, HTML, Markdown and JSON, each with what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualwork.export.provenance import save_with_meta
from qualwork.export.tables.table_docx import table_docx
from qualwork.export.tables.table_html import table_html
from qualwork.export.tables.table_text import table_csv, table_json, table_markdown
from qualwork.export.tables.table_xlsx import table_xlsx
from qualwork.export.write import kind_of, write_atomically
from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.model.uncollected import uncollected

TABLE_KINDS = ("csv", "xlsx", "docx", "html", "md", "json")
_KINDS_WITH_ROOM = frozenset({"xlsx", "docx", "html"})

_MAKERS: dict[str, Callable[[Table], bytes]] = {
    "xlsx": table_xlsx,
    "docx": table_docx,
    "html": table_html,
    "md": table_markdown,
    "json": table_json,
}


def table_bytes(table: Table, kind: str, spreadsheet_safe: bool = False, excel_bom: bool = False) -> bytes:
    """The table as a file of `kind`; the same table gives the same bytes.

    `spreadsheet_safe` and `excel_bom` matter to CSV alone: no other kind has cells that a spreadsheet would run.
    """
    if kind != "csv" and kind not in _MAKERS:
        raise BadInput(f"a table cannot be written as {kind!r}; choose one of {', '.join(TABLE_KINDS)}")
    with uncollected():
        return table_csv(table, spreadsheet_safe, excel_bom) if kind == "csv" else _MAKERS[kind](table)


def save_table(table: Table, path: Path, spreadsheet_safe: bool = False, excel_bom: bool = False) -> tuple[Path, ...]:
    """Write the table as the kind its name says, with its provenance inside or beside it; answers the paths written."""
    kind = kind_of(path, TABLE_KINDS)
    data = table_bytes(table, kind, spreadsheet_safe, excel_bom)
    if kind in _KINDS_WITH_ROOM:
        write_atomically(path, data)
        return (path,)
    about: dict[str, object] = {"columns": list(table.columns), "rows": len(table.rows)}
    if kind == "csv":
        about["spreadsheet_safe"] = spreadsheet_safe
    return save_with_meta(path, data, table.name, table.provenance, **about)
