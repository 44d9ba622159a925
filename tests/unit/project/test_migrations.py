"""Files of older versions: backed up, brought up to date, and the same as new ones."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from qualwork.model.errors import ProjectFault, Refused
from qualwork.model.verbs import HOUSEKEEPING
from qualwork.project.log.history import decisions
from qualwork.project.log.undo import redo, undo
from qualwork.project.log.verify import verify
from qualwork.project.store import database, guards, migrations
from qualwork.project.store.decisions import Project
from qualwork.project.store.file_kind import APPLICATION_ID, SCHEMA_VERSION
from qualwork.project.store.guards import logged_names
from qualwork.project.store.upcast import ADDED
from qualwork.project.tables import LOGGED, metadata
from tests.unit.project.studies import add_code, everything_in, rows_of
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


def first_version(path: Path) -> Path:
    """A study as the first version of the program wrote it, with rows in every logged table."""
    with plain(path) as connection:
        connection.executescript((Path(__file__).parent / "version_1.sql").read_text())
    return path


def backup_of(path: Path, version: int = 2) -> Path:
    """Where the copy from before a version lies."""
    return path.with_name(f"{path.stem}-backups") / f"{path.stem}-before-version-{version}.qualwork"


def version_of(path: Path) -> int:
    """The version that the file says it has."""
    with plain(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_file_is_backed_up_and_migrated(path: Path) -> None:
    before = everything_in(first_version(path))
    with plain(path) as connection:
        connection.execute("DROP TRIGGER log_code_update")
        connection.execute("CREATE TRIGGER of_old AFTER UPDATE ON code BEGIN SELECT RAISE(ABORT, 'old'); END")
    with Project.open(path, "ann") as project:
        add_code(project, "after it")
        with project.read() as session:
            assert verify(session).problems == ()
            assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert version_of(path) == SCHEMA_VERSION
    assert everything_in(backup_of(path)) == before
    assert backup_of(path).stat().st_mode & 0o077 == 0
    assert backup_of(path).parent.stat().st_mode & 0o077 == 0
    with Project.open(path, "ann") as project:
        assert ("code", "[4]") in rows_of(project)


def test_all_that_was_decided_before_a_migration_can_be_undone_and_redone_after_it(path: Path) -> None:
    with Project.open(first_version(path), "ann") as project:
        whole = rows_of(project)
        with project.read() as session:
            made = sum(each.verb not in HOUSEKEEPING for each in decisions(session, coder="ann"))
        undone = 0
        while True:
            try:
                undone += len(undo(project))
            except Refused:
                break
        assert undone == made
        for _ in range(undone):
            redo(project)
        assert rows_of(project) == whole
        with project.read() as session:
            assert verify(session).problems == ()


def test_the_log_of_an_older_file_stays_as_it_was_written(path: Path) -> None:
    query = "SELECT id, entity, key, before, after, salt, digest FROM change"
    with plain(first_version(path)) as connection:
        logged = connection.execute(query).fetchall()
    Project.open(path, "ann").close()
    with plain(path) as connection:
        assert connection.execute(query).fetchall() == logged


def test_every_added_column_has_an_upcast_and_its_default(path: Path) -> None:
    with plain(first_version(path)) as connection:
        old = {name: {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')} for name in logged_names()}
    expected: dict[str, dict[str, object]] = {}
    for table in LOGGED:
        for column in table.columns:
            if column.name not in old[table.name]:
                default = column.server_default
                shown = None if default is None else str(default.arg).strip("'")  # type: ignore[attr-defined]
                expected.setdefault(table.name, {})[column.name] = shown
    said = {entity: {n: v if v is None else str(v) for n, v in row.items()} for entity, row in ADDED.items()}
    assert {entity: row for entity, row in expected.items() if old[entity]} == said


def test_a_file_from_before_the_first_version(path: Path) -> None:
    """No table at all: the migrations make every one, and then it is a file without a study."""
    with plain(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with pytest.raises(ProjectFault, match="was not finished when it was made"):
        Project.open(path, "ann")
    assert set(everything_in(path)) >= set(guards.all_names())
    assert backup_of(path, 1).is_file()


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(path)
    with plain(path) as connection:
        guards_before = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    before = everything_in(path)

    def fail(connection: object, target: str) -> None:
        raise RuntimeError(f"{connection} {target}")

    monkeypatch.setattr(migrations, "run", fail)
    with pytest.raises(RuntimeError):
        Project.open(path, "ann")
    assert everything_in(path) == before
    assert version_of(path) == 1
    with plain(path) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert names == guards_before


def test_no_backup_no_migration(path: Path) -> None:
    first_version(path)
    backup_of(path).parent.write_text("in the way")
    with pytest.raises(ProjectFault, match="the backup cannot be written"):
        Project.open(path, "ann")
    assert version_of(path) == 1


def test_a_migration_waits_for_other_writers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(path)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with plain(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectFault, match="another program is writing to it"):
            Project.open(path, "ann")
    Project.open(path, "ann").close()
