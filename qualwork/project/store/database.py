"""The project file as SQLite sees it: made, opened, locked, and the only place that knows its pragmas."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from qualwork.model.errors import ProjectFault
from qualwork.project.store import schema
from qualwork.project.store.file_kind import APPLICATION_ID, SCHEMA_VERSION, SUFFIX, speaking
from qualwork.project.store.guards import arm
from qualwork.project.store.migrations import upgrade
from qualwork.project.tables import metadata

BUSY_SECONDS = 15.0
LOOKING_SECONDS = 30.0
"""A file whose tables cannot be looked through in that time is not opened."""
_SQLITE_MAGIC = b"SQLite format 3\x00"


def create_file(path: Path) -> Engine:
    """Make a new, empty project file that only its owner may read, and open it."""
    if path.exists():
        raise ProjectFault(f"{path}: exists already; choose another name or open it")
    if not path.parent.is_dir():
        raise ProjectFault(f"{path}: the folder {path.parent} does not exist; make it first")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as fault:
        raise ProjectFault(f"{path}: cannot be made ({fault.strerror}); choose a folder you may write to") from None
    try:
        with speaking(path):
            _mark(path)
            return _filled(path)
    except BaseException:
        remove_file(path)
        raise


def _mark(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()


def _filled(path: Path) -> Engine:
    engine = _engine(path, read_only=False)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
            metadata.create_all(connection)
            arm(connection)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA_VERSION:04d}')")
    except BaseException:
        engine.dispose()
        raise
    return engine


def remove_file(path: Path) -> None:
    """Take back a file that was just made, with what SQLite put beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def open_file(path: Path) -> tuple[Engine, str | None]:
    """Open an existing project; with the reason where it can only be read, else None.

    What was put into the file by another program is looked at before anything of it runs: where a view or a table that
    computes stands for one of ours, the file is not opened, and where guards, views or indexes are not the program's
    own, it is only read.
    """
    _check_header(path)
    why = None if _writable(path) else "is read-only; nothing was changed. Make the file and its folder writable"
    with speaking(path):
        foreign = _look_at(path)
    why = foreign or why
    engine = _engine(path, why is not None)
    try:
        with speaking(path):
            with engine.connect() as connection:
                version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
            if version < SCHEMA_VERSION:
                _migrate(path, engine, why is not None, version)
                if (found := _look_at(path)) is not None:
                    raise ProjectFault(f"{path}: {found}")
            with engine.connect() as connection:
                _check_begun(path, connection)
    except BaseException:
        engine.dispose()
        raise
    return engine, why


def _look_at(path: Path) -> str | None:
    """Hold the tables and guards of a file against ours; returns why it is only to be read, where that is so."""
    with closing(_bare(path, read_only=True)) as connection, schema.deadline(connection, LOOKING_SECONDS):
        _check_kind(path, connection)
        if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            # Its guards go before it is brought up to date; then all of it is looked at.
            faults = [fault for fault in schema.faults(connection) if fault.kind == "view"]
        else:
            faults = schema.faults(connection)
    if not faults:
        return None
    named = ", ".join(map(str, faults[:3])) + (f" and {len(faults) - 3} more" if len(faults) > 3 else "")
    way = "`qualwork check-file FILE --rescue OUT` takes what can be read into a new file"
    if any(fault.computes for fault in faults):
        raise ProjectFault(f"{path}: is not opened: {named}; another program put that there. {way}")
    return f"is only read; nothing was changed: {named}; another program did that. {way}"


def _check_begun(path: Path, connection: Connection) -> None:
    """Refuse a file whose making was cut short, or that lacks the tables of its version."""
    try:
        begun = connection.exec_driver_sql("SELECT 1 FROM project UNION ALL SELECT 1 FROM decision LIMIT 1").first()
    except OperationalError as fault:
        if "no such" in str(fault.orig):
            raise ProjectFault(f"{path}: is damaged: {fault.orig}; restore it from the folder of its backups") from None
        raise
    if begun is None:
        raise ProjectFault(f"{path}: was not finished when it was made; remove it and make it again")


def _migrate(path: Path, engine: Engine, read_only: bool, version: int) -> None:
    if read_only:
        raise ProjectFault(
            f"{path}: is of file version {version} and read-only; make it writable to bring it up to date"
        )
    upgrade(path, engine)


def _check_header(path: Path) -> None:
    if path.is_dir():
        raise ProjectFault(f"{path}: is a folder, not a project file")
    try:
        with path.open("rb") as file:
            magic = file.read(len(_SQLITE_MAGIC))
    except FileNotFoundError:
        raise ProjectFault(f"{path}: no such file; make a project with: qualwork new {path}") from None
    except OSError as fault:
        raise ProjectFault(f"{path}: cannot be read ({fault.strerror})") from None
    if magic != _SQLITE_MAGIC:
        raise ProjectFault(f"{path}: is no qualwork project; make one with: qualwork new NAME{SUFFIX}")


def _writable(path: Path) -> bool:
    """True where file and folder may be written, by their mode bits too, so that it holds for the superuser."""
    return all(place.stat().st_mode & 0o222 and os.access(place, os.W_OK) for place in (path, path.parent))


def _engine(path: Path, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        return _connect(path, read_only)

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        deciding = connection.get_execution_options().get("deciding", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if deciding else "BEGIN")

    return engine


def _bare(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection that lets nothing in a file run by itself until all in it is known to be ours.

    Then the guards must write JSON, which some versions of SQLite do not count as harmless.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    if read_only and not _in_use(path):
        uri += "&immutable=1"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    if read_only:
        connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    return connection


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    with speaking(path):
        connection = _bare(path, read_only)
        try:
            _check_kind(path, connection)
            if not read_only:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                if sys.platform == "darwin":
                    connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")
            # What is sorted or written anew must not lie in a folder for temporary files.
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA cache_size = -65536")
        except BaseException:
            connection.close()
            raise
    return connection


def _check_kind(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse what is not ours before anything is set in it."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProjectFault(f"{path}: is an SQLite file of another program, not a qualwork project")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise ProjectFault(
            f"{path}: was made by a newer qualwork (file version {version}, this program knows {SCHEMA_VERSION}); "
            "update qualwork to open it"
        )


def _in_use(path: Path) -> bool:
    """True where another program has the file open, or left changes beside it that are not in it yet."""
    wal, shared = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    return shared.exists() or (wal.exists() and wal.stat().st_size > 0)


def straight(session: Session) -> sqlite3.Connection:
    """The connection under a session, for statements that a long import makes by the thousand."""
    connection: sqlite3.Connection | None = session.connection().connection.driver_connection
    assert connection is not None
    return connection


def set_patience(engine: Engine, seconds: float) -> None:
    """How long a write waits for another program that holds the file."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    finally:
        connection.close()


def data_version(connection: Connection) -> int:
    """A number that changes when another process has written to the file."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar() or 0)
