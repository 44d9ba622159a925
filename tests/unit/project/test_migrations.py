"""Files of older versions: backed up, brought up to date, and the same as new ones."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from qualwork.model.errors import ProjectFault
from qualwork.project import database, guards, migrations
from qualwork.project.database import APPLICATION_ID, SCHEMA_VERSION
from qualwork.project.decisions import Project
from qualwork.project.tables import metadata
from qualwork.project.verify import verify
from tests.unit.project.studies import add_code, everything_in, full_study, rows_of
from tests.unit.project.tampering import plain


def shape(connection: sqlite3.Connection) -> dict[str, Any]:
    """Tables, columns, keys, links and indexes as SQLite sees them."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, Any] = {}
    for name in names:
        indexes = connection.execute(f'PRAGMA index_list("{name}")').fetchall()
        columns = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
        links = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
        (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        found[name] = {
            "columns": sorted(column[1:] for column in columns),
            "links": sorted(link[2:] for link in links),
            "autoincrement": "AUTOINCREMENT" in (sql or ""),
            "indexes": sorted(
                (unique, origin, partial, [row[2] for row in connection.execute(f'PRAGMA index_info("{index}")')])
                for _, index, unique, origin, partial in indexes
            ),
        }
    index_sql = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    found["index sql"] = {name: re.sub(r"\s+|\"", " ", sql).split() for name, sql in index_sql}
    return found


def test_migrations_and_tables_give_the_same_shape(tmp_path: Path) -> None:
    paths = [tmp_path / "migrated.db", tmp_path / "created.db"]
    for path in paths:
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            if path is paths[0]:
                migrations.run(connection, "head")
            else:
                metadata.create_all(connection)
        engine.dispose()
    shapes = []
    for path in paths:
        with plain(path) as plain_connection:
            shapes.append(shape(plain_connection))
    version = shapes[0].pop("alembic_version")
    assert version["columns"]
    assert shapes[0] == shapes[1]
    assert set(shapes[1]) - {"index sql", "sqlite_sequence"} == set(guards.all_names())


def as_version(path: Path, version: int) -> None:
    """Say in the file that it is of another version."""
    with plain(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def backup_of(path: Path) -> Path:
    """Where the copy from before version 1 lies."""
    return path.with_name(f"{path.stem}-backups") / f"{path.stem}-before-version-1.qualwork"


def test_an_older_file_is_backed_up_and_migrated(path: Path) -> None:
    full_study(path).close()
    with plain(path) as connection:
        connection.execute("DROP TRIGGER log_code_update")
        connection.execute("CREATE TRIGGER of_old AFTER UPDATE ON code BEGIN SELECT RAISE(ABORT, 'old'); END")
    as_version(path, 0)
    before = everything_in(path)
    with Project.open(path, "ann") as project:
        assert everything_in(path) == before
        add_code(project, "after it")
        with project.read() as session:
            assert verify(session).problems == ()
            assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert session.connection().exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA_VERSION
    backup = backup_of(path)
    assert everything_in(backup) == before
    assert backup.stat().st_mode & 0o077 == 0
    assert backup.parent.stat().st_mode & 0o077 == 0
    with Project.open(path, "ann") as project:
        assert ("code", "[4]") in rows_of(project)


def test_a_file_from_before_the_first_version(path: Path) -> None:
    """No table at all: the migrations make every one, and then it is a file without a study."""
    with plain(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with pytest.raises(ProjectFault, match="was not finished when it was made"):
        Project.open(path, "ann")
    assert set(everything_in(path)) >= set(guards.all_names())
    assert backup_of(path).is_file()


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_study(path).close()
    as_version(path, 0)
    before = everything_in(path)

    def fail(connection: object, target: str) -> None:
        raise RuntimeError(f"{connection} {target}")

    monkeypatch.setattr(migrations, "run", fail)
    with pytest.raises(RuntimeError):
        Project.open(path, "ann")
    assert everything_in(path) == before
    with plain(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert names == set(guards.triggers())


def test_no_backup_no_migration(path: Path) -> None:
    full_study(path).close()
    as_version(path, 0)
    backup_of(path).parent.write_text("in the way")
    with pytest.raises(ProjectFault, match="the backup cannot be written"):
        Project.open(path, "ann")
    with plain(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_migration_waits_for_other_writers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_study(path).close()
    as_version(path, 0)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with plain(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectFault, match="another program is writing to it"):
            Project.open(path, "ann")
    Project.open(path, "ann").close()
