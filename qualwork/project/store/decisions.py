"""The one way to change a project: inside a decision, committed with its place in the chain or not at all."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from qualwork.model.errors import ProjectFault, Refused
from qualwork.model.verbs import ERASING, HOUSEKEEPING, Verb, phase_of
from qualwork.project.store import backups, chain
from qualwork.project.store.database import (
    BUSY_SECONDS,
    create_file,
    data_version,
    open_file,
    remove_file,
    set_patience,
    straight,
)
from qualwork.project.store.file_kind import SCHEMA_VERSION, speaking
from qualwork.project.store.living import refuse_strays
from qualwork.project.store.trees import refuse_no_tree

GENESIS = "0" * 64
# Rows in one statement cost a third of rows in a statement each: every statement keeps a journal of its own.
IN_ONE_STATEMENT = 500
_PATIENCE = 2000  # milliseconds for another program to close the file


@dataclass
class Deciding:
    """A decision that is being made; `session` writes into it, `changed` counts its rows once it is sealed."""

    session: Session
    coder: str
    coder_id: int
    verb: str
    label: str = ""
    why: str = ""
    number: int = 0
    undoes: int | None = None
    redoes: int | None = None
    changed: int = 0

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one SQL statement inside the decision, straight on the file: a tenth of the time through Core."""
        return straight(self.session).execute(sql, values)


