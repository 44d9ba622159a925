"""Triggers that log every change of a logged table and refuse one where no decision is open.

They stand in the file itself, so that neither a Core or bulk statement nor another SQLite client passes by them.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table

from qualwork.project.tables import LOGGED, metadata

_OPEN = "SELECT 1 FROM open_decision"
_REFUSAL = "qualwork: {what} changes only in a decision; use the program"


def row_json(table: Table, row: str, foreign: str | None = None) -> str:
    """SQL for a row (`NEW`, `OLD` or an alias) as canonical JSON: columns by name, no white space.

    JSON cannot hold bytes, which no logged table has; with `foreign` they show as that text and hexadecimal digits.
    """
    names = sorted(column.name for column in table.columns)
    pairs = ", ".join(f"'{name}', {_value(row, name, foreign)}" for name in names)
    return f"json_object({pairs})"


def key_json(table: Table, row: str, foreign: str | None = None) -> str:
    """SQL for a row's primary key as a JSON list; `foreign` as in `row_json`."""
    return f"json_array({', '.join(_value(row, column.name, foreign) for column in table.primary_key.columns)})"


def _value(row: str, name: str, foreign: str | None) -> str:
    value = f'{row}."{name}"'
    return (
        value
        if foreign is None
        else f"CASE typeof({value}) WHEN 'blob' THEN '{foreign}' || hex({value}) ELSE {value} END"
    )


def triggers() -> dict[str, str]:
    """Every trigger of a project file: name -> SQL."""
    found: dict[str, str] = {}
    for table in LOGGED:
        found.update(_logging(table))
    for name, protected in (("decision", "BEFORE UPDATE"), ("decision", "BEFORE DELETE"), ("change", "BEFORE DELETE")):
        found.update(_never(name, protected))
    found.update(_change_update())
    for name, event in (("decision", "INSERT"), ("change", "INSERT"), ("content", "INSERT")):
        found.update(_only_open(name, event))
    found.update(_never("content", "BEFORE UPDATE"))
    found.update(_never("content", "BEFORE DELETE"))
    return found


def _logging(table: Table) -> Iterator[tuple[str, str]]:
    name = table.name
    refuse = f"SELECT RAISE(ABORT, '{_REFUSAL.format(what=name)}') WHERE NOT EXISTS ({_OPEN});"
    moved = " OR ".join(f'OLD."{c.name}" IS NOT NEW."{c.name}"' for c in table.primary_key.columns)
    images = {
        "INSERT": (key_json(table, "NEW"), "NULL", row_json(table, "NEW"), ""),
        "UPDATE": (
            key_json(table, "NEW"),
            row_json(table, "OLD"),
            row_json(table, "NEW"),
            f"WHEN {row_json(table, 'OLD')} IS NOT {row_json(table, 'NEW')} ",
        ),
        "DELETE": (key_json(table, "OLD"), row_json(table, "OLD"), "NULL", ""),
    }
    for event, (key, before, after, when) in images.items():
        yield (
            f"log_{name}_{event.lower()}",
            f'CREATE TRIGGER "log_{name}_{event.lower()}" AFTER {event} ON "{name}" {when}BEGIN {refuse} '
            f"INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, '{name}', {key}, "
            f"{before}, {after}, lower(hex(randomblob(16))) FROM open_decision; END",
        )
    yield (
        f"keep_{name}_key",
        f'CREATE TRIGGER "keep_{name}_key" BEFORE UPDATE ON "{name}" WHEN {moved} '
        f"BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a {name} never changes'); END",
    )


def _never(name: str, event: str) -> Iterator[tuple[str, str]]:
    verb = event.split()[-1].lower()
    yield (
        f"keep_{name}_{verb}",
        f'CREATE TRIGGER "keep_{name}_{verb}" {event} ON "{name}" '
        f"BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END",
    )


def _change_update() -> Iterator[tuple[str, str]]:
    yield (
        "keep_change_update",
        'CREATE TRIGGER "keep_change_update" BEFORE UPDATE ON "change" '
        f"WHEN OLD.digest IS NOT NULL OR NOT EXISTS ({_OPEN} WHERE number = OLD.decision) "
        "OR NEW.entity IS NOT OLD.entity OR NEW.key IS NOT OLD.key OR NEW.before IS NOT OLD.before "
        "OR NEW.after IS NOT OLD.after OR NEW.salt IS NOT OLD.salt OR NEW.decision IS NOT OLD.decision "
        "OR NEW.id IS NOT OLD.id "
        "BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END",
    )


def _only_open(name: str, event: str) -> Iterator[tuple[str, str]]:
    yield (
        f"guard_{name}_{event.lower()}",
        f'CREATE TRIGGER "guard_{name}_{event.lower()}" BEFORE {event} ON "{name}" WHEN NOT EXISTS ({_OPEN}) '
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL.format(what=name)}'); END",
    )


def logged_names() -> list[str]:
    """Names of the logged tables."""
    return [table.name for table in LOGGED]


def all_names() -> list[str]:
    """Names of every table of the file."""
    return sorted(metadata.tables)


def arm(connection: Connection) -> None:
    """Set the guards anew, after the tables were made or migrated."""
    for name, sql in triggers().items():
        connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{name}"')
        connection.exec_driver_sql(sql)
