"""Damaged files: what can be read of them is saved, and what is missing is said."""

from __future__ import annotations

import random
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from qualwork.model.errors import ProjectFault
from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from qualwork.project.store.leaves import log_rows
from qualwork.project.store.rescue import faults, rescue
from tests.unit.project.studies import everything_in, rows_of

PAGE = 4096
_MADE_ANEW = {"word", "word_block", "word_count", "sqlite_sequence"}


def pages_of(path: Path, name: str) -> int:
    """The root page of a table."""
    with sqlite3.connect(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    connection.close()
    return int(root)


def overwrite(path: Path, page: int) -> None:
    """Fill a page (numbered from 1) with rubbish."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + (100 if page == 1 else 0))
        file.write(random.Random(page).randbytes(PAGE - (100 if page == 1 else 0)))


@pytest.fixture
def broken(closed_study: Path, path: Path) -> Path:
    """A copy of a whole study, to be damaged."""
    shutil.copy(closed_study, path)
    return path


def test_a_whole_file_is_saved_whole(broken: Path, tmp_path: Path) -> None:
    assert faults(broken) == []
    done = rescue(broken, tmp_path / "saved.qualwork")
    assert (done.whole, done.lines) == (True, [])
    before, after = everything_in(broken), everything_in(done.path)
    for name in before.keys() - _MADE_ANEW:
        assert after[name] == before[name], name


@pytest.mark.parametrize("table", ["code", "coding", "theme", "participant", "term_family", "speaker", "memo"])
def test_a_table_that_is_lost_comes_back_out_of_the_log(broken: Path, tmp_path: Path, table: str) -> None:
    with Project.open(broken, "ann") as project:
        expected = rows_of(project)
    overwrite(broken, pages_of(broken, table))
    assert faults(broken)
    done = rescue(broken, tmp_path / "saved.qualwork")
    assert any(line.startswith(f"{table}:") and "filled in from the log" in line for line in done.lines)
    with Project.open(done.path, "ann") as project:
        assert rows_of(project) == expected
        with project.read() as session:
            assert verify(session).problems == ()


def test_without_the_list_of_tables_all_is_made_anew_from_the_log(broken: Path, tmp_path: Path) -> None:
    with Project.open(broken, "ann") as project:
        expected = rows_of(project)
    overwrite(broken, 1)
    done = rescue(broken, tmp_path / "saved.qualwork")
    assert "list of tables is damaged" in done.lines[0]
    with Project.open(done.path, "ann") as project:
        assert rows_of(project) == expected


def test_a_text_that_is_lost_is_named(broken: Path, tmp_path: Path) -> None:
    with sqlite3.connect(broken) as connection:
        (sha256,) = connection.execute("SELECT text_sha256 FROM revision WHERE id = 1").fetchone()
        connection.execute("DROP TRIGGER keep_content_update")
        connection.execute("UPDATE content SET data = ? WHERE sha256 = ?", (b"rubbish", sha256))
    connection.close()
    done = rescue(broken, tmp_path / "saved.qualwork")
    assert any("texts or files are damaged" in line for line in done.lines)
    assert any("revision [" in line and "gone" in line for line in done.lines)


def test_a_file_whose_end_is_cut_off_is_read_as_far_as_it_goes(broken: Path, tmp_path: Path) -> None:
    with sqlite3.connect(broken) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        wanted = connection.execute("SELECT sha256, data FROM content ORDER BY sha256").fetchall()
    connection.close()
    data = broken.read_bytes()
    broken.write_bytes(data[:-100])
    done = rescue(broken, tmp_path / "saved.qualwork")
    assert not any("list of tables" in line for line in done.lines)
    with Project.open(done.path, "ann"), sqlite3.connect(done.path) as connection:
        found = connection.execute("SELECT sha256, data FROM content ORDER BY sha256").fetchall()
    connection.close()
    assert found and set(found) <= set(wanted)


def test_nothing_is_written_where_too_little_can_be_read(broken: Path, tmp_path: Path) -> None:
    for name in ("decision", "change", "project"):
        overwrite(broken, pages_of(broken, name))
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 4])
    with pytest.raises(ProjectFault, match=r"too little of it can be read|nothing of it can be read"):
        rescue(broken, tmp_path / "saved.qualwork")
    assert not (tmp_path / "saved.qualwork").exists()


def test_nothing_is_written_where_nothing_can_be_read(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 9000)
    with pytest.raises(ProjectFault, match="nothing of it can be read"):
        rescue(path, tmp_path / "saved.qualwork")
    assert not (tmp_path / "saved.qualwork").exists()


@pytest.mark.parametrize("seed", range(25))
def test_random_damage_never_ends_in_a_fault_of_the_program(broken: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    last = broken.stat().st_size // PAGE
    for _ in range(chance.choice([1, 2, 6])):
        overwrite(broken, chance.randint(1, last))
    if chance.random() < 0.3:
        broken.write_bytes(broken.read_bytes()[: chance.randint(1, broken.stat().st_size)])
    before = broken.read_bytes()
    try:
        done = rescue(broken, tmp_path / "saved.qualwork")
    except ProjectFault:
        assert not (tmp_path / "saved.qualwork").exists()
    else:
        with sqlite3.connect(done.path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    assert broken.read_bytes() == before


def test_rows_are_read_off_the_pages_as_sqlite_reads_them(broken: Path) -> None:
    with sqlite3.connect(broken) as connection:
        connection.execute("DROP TRIGGER guard_content_insert")
        for size in (0, 1, 4000, 4061, 4062, 5000, 40_000):
            values = (f"{size:064x}", "plain", size, struct.pack("B", size % 251) * size)
            connection.execute("INSERT INTO content VALUES (?, ?, ?, ?)", values)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        expected = {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=lambda row: str(row[0]))
            for name in ("decision", "change", "content")
        }
    connection.close()
    found = {name: sorted(rows, key=lambda row: str(row[0])) for name, rows in log_rows(broken).items()}
    assert found == expected
