"""Tables as text files: CSV, Markdown and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from typing import cast

from qualwork.export.plain import UNSAFE_IN_JSON, cell_text, json_bytes, json_text, plain, utf8
from qualwork.model.table import Cell, Table

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_QUOTED_IN_CSV = re.compile('[",\r\n]')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_MARKED_IN_MARKDOWN = re.compile(r"[\\`*_<|~$]|\](?=[(\[:])|&(?=#?\w+;)")
_ANY_MARKED = re.compile(r"[\\`*_<|~$\]&\n\r]")
_SPACE_CODES = str.maketrans({space: f"&#{ord(space)};" for space in " \t\u00a0\u3000"})
_LINE_END = re.compile("\r\n|\n|\r")


def table_csv(table: Table, spreadsheet_safe: bool = False, excel_bom: bool = False) -> bytes:
    """CSV by RFC 4180 but with `\\n` between rows; UTF-8; cells verbatim.

    `spreadsheet_safe` puts an apostrophe before text that a spreadsheet would run as a formula; `excel_bom` puts
    the mark at the start by which Excel knows UTF-8.
    """
    text = _safe if spreadsheet_safe else _quoted
    columns = [_column(column, text, cell_text) for column in zip(*table.rows, strict=True)]
    empty = '""' if len(table.columns) == 1 else ""
    rows = [map(text, table.columns), *zip(*columns, strict=True)] if table.columns else []
    lines = [",".join(row) or empty for row in rows]
    return (_BYTE_ORDER_MARK if excel_bom else b"") + utf8("\n".join([*lines, ""]) if lines else "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED_IN_CSV.search(text) else text


def _safe(text: str) -> str:
    return _quoted("'" + text if text.startswith(_RUN_BY_SPREADSHEETS) else text)


def _column(cells: Sequence[Cell], text: Callable[[str], str], other: Callable[[Cell], str]) -> list[str]:
    """The cells of a column as a file has them: texts by one way, all else by another, each value once."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return list(map(str, cells))
    if kinds == {str}:
        texts = cast(Sequence[str], cells)
        different = set(texts)
        if 2 * len(different) > len(texts):
            return list(map(text, texts))
        known = {cell: text(cell) for cell in different}
        return list(map(known.__getitem__, texts))
    if kinds <= {bool} or kinds <= {type(None)}:
        few = {cell: other(cell) for cell in set(cells)}
        return list(map(few.__getitem__, cells))
    return [text(cell) if isinstance(cell, str) else other(cell) for cell in cells]


def table_json(table: Table) -> bytes:
    """A list of objects, one a row; a second column of the same name is called `name (2)`."""
    if not table.columns or not table.rows:
        return json_bytes([{} for _ in table.rows])
    names = [json_text(name).replace("%", "%%") for name in _unlike(table.columns)]
    form = " {\n" + ",\n".join(f"  {name}: %s" for name in names) + "\n }"
    columns = [_column(column, _json_string, _json_cell) for column in zip(*table.rows, strict=True)]
    objects = ",\n".join(form % row for row in zip(*columns, strict=True))
    return utf8(f"[\n{objects}\n]\n")


def _json_string(text: str) -> str:
    """The text as JSON, looked at sign by sign only where it holds one that is escaped here."""
    return json_text(plain(text)) if UNSAFE_IN_JSON.search(text) else encode_basestring(text)


def _json_cell(cell: Cell) -> str:
    return json_text(plain(cell))


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
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    numeric = [_is_numeric(column) for column in columns]
    shown = zip(*(_column(column, _markdown_cell, _markdown_cell) for column in columns), strict=True)
    lines = [
        _markdown_row(table.columns),
        "|" + "|".join(" ---: " if right else " --- " for right in numeric) + "|",
        *(f"| {' | '.join(row)} |" for row in shown),
    ]
    return ("\n".join(lines) + "\n").encode()


def _is_numeric(cells: Sequence[Cell]) -> bool:
    kinds = set(map(type, cells)) - {type(None)}
    return bool(kinds) and all(issubclass(kind, int | float) and kind is not bool for kind in kinds)


def _markdown_cell(cell: Cell) -> str:
    return markdown_text(cell_text(cell))


def _markdown_row(cells: Sequence[Cell]) -> str:
    return "| " + " | ".join(map(_markdown_cell, cells)) + " |"


def markdown_text(text: str) -> str:
    """`text` on one line so that Markdown shows it as it is; line ends become `<br>`."""
    inner = text.strip()
    start = text.index(inner)
    end = start + len(inner)
    if _ANY_MARKED.search(inner):
        inner = _LINE_END.sub("<br>", _MARKED_IN_MARKDOWN.sub(lambda sign: "\\" + sign[0], inner))
    return _spaces(text[:start]) + inner + _spaces(text[end:])


def _spaces(edge: str) -> str:
    return _LINE_END.sub("<br>", edge).translate(_SPACE_CODES) if edge else edge
