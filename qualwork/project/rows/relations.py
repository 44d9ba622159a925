"""Relations between themes in the project file."""

from __future__ import annotations

from sqlmodel import Session, col, select

from qualwork.model.theme import Relation
from qualwork.project.tables.themes import ThemeDraftRow, ThemeRelationRow, ThemeRow


def everything(session: Session, draft: int | None = None) -> list[Relation]:
    """The relations between the themes of a draft (the shown one where none is named), oldest first."""
    query = (
        select(ThemeRelationRow)
        .join(ThemeRow, col(ThemeRow.id) == col(ThemeRelationRow.source_id))
        .join(ThemeDraftRow, col(ThemeDraftRow.id) == col(ThemeRow.draft_id))
        .where(col(ThemeDraftRow.shown) if draft is None else col(ThemeDraftRow.id) == draft)
        .order_by(col(ThemeRelationRow.id))
    )
    return [_relation(row) for row in session.exec(query)]


def add(session: Session, source: int, kind: str, target: int, note: str = "") -> int:
    """Relate one theme to another; returns the relation's id."""
    row = ThemeRelationRow(source_id=source, target_id=target, kind=kind, note=note)
    session.add(row)
    session.flush()
    return row.id or 0


def change(session: Session, relation_id: int, **values: str | int) -> None:
    """Set columns of a relation: source_id, target_id, kind, note."""
    session.get_one(ThemeRelationRow, relation_id).sqlmodel_update(values)
    session.flush()


def delete(session: Session, relation_id: int) -> None:
    """Take a relation away."""
    session.delete(session.get_one(ThemeRelationRow, relation_id))
    session.flush()


def _relation(row: ThemeRelationRow) -> Relation:
    return Relation(row.id or 0, row.source_id, row.kind, row.target_id, row.note)
