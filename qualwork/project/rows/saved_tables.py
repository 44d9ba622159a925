"""Configurations of tables in the project file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from qualwork.model.table import SavedTable
from qualwork.project.tables.analysis import SavedTableRow


def everything(session: Session) -> list[SavedTable]:
    """All saved tables, in the order they were first saved."""
    rows = session.exec(select(SavedTableRow).order_by(col(SavedTableRow.id)))
    return [SavedTable(row.id or 0, row.name, row.kind, json.loads(row.configuration)) for row in rows]


def save(session: Session, name: str, kind: str, configuration: Mapping[str, Any]) -> None:
    """Keep a configuration under a name, in the place of an older one of that name."""
    row = session.exec(select(SavedTableRow).where(SavedTableRow.name == name)).first()
    told = json.dumps(configuration, ensure_ascii=False, sort_keys=True)
    if row is None:
        session.add(SavedTableRow(name=name, kind=kind, configuration=told))
    else:
        row.kind, row.configuration = kind, told
    session.flush()


def delete(session: Session, table_id: int) -> None:
    """Forget a configuration."""
    session.delete(session.get_one(SavedTableRow, table_id))
    session.flush()
