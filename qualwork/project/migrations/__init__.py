"""Bringing a file of an older version up to date, after a backup of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine

from qualwork.project.guards import triggers


def upgrade(path: Path, engine: Engine) -> None:
    """Migrate a project file to this program's version in one transaction; the copy before it stays in the backups."""
    from qualwork.project.database import SCHEMA_VERSION, arm

    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    back_up(path, f"before-version-{version + 1}")
    with engine.begin() as connection:
        for name in triggers():
            connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{name}"')
        run(connection, "head")
        arm(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def run(connection: Connection, target: str) -> None:
    """Run the migrations up to `target` on an open connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def back_up(path: Path, name: str) -> Path:
    """Copy a project as it stands into the folder of its backups; returns the copy's path."""
    folder = path.with_name(f"{path.stem}-backups")
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{path.stem}-{name}{path.suffix}"
    source = sqlite3.connect(path)
    target = sqlite3.connect(copy)
    with source, target:
        source.backup(target)
    source.close()
    target.close()
    copy.chmod(0o600)
    return copy
