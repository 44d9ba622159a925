"""Rows found on the pages of a file whose list of tables is lost: the log and the contents, told by their form.

Source of the page format: SQLite's "Database File Format", sections 1.6 and 2.1.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qualwork.project.tables import LOGGED, metadata

_LEAF = 0x0D
_HEADER = 100
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_ENTITIES = frozenset(table.name for table in LOGGED)
Row = tuple[Any, ...]


def log_rows(path: Path) -> dict[str, list[Row]]:
    """Rows of `decision`, `change` and `content` on all pages that can be read: table -> rows in column order."""
    data = path.read_bytes()
    size = struct.unpack(">H", data[16:18])[0] if len(data) > _HEADER else 0
    size = 65536 if size == 1 else size if size >= 512 and size & (size - 1) == 0 else 4096
    found: dict[str, dict[object, Row]] = {"decision": {}, "change": {}, "content": {}}
    for rowid, row in _all_rows(data, size):
        name = _table_of(row)
        if name is not None:
            full = row if name == "content" else (rowid, *row[1:])
            found[name].setdefault(full[0], full)
    return {name: [rows[key] for key in sorted(rows, key=str)] for name, rows in found.items()}


def _table_of(row: Row) -> str | None:
    if len(row) == len(metadata.tables["content"].columns) and _hash(row[0]) and row[1] in ("plain", "zlib"):
        return "content"
    if len(row) == len(metadata.tables["change"].columns) and row[2] in _ENTITIES and _hash(row[-1]):
        return "change"
    if len(row) == len(metadata.tables["decision"].columns) and _hash(row[-1]) and _hash(row[-2]):
        return "decision"
    return None


def _hash(value: object) -> bool:
    return isinstance(value, str) and _SHA256.match(value) is not None


def _all_rows(data: bytes, size: int) -> Iterator[tuple[int, Row]]:
    for start in range(0, len(data) - size + 1, size):
        at = start + _HEADER if start == 0 else start
        if data[at] != _LEAF:
            continue
        (cells,) = struct.unpack(">H", data[at + 3 : at + 5])
        for pointer in struct.iter_unpack(">H", data[at + 8 : min(at + 8 + 2 * cells, start + size)]):
            try:
                yield _cell(data, start + pointer[0], start + size, size)
            except (IndexError, ValueError, struct.error, OverflowError):
                continue


def _cell(data: bytes, at: int, end: int, size: int) -> tuple[int, Row]:
    length, at = _varint(data, at)
    rowid, at = _varint(data, at)
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    local = length
    if length > most:
        local = least + (length - least) % (size - 4)
        local = local if local <= most else least
    if at + local > end:
        raise ValueError("the cell leaves its page")
    payload = data[at : at + local]
    if local < length:
        payload += _overflow(data, struct.unpack(">I", data[at + local : at + local + 4])[0], length - local, size)
    return rowid, tuple(_values(payload))


def _overflow(data: bytes, page: int, left: int, size: int) -> bytes:
    parts = []
    while left > 0:
        start = (page - 1) * size
        if page == 0 or start + size > len(data):
            raise ValueError("the chain of pages is broken")
        page = struct.unpack(">I", data[start : start + 4])[0]
        parts.append(data[start + 4 : start + 4 + min(left, size - 4)])
        left -= size - 4
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Any]:
    header, at = _varint(payload, 0)
    body = header
    while at < header:
        kind, at = _varint(payload, at)
        if kind >= 12:
            length = (kind - 12) // 2
            if body + length > len(payload):
                raise ValueError("the value leaves its record")
            raw = payload[body : body + length]
            yield raw.decode() if kind % 2 else raw
            body += length
        elif kind in _SIZES:
            yield int.from_bytes(payload[body : body + _SIZES[kind]], "big", signed=True)
            body += _SIZES[kind]
        elif kind == 7:
            yield struct.unpack(">d", payload[body : body + 8])[0]
            body += 8
        elif kind in (0, 8, 9):
            yield {0: None, 8: 0, 9: 1}[kind]
        else:
            raise ValueError("no kind of value")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for length in range(1, 10):
        byte = data[at]
        at += 1
        if length == 9:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return value, at
