"""Backups: when they are made, which are kept, and what putting one back does."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault
from qualwork.project.log.verify import verify
from qualwork.project.store import backups, restoring
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import add_code, everything_in, new_project, rows_of


def at_times(monkeypatch: pytest.MonkeyPatch, *hours: float) -> None:
    """Let the decisions to come bear these times, in hours after some moment."""
    moments = iter(hours)
    start = datetime(2026, 3, 1, 12)
    monkeypatch.setattr(
        "qualwork.project.store.decisions.now",
        lambda: (start + timedelta(hours=next(moments))).isoformat(timespec="milliseconds") + "Z",
    )


def numbers(path: Path) -> list[int | None]:
    """Decisions of the automatic backups."""
    return [each.number for each in backups.listing(path)]


def test_a_backup_is_the_project_as_it_stands_and_only_its_owner_reads_it(study: Project, path: Path) -> None:
    made = backups.back_up_now(path)
    assert made is not None
    assert made.stat().st_mode & 0o077 == 0
    assert made.parent.stat().st_mode & 0o077 == 0
    assert everything_in(made) == everything_in(path)
    assert backups.back_up_now(path) is None
    assert not list(made.parent.glob(".*"))
    with Project.open(made, "ann") as copy, copy.read() as session:
        assert verify(session).problems == ()


def test_backups_come_with_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_times(monkeypatch, 0, 0.1, 0.2, 2, 2.5, 3.4, 1)
    new_project(path).close()
    for number in range(2, 8):
        with Project.open(path, "ann") as project:
            add_code(project, f"code {number}")
    # Decision 4 came two hours after the first, 5 half an hour after it, 6 more than an hour.
    assert numbers(path) == [4, 6]
    with Project.open(path, "ann") as project:
        monkeypatch.undo()
        add_code(project, "after the clock ran back")
    assert numbers(path) == [4, 6, 7]


def test_backups_come_with_decisions(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "EVERY", 5)
    with new_project(path) as project:
        for number in range(14):
            add_code(project, f"code {number}")
    found = numbers(path)
    assert [number for number in found if number is None] == []
    gaps = [later - earlier for earlier, later in pairwise([1, *(number or 0 for number in found), 15])]
    assert len(found) >= 2
    assert min(gaps[:-1]) >= 5
    assert max(gaps) < 12


def test_old_backups_are_thinned_out_by_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_times(monkeypatch, *(8 * step for step in range(80)))
    new_project(path).close()
    named = backups.back_up(path, "before-supper")
    for step in range(79):
        with Project.open(path, "ann") as project:
            add_code(project, f"code {step}")
        backups.back_up_now(path)
    kept = [each for each in backups.listing(path) if each.number is not None]
    days = [(each.at or "")[:8] for each in kept]
    assert [each.number for each in kept][-10:] == list(range(71, 81))
    assert len(set(days)) == 14
    assert named.exists()


def test_restoring_keeps_what_stood_there_and_shows_to_who_has_it_open(study: Project, path: Path) -> None:
    before = rows_of(study)
    made = backups.back_up_now(path)
    add_code(study, "made after the backup")
    after = rows_of(study)
    assert made is not None
    kept = restoring.restore(path, made)
    assert rows_of(study) == before
    add_code(study, "made after the restoring")
    with study.read() as session:
        assert verify(session).problems == ()
    assert kept is not None
    with Project.open(kept, "ann") as earlier:
        assert rows_of(earlier) == after


def test_restoring_over_a_damaged_file_keeps_the_damaged_one(study: Project, path: Path) -> None:
    made = backups.back_up_now(path)
    assert made is not None
    expected = everything_in(made)
    study.close()
    path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    kept = restoring.restore(path, made)
    assert everything_in(path) == expected
    assert kept is not None
    assert kept.read_bytes().endswith(b"\x07")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x01" * 4000])
def test_what_is_no_backup_is_refused(study: Project, path: Path, tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "wrong.qualwork"
    wrong.write_bytes(content)
    before = rows_of(study)
    with pytest.raises(ProjectFault, match="nothing was changed"):
        restoring.restore(path, wrong)
    assert rows_of(study) == before


def test_an_sqlite_file_of_another_program_is_no_backup(study: Project, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.qualwork"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE project (id)")
        connection.execute("INSERT INTO project VALUES (1)")
    with pytest.raises(ProjectFault, match="no whole qualwork project"):
        restoring.restore(path, other)


def test_a_backup_that_cannot_be_written_stops_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "EVERY", 2)
    with new_project(path) as project:
        shutil.rmtree(backups.folder(path), ignore_errors=True)
        backups.folder(path).write_text("in the way")
        for number in range(6):
            add_code(project, f"code {number}")
        assert any("backup cannot be written" in notice for notice in project.notices)
        assert sum(entity == "code" for entity, _ in rows_of(project)) == 6


def test_the_same_backup_made_by_several_at_once_is_made(study: Project, path: Path) -> None:
    target = backups.folder(path) / "all.qualwork"
    for _ in range(5):
        with ThreadPoolExecutor(6) as several:
            made = list(several.map(lambda _: backups.copy(path, target), range(6)))
        assert made == [target] * 6
        assert everything_in(target) == everything_in(path)
    assert not list(target.parent.glob(".*"))


def test_what_a_killed_backup_left_goes_with_the_next_one_but_not_one_that_is_being_made(
    study: Project, path: Path
) -> None:
    backups.folder(path).mkdir(mode=0o700)
    old, new = (backups.folder(path) / name for name in (".old.part", ".new.part"))
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    assert backups.back_up_now(path) is not None
    assert not old.exists()
    assert new.exists()
