"""Tables that researchers keep beside their interviews: CSV, TSV, XLSX and ODS as headers and rows of text."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.ingest.formats.canonical import decode
from qualwork.model.errors import BadInput

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_SPREADSHEETS = (".xlsx", ".xls", ".xlsb", ".ods")
_MOST_BYTES = 20_000_000


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets of a spreadsheet; none for a text file."""
    if path.suffix.lower() not in _SPREADSHEETS:
        return []
    return list(_workbook(path, _data(path)).sheet_names)


def read_sheet(path: Path, encoding: str | None = None, sheet: str | None = None) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of a table, the first sheet if none is named; raises BadInput naming the malformed line."""
    data = _data(path)
    rows = _spreadsheet(path, data, sheet) if path.suffix.lower() in _SPREADSHEETS else _text(path, data, encoding)
    rows = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise BadInput(f"{path}: the table is empty")
    headers = [header.strip() for header in rows[0][1]]
    named = [header for header in headers if header]
    if len({header.casefold() for header in named}) < len(named):
        raise BadInput(f"{path}: line {rows[0][0]}: two columns have the same name")
    body = []
    for number, row in rows[1:]:
        if len(row) > len(headers) and any(cell.strip() for cell in row[len(headers) :]):
            raise BadInput(f"{path}: line {number} has {len(row)} cells for {len(headers)} columns; check the commas")
        cells = [cell.strip() for cell in row[: len(headers)]]
        body.append(cells + [""] * (len(headers) - len(cells)))
    return headers, body


def _data(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise BadInput(f"{path}: is a folder; name a CSV or XLSX file") from None
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read ({fault.strerror})") from None
    if len(data) > _MOST_BYTES:
        raise BadInput(f"{path}: is too large for a table of this kind ({len(data):,} bytes)")
    return data


def _text(path: Path, data: bytes, encoding: str | None) -> list[tuple[int, list[str]]]:
    text = decode(data, encoding, path.name).text
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
    except csv.Error as fault:
        raise BadInput(f"{path}: line {reader.line_num}: malformed CSV ({fault}); check the quotes there") from None
    return rows


def _workbook(path: Path, data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as fault:
        raise BadInput(f"{path}: is no readable spreadsheet ({fault})") from None


def _spreadsheet(path: Path, data: bytes, sheet: str | None) -> list[tuple[int, list[str]]]:
    book = _workbook(path, data)
    try:
        found = book.get_sheet_by_index(0) if sheet is None else book.get_sheet_by_name(sheet)
        rows = found.to_python()
    except Exception as fault:
        raise BadInput(f"{path}: is no readable spreadsheet ({fault})") from None
    return [(number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=1)]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
