"""Databases of other programs, opened for reading only and as if somebody meant harm by them."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qualwork.model.errors import BadInput

_MOST_BYTES = 4_000_000_000
_MOST_SECONDS = 60
_STEPS = 100_000
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?![\w:])")


class Database:
    """Rows of real tables, with every value of the kind it should be."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.tables = {
            name: {row[1] for row in connection.execute(f"PRAGMA table_info({_quoted(name)})")}
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            if isinstance(name, str)
        }

    def has(self, *tables: str) -> bool:
        """True where all these tables are there; a view is none."""
        return all(table in self.tables for table in tables)

    def rows(self, table: str, columns: str, order: str = "rowid") -> list[dict[str, Any]]:
        """All rows of a table, as texts and whole numbers; a column that is missing holds None."""
        names = columns.split()
        known = [name for name in names if name in self.tables.get(table, ())]
        if not known:
            return []
        shown = ", ".join(_quoted(name) for name in known)
        query = f"SELECT {shown} FROM {_quoted(table)} ORDER BY {order}"
        empty = dict.fromkeys(names)
        return [{**empty, **dict(zip(known, map(_plain, row), strict=True))} for row in self.connection.execute(query)]

    def count(self, table: str) -> int:
        """How many rows a table has; none where it is missing."""
        if table not in self.tables:
            return 0
        return int(self.connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0])


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The database for reading; views, triggers and functions of its own are not trusted, and it has a minute."""
    if not path.is_file():
        raise BadInput("no such file" if not path.exists() else "is no ordinary file")
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput("is larger than any project that is read")
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{still}", uri=True)
        try:
            deadline = time.monotonic() + _MOST_SECONDS
            connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
            yield Database(connection)
        finally:
            connection.close()
    except sqlite3.Error as fault:
        raise BadInput(f"is damaged, or no database that can be read ({fault})") from None


def text(value: object) -> str:
    """A value as text, whatever its type in the database."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def whole(value: object) -> int | None:
    """A value as a whole number, None where it is none."""
    if isinstance(value, int):
        return value
    try:
        return int(text(value))
    except ValueError:
        return None


def line(value: object) -> str:
    """A value as a name: in one line, without control characters."""
    return " ".join("".join(" " if ord(sign) < 32 or 126 < ord(sign) < 160 else sign for sign in text(value)).split())


def moment(typed: object, zone: str = "") -> str | None:
    """A date and time as ISO 8601, None where it is none."""
    match = _WHEN.match(text(typed).strip())
    return f"{match[1]}T{match[2]}{zone}" if match else None


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else str(value)
    return value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
