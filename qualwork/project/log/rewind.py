"""A project written as it was: a file of its own whose chain ends at an earlier decision."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlmodel import Session

from qualwork.model.verbs import Verb
from qualwork.project.log import erasure_records
from qualwork.project.log.replay import State, replay
from qualwork.project.store.database import create_file, remove_file, straight
from qualwork.project.store.decisions import Project
from qualwork.project.store.file_kind import speaking
from qualwork.project.store.guards import arm, triggers
from qualwork.project.store.pieces import being_made
from qualwork.project.tables import LOGGED, metadata

_NAMING = ("text_sha256", "turns_sha256", "source_sha256")


def write_as_it_was(session: Session, last: int, path: Path) -> None:
    """Make a new file with the decisions up to `last` and the rows they lead to; older rows in today's columns.

    Where content of those decisions was erased later, one more decision says so, for the log to hold. Raises
    ProjectFault where the file exists or cannot be made; then nothing is left there.
    """
    with being_made(path) as part:
        _write(session, last, part)


def _write(session: Session, last: int, path: Path) -> None:
    state = replay(session, last)
    source = straight(session)
    engine = create_file(path)
    try:
        with speaking(path):
            held = engine.raw_connection()
            target: Any = held.driver_connection
            target.execute("PRAGMA foreign_keys = OFF")
            target.execute("BEGIN IMMEDIATE")
            for name in triggers():
                target.execute(f'DROP TRIGGER "{name}"')
            _write_rows(target, state)
            _write_log(source, target, last)
            _write_content(source, target)
            target.execute("COMMIT")
            held.close()
            with engine.begin() as connection:
                arm(connection)
    except BaseException:
        engine.dispose()
        remove_file(path)
        raise
    engine.dispose()
    _note_erased(path)


def _note_erased(path: Path) -> None:
    with Project.open(path, "qualwork") as project, project.alone():
        with project.read() as session:
            found = list(erasure_records.erased(session))
        if found:
            with project.decide(Verb.NOTE_ERASURES, "content that was erased later") as deciding:
                deciding.execute(
                    "INSERT INTO erasure (kind, name, listed) VALUES (?, '', ?)",
                    (Verb.NOTE_ERASURES, erasure_records.listing(found)),
                )


def _write_rows(target: sqlite3.Connection, state: State) -> None:
    for table in LOGGED:
        names = [column.name for column in table.columns]
        rows = [json.loads(image) for (entity, _), image in state.items() if entity == table.name]
        _insert(target, table.name, names, ([row[name] for name in names] for row in rows))


def _write_log(source: sqlite3.Connection, target: sqlite3.Connection, last: int) -> None:
    for name, column in (("decision", "number"), ("change", "decision")):
        names = [each.name for each in metadata.tables[name].columns]
        columns = ", ".join(f'"{each}"' for each in names)
        query = f'SELECT {columns} FROM "{name}" WHERE {column} <= ? ORDER BY 1'
        _insert(target, name, names, source.execute(query, (last,)))
    # An id that was used once is not used again, even if its row is gone by now.
    for table in LOGGED:
        if table.dialect_options["sqlite"]["autoincrement"]:
            query = "SELECT max(CAST(json_extract(key, '$[0]') AS INTEGER)) FROM change WHERE entity = ?"
            highest = target.execute(query, (table.name,)).fetchone()[0]
            target.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, highest or 0))


def _write_content(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    named = set()
    query = "SELECT after FROM change WHERE entity IN ('transcript', 'revision') AND after IS NOT NULL"
    for (image,) in target.execute(query):
        row = json.loads(image)
        named |= {row[name] for name in _NAMING if row.get(name) is not None}
    for sha256 in sorted(named):
        found = source.execute("SELECT sha256, packing, size, data FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if found is not None:
            target.execute("INSERT INTO content (sha256, packing, size, data) VALUES (?, ?, ?, ?)", found)


def _insert(target: sqlite3.Connection, table: str, names: list[str], rows: Iterable[Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    target.executemany(sql, rows)