class Project:
    """An open project file. One connection, shared by threads under a lock; other processes may write too."""

    def __init__(self, path: Path, engine: Engine, read_only: bool, coder: str, phase: int | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self.why_read_only = ""
        self.coder = coder
        self.phase = phase
        self._engine = engine
        self._lock = threading.RLock()
        self._session: Session | None = None
        self._writing = False
        self._deciding: Deciding | None = None
        self._file = _identity(path)
        self._until_backup = 0
        self.notices: list[str] = []
        """What went wrong beside the work, such as a backup that could not be written, for the doors to say."""

    @classmethod
    def create(cls, path: Path, coder: str) -> Project:
        """Make a new file; the caller makes the first decision in it."""
        return cls(path, create_file(path), False, coder)

    @classmethod
    def open(cls, path: Path, coder: str, phase: int | None = None) -> Project:
        """Open a file; raises ProjectFault with one line where that cannot be."""
        engine, why_read_only = open_file(path)
        project = cls(path, engine, why_read_only is not None, coder, phase)
        project.why_read_only = why_read_only or ""
        if "another program" in project.why_read_only:
            project.notices.append(f"{path}: {project.why_read_only.replace('; nothing was changed', '')}")
        return project

    def close(self) -> None:
        """Close the file; SQLite then folds its write-ahead log into it."""
        with self._lock:
            self._engine.dispose()

    def discard(self) -> None:
        """Close and remove a file that was just made."""
        self.close()
        remove_file(self.path)

    def data_version(self) -> int:
        """A number that changes when another process has written."""
        with self._lock:
            if self._session is not None:
                return data_version(self._session.connection())
            with self._engine.connect() as connection:
                return data_version(connection)

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view of the file; inside a decision, the view of that decision."""
        with self._lock:
            if self._session is not None:
                yield self._session
                return
            with speaking(self.path), Session(self._engine) as session:
                self._session = session
                try:
                    yield session
                finally:
                    self._session = None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One commit for several decisions: all of them are kept, or none."""
        with self._lock:
            if self._session is not None:
                if not self._writing:
                    raise RuntimeError("a decision cannot begin inside a read")
                yield self._session
                return
            if self.read_only:
                raise ProjectFault(f"{self.path}: {self.why_read_only}")
            self._refuse_gone()
            self._back_up_if_due()
            connection = self._engine.connect().execution_options(deciding=True)
            with speaking(self.path), connection, connection.begin(), Session(connection) as session:
                self._session, self._writing = session, True
                try:
                    yield session
                    session.flush()
                finally:
                    self._session, self._writing = None, False

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Inside, a file that another program holds is given up at once: for places, which wait for the next time."""
        with self._lock:
            set_patience(self._engine, 0)
            try:
                yield
            finally:
                set_patience(self._engine, BUSY_SECONDS)

    def _refuse_gone(self) -> None:
        """What is written to a file that was removed or replaced while it is open would be lost with it."""
        if _identity(self.path) != self._file:
            raise ProjectFault(
                f"{self.path}: was removed, replaced or moved while it was open; nothing was changed. "
                "Put it back or open the one that stands there now"
            )
        if not self.path.stat().st_mode & 0o222:
            raise ProjectFault(f"{self.path}: was made read-only; nothing was changed. Make it writable to go on")

    def _back_up_if_due(self) -> None:
        """Before the first decision and every so many after it; a backup that fails stops nobody from deciding."""
        self._until_backup -= 1
        if self._until_backup < 0:
            self._until_backup = backups.EVERY
            try:
                backups.back_up_if_due(self.path)
            except ProjectFault as fault:
                self.notices.append(fault.message)

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The plain connection while no other process has the file open; raises ProjectFault where one has.

        Outside a transaction: for what SQLite does to a file as a whole. Decisions may be made inside.
        """
        with self._lock:
            if self.read_only:
                raise ProjectFault(f"{self.path}: {self.why_read_only}")
            held = self._engine.raw_connection()
            raw: Any = held.driver_connection
            # What is about to happen to the file is not to be copied first.
            self._until_backup = max(self._until_backup, backups.EVERY)
            try:
                _lock_out(self.path, raw)
                with speaking(self.path):
                    yield raw
            finally:
                raw.execute("PRAGMA locking_mode = NORMAL")
                raw.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
                held.close()

    @contextmanager
    def decide(
        self, verb: str, label: str = "", why: str = "", phase: int | None = None, batch: str | None = None
    ) -> Iterator[Deciding]:
        """Open a decision, and commit it with all that changed inside; without a change nothing is logged.

        `verb` is a row of `model.verbs`. `phase` is its usual one where none is given, and gives way to the one the
        project was opened with. Inside `transaction` the commit waits for that to end. Raising inside leaves the file
        as it was.
        """
        with self._lock:
            if self._deciding is not None:
                raise RuntimeError(f"{verb}: the decision {self._deciding.verb!r} is still open")
            shared = self._session is not None
            with self.transaction() as session, session.begin_nested() if shared else nullcontext():
                coder_id = self._ensure_coder(session) if verb not in HOUSEKEEPING else 0
                deciding = Deciding(session, self.coder, coder_id, str(verb), label, why)
                with self._log(deciding, phase or phase_of(verb), batch):
                    yield deciding

    def _ensure_coder(self, session: Session) -> int:
        known = _coder_id(session, self.coder)
        if known is not None:
            return known
        joined = Deciding(session, self.coder, 0, str(Verb.ADD_CODER), self.coder)
        with self._log(joined, Verb.ADD_CODER.phase, None) as joining:
            joining.execute("INSERT INTO coder (name, colour) VALUES (?, '')", (self.coder,))
        return _coder_id(session, self.coder) or 0

    @contextmanager
    def _log(self, deciding: Deciding, phase: int, batch: str | None) -> Iterator[Deciding]:
        last: Any = deciding.execute("SELECT number, hash FROM decision ORDER BY number DESC LIMIT 1").fetchone()
        deciding.number = last[0] + 1 if last else 1
        self._refuse_strays(deciding)
        deciding.execute("INSERT INTO open_decision (number) VALUES (?)", (deciding.number,))
        self._deciding = deciding
        try:
            yield deciding
            deciding.session.flush()
        finally:
            self._deciding = None
        deciding.changed = _seal(deciding, self.phase or phase, batch, last[1] if last else GENESIS)
        deciding.execute("DELETE FROM open_decision")

    def _refuse_strays(self, deciding: Deciding) -> None:
        """Changes that another program put into the log would become part of this decision."""
        query = "SELECT 1 FROM open_decision UNION ALL SELECT 1 FROM change WHERE decision >= ? LIMIT 1"
        if deciding.execute(query, (deciding.number,)).fetchone() is not None:
            raise ProjectFault(
                f"{self.path}: its log was written to by another program; `qualwork audit verify` says where. "
                "Restore it from the folder of its backups"
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path, whatever its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lock_out(path: Path, raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("COMMIT")
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        raise ProjectFault(f"{path}: another program has it open; close it there first. Nothing was changed") from None
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _coder_id(session: Session, name: str) -> int | None:
    found = straight(session).execute("SELECT id FROM coder WHERE name = ?", (name,)).fetchone()
    return None if found is None else int(found[0])


def _seal(deciding: Deciding, phase: int, batch: str | None, previous: str) -> int:
    """Write the decision over the changes that the triggers noted; returns how many there are."""
    digests = _digest_changes(deciding)
    if not digests:
        return 0
    refuse_no_tree(straight(deciding.session), deciding.number)
    refuse_strays(straight(deciding.session), deciding.number)
    if deciding.verb not in ERASING:
        _refuse_erasure(deciding)
    label_salt, why_salt = secrets.token_hex(16), secrets.token_hex(16)
    columns: dict[str, object] = {
        "number": deciding.number,
        "at": now(),
        "coder": deciding.coder,
        "phase": phase,
        "verb": deciding.verb,
        "label": deciding.label,
        "label_salt": label_salt,
        "label_digest": chain.text_digest(label_salt, deciding.label),
        "why": deciding.why,
        "why_salt": why_salt,
        "why_digest": chain.text_digest(why_salt, deciding.why),
        "batch": batch,
        "undoes": deciding.undoes,
        "redoes": deciding.redoes,
        "schema_version": SCHEMA_VERSION,
        "changes": len(digests),
        "changes_digest": chain.changes_digest(digests),
        "previous": previous,
    }
    columns["hash"] = chain.decision_hash(columns)
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    deciding.execute(f"INSERT INTO decision ({names}) VALUES ({marks})", tuple(columns.values()))
    return len(digests)


def _refuse_erasure(deciding: Deciding) -> None:
    query = "SELECT 1 FROM change WHERE decision = ? AND entity = 'erasure'"
    if deciding.execute(query, (deciding.number,)).fetchone() is not None:
        raise Refused(f"{deciding.verb}: only a decision that erases may say that something was erased")


def _digest_changes(deciding: Deciding) -> list[str]:
    """Give each noted change its digest; returns them in order."""
    query = "SELECT id, salt, entity, key, before, after FROM change WHERE decision = ? ORDER BY id"
    digests = [
        (row_id, chain.change_digest(salt, *change))
        for row_id, salt, *change in deciding.execute(query, (deciding.number,)).fetchall()
    ]
    for at in range(0, len(digests), IN_ONE_STATEMENT):
        some = digests[at : at + IN_ONE_STATEMENT]
        fresh = f"(VALUES {', '.join(['(?, ?)'] * len(some))}) AS fresh"
        sql = f"UPDATE change SET digest = fresh.column2 FROM {fresh} WHERE change.id = fresh.column1"
        deciding.execute(sql, [part for pair in some for part in pair])
    return [digest for _, digest in digests]


def now() -> str:
    """This moment in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
