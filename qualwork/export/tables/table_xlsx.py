"""Tables as XLSX: text that is never run, numbers that can be summed, provenance on a second sheet."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Any

from qualwork.export.plain import is_number, plain
from qualwork.export.provenance import PROVENANCE
from qualwork.model.errors import BadInput
from qualwork.model.table import Cell, Table

MOST_CHARACTERS = 32_767  # of a cell, as Excel counts them: in UTF-16 units
_MOST_ROWS = 1_048_575  # without the header
_MOST_COLUMNS = 16_384
_MOST_EXACT_INTEGER = 2**53
_NARROWEST, _WIDEST = 8, 60  # of a column, in digits
_ARROW = 4  # digits of a header's width that the filter arrow covers
_ROWS_MEASURED = 1_000
_MOST_MEASURED = 2_000  # characters of a cell; more than the tallest row shows
_LINE_HEIGHT, _TALLEST_ROW = 15, 405  # in points
_LOOK = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C8C8C8"}
_CUT = " [...]"
_EPOCH = datetime.datetime(2000, 1, 1)
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NONCHARACTERS = re.compile("[\ufffe\uffff]")


def table_xlsx(table: Table) -> bytes:
    """The table with a frozen, bold, filtered header; a cell too long for Excel is cut and noted under provenance."""
    return tables_xlsx([table])


def tables_xlsx(tables: Sequence[Table]) -> bytes:
    """Tables on a sheet each, and the provenance of the first one behind them."""
    import xlsxwriter

    for table in tables:
        if len(table.rows) > _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
            raise BadInput(
                f"{table.name}: {len(table.rows):,} rows and {len(table.columns):,} columns are more than an .xlsx "
                f"holds ({_MOST_ROWS:,} and {_MOST_COLUMNS:,}); use .csv"
            )
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": tables[0].name, "created": _EPOCH})
        notes = [note for table in tables for note in _fill(book, table)]
        _fill_provenance(book, tables, notes)
    return buffer.getvalue()


def _fill(book: Any, table: Table) -> list[str]:
    """Write header and rows; answers a note for each cell that was cut."""
    sheet = book.add_worksheet(_sheet_name(table.name))
    header = book.add_format({**_LOOK, "bold": True, "bg_color": "#ECECEC"})
    body = book.add_format(_LOOK)
    notes: list[str] = []
    widths = [
        _width(column, [row[at] for row in islice(table.rows, _ROWS_MEASURED)])
        for at, column in enumerate(table.columns)
    ]
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, widths[at])
        _write_text(sheet, 0, at, column, header, table, notes)
    sheet.set_row(0, _height(table.columns, [width - _ARROW for width in widths]))
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, _height(row, widths))
        for at, cell in enumerate(row):
            _write_cell(sheet, number, at, cell, body, table, notes)
    if table.columns:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(0)
    _set_print(sheet)
    return notes


def _set_print(sheet: Any) -> None:
    """A4, lying, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_cell(sheet: Any, row: int, at: int, cell: Cell, body: Any, table: Table, notes: list[str]) -> None:
    value = plain(cell)
    if value is None:
        sheet.write_blank(row, at, None, body)
    elif isinstance(value, bool):
        sheet.write_boolean(row, at, value, body)
    elif is_number(value) and abs(float(value)) <= _MOST_EXACT_INTEGER:
        sheet.write_number(row, at, value, body)
    else:
        _write_text(sheet, row, at, str(value), body, table, notes)


def _write_text(sheet: Any, row: int, at: int, text: str, style: Any, table: Table, notes: list[str]) -> None:
    fitted = fit_cell(_NONCHARACTERS.sub("\ufffd", text))
    sheet.write_string(row, at, fitted, style)
    if fitted.endswith(_CUT) and len(fitted) < len(text):
        notes.append(
            f"sheet row {row + 1}, column {table.columns[at]}: {len(text):,} characters are more than a cell holds; "
            f"cut after {len(fitted) - len(_CUT):,}, and {_CUT.strip()} stands for the rest; a .csv has all of it"
        )


def fit_cell(text: str) -> str:
    """`text`, or as much of it as an Excel cell holds with ` [...]` at its end."""
    if len(text) * 2 <= MOST_CHARACTERS or _utf16_length(text) <= MOST_CHARACTERS:
        return text
    room = MOST_CHARACTERS - len(_CUT)
    kept = text[:room]
    while (surplus := _utf16_length(kept) - room) > 0:
        kept = kept[: -(surplus + 1) // 2]
    return kept + _CUT


def _utf16_length(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _fill_provenance(book: Any, tables: Sequence[Table], notes: Sequence[str]) -> None:
    sheet = book.add_worksheet(PROVENANCE)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = [line for table in tables for line in (("table", table.name), ("rows", str(len(table.rows))))]
    lines += tables[0].provenance.items()
    lines += [("note", note) for note in notes]
    sheet.set_column(0, 0, _width("", [name for name, _ in lines]))
    sheet.set_column(1, 1, _WIDEST)
    _set_print(sheet)
    for number, (name, value) in enumerate(lines):
        sheet.set_row(number, _height((value,), (_WIDEST,)))
        sheet.write_string(number, 0, fit_cell(name), bold)
        sheet.write_string(number, 1, fit_cell(value), wrapped)


def _sheet_name(name: str) -> str:
    """`name` as Excel allows it: 31 units, no signs of paths or formulas, unlike the names it keeps for itself."""
    cleaned = _NOT_IN_SHEET_NAMES.sub(" ", name).strip("' ")
    while _utf16_length(cleaned) > 31:
        cleaned = cleaned[:-1]
    cleaned = cleaned.rstrip("' ")
    return cleaned if cleaned and cleaned.lower() not in ("history", PROVENANCE) else "table"


def _width(column: str, cells: Sequence[Cell]) -> int:
    """Width that shows the longest line of the column, within bounds; the header needs room for the filter arrow."""
    longest = max((_columns(line) for cell in cells for line in str(cell)[:_MOST_MEASURED].splitlines()), default=0)
    header = max((_columns(word) for word in column.split()), default=0) + _ARROW
    return max(_NARROWEST, min(_WIDEST, max(longest + 2, header)))


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Height in points that shows all wrapped lines: LibreOffice finds none by itself."""
    most = 1
    for cell, width in zip(cells, widths, strict=True):
        if isinstance(cell, str) and (len(cell) * 2 > width or "\n" in cell):
            room = max(1, width - 2)
            most = max(most, sum(-(-_columns(line) // room) or 1 for line in cell[:_MOST_MEASURED].splitlines()))
    return min(_TALLEST_ROW, most * _LINE_HEIGHT)


def _columns(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
