"""What somebody does to a project file behind the program's back, with a plain SQLite connection."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualwork.model.decision import Verification
from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project


def copy_of(path: Path, name: str) -> Path:
    """A copy of a closed project file."""
    return Path(shutil.copy(path, path.with_name(f"{name}.qualwork")))


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of another program, which does not wait for the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def disarmed(path: Path, *tables: str) -> Iterator[sqlite3.Connection]:
    """The same with the triggers of some tables, or of all, dropped and, at the end, put back as they were."""
    with plain(path) as connection:
        query = "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        triggers = [row for row in connection.execute(query).fetchall() if not tables or row[2] in tables]
        connection.execute("BEGIN")
        for name, *_ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        yield connection
        for _, sql, _ in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


def checked(path: Path, head: str | None = None) -> Verification:
    """What verification says of the file."""
    with Project.open(path, "ann") as project, project.read() as session:
        return verify(session, head)


def said(path: Path, head: str | None = None) -> str:
    """The problems found, one a line, each with its decision's number in front."""
    return "\n".join(f"{problem.decision}: {problem.what}" for problem in checked(path, head).problems)


def names(text: str, decision: int, entity: str, key: str, field: str) -> bool:
    """True where one problem names the decision, the row and the field."""
    pattern = rf"^{decision}: {re.escape(f'{entity} {key}')} .*\(field [^)]*\b{field}\b"
    return re.search(pattern, text, re.MULTILINE) is not None
