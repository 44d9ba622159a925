"""A logged row changed behind the program's back, in any column, by any client: refused, or found and named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer
from sqlmodel import Session

from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from qualwork.project.tables import LOGGED
from tests.unit.project.studies import everything_in
from tests.unit.project.tampering import checked, copy_of, disarmed, names, plain, said

COLUMNS = [(table.name, column.name) for table in LOGGED for column in table.columns]
KEYS = {(table.name, column.name) for table in LOGGED for column in table.primary_key.columns}
NUMBERS = {(table.name, c.name) for table in LOGGED for c in table.columns if isinstance(c.type, Integer)}
# Text that only looks alike, numbers of other types, bytes, text that is no UTF-8.
ODD = ("", "1", "31", "1.0", 1, 1.5, 1e300, "1\x00", "é", "e\u0301", b"1", "not UTF-8")


@pytest.fixture
def path(closed_study: Path, path: Path) -> Path:
    """A copy of the study to tamper with."""
    return Path(shutil.copy(closed_study, path))


def last_row(connection: sqlite3.Connection, table: str) -> dict[str, Any]:
    """The row of a table that was made last, with its rowid."""
    connection.row_factory = sqlite3.Row
    found = dict(connection.execute(f'SELECT rowid AS "at", * FROM "{table}" ORDER BY rowid DESC LIMIT 1').fetchone())
    connection.row_factory = None
    return found


def key_of(table: str, row: dict[str, Any]) -> str:
    """A row's key as the log writes it."""
    keys = [column.name for each in LOGGED if each.name == table for column in each.primary_key.columns]
    return json.dumps([row[key] for key in keys], separators=(",", ":"))


def other(value: Any) -> Any:
    """Another value of the same type, or a first one."""
    return value + 1 if isinstance(value, int) else "x" if value is None else value + "x"


def maker(connection: sqlite3.Connection, table: str, key: str) -> int:
    """The last decision that touched a row."""
    query = "SELECT max(decision) FROM change WHERE entity = ? AND key = ?"
    return int(connection.execute(query, (table, key)).fetchone()[0])


def test_the_study_is_sound_and_has_every_table(path: Path) -> None:
    assert said(path) == ""
    filled = everything_in(path)
    assert all(filled[table.name] for table in LOGGED)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_plain_write_is_refused(path: Path, table: str, column: str) -> None:
    before = everything_in(path)
    with plain(path) as connection:
        row = last_row(connection, table)
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (other(row[column]), row["at"]))
    assert everything_in(path) == before


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_write_with_the_guards_away_is_found_and_named(path: Path, table: str, column: str) -> None:
    with disarmed(path, table) as connection:
        row = last_row(connection, table)
        key, decision = key_of(table, row), maker(connection, table, key_of(table, row))
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (other(row[column]), row["at"]))
    found = said(path)
    if (table, column) in KEYS:
        new = key_of(table, {**row, column: other(row[column])})
        assert f"{decision}: {table} {key} of decision {decision} is gone from the file" in found
        assert f"0: {table} {new} is in the file, but no decision made it" in found
    else:
        # What follows from it, such as a link that leads nowhere, stands behind it.
        assert found.splitlines()[0] == f"{decision}: {table} {key} differs from decision {decision} (field {column})"


@pytest.mark.parametrize("opened", ["next", "last", "first", "none"])
@pytest.mark.parametrize("table", [table.name for table in LOGGED])
def test_a_write_under_a_forged_decision_is_found_and_named(path: Path, table: str, opened: str) -> None:
    last = checked(path).decisions
    number = {"next": last + 1, "last": last, "first": 1, "none": 0}[opened]
    columns = [column for name, column in COLUMNS if name == table and (name, column) not in KEYS]
    with plain(path) as connection:
        row = last_row(connection, table)
        key = key_of(table, row)
        decision = maker(connection, table, key)
        connection.execute("INSERT INTO open_decision VALUES (?)", (number,))
        for column in columns:
            value = other(row[column])
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, row["at"]))
        connection.execute("DELETE FROM open_decision")
    found = said(path)
    assert all(names(found, decision, table, key, column) for column in columns), found
    assert f"{number}: decision {number}" in found


