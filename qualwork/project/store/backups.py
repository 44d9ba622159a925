"""Copies of a project file in the folder `NAME-backups` beside it, made while others may write."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qualwork.model.errors import ProjectFault
from qualwork.project.store.file_kind import SUFFIX, speaking

EVERY = 100
"""An automatic backup is due after so many decisions, or an hour after the last one."""
PATIENCE = 10.0
"""How many seconds a copy waits for another program to let go of a file."""
_HOUR = timedelta(hours=1)
_NEWEST_KEPT = 10
_DAYS_KEPT = 14
_STAMPED = re.compile(r"-(\d{6,})-(\d{8}T\d{6}Z)$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the folder of backups; `number` and `at` are those of its last decision, where its name says them."""

    path: Path
    size: int
    number: int | None = None
    at: str | None = None


def folder(path: Path) -> Path:
    """Where the backups of a project lie."""
    return path.with_name(f"{path.stem}-backups")


def listing(path: Path) -> list[Backup]:
    """The backups of a project: automatic ones by decision, then those with a name of their own."""
    found = []
    for copy in sorted(folder(path).glob(f"*{SUFFIX}")):
        stamped = _STAMPED.search(copy.stem)
        number, at = (int(stamped[1]), stamped[2]) if stamped else (None, None)
        with suppress(FileNotFoundError):  # Another process has thinned it out.
            found.append(Backup(copy, copy.stat().st_size, number, at))
    return sorted(found, key=lambda each: (each.number is None, each.number or 0, each.path.name))


def copy(source: Path, target: Path) -> Path:
    """Copy a project as it stands, all of it or nothing; only its owner may read the copy."""
    part: Path | None = None
    try:
        target.parent.mkdir(mode=0o700, exist_ok=True)
        # A name of its own: another process may be making the same backup.
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        with closing(read_only(source)) as old, closing(sqlite3.connect(part)) as new:
            new.execute("PRAGMA synchronous = OFF")
            copy_pages(old, new)
        sync(part)
        part.replace(target)
        sync(target.parent)
    except (OSError, sqlite3.Error) as fault:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        why = fault.strerror if isinstance(fault, OSError) else fault
        raise ProjectFault(f"{target}: the backup cannot be written ({why}); nothing was changed") from fault
    return target


def copy_pages(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Copy one file over another in one step; raises OperationalError where another program holds one too long.

    Python's own `backup` waits for ever.
    """
    deadline = time.monotonic() + PATIENCE

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            fault = sqlite3.OperationalError("another program holds it")
            fault.sqlite_errorcode = status
            raise fault

    old.backup(new, progress=give_up)


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, outlast a power cut; some file systems know no such thing for folders."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(handle)


def read_only(path: Path) -> sqlite3.Connection:
    """A file opened so that nothing in it can change."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def back_up(path: Path, name: str) -> Path:
    """Copy a project under a name of its own into its backups; returns the copy's path."""
    return copy(path, folder(path) / f"{path.stem}-{name}{SUFFIX}")


def back_up_now(path: Path) -> Path | None:
    """Make an automatic backup unless the last one holds the same decisions; older ones are thinned out."""
    last = _head(path, "DESC")
    if last is None or any(each.number == last[0] and each.at == _stamp(last[1]) for each in listing(path)):
        return None
    made = back_up(path, f"{last[0]:06}-{_stamp(last[1])}")
    _thin_out(path)
    return made


def back_up_if_due(path: Path) -> Path | None:
    """Make an automatic backup where enough has happened since the last one, by the times of the decisions."""
    last = _head(path, "DESC")
    if last is None:
        return None
    stamped = [each for each in listing(path) if each.number is not None and each.number <= last[0]]
    since = (stamped[-1].number or 0, stamped[-1].at or "") if stamped else _first(path)
    waited = _moment(_stamp(last[1])) - _moment(since[1])
    if last[0] - since[0] >= EVERY or (last[0] > since[0] and not timedelta(0) <= waited < _HOUR):
        return back_up_now(path)
    return None


def _first(path: Path) -> tuple[int, str]:
    first = _head(path, "ASC")
    return (1, _stamp(first[1])) if first else (0, "")


def _head(path: Path, order: str) -> tuple[int, str] | None:
    with speaking(path), closing(read_only(path)) as connection:
        query = f"SELECT number, at FROM decision ORDER BY number {order} LIMIT 1"
        found: tuple[int, str] | None = connection.execute(query).fetchone()
    return found


def _stamp(at: str) -> str:
    return re.sub(r"[-:]|\.\d+", "", at)


def _moment(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ")
    except ValueError:
        return datetime.min


def _thin_out(path: Path) -> None:
    """Keep the newest automatic backups, and of the older ones the last of each day for some days; pieces go."""
    stamped = [each for each in listing(path) if each.number is not None]
    days: dict[str, Backup] = {(each.at or "")[:8]: each for each in stamped}
    kept = {each.path for each in stamped[-_NEWEST_KEPT:]}
    kept |= {days[day].path for day in sorted(days)[-_DAYS_KEPT:]}
    for each in stamped:
        if each.path not in kept:
            each.path.unlink(missing_ok=True)
    for part in folder(path).glob(".*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _HOUR.total_seconds():
                part.unlink(missing_ok=True)


def identity(path: Path) -> tuple[str | None, int | None]:
    """Which study a file holds (its guid), and the number of its last decision; None where it is no whole project."""
    try:
        # Immutable: looking at a copy leaves nothing beside it.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            guid = connection.execute("SELECT guid FROM project").fetchone()[0]
            number = connection.execute("SELECT max(number) FROM decision").fetchone()[0]
    except (sqlite3.Error, TypeError):
        return None, None
    return str(guid), int(number or 0)
