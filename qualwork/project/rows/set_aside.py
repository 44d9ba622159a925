"""Open tasks that somebody set aside, in the project file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from qualwork.model.refs import ThingKind
from qualwork.project.store.decisions import Deciding
from qualwork.project.tables.study import CoderRow, SetAsideRow


@dataclass(frozen=True, slots=True)
class SetAside:
    """A task on a thing that was left, by whom and why."""

    id: int
    task: str
    thing_kind: str
    thing: int
    reason: str
    coder: str


def listing(session: Session) -> list[SetAside]:
    """All that was set aside, in that order."""
    query = select(SetAsideRow, CoderRow.name).where(col(CoderRow.id) == col(SetAsideRow.coder_id))
    return [
        SetAside(row.id or 0, row.task, row.thing_kind, row.thing_id, row.reason, coder)
        for row, coder in session.exec(query.order_by(col(SetAsideRow.id)))
    ]


def add(deciding: Deciding, task: str, thing: tuple[ThingKind, int], reason: str) -> int:
    """Set a task on a thing aside; returns the row's id."""
    row = SetAsideRow(task=task, thing_kind=thing[0], thing_id=thing[1], reason=reason, coder_id=deciding.coder_id)
    deciding.session.add(row)
    deciding.session.flush()
    return row.id or 0


def remove(session: Session, row_id: int) -> None:
    """Take a task up again."""
    session.delete(session.get_one(SetAsideRow, row_id))
    session.flush()
