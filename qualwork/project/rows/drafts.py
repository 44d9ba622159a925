"""Drafts of the theme tree in the project file."""

from __future__ import annotations

from collections import deque

from sqlmodel import Session, col, func, select

from qualwork.model.theme import Draft
from qualwork.project.rows import themes
from qualwork.project.tables.themes import ThemeCodeRow, ThemeCodingRow, ThemeDraftRow, ThemeRelationRow, ThemeRow

_NOT_COPIED = frozenset({"id", "guid", "draft_id", "parent_id"})


def everything(session: Session) -> list[Draft]:
    """All drafts with how many themes each has, oldest first."""
    sizes = dict(session.exec(select(ThemeRow.draft_id, func.count()).group_by(col(ThemeRow.draft_id))).all())
    rows = session.exec(select(ThemeDraftRow).order_by(col(ThemeDraftRow.id)))
    return [Draft(row.id or 0, row.name, row.shown, sizes.get(row.id or 0, 0)) for row in rows]


def copy(session: Session, source: int, name: str) -> int:
    """Copy a draft with its themes, their codes, marks and relations; notes stay where they are. Returns its id."""
    draft = ThemeDraftRow(name=name, shown=False)
    session.add(draft)
    session.flush()
    twins: dict[int, int] = {}
    waiting = deque(themes.everything(session, source))
    while waiting:
        theme = waiting.popleft()
        if theme.parent is not None and theme.parent not in twins:
            waiting.append(theme)
            continue
        values = session.get_one(ThemeRow, theme.id).model_dump(exclude=set(_NOT_COPIED))
        twin = ThemeRow(draft_id=draft.id or 0, parent_id=twins.get(theme.parent or 0), **values)
        session.add(twin)
        session.flush()
        twins[theme.id] = twin.id or 0
    _copy_links(session, twins)
    return draft.id or 0


def _copy_links(session: Session, twins: dict[int, int]) -> None:
    mine = list(twins)
    for code in session.exec(select(ThemeCodeRow).where(col(ThemeCodeRow.theme_id).in_(mine))).all():
        session.add(ThemeCodeRow(theme_id=twins[code.theme_id], code_id=code.code_id, position=code.position))
    for mark in session.exec(select(ThemeCodingRow).where(col(ThemeCodingRow.theme_id).in_(mine))).all():
        session.add(
            ThemeCodingRow(
                theme_id=twins[mark.theme_id],
                coding_id=mark.coding_id,
                mark=mark.mark,
                reason=mark.reason,
                cuts=mark.cuts,
            )
        )
    for link in session.exec(select(ThemeRelationRow).where(col(ThemeRelationRow.source_id).in_(mine))).all():
        ends = {"source_id": twins[link.source_id], "target_id": twins[link.target_id]}
        session.add(ThemeRelationRow(**ends, kind=link.kind, note=link.note))
    session.flush()


def show(session: Session, draft_id: int) -> None:
    """Show a draft instead of the one that was shown."""
    for row in session.exec(select(ThemeDraftRow)):
        row.shown = row.id == draft_id
    session.flush()


def rename(session: Session, draft_id: int, name: str) -> None:
    """Give a draft another name."""
    session.get_one(ThemeDraftRow, draft_id).name = name
    session.flush()


def delete(session: Session, draft_id: int) -> None:
    """Remove a draft whose themes are gone."""
    session.delete(session.get_one(ThemeDraftRow, draft_id))
    session.flush()