@pytest.mark.parametrize("table", [table.name for table in LOGGED])
def test_a_row_added_or_deleted_is_found_and_named(path: Path, table: str) -> None:
    gone, added = copy_of(path, "gone"), copy_of(path, "added")
    with disarmed(gone, table) as connection:
        row = last_row(connection, table)
        key = key_of(table, row)
        decision = maker(connection, table, key)
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row["at"],))
    assert said(gone).splitlines()[0] == f"{decision}: {table} {key} of decision {decision} is gone from the file"
    with disarmed(added, table) as connection:
        row = {**last_row(connection, table)}
        del row["at"]
        columns = [column for name, column in COLUMNS if name == table]
        new = {column: 77 if (table, column) in NUMBERS else f"new {column}" for column in columns}
        marks = ", ".join("?" * len(columns))
        names_ = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f'INSERT INTO "{table}" ({names_}) VALUES ({marks})', tuple(new.values()))
    assert said(added).splitlines()[0] == f"0: {table} {key_of(table, new)} is in the file, but no decision made it"


class Back(Exception):
    """Rolls a transaction back."""


@pytest.fixture(scope="module")
def opened(closed_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The study, opened once for many changes that are all rolled back."""
    copy = Path(shutil.copy(closed_study, tmp_path_factory.mktemp("opened")))
    with Project.open(copy, "ann") as project:
        yield project


def stored(session: Session, table: str, column: str, rowid: int) -> tuple[Any, ...]:
    """How a value lies in the file: its type and its bytes."""
    query = f'SELECT typeof("{column}"), hex("{column}") FROM "{table}" WHERE rowid = ?'
    return tuple(session.connection().exec_driver_sql(query, (rowid,)).one())


@pytest.mark.parametrize(("table", "column"), [pair for pair in COLUMNS if pair not in KEYS])
def test_no_odd_value_slips_through(opened: Project, table: str, column: str) -> None:
    """Any value in place of what is there: where it lies otherwise in the file, it is found and named."""
    for instead in ODD:
        exchange(opened, table, column, [], instead)


@pytest.mark.parametrize(("table", "column"), [("code", "name"), ("code", "position"), ("coding", "needs_review")])
@pytest.mark.parametrize("meant", [value for value in ODD if not isinstance(value, bytes)])
def test_no_odd_value_passes_for_another(opened: Project, table: str, column: str, meant: Any) -> None:
    for instead in ODD:
        exchange(opened, table, column, [meant], instead)


def test_bytes_cannot_be_logged_at_all(opened: Project) -> None:
    with pytest.raises(sqlite3.OperationalError, match="BLOB"), opened.decide("try") as deciding:
        deciding.execute("UPDATE code SET name = x'31'")


def test_no_logged_column_holds_fractions() -> None:
    """The log writes numbers with 15 digits: a fraction could be changed behind them."""
    assert {str(column.type) for table in LOGGED for column in table.columns} == {"INTEGER", "VARCHAR", "BOOLEAN"}


def exchange(project: Project, table: str, column: str, meant: list[Any], instead: Any) -> None:
    """Set a value in a decision, if one is meant, and another behind the log; all is rolled back."""
    write = f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE rowid = (SELECT max(rowid) FROM "{table}")'
    with pytest.raises(Back), project.transaction() as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        with project.decide("try") as deciding:
            for value in meant:
                deciding.execute(write, (value,))
        rowid = connection.exec_driver_sql(f'SELECT max(rowid) FROM "{table}"').scalar_one()
        before = stored(session, table, column, rowid)
        name = f"log_{table}_update"
        trigger = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        if instead == "not UTF-8":
            connection.exec_driver_sql(write.replace("?", "CAST(x'ff' AS TEXT)"))
        else:
            connection.exec_driver_sql(write, (instead,))
        connection.exec_driver_sql(trigger)
        found = verify(session).problems
        if stored(session, table, column, rowid) == before:
            assert found == ()
        else:
            assert len(found) == 1
            assert f"{table} [" in found[0].what
            assert f"(field {column})" in found[0].what
        raise Back
