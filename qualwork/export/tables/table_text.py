"""Tables as text files: CSV, Markdown and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import repeat
from json.encoder import encode_basestring
from typing import cast

from qualwork.export.plain import cell_text, json_bytes, json_text, plain, utf8
from qualwork.model.table import Cell, Table

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UNSAFE_BYTES_IN_JSON = (b"\x7f", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf")
_CONTROLS_IN_JSON = re.compile(rb"\xc2[\x80-\x9f]")

_MARKED_IN_MARKDOWN = re.compile(r"[\\`*_<|~$]|\](?=[(\[:])|&(?=#?\w+;)")
_SIGNS_OF_MARKDOWN = "\\`*_<|~$]&"
_SPACE_CODES = str.maketrans({space: f"&#{ord(space)};" for space in " \t\u00a0\u3000"})

_ROWS_AT_ONCE = 1_000
_LOOKED_AT = 200
_REMEMBERED = frozenset({str, bool, type(None)})
_Texts = Callable[[str, Sequence[str]], list[bytes]]
"""Makes cells of texts, given what stands before each of them."""


def table_csv(table: Table, spreadsheet_safe: bool = False, excel_bom: bool = False) -> bytes:
    """CSV by RFC 4180 but with `\\n` between rows; UTF-8; cells verbatim.

    `spreadsheet_safe` puts an apostrophe before text that a spreadsheet would run as a formula; `excel_bom` puts
    the mark at the start by which Excel knows UTF-8.
    """
    texts = _safe if spreadsheet_safe else _quoted
    mark = _BYTE_ORDER_MARK if excel_bom else b""
    if not table.columns:
        return mark
    if len(table.columns) == 1:
        lines = _column([*table.columns, *(cell for row in table.rows for cell in row)], "", texts, cell_text)
        return b"".join([mark, *((line or b'""') + b"\n" for line in lines)])
    between = ["", *repeat(",", len(table.columns) - 1), "\n"]
    return b"".join([mark, *_written([table.columns, *table.rows], between, texts, cell_text)])


def _quoted(before: str, texts: Sequence[str]) -> list[bytes]:
    doubled = [text.replace('"', '""') if '"' in text else text for text in texts]
    cells = [
        f'{before}"{text}"' if "," in text or "\n" in text or '"' in text or "\r" in text else before + text
        for text in doubled
    ]
    return _encoded(cells)


def _safe(before: str, texts: Sequence[str]) -> list[bytes]:
    return _quoted(before, ["'" + text if text.startswith(_RUN_BY_SPREADSHEETS) else text for text in texts])


def _written(
    rows: Sequence[tuple[Cell, ...]], between: Sequence[str], texts: _Texts, other: Callable[[Cell], str]
) -> Iterator[bytes]:
    """Some rows after the other; `between` has what stands before each cell and behind the last."""
    width = len(between)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        pieces = [between[-1].encode()] * (len(some) * width)
        for number, column in enumerate(zip(*some, strict=True)):
            pieces[number::width] = _column(column, between[number], texts, other)
        yield b"".join(pieces)


def _column(cells: Sequence[Cell], before: str, texts: _Texts, other: Callable[[Cell], str]) -> list[bytes]:
    """The cells of a column as a file has them: texts by one way, all else by another, a value that recurs once."""

    def one(cell: Cell) -> bytes:
        return texts(before, (cell,))[0] if isinstance(cell, str) else (before + other(cell)).encode()

    if isinstance(cells[0], str) and cells[0] is cells[-1] and cells.count(cells[0]) == len(cells):
        return [one(cells[0])] * len(cells)
    kinds = set(map(type, cells))
    if kinds == {int}:
        return list(map((before.replace("%", "%%") + "%d").encode().__mod__, cells))
    if kinds == {str} and 2 * len(set(cells[:_LOOKED_AT])) > len(cells[:_LOOKED_AT]):
        return texts(before, cast(Sequence[str], cells))
    if kinds <= _REMEMBERED:
        known = {cell: one(cell) for cell in set(cells)}
        return list(map(known.__getitem__, cells))
    return [one(cell) for cell in cells]


def _encoded(cells: list[str]) -> list[bytes]:
    try:
        return list(map(str.encode, cells))
    except UnicodeEncodeError:
        return list(map(utf8, cells))


def table_json(table: Table) -> bytes:
    """A list of objects, one a row; a second column of the same name is called `name (2)`."""
    if not table.columns or not table.rows:
        return json_bytes([{} for _ in table.rows])
    names = [f"  {json_text(name)}: " for name in _unlike(table.columns)]
    between = [",\n {\n" + names[0], *(",\n" + name for name in names[1:]), "\n }"]
    objects = b"".join(_written(table.rows, between, _json_strings, _json_cell))
    return b"".join([b"[", memoryview(objects)[1:], b"\n]\n"])


def _json_strings(before: str, texts: Sequence[str]) -> list[bytes]:
    """The texts as JSON, looked at sign by sign only where one of them holds what is escaped here."""
    with suppress(UnicodeEncodeError):
        cells = list(map(str.encode, map(before.__add__, map(encode_basestring, texts))))
        together = b"".join(cells)
        if not any(sign in together for sign in _UNSAFE_BYTES_IN_JSON) and not _CONTROLS_IN_JSON.search(together):
            return cells
    return [(before + json_text(plain(text))).encode() for text in texts]


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
    numeric = [_is_numeric(column) or at == table.before_match for at, column in enumerate(columns)]
    between = ["| ", *repeat(" | ", len(columns) - 1), " |\n"]
    rule = "|" + "|".join(" ---: " if right else " --- " for right in numeric) + "|\n"
    head = b"".join(_written([table.columns], between, _markdown_texts, _markdown_cell))
    return b"".join([head, rule.encode(), *_written(table.rows, between, _markdown_texts, _markdown_cell)])


def _is_numeric(cells: Sequence[Cell]) -> bool:
    kinds = set(map(type, cells)) - {type(None)}
    return bool(kinds) and all(issubclass(kind, int | float) and kind is not bool for kind in kinds)


def _markdown_texts(before: str, texts: Sequence[str]) -> list[bytes]:
    return _encoded([before + markdown_text(text) for text in texts])


def _markdown_cell(cell: Cell) -> str:
    return markdown_text(cell_text(cell))


def markdown_text(text: str) -> str:
    """`text` on one line so that Markdown shows it as it is; line ends become `<br>`."""
    inner = text.strip()
    shown = inner
    if any(map(inner.__contains__, _SIGNS_OF_MARKDOWN)):
        shown = _MARKED_IN_MARKDOWN.sub(lambda sign: "\\" + sign[0], inner)
    shown = _broken(shown)
    if len(inner) == len(text):
        return shown
    start = text.index(inner)
    return _spaces(text[:start]) + shown + _spaces(text[start + len(inner) :])


def _broken(text: str) -> str:
    return text.replace("\r\n", "<br>").replace("\n", "<br>").replace("\r", "<br>")


def _spaces(edge: str) -> str:
    return _broken(edge).translate(_SPACE_CODES)
