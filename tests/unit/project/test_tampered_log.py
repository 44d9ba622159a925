"""The log itself changed behind the program's back: every change of it is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualwork.project.log import undo
from qualwork.project.store import chain
from qualwork.project.store.decisions import Project
from qualwork.project.tables.log import ChangeRow, DecisionRow
from tests.unit.project.studies import add_code, full_study, import_one
from tests.unit.project.tampering import checked, copy_of, disarmed, plain, said

DECISION_COLUMNS = list(DecisionRow.model_fields)
CHANGE_COLUMNS = list(ChangeRow.model_fields)
Forging = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed study in which decisions were undone and redone, too; its last decision is a plain one."""
    path = tmp_path_factory.mktemp("tampering") / "original.qualwork"
    with full_study(path) as study:
        add_code(study, "undone")
        undo.undo(study)
        undo.redo(study)
        undo.undo(study)
        import_one(study, "P3")
        undo.undo(study)
        add_code(study, "last", parent=1)
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of the study to tamper with."""
    return copy_of(original, "copy").rename(tmp_path / "study.qualwork")


def others(value: Any) -> list[Any]:
    """Other values of the same type and of others."""
    if value is None:
        return [1, "x", b"x"]
    if isinstance(value, int):
        return [value + 1, value + 0.5, f"{value}x", b"x", None]
    return [f"{value}x", "", str(value).swapcase(), value.encode(), b"\xff", None]


def set_somehow(connection: sqlite3.Connection, table: str, column: str, at: int, value: Any) -> bool:
    """Write a value; False where the file does not take it or it comes to the same."""
    query = f'SELECT typeof("{column}"), hex("{column}") FROM "{table}" WHERE rowid = ?'
    before = connection.execute(query, (at,)).fetchone()
    try:
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, at))
    except sqlite3.Error:
        return False
    return bool(connection.execute(query, (at,)).fetchone() != before)


def rows_of(path: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table of the log with their rowids."""
    with plain(path) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f'SELECT rowid AS "at", * FROM "{table}" ORDER BY rowid')]


def test_the_study_is_sound(original: Path) -> None:
    assert said(copy_of(original, "sound")) == ""


