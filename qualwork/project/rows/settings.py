"""Settings of a project: choices an analysis rests on that have no table of their own."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from qualwork.project.tables.study import ProjectRow


def get(session: Session, name: str) -> Any:
    """A setting, or None where it was never set."""
    return json.loads(session.get_one(ProjectRow, 1).settings).get(name)


def change(session: Session, name: str, value: Any) -> None:
    """Set a setting; None takes it away."""
    row = session.get_one(ProjectRow, 1)
    values = {**json.loads(row.settings), name: value}
    row.settings = json.dumps({key: each for key, each in values.items() if each is not None}, sort_keys=True)
    session.flush()
