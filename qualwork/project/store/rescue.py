"""What can be read of a damaged project file, written into a new one; what the log still says fills what is lost."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session

from qualwork.model.errors import ProjectFault
from qualwork.project.log.replay import replay
from qualwork.project.log.verify import verify
from qualwork.project.store import schema
from qualwork.project.store.content import unpack
from qualwork.project.store.database import create_file, remove_file, straight
from qualwork.project.store.file_kind import APPLICATION_ID, SCHEMA_VERSION
from qualwork.project.store.guards import arm, triggers
from qualwork.project.store.leaves import log_rows
from qualwork.project.store.pieces import being_made
from qualwork.project.tables import LOGGED, metadata

_MOST_LINES = 20
_LARGEST = 1 << 31
CHECKING_SECONDS = 600.0
"""A file that takes longer to check was made to take for ever."""
# Nothing is lost with these: they are made anew, or they only say where the screen stood.
_NOT_TAKEN = frozenset({"open_decision", "word", "word_block", "word_count"})
Rows = list[tuple[Any, ...]]


@dataclass
class Rescue:
    """What a rescue did, one line a finding; `whole` where nothing is missing."""

    path: Path
    lines: list[str] = field(default_factory=list)
    whole: bool = True

    def note(self, line: str) -> None:
        """Something is missing or was filled in."""
        self.whole = False
        self.lines.append(line)


def faults(path: Path) -> list[str]:
    """What SQLite finds wrong with a file, a line each; empty where it is sound. Nothing is changed."""
    try:
        with closing(_reading(path)) as connection, schema.deadline(connection, CHECKING_SECONDS):
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return ["it is no qualwork project"]
            foreign = _foreign(connection)
            if any(fault.computes for fault in foreign):
                return [f"{fault}: another program put it there" for fault in foreign[:_MOST_LINES]]
            found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_LINES})")]
            links = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_LINES)
    except sqlite3.Error as fault:
        return [f"it cannot be read: {fault}"]
    lines = [f"{fault}: another program did that" for fault in foreign[:_MOST_LINES]]
    lines += [] if found == ["ok"] else [line for each in found for line in each.splitlines()][:_MOST_LINES]
    return lines + [f"row {row[1]} of {row[0]} refers to a {row[2]} that is gone" for row in links]


def rescue(path: Path, out: Path) -> Rescue:
    """Write what can be read of a damaged project into a new file `out`, and say what is missing.

    Raises ProjectFault where nothing of the log can be read either; `path` is never written to.
    """
    done = Rescue(out)
    found = _read_tables(path, done)
    with being_made(out) as part:
        _write(path, part, found, done)
    return done


def _write(path: Path, out: Path, found: dict[str, tuple[list[str], Rows, bool]], done: Rescue) -> None:
    engine = create_file(out)
    try:
        with engine.connect().execution_options(deciding=True) as connection, Session(connection) as session:
            raw = straight(session)
            for name in triggers():
                raw.execute(f'DROP TRIGGER "{name}"')
            raw.execute("PRAGMA defer_foreign_keys = ON")
            for name, (columns, rows, complete) in found.items():
                before = raw.total_changes
                _fill(raw, name, columns, _sound(rows, columns, done) if name == "content" else rows)
                if not complete:
                    done.note(f"{name}: {raw.total_changes - before:,} rows could be read, others perhaps not")
            _fill_from_log(session, done)
            _drop_homeless(raw, done)
            if not all(raw.execute(f"SELECT 1 FROM {name}").fetchone() for name in ("project", "decision")):
                raise ProjectFault(f"{path}: too little of it can be read; `qualwork restore` lists its backups")
            arm(session.connection())
            session.commit()
        with Session(engine) as session:
            for problem in verify(session).problems:
                done.note(problem.what)
    except BaseException:
        engine.dispose()
        remove_file(out)
        raise
    engine.dispose()


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _foreign(connection: sqlite3.Connection) -> list[schema.Fault]:
    """What another program put into a file of this version; of an older one only what stands for our tables."""
    found = schema.faults(connection)
    old = connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION
    return [fault for fault in found if fault.kind == "view"] if old else found


def _filled_up(path: Path) -> sqlite3.Connection | None:
    """A file whose end was cut off, in memory with empty pages for the lost ones: SQLite reads none shorter."""
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    whole = (65536 if size == 1 else size) * int.from_bytes(data[28:32], "big")
    if not len(data) < whole <= _LARGEST:
        return None
    connection = sqlite3.connect(":memory:")
    # Bytes 18 and 19 say that a write-ahead log belongs to it; in memory there is none.
    connection.deserialize((data[:18] + b"\x01\x01" + data[20:]).ljust(whole, b"\x00"))
    return connection


def _read_tables(path: Path, done: Rescue) -> dict[str, tuple[list[str], Rows, bool]]:
    """Columns, rows and completeness of each table; what SQLite cannot read of the log is sought page by page."""
    found = _through_sqlite(path, done)
    if not found or not all(complete for _, _, complete in found.values()):
        for name, rows in log_rows(path).items():
            columns = [column.name for column in metadata.tables[name].columns]
            known = found.get(name, (columns, [], False))
            if known[0] == columns and not known[2]:
                found[name] = (columns, known[1] + rows, False)
    if not any(rows for _, rows, _ in found.values()):
        raise ProjectFault(f"{path}: nothing of it can be read; `qualwork restore` lists its backups")
    return found


def _through_sqlite(path: Path, done: Rescue) -> dict[str, tuple[list[str], Rows, bool]]:
    try:
        with closing(_filled_up(path) or _reading(path)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for fault in _foreign(connection):
                if fault.computes:
                    done.note(f"{fault}: it was left out, and is filled in from the log")
                    known.discard(fault.name)
            return {
                name: _read_table(connection, name) for name in sorted(metadata.tables) if name in known - _NOT_TAKEN
            }
    except sqlite3.Error:
        done.note("the list of tables is damaged: all is made anew from the log, as far as its pages can be read")
        return {}


def _read_table(connection: sqlite3.Connection, name: str) -> tuple[list[str], Rows, bool]:
    """Columns, readable rows and whether these are all: rows behind a damaged page are found by their numbers."""
    wanted = [column.name for column in metadata.tables[name].columns]
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
    columns = [column for column in wanted if column in there]
    query = f'SELECT rowid, {", ".join(f"{chr(34)}{column}{chr(34)}" for column in columns)} FROM "{name}" NOT INDEXED'
    rows: dict[int, tuple[Any, ...]] = {}
    complete, last, step = True, -1, 1
    while step < 1 << 40:
        try:
            for rowid, *values in connection.execute(f"{query} WHERE rowid > ? ORDER BY rowid", (last,)):
                rows[rowid] = tuple(values)
                last, step = rowid, 1
            break
        except sqlite3.DatabaseError:
            complete = False
            last, step = last + step, step * 2
    if not complete:
        rows.update(_from_the_end(connection, query, max(rows, default=-1)))
    return columns, [rows[rowid] for rowid in sorted(rows)], complete


def _from_the_end(connection: sqlite3.Connection, query: str, last: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    try:
        for rowid, *values in connection.execute(f"{query} WHERE rowid > ? ORDER BY rowid DESC", (last,)):
            yield rowid, tuple(values)
    except sqlite3.DatabaseError:
        return


def _sound(rows: Rows, columns: Sequence[str], done: Rescue) -> Rows:
    """Contents whose bytes fit their hash."""
    sound = []
    for row in rows:
        named = dict(zip(columns, row, strict=True))
        try:
            fits = hashlib.sha256(unpack(named["packing"], named["data"], named["size"])).hexdigest() == named["sha256"]
        except (TypeError, ValueError):
            fits = False
        if fits:
            sound.append(row)
    if len(sound) < len(rows):
        done.note(f"content: {len(rows) - len(sound)} texts or files are damaged and were left out")
    return sound


def _fill(raw: sqlite3.Connection, name: str, columns: Sequence[str], rows: Rows) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    raw.executemany(f'INSERT OR IGNORE INTO "{name}" ({names}) VALUES ({marks})', rows)


def _fill_from_log(session: Session, done: Rescue) -> None:
    """Rows that the log knows and that could not be read."""
    raw = straight(session)
    last = raw.execute("SELECT max(number) FROM decision").fetchone()[0] or 0
    state = replay(session, last)
    for table in LOGGED:
        columns = [column.name for column in table.columns]
        said = [json.loads(row) for (entity, _), row in state.items() if entity == table.name]
        before = raw.total_changes
        _fill(raw, table.name, columns, [tuple(row.get(column) for column in columns) for row in said])
        if raw.total_changes > before:
            done.note(f"{table.name}: {raw.total_changes - before} rows were filled in from the log")


def _drop_homeless(raw: sqlite3.Connection, done: Rescue) -> None:
    """Rows that refer to what is lost for good cannot stand in a sound file."""
    while homeless := raw.execute("PRAGMA foreign_key_check").fetchall():
        for name, rowid, *_ in homeless:
            raw.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (rowid,))
        names = sorted({name for name, *_ in homeless})
        done.note(f"{', '.join(names)}: {len(homeless)} rows were left out: what they refer to is lost")
