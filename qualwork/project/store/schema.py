"""Tables, indexes and guards of a file held against those the program writes: a received file is looked at first."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from qualwork.project.store.guards import triggers
from qualwork.project.tables import metadata

_VERSION_TABLES = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
)
_STEPS = 20_000
"""So many instructions of SQLite's machine pass between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An object of a file that is not as the program writes it.

    `computes` where it stands for a table of ours and may run what its maker put there whenever it is read.
    """

    kind: Literal["table", "view", "index", "trigger"]
    name: str
    what: Literal["added", "changed", "removed"]
    computes: bool = False

    def __str__(self) -> str:
        kind = "guard" if self.kind == "trigger" else self.kind
        if self.what == "removed":
            return f"the {kind} {self.name} was removed"
        if kind == "table" and self.what == "changed":
            return f"the table {self.name} is not as the program writes it"
        return f"the {kind} {self.name} is not the program's own"


def faults(connection: sqlite3.Connection) -> list[Fault]:
    """What was added to a file, changed in it or taken out of it, tables first; empty for a file as we write it."""
    expected = _expected()
    found = []
    seen = set()
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if name.startswith("sqlite_"):
            continue
        seen.add((kind, name))
        if (kind, name) not in expected:
            found.append(Fault(kind, name, "added", computes=("table", name) in expected))
        elif not any(sql == known or _parts(sql) == _parts(known) for known in expected[kind, name]):
            found.append(
                Fault(kind, name, "changed", computes=kind == "table" and _has_more(sql, expected[kind, name]))
            )
    found += [Fault(kind, name, "removed") for kind, name in expected if (kind, name) not in seen]  # type: ignore[arg-type]
    return sorted(found, key=lambda fault: (not fault.computes, fault.kind, fault.name))


@cache
def _expected() -> dict[tuple[str, str], tuple[str, ...]]:
    """Every object of a file by kind and name, with the ways in which it is written."""
    dialect = sqlite.dialect()
    found: dict[tuple[str, str], tuple[str, ...]] = {("table", "alembic_version"): _VERSION_TABLES}
    for table in metadata.tables.values():
        found["table", table.name] = (str(CreateTable(table).compile(dialect=dialect)),)
        for index in table.indexes:
            found["index", str(index.name)] = (str(CreateIndex(index).compile(dialect=dialect)),)
    found |= {("trigger", name): (sql,) for name, sql in triggers().items()}
    return found


def _has_more(sql: str, known: tuple[str, ...]) -> bool:
    """True where a table has columns, checks or options that none of ours has; fewer only make it of no use."""
    head, parts, tail = _parts(sql)
    ours = [_parts(each) for each in known]
    return not any(head == name and tail == end and set(parts) <= set(has) for name, has, end in ours)


def _parts(sql: str | None) -> tuple[str, list[str], str]:
    """A statement without regard to white space, quotes and the order of columns: migrations append them."""
    flat = re.sub(r"\s+", " ", sql or "").replace('"', "").strip()
    start, end = flat.find("("), flat.rfind(")")
    if not flat.startswith("CREATE TABLE") or start < 0:
        return flat, [], ""
    parts, depth, at = [], 0, start + 1
    for place in range(start + 1, end):
        depth += (flat[place] == "(") - (flat[place] == ")")
        if flat[place] == "," and depth == 0:
            parts.append(flat[at:place].strip())
            at = place + 1
    return flat[:start].strip(), sorted([*parts, flat[at:end].strip()]), flat[end + 1 :].strip()


@contextmanager
def deadline(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Inside, a statement that takes longer ends with an OperationalError (`interrupted`)."""
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