@pytest.mark.parametrize("column", DECISION_COLUMNS)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_column_of_a_decision(path: Path, column: str, where: str) -> None:
    rows = rows_of(path, "decision")
    row = rows[{"first": 0, "middle": len(rows) // 2, "last": -1}[where]]
    tried = 0
    for number, value in enumerate([*others(row[column]), *([777, -1] if column == "number" else [])]):
        copy = copy_of(path, str(number))
        with disarmed(copy, "decision") as connection:
            changed = set_somehow(connection, "decision", column, row["at"], value)
        if changed:
            tried += 1
            found = checked(copy).problems
            wrong = {row["number"], value} if column == "number" else {row["number"]}
            assert {problem.decision for problem in found} & wrong, f"{column}: {row[column]!r} to {value!r}"
    assert tried >= 2


@pytest.mark.parametrize("column", CHANGE_COLUMNS)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_column_of_a_change(path: Path, column: str, where: str) -> None:
    rows = rows_of(path, "change")
    row = rows[{"first": 0, "middle": len(rows) // 2, "last": -1}[where]]
    tried = 0
    for number, value in enumerate([*others(row[column]), len(rows) + 7]):
        copy = copy_of(path, str(number))
        with disarmed(copy, "change") as connection:
            changed = set_somehow(connection, "change", column, row["at"], value)
        if changed:
            tried += 1
            found = checked(copy).problems
            assert row["decision"] in {problem.decision for problem in found}, f"{row[column]!r} to {value!r}"
            if column in ("before", "after", "salt", "digest"):
                assert f"{row['entity']} {row['key']}" in "\n".join(problem.what for problem in found)
    assert tried >= 1


def digest_of(row: dict[str, Any]) -> str:
    """The digest that fits a change."""
    return chain.change_digest(row["salt"], row["entity"], row["key"], row["before"], row["after"])


def rehash(connection: sqlite3.Connection, first: int, last: int | None = None) -> None:
    """Make decisions fit what was changed in them or before them, as one who knows the program could."""
    connection.row_factory = sqlite3.Row
    decisions = connection.execute("SELECT * FROM decision WHERE number >= ? ORDER BY number", (first,)).fetchall()
    before = connection.execute("SELECT hash FROM decision WHERE number = ?", (first - 1,)).fetchone()
    previous = before["hash"] if before else "0" * 64
    for decision in decisions:
        if last is not None and decision["number"] > last:
            return
        query = "SELECT * FROM change WHERE decision = ? ORDER BY id"
        changes = [dict(row) for row in connection.execute(query, (decision["number"],))]
        for change in changes:
            connection.execute("UPDATE change SET digest = ? WHERE id = ?", (digest_of(change), change["id"]))
        columns = {
            **dict(decision),
            "changes": len(changes),
            "changes_digest": chain.changes_digest(digest_of(change) for change in changes),
            "previous": previous,
        }
        previous = chain.decision_hash(columns)
        connection.execute(
            "UPDATE decision SET changes = ?, changes_digest = ?, previous = ?, hash = ? WHERE number = ?",
            (columns["changes"], columns["changes_digest"], columns["previous"], previous, decision["number"]),
        )


def rename_in_log(connection: sqlite3.Connection) -> dict[str, Any]:
    """Give code 3 another name in the decision that made it and in its table; returns the change as it is now."""
    connection.row_factory = sqlite3.Row
    query = "SELECT * FROM change WHERE entity = 'code' AND key = '[3]' AND before IS NULL"
    change = dict(connection.execute(query).fetchone())
    image = {**json.loads(change["after"]), "name": "forged"}
    change["after"] = chain.canonical(image)
    connection.execute("UPDATE change SET after = ? WHERE id = ?", (change["after"], change["id"]))
    connection.execute("UPDATE code SET name = 'forged' WHERE id = 3")
    return change


@pytest.mark.parametrize("how_far", ["row and log", "digest", "decision", "up to the head", "head too"])
def test_a_change_forged_in_the_log_and_its_table(path: Path, how_far: str) -> None:
    head, last = checked(path).head, checked(path).decisions
    with disarmed(path) as connection:
        change = rename_in_log(connection)
        number = change["decision"]
        if how_far == "digest":
            connection.execute("UPDATE change SET digest = ? WHERE id = ?", (digest_of(change), change["id"]))
        elif how_far != "row and log":
            rehash(connection, number, {"decision": number, "up to the head": last - 1}.get(how_far))
    found = said(path)
    if how_far == "row and log":
        assert f"{number}: decision {number}: its change of code [3] was altered" in found
    elif how_far == "digest":
        assert f"{number}: decision {number}: a change was added, removed, reordered or replaced" in found
    elif how_far == "decision":
        assert f"{number + 1}: decision {number + 1} does not follow the one before it" in found
    elif how_far == "up to the head":
        assert f"{last}: decision {last} does not follow the one before it" in found
    else:
        assert found == ""
        assert f"0: the head {head} is not in this chain" in said(path, head)


FORGINGS: dict[str, tuple[Forging, str]] = {
    "a decision removed": (
        lambda c: c.execute("DELETE FROM decision WHERE number = 4"),
        "4: decision 4 is missing though the log holds changes of it",
    ),
    "a decision removed with its changes": (
        lambda c: [c.execute(f"DELETE FROM {t}") for t in ("decision WHERE number = 4", "change WHERE decision = 4")],
        "5: decision 5 stands where 4 should",
    ),
    "the first removed": (
        lambda c: [c.execute(f"DELETE FROM {t}") for t in ("decision WHERE number = 1", "change WHERE decision = 1")],
        "2: decision 2 stands where 1 should",
    ),
    "the changes of a decision removed": (
        lambda c: c.execute("DELETE FROM change WHERE decision = 4"),
        "4: decision 4 has 0 changes in the log, 1 when it was made",
    ),
    "one change removed": (
        lambda c: c.execute("DELETE FROM change WHERE id = 5"),
        "in the log, 5 when it was made",
    ),
    "a change added": (
        lambda c: c.execute(
            "INSERT INTO change (decision, entity, key, before, after, salt, digest) "
            "SELECT 4, entity, key, before, after, salt, digest FROM change WHERE decision = 5"
        ),
        "4: decision 4 has 2 changes in the log, 1 when it was made",
    ),
    "two decisions swapped": (
        lambda c: [
            c.execute(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")
            for table, column in (("decision", "number"), ("change", "decision"))
            for old, new in ((4, 99), (5, 4), (99, 5))
        ],
        "4: decision 4 does not follow the one before it",
    ),
    "the changes of two decisions swapped": (
        lambda c: [
            c.execute(f"UPDATE change SET decision = {new} WHERE decision = {old}")
            for old, new in ((4, 99), (5, 4), (99, 5))
        ],
        "4: decision 4: a change was added, removed, reordered or replaced",
    ),
    "two changes of one decision swapped": (
        lambda c: [
            c.execute(f"UPDATE change SET id = {new} WHERE id = {old}") for old, new in ((5, 99), (6, 5), (99, 6))
        ],
        "a change was added, removed, reordered or replaced",
    ),
    "a change moved to another decision": (
        lambda c: c.execute("UPDATE change SET decision = 3 WHERE id = 5"),
        "a change was added, removed, reordered or replaced",
    ),
    "content and salt of a change taken away": (
        lambda c: c.execute("UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE decision = 4"),
        "was erased, and no decision says so",
    ),
    "the why of a decision taken away": (
        lambda c: c.execute("UPDATE decision SET why = NULL, why_salt = NULL WHERE number = 6"),
        "6: decision 6: its why was erased, and no decision says so",
    ),
    "all decisions removed": (
        lambda c: c.execute("DELETE FROM decision"),
        "1: decision 1 is missing though the log holds changes of it",
    ),
    "the whole log removed": (
        lambda c: [c.execute("DELETE FROM decision"), c.execute("DELETE FROM change")],
        "0: project [1] is in the file, but no decision made it",
    ),
}


@pytest.mark.parametrize("name", FORGINGS)
def test_the_log_forged(path: Path, name: str) -> None:
    forge, expected = FORGINGS[name]
    with disarmed(path, "decision", "change") as connection:
        forge(connection)
    assert expected in said(path)


def test_a_row_forged_through_two_decisions_with_their_salts_taken(path: Path) -> None:
    """What a change made and the next one found, both rewritten and called erased."""
    with Project.open(path, "ann") as project, project.decide("rename code") as deciding:
        deciding.execute("UPDATE code SET name = 'renamed' WHERE id = 3")
    with disarmed(path) as connection:
        for column, where in (("after", "before IS NULL"), ("before", "before IS NOT NULL")):
            connection.execute(
                f"UPDATE change SET {column} = replace({column}, 'third', 'forged'), salt = NULL "
                f"WHERE entity = 'code' AND key = '[3]' AND {where}"
            )
    assert said(path).count("its change of code [3] was erased, and no decision says so") == 2


def test_a_cut_tail_is_found_by_the_head(original: Path, tmp_path: Path) -> None:
    path = copy_of(original, "tail").rename(tmp_path / "study.qualwork")
    early = checked(path).head
    with Project.open(path, "ann") as project:
        add_code(project, "the tail")
    late = checked(path).head
    for head in (early, late, late.upper()):
        assert said(path, head) == ""
    # So few signs are made to fit in no time.
    assert "is not in this chain" in said(path, early[:12])
    with disarmed(path) as connection:
        (last,) = connection.execute("SELECT max(number) FROM decision").fetchone()
        connection.execute("DELETE FROM code WHERE name = 'the tail'")
        connection.execute("DELETE FROM change WHERE decision = ?", (last,))
        connection.execute("DELETE FROM decision WHERE number = ?", (last,))
    assert said(path) == ""
    assert said(path, early) == ""
    assert f"0: the head {late} is not in this chain" in said(path, late)


@pytest.mark.parametrize("head", ["", "0" * 64, "abc", "f" * 64])
def test_a_head_that_never_was(original: Path, head: str) -> None:
    assert "is not in this chain" in said(copy_of(original, "head"), head)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("DROP TRIGGER log_code_update", "the guard log_code_update was removed"),
        ("CREATE TRIGGER mine AFTER INSERT ON code BEGIN SELECT 1; END", "the guard mine is not the program's own"),
        ("INSERT INTO open_decision VALUES (99)", "a decision was left open by another program"),
        ("DROP TABLE memo", "the table memo cannot be read: no such table: memo"),
        ("ALTER TABLE memo DROP COLUMN resolved", "the table memo cannot be read: no such column: t.resolved"),
    ],
)
def test_the_guards_and_tables_changed(path: Path, sql: str, expected: str) -> None:
    with plain(path) as connection:
        if "ALTER" in sql:
            for name in ("log_memo_insert", "log_memo_update", "log_memo_delete"):
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute(sql)
    assert f"0: {expected}" in said(path)


def test_a_guard_of_the_same_name_that_guards_nothing(path: Path) -> None:
    with plain(path) as connection:
        connection.execute("DROP TRIGGER log_code_update")
        connection.execute("CREATE TRIGGER log_code_update AFTER UPDATE ON code BEGIN SELECT 1; END")
    assert said(path).startswith("0: the guard log_code_update is not the program's own")
