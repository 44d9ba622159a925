"""Tables as text files: CSV, Markdown and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qualwork.export.plain import cell_text, is_number, json_bytes, plain
from qualwork.model.table import Cell, Table

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_QUOTED_IN_CSV = re.compile('[,"\r\n]|^\\s|\\s$')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_MARKED_IN_MARKDOWN = re.compile(r"[\\`*_<|~$]|\](?=[(\[:])|&(?=#?\w+;)")
_SPACE_CODES = str.maketrans({space: f"&#{ord(space)};" for space in " \t\u00a0\u3000"})
_LINE_END = re.compile("\r\n|\n|\r")


def table_csv(table: Table, spreadsheet_safe: bool = False, excel_bom: bool = False) -> bytes:
    """CSV by RFC 4180 but with `\\n` between rows; UTF-8; cells verbatim.

    `spreadsheet_safe` puts an apostrophe before text that a spreadsheet would run as a formula; `excel_bom` puts
    the mark at the start by which Excel knows UTF-8.
    """
    lines = [_csv_row(table.columns, spreadsheet_safe)] if table.columns else []
    lines += [_csv_row(row, spreadsheet_safe) for row in table.rows if row]
    return (_BYTE_ORDER_MARK if excel_bom else b"") + "".join(lines).encode()


def _csv_row(cells: Sequence[Cell], safe: bool) -> str:
    fields = [_csv_field(cell, safe) for cell in cells]
    return (",".join(fields) if fields != [""] else '""') + "\n"


def _csv_field(cell: Cell, safe: bool) -> str:
    text = cell_text(cell)
    if safe and isinstance(cell, str) and text.startswith(_RUN_BY_SPREADSHEETS):
        text = "'" + text
    if _QUOTED_IN_CSV.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def table_json(table: Table) -> bytes:
    """A list of objects, one a row; a second column of the same name is called `name (2)`."""
    names = _unlike(table.columns)
    return json_bytes([dict(zip(names, map(plain, row), strict=True)) for row in table.rows])


def _unlike(columns: Iterable[str]) -> list[str]:
    names: list[str] = []
    for column in columns:
        name, count = column, 1
        while name in names:
            count += 1
            name = f"{column} ({count})"
        names.append(name)
    return names


def table_markdown(table: Table) -> bytes:
    """A pipe table whose cells read as they are in the table: what Markdown would take for markup is escaped."""
    if not table.columns:
        return b""
    numeric = [_is_numeric([row[at] for row in table.rows]) for at in range(len(table.columns))]
    lines = [
        _markdown_row(table.columns),
        "|" + "|".join(" ---: " if right else " --- " for right in numeric) + "|",
        *(_markdown_row(row) for row in table.rows),
    ]
    return ("\n".join(lines) + "\n").encode()


def _is_numeric(cells: Sequence[Cell]) -> bool:
    return any(map(is_number, cells)) and all(cell is None or is_number(cell) for cell in cells)


def _markdown_row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(markdown_text(cell_text(cell)) for cell in cells) + " |"


def markdown_text(text: str) -> str:
    """`text` on one line so that Markdown shows it as it is; line ends become `<br>`."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    inner = _MARKED_IN_MARKDOWN.sub(lambda sign: "\\" + sign[0], text[start:end])
    return _spaces(text[:start]) + _LINE_END.sub("<br>", inner) + _spaces(text[end:])


def _spaces(edge: str) -> str:
    return _LINE_END.sub("<br>", edge).translate(_SPACE_CODES)
