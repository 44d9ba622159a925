"""What marks a file as ours, and what SQLite says about it in words; for all that open one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from qualwork.model.errors import ProjectFault

SUFFIX = ".qualwork"
SCHEMA_VERSION = 2
APPLICATION_ID = 0x51574B31  # "QWK1" in the header of the file
_LINES = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; try again when that has finished",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; try again when that has finished",
    sqlite3.SQLITE_READONLY: "is read-only; nothing was changed. Make the file and its folder writable",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from the folder of its backups",
    sqlite3.SQLITE_NOTADB: "is no qualwork project or is damaged",
    sqlite3.SQLITE_FULL: "the disk is full; nothing was changed. Make room and try again",
    sqlite3.SQLITE_IOERR: "the disk reported an error; nothing was changed",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; is its folder writable?",
}


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file, not about a statement, into one clear line."""
    try:
        yield
    except (sqlite3.DatabaseError, DBAPIError) as fault:
        code = getattr(getattr(fault, "orig", fault), "sqlite_errorcode", 0) & 0xFF
        if code not in _LINES:
            raise
        raise ProjectFault(f"{path}: {_LINES[code]}") from None
