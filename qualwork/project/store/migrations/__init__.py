"""Bringing a file of an older version up to date, after a backup of it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from qualwork.project.store.backups import back_up
from qualwork.project.store.file_kind import SCHEMA_VERSION
from qualwork.project.store.guards import arm


def upgrade(path: Path, engine: Engine) -> None:
    """Migrate a project file to this program's version in one transaction; the copy before it stays in the backups."""
    # Tables are made anew under their old names, which must not take along what refers to them.
    _set_foreign_keys(engine, on=False)
    with engine.connect().execution_options(deciding=True) as connection, connection.begin():
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
        if version < SCHEMA_VERSION:
            back_up(path, f"before-version-{version + 1}")
            _drop_triggers(connection)
            run(connection, "head")
            arm(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    _set_foreign_keys(engine, on=True)


def _drop_triggers(connection: Connection) -> None:
    for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _set_foreign_keys(engine: Engine, on: bool) -> None:
    connection = engine.raw_connection()
    connection.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
    connection.close()


def run(connection: Connection, target: str) -> None:
    """Run the migrations up to `target` on an open connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
