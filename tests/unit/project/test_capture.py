"""No write passes by the log: by whatever way it comes, it is captured in a decision and refused outside one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from qualwork.project.log import verify
from qualwork.project.store.decisions import Project
from qualwork.project.tables import LOGGED
from qualwork.project.tables.coding import CodeRow
from qualwork.project.tables.data import ParticipantRow
from qualwork.project.tables.themes import ThemeCodeRow
from tests.unit.project.studies import decisions_of, everything_in, rows_of

Writing = Callable[[Session], object]
Changes = set[tuple[str, str, str]]


def core(sql: str, *values: object) -> Writing:
    """A way of writing: one statement as a driver would send it."""
    return lambda session: session.connection().exec_driver_sql(sql, values)


def orm_update(session: Session) -> None:
    """A row changed as an object."""
    session.get_one(CodeRow, 1).name = "new"


def executemany(session: Session) -> None:
    """Many rows by one statement with many values."""
    session.execute(insert(ParticipantRow), [{"pseudonym": "X"}, {"pseudonym": "Y"}])


WAYS: dict[str, tuple[Writing, Changes]] = {
    "orm insert": (lambda s: s.add(ParticipantRow(pseudonym="X")), {("participant", "[3]", "insert")}),
    "orm update": (orm_update, {("code", "[1]", "update")}),
    "orm delete": (lambda s: s.delete(s.get_one(CodeRow, 3)), {("code", "[3]", "delete")}),
    "link row": (lambda s: s.add(ThemeCodeRow(theme_id=1, code_id=3)), {("theme_code", "[1,3]", "insert")}),
    "link row gone": (lambda s: s.delete(s.get_one(ThemeCodeRow, (1, 2))), {("theme_code", "[1,2]", "delete")}),
    "core update": (
        lambda s: s.execute(update(CodeRow).values(colour="red")),
        {("code", f"[{n}]", "update") for n in (1, 2, 3)},
    ),
    "core delete": (
        lambda s: s.execute(delete(ThemeCodeRow)),
        {("theme_code", f"[{theme},{code}]", "delete") for theme in (1, 2) for code in (1, 2)},
    ),
    "executemany": (executemany, {("participant", "[3]", "insert"), ("participant", "[4]", "insert")}),
    "insert from select": (
        core("INSERT INTO participant (pseudonym) SELECT name FROM code"),
        {("participant", f"[{n}]", "insert") for n in (3, 4, 5)},
    ),
    "replace": (
        core(
            "INSERT OR REPLACE INTO saved_table (id, name, kind, configuration) VALUES (7, 'leads to', 'terms', '{}')"
        ),
        {("saved_table", "[1]", "delete"), ("saved_table", "[7]", "insert")},
    ),
    "replace in place": (
        core("REPLACE INTO saved_table (id, name, kind, configuration) VALUES (1, 'x', 'terms', '{}')"),
        {("saved_table", "[1]", "delete"), ("saved_table", "[1]", "insert")},
    ),
    "upsert": (
        core("INSERT INTO participant (pseudonym) VALUES ('Cleo') ON CONFLICT DO UPDATE SET guid = 'g'"),
        {("participant", "[2]", "update")},
    ),
    "update or replace": (
        core("UPDATE OR REPLACE saved_table SET name = 'leads to' WHERE id = 2"),
        {("saved_table", "[1]", "delete"), ("saved_table", "[2]", "update")},
    ),
    "update from": (
        core("UPDATE code SET colour = memo.text FROM memo WHERE memo.thing_id = code.id AND thing_kind = 'code'"),
        {("code", "[1]", "update")},
    ),
}


@pytest.fixture
def plain(path: Path, study: Project) -> Iterator[sqlite3.Connection]:
    """Another SQLite client on the study."""
    assert study.path == path
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_write_in_a_decision_is_in_the_log(study: Project, way: str) -> None:
    write, expected = WAYS[way]
    before = rows_of(study)
    with study.decide("try") as deciding:
        write(deciding.session)
    after = rows_of(study)
    with study.read() as session:
        query = "SELECT entity, key, before, after FROM change WHERE decision = ?"
        logged = session.connection().exec_driver_sql(query, (deciding.number,)).all()
        assert verify.verify(session).problems == ()
    kinds = {
        (entity, key, "insert" if old is None else "delete" if new is None else "update")
        for entity, key, old, new in logged
    }
    assert kinds == expected
    assert {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)} == {
        (entity, key) for entity, key, _ in expected
    }


@pytest.mark.parametrize("way", WAYS)
def test_the_same_write_is_refused_outside_a_decision(path: Path, study: Project, way: str) -> None:
    write, _ = WAYS[way]
    before = everything_in(path)
    with pytest.raises(IntegrityError, match="changes only in a decision"), study.transaction() as session:
        write(session)
    with pytest.raises(IntegrityError, match="changes only in a decision"), study.read() as session:
        write(session)
        session.commit()
    assert everything_in(path) == before
    assert len(decisions_of(study)) > 1


@pytest.mark.parametrize("table", [table.name for table in LOGGED])
def test_another_client_may_not_write_either(path: Path, plain: sqlite3.Connection, table: str) -> None:
    before = everything_in(path)
    column = [row[1] for row in plain.execute(f'PRAGMA table_info("{table}")')][-1]
    for sql in (
        f'INSERT INTO "{table}" SELECT * FROM "{table}" LIMIT 1',
        f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" LIMIT 1',
        f'UPDATE "{table}" SET "{column}" = \'x\'',
        f'DELETE FROM "{table}"',
    ):
        with pytest.raises(sqlite3.IntegrityError):
            plain.execute(sql)
    assert everything_in(path) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE decision SET why = 'better'",
        "UPDATE decision SET hash = hash",
        "DELETE FROM decision WHERE number = 2",
        "INSERT INTO decision SELECT * FROM decision LIMIT 1",
        "REPLACE INTO decision SELECT * FROM decision LIMIT 1",
        "UPDATE change SET after = '{}' WHERE id = 1",
        "UPDATE change SET digest = 'x' WHERE id = 1",
        "UPDATE change SET id = 100 WHERE id = 1",
        "DELETE FROM change WHERE id = 1",
        "INSERT INTO change (decision, entity, key) VALUES (2, 'code', '[1]')",
        "REPLACE INTO change SELECT * FROM change LIMIT 1",
        "UPDATE content SET data = x'00'",
        "DELETE FROM content",
        "INSERT INTO content VALUES ('a', 'plain', 1, x'00')",
        "REPLACE INTO content SELECT * FROM content LIMIT 1",
    ],
)
def test_the_log_and_content_are_closed_to_all(path: Path, study: Project, plain: sqlite3.Connection, sql: str) -> None:
    before = everything_in(path)
    with pytest.raises(sqlite3.IntegrityError, match="qualwork: "):
        plain.execute(sql)
    with pytest.raises(IntegrityError, match="qualwork: "), study.transaction() as session:
        session.connection().exec_driver_sql(sql)
    assert everything_in(path) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE decision SET why = 'better'",
        "DELETE FROM decision WHERE number = 2",
        "REPLACE INTO decision SELECT * FROM decision LIMIT 1",
        "UPDATE change SET after = '{}' WHERE id = 1",
        "DELETE FROM change",
        "REPLACE INTO change SELECT * FROM change LIMIT 1",
        "UPDATE content SET data = x'00'",
        "REPLACE INTO content SELECT * FROM content LIMIT 1",
        "UPDATE code SET id = 100 WHERE id = 3",
    ],
)
def test_not_even_a_decision_changes_the_log_or_a_key(path: Path, study: Project, sql: str) -> None:
    before = everything_in(path)
    with pytest.raises(sqlite3.IntegrityError, match="never change"), study.decide("forge") as deciding:
        deciding.execute("UPDATE code SET colour = 'red' WHERE id = 1")
        deciding.execute(sql)
    assert everything_in(path) == before


def test_what_is_derived_needs_no_decision(study: Project) -> None:
    before = decisions_of(study)
    with study.transaction() as session:
        session.connection().exec_driver_sql("INSERT INTO word VALUES (0, 'safe')")
        session.connection().exec_driver_sql("INSERT INTO place VALUES ('ann', 'tab', '2')")
    assert decisions_of(study) == before
    with study.read() as session:
        assert verify.verify(session).problems == ()
