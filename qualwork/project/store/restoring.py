"""A backup put in the place of a project: what stands there is copied first, and moved only where it is damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from qualwork.model.errors import ProjectFault
from qualwork.project.store import schema
from qualwork.project.store.backups import PATIENCE, copy, copy_pages, folder, read_only, sync
from qualwork.project.store.file_kind import APPLICATION_ID, SCHEMA_VERSION, SUFFIX, speaking

CHECKING_SECONDS = 600.0
_WAL = "-wal"
# What only a file can say that is no database, or no longer a whole one.
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in the place of a project, as one change that others who have it open see too.

    What stood there is kept among the backups; returns that copy, or None where there was no project. Only a file
    that is proved damaged is moved, with its write-ahead log, and only after a copy of both beside it is on the disk.
    Raises ProjectFault, with nothing changed, where the backup is none or not whole, where another program holds the
    project, or where no copy can be kept.
    """
    refuse_unsound(backup)
    if not path.exists():
        return _move(path, backup)
    name = f"{path.stem}-before-restore-of-{backup.stem}"[:120]
    try:
        kept = copy(path, _free_name(folder(path) / f"{name}{SUFFIX}"))
    except ProjectFault as fault:
        if _is_damaged(path):
            return _move(path, backup)
        why = fault.__cause__ or fault
        raise ProjectFault(f"{path}: nothing was restored: what stands there could not be kept first ({why})") from None
    try:
        with (
            speaking(path),
            closing(sqlite3.connect(path, timeout=PATIENCE)) as live,
            closing(read_only(backup)) as old,
        ):
            copy_pages(old, live)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    return kept


def refuse_unsound(backup: Path) -> None:
    """Raise ProjectFault where a file is no whole project file."""
    if not backup.is_file():
        raise ProjectFault(f"{backup}: no such file; `qualwork restore` without a name lists the backups")
    try:
        with closing(read_only(backup)) as connection, schema.deadline(connection, CHECKING_SECONDS):
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            current = ours and connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
            foreign = schema.faults(connection) if current else []
            if foreign:
                raise ProjectFault(
                    f"{backup}: {foreign[0]}; another program did that. Nothing was changed. Choose another backup, or "
                    "`qualwork check-file FILE --rescue OUT`"
                )
            sound = ours and connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            sound = sound and connection.execute("SELECT 1 FROM project").fetchone() is not None
    except sqlite3.Error as fault:
        if _code(fault) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise ProjectFault(f"{backup}: another program holds it; nothing was changed. Close it there") from None
        raise ProjectFault(f"{backup}: is damaged or no project; nothing was changed. Choose another backup") from None
    if not sound:
        raise ProjectFault(f"{backup}: is no whole qualwork project; nothing was changed. Choose another backup")


def _code(fault: sqlite3.Error) -> int:
    return int(getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF


def _is_damaged(path: Path) -> bool:
    """True only where reading the file proves it: a full disk, a lock or a missing right is no proof."""
    try:
        with closing(read_only(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
    except sqlite3.Error as fault:
        return _code(fault) in _DAMAGED


def _move(path: Path, backup: Path) -> Path | None:
    """Put a copy of a backup where no sound file stands; what lies there is on the disk beside it before that."""
    new = copy(backup, _free_name(path.with_name(f".{path.name}.restored.part")))
    try:
        kept = _keep_bytes(path)
        # First the log: SQLite would put its pages into the file that comes to stand there.
        for suffix in (_WAL, "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        new.replace(path)
        sync(path.parent)
    except OSError as fault:
        new.unlink(missing_ok=True)
        why = fault.strerror
        raise ProjectFault(f"{path}: nothing was restored: the damaged file could not be kept ({why})") from None
    return kept


def _keep_bytes(path: Path) -> Path | None:
    """Copy a damaged file and its write-ahead log byte by byte beside it; None where there is neither."""
    wal = path.with_name(path.name + _WAL)
    if not path.exists() and not wal.exists():
        return None
    kept = _free_name(path.with_name(f"{path.name}.damaged"))
    made = []
    try:
        for source, name in ((path, kept.name), (wal, kept.name + _WAL)):
            if source.exists():
                made.append(kept.with_name(name))
                _copy_bytes(source, made[-1])
    except OSError:
        for copied in made:
            copied.unlink(missing_ok=True)
        raise
    return kept


def _free_name(path: Path) -> Path:
    """A name that no file has, nor a write-ahead log: the one given, else with a number behind it."""
    number, free = 1, path
    while any(free.with_name(free.name + suffix).exists() for suffix in ("", _WAL)):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _copy_bytes(source: Path, target: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as new, source.open("rb") as old:
            shutil.copyfileobj(old, new)
        sync(part)
        part.replace(target)
        sync(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
