"""Cells and text in the forms that files can hold, so that no odd character breaks one."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from typing import Any

from qualwork.model.table import Cell, Table

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def plain(cell: Cell) -> Cell:
    """The cell as every kind of file can hold it: no value for NaN, infinities as text, no half characters."""
    if isinstance(cell, str):
        return cell if cell.isascii() else _SURROGATE.sub(REPLACEMENT, cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return None if math.isnan(cell) else str(cell)
    return cell


def utf8(text: str) -> bytes:
    """`text` as UTF-8, with the replacement character for halves of characters, which no encoding can hold."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(REPLACEMENT, text).encode()


def cell_text(cell: Cell) -> str:
    """The cell as it is written where there is only text; nothing for no value."""
    value = plain(cell)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def is_number(cell: Cell) -> bool:
    """True for whole and decimal numbers, which are set to the right; false for truth values."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def xml_text(text: str) -> str:
    """`text` with the replacement character for what XML and HTML cannot hold, such as control characters."""
    return _NOT_IN_XML.sub(REPLACEMENT, text)


def unfit_cells(table: Table) -> dict[str, str]:
    """A line of provenance that says how many cells `xml_text` changes; empty where it changes none."""
    count = sum(isinstance(cell, str) and _NOT_IN_XML.search(cell) is not None for row in table.rows for cell in row)
    if not count:
        return {}
    return {"note": f"cells with control characters, shown here as {REPLACEMENT}: {count}; a .csv has them as they are"}


def is_right_to_left(text: str) -> bool:
    """True where the first letter that has a direction runs from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON with letters as they are; only signs that break lines or encodings are escaped."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return UNSAFE_IN_JSON.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def json_bytes(value: Any, indent: int | None = 1) -> bytes:
    """`json_text` as UTF-8 with a new line at its end."""
    return (json_text(value, indent) + "\n").encode()
