"""Tables as text files: CSV, Markdown and JSON."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from qualwork.export.plain import cell_text, is_number, json_bytes, plain, utf8
from qualwork.model.table import Cell, Table

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_MARKED_IN_MARKDOWN = re.compile(r"[\\`*_<|~$]|\](?=[(\[:])|&(?=#?\w+;)")
_SPACE_CODES = str.maketrans({space: f"&#{ord(space)};" for space in " \t\u00a0\u3000"})
_LINE_END = re.compile("\r\n|\n|\r")


def table_csv(table: Table, spreadsheet_safe: bool = False, excel_bom: bool = False) -> bytes:
    """CSV by RFC 4180 but with `\\n` between rows; UTF-8; cells verbatim.

    `spreadsheet_safe` puts an apostrophe before text that a spreadsheet would run as a formula; `excel_bom` puts
    the mark at the start by which Excel knows UTF-8.
    """
    lines = _Lines()
    writer = csv.writer(lines)
    for row in (table.columns, *table.rows):
        if row:
            writer.writerow([_safe(cell) for cell in row] if spreadsheet_safe else [_csv_cell(cell) for cell in row])
    return (_BYTE_ORDER_MARK if excel_bom else b"") + utf8("".join(lines))


class _Lines(list[str]):
    """Takes the rows of a writer that ends them with `\\r\\n`, so that it quotes cells with either, and keeps `\\n`."""

    def write(self, line: str) -> None:
        self.append(line[:-2] + "\n")


def _csv_cell(cell: Cell) -> str | int:
    return cell if isinstance(cell, str) or type(cell) is int else cell_text(cell)


def _safe(cell: Cell) -> str | int:
    if isinstance(cell, str) and cell.startswith(_RUN_BY_SPREADSHEETS):
        return "'" + cell
    return _csv_cell(cell)


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
