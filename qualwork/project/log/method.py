"""What the log says of the method: how many rows of which kind each decision made, changed or removed."""

from __future__ import annotations

from sqlmodel import Session, case, col, func, select

from qualwork.project.tables.log import ChangeRow

RowCount = tuple[int, str, str, int]


def row_counts(session: Session) -> list[RowCount]:
    """Decision, entity, made/changed/removed, and how many rows; erased changes are left out."""
    kind = case((col(ChangeRow.before).is_(None), "made"), (col(ChangeRow.after).is_(None), "removed"), else_="changed")
    query = (
        select(ChangeRow.decision, ChangeRow.entity, kind, func.count())
        .where(col(ChangeRow.salt).is_not(None))
        .group_by(col(ChangeRow.decision), col(ChangeRow.entity), kind)
        .order_by(col(ChangeRow.decision))
    )
    return [(number, entity, what, count) for number, entity, what, count in session.exec(query)]
