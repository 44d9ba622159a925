"""Restoring where it cannot be done: nothing that was acknowledged is moved or lost, and nothing waits for ever."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault
from qualwork.project.log.verify import verify
from qualwork.project.store import backups, restoring
from qualwork.project.store.decisions import Project
from tests.faults.hands import start
from tests.unit.project.studies import add_code, decisions_of, import_one, new_project

Bytes = dict[str, bytes]


def killed_with_a_log(path: Path) -> list[str]:
    """A study whose last decisions are acknowledged and stand only in the write-ahead log; returns their hashes."""
    with new_project(path, "zoe") as project:
        import_one(project)
    child, pipe = start(path, "ann", 7)
    with os.fdopen(pipe) as lines:
        told = [lines.readline() for _ in range(12)]
        os.kill(child, signal.SIGKILL)
        told += lines.read().splitlines()
    os.waitpid(child, 0)
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    return [line.split()[1] for line in told if len(line.split()) == 2]


def hashes(path: Path) -> list[str]:
    """The decisions of a file, as another SQLite client sees them."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT hash FROM decision ORDER BY number")]


def lying_in(folder: Path) -> Bytes:
    """Every file of a project by its name, without the shared memory that each reader makes anew."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file() and "-shm" not in each.name}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of another study's state, to be put in place."""
    path = tmp_path / "backup.qualwork"
    new_project(path, "zoe").close()
    return path


def no_folder(path: Path) -> None:
    backups.folder(path).write_text("in the way")


def no_right(path: Path) -> None:
    backups.folder(path).mkdir()
    backups.folder(path).joinpath(f"{path.stem}-before-restore-of-backup.qualwork").mkdir()
    subprocess.run(["chattr", "+i", str(backups.folder(path))], check=False)
    if os.access(backups.folder(path), os.W_OK):
        try:
            (backups.folder(path) / "probe").write_text("")
        except OSError:
            return
        pytest.skip("nothing can be made unwritable here")


@pytest.mark.parametrize("obstacle", [no_folder, no_right])
def test_nothing_moves_where_no_copy_can_be_kept(
    tmp_path: Path, backup: Path, obstacle: Callable[[Path], None]
) -> None:
    path = tmp_path / "live" / "study.qualwork"
    path.parent.mkdir()
    acknowledged = killed_with_a_log(path)
    for made in backups.listing(path):
        made.path.unlink()
    if backups.folder(path).exists():
        backups.folder(path).rmdir()
    try:
        obstacle(path)
        before = lying_in(path.parent)
        with pytest.raises(ProjectFault, match="nothing was restored"):
            restoring.restore(path, backup)
        assert lying_in(path.parent) == before
    finally:
        subprocess.run(["chattr", "-i", str(backups.folder(path))], check=False, capture_output=True)
    assert set(acknowledged) <= set(hashes(path))


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    where = tmp_path / "disk"
    where.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(where)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield where
    subprocess.run(["umount", str(where)], check=True)


@pytest.mark.parametrize("harm", [False, True])
@pytest.mark.parametrize("free", [0, 8, 60, 200])
def test_a_full_disk_takes_nothing(full_disk: Path, backup: Path, harm: bool, free: int) -> None:
    path = full_disk / "study.qualwork"
    acknowledged = killed_with_a_log(path)
    for name in ("", "-wal") if harm else ():
        with path.with_name(path.name + name).open("r+b") as file:
            file.write(b"no database any more")
    before = lying_in(full_disk)
    filler = full_disk / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError):
        while True:
            file.write(bytes(4096))
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - free * 1024)
    try:
        restoring.restore(path, backup)
        restored = True
    except ProjectFault as fault:
        assert "nothing" in fault.message
        restored = False
    filler.unlink()
    if restored:
        assert hashes(path) == hashes(backup)
    else:
        assert {name: before[name] for name in ("study.qualwork", "study.qualwork-wal")} == {
            name: data for name, data in lying_in(full_disk).items() if name.startswith("study.qualwork")
        }
    if not harm and not restored:
        assert set(acknowledged) <= set(hashes(path))
    assert not list(full_disk.rglob("*.part"))


def test_a_damaged_file_is_kept_with_its_log(tmp_path: Path, backup: Path) -> None:
    path = tmp_path / "study.qualwork"
    acknowledged = killed_with_a_log(path)
    log = path.with_name(path.name + "-wal")
    whole, whole_log = path.read_bytes(), log.read_bytes()
    path.write_bytes(b"no database any more" + whole[20:])
    log.write_bytes(b"no log" + whole_log[6:])
    for number in (1, 2):
        before = path.read_bytes(), log.read_bytes() if log.exists() else None
        kept = restoring.restore(path, backup)
        assert kept is not None
        kept_log = kept.with_name(kept.name + "-wal")
        assert (kept.read_bytes(), kept_log.read_bytes() if kept_log.exists() else None) == before
        assert hashes(path) == hashes(backup)
        if number == 1:
            first = kept
            path.write_bytes(b"damaged another time")
    # With its first bytes again, the first one opens with all that was acknowledged.
    first.write_bytes(whole)
    first.with_name(first.name + "-wal").write_bytes(whole_log)
    assert set(acknowledged) <= set(hashes(first))


def test_a_log_without_its_file_is_kept_and_gets_into_no_other(tmp_path: Path, backup: Path) -> None:
    path = tmp_path / "study.qualwork"
    killed_with_a_log(path)
    log = path.with_name(path.name + "-wal").read_bytes()
    path.unlink()
    kept = restoring.restore(path, backup)
    assert kept is not None
    assert kept.with_name(kept.name + "-wal").read_bytes() == log
    assert hashes(path) == hashes(backup)
    with Project.open(path, "zoe") as project, project.read() as session:
        assert verify(session).problems == ()


@pytest.mark.parametrize("locked", ["reads too", "writes"])
def test_a_held_file_is_said_in_time(
    tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, locked: str
) -> None:
    path = tmp_path / "study.qualwork"
    for module in (backups, restoring):
        monkeypatch.setattr(module, "PATIENCE", 0.3)
    with new_project(path, "zoe") as project:
        add_code(project, "kept")
        known = decisions_of(project)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE" if locked == "reads too" else "PRAGMA locking_mode = NORMAL")
        holder.execute("BEGIN EXCLUSIVE")
        started = time.monotonic()
        with pytest.raises(ProjectFault, match=r"another program|locked"):
            restoring.restore(path, backup)
        assert time.monotonic() - started < 5
        holder.execute("ROLLBACK")
    with Project.open(path, "zoe") as project:
        assert decisions_of(project) == known
    assert not [each for each in backups.listing(path) if "before-restore" in each.path.name]


def test_every_restore_keeps_what_stood_there_under_a_name_of_its_own(tmp_path: Path, backup: Path) -> None:
    path = tmp_path / "study.qualwork"
    new_project(path, "zoe").close()
    kept = []
    for number in range(3):
        with Project.open(path, "zoe") as project:
            add_code(project, f"code {random.Random(number).random()}")
        stood = hashes(path)
        made = restoring.restore(path, backup)
        assert made is not None
        kept.append((made, stood))
    assert [hashes(made) for made, _ in kept] == [stood for _, stood in kept]
