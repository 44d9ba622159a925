"""The theme tree in the project file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from qualwork.model.theme import CodingMark, Theme
from qualwork.model.trees import cut
from qualwork.project.rows.codings import join_marks
from qualwork.project.tables.themes import ThemeCodeRow, ThemeCodingRow, ThemeDraftRow, ThemeRelationRow, ThemeRow


@dataclass(frozen=True, slots=True)
class Links:
    """What belongs to the themes of all drafts: codes by theme, marks by (theme, coding), and codes they came from."""

    codes: dict[int, list[int]]
    marks: dict[tuple[int, int], str]
    came_from: dict[int, int]


def shown_draft(session: Session) -> int:
    """Id of the draft that is shown; made inside the open decision where there is none."""
    known = session.exec(select(ThemeDraftRow.id).where(col(ThemeDraftRow.shown))).first()
    if known is not None:
        return known
    row = ThemeDraftRow(name="main")
    session.add(row)
    session.flush()
    return row.id or 0


def everything(session: Session, draft: int | None = None) -> list[Theme]:
    """All themes of a draft (the shown one where none is named), in tree order of siblings.

    What is no tree in the file is one here.
    """
    query = (
        select(ThemeRow)
        .join(ThemeDraftRow, col(ThemeDraftRow.id) == col(ThemeRow.draft_id))
        .where(col(ThemeDraftRow.shown) if draft is None else col(ThemeDraftRow.id) == draft)
        .order_by(col(ThemeRow.position), col(ThemeRow.id))
    )
    every = [_theme(row) for row in session.exec(query)]
    tops = cut({theme.id: theme.parent for theme in every})
    return [replace(theme, parent=None) if theme.id in tops else theme for theme in every]


def links(session: Session) -> Links:
    """Codes, marked codings and origins of all themes."""
    codes: dict[int, list[int]] = {}
    for link in session.exec(select(ThemeCodeRow).order_by(col(ThemeCodeRow.position), col(ThemeCodeRow.code_id))):
        codes.setdefault(link.theme_id, []).append(link.code_id)
    marks = {(row.theme_id, row.coding_id): row.mark for row in session.exec(select(ThemeCodingRow))}
    origins = select(ThemeRow.id, ThemeRow.from_code_id).where(col(ThemeRow.from_code_id).is_not(None))
    came_from = {theme or 0: code or 0 for theme, code in session.exec(origins)}
    return Links(codes, marks, came_from)


def add(session: Session, name: str, parent: int | None, essence: str = "", from_code: int | None = None) -> int:
    """Add a theme behind its siblings; returns its id."""
    position = (session.exec(select(func.max(ThemeRow.position))).one() or 0) + 1
    row = ThemeRow(
        draft_id=shown_draft(session),
        name=name,
        parent_id=parent,
        essence=essence,
        from_code_id=from_code,
        position=position,
    )
    session.add(row)
    session.flush()
    return row.id or 0


def change(session: Session, theme_id: int, **values: str | int | None) -> None:
    """Set columns of a theme: name, parent_id, position, status, and the texts of its card."""
    session.get_one(ThemeRow, theme_id).sqlmodel_update(values)
    session.flush()


def assign(session: Session, theme_id: int, code_id: int) -> bool:
    """Put a code under a theme; False where it is there already."""
    if session.get(ThemeCodeRow, (theme_id, code_id)) is not None:
        return False
    last = session.exec(select(func.max(ThemeCodeRow.position)).where(ThemeCodeRow.theme_id == theme_id)).one() or 0
    session.add(ThemeCodeRow(theme_id=theme_id, code_id=code_id, position=last + 1 if last else 0))
    session.flush()
    return True


def order_codes(session: Session, theme_id: int, wanted: Sequence[int]) -> None:
    """Put the codes of a theme into an order."""
    for position, code_id in enumerate(wanted, 1):
        session.get_one(ThemeCodeRow, (theme_id, code_id)).position = position
    session.flush()


def unassign(session: Session, theme_id: int, code_id: int) -> bool:
    """Take a code out of a theme; False where it is not in it."""
    row = session.get(ThemeCodeRow, (theme_id, code_id))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def mark(session: Session, theme_id: int, coding_id: int, value: CodingMark | None, reason: str = "") -> None:
    """Mark a coding as exemplary for a theme, contrary to it or dismissed from it; None takes the mark away."""
    row = session.get(ThemeCodingRow, (theme_id, coding_id))
    if row is not None and value is None:
        session.delete(row)
    elif row is not None and value is not None:
        row.mark, row.reason = value, reason
    elif value is not None:
        session.add(ThemeCodingRow(theme_id=theme_id, coding_id=coding_id, mark=value, reason=reason))
    session.flush()


def hand_on_marks(session: Session, source: int, target: int) -> None:
    """Give the marks of one theme to another, with what quotations leave out; of twins both reasons are kept."""
    rows = session.exec(select(ThemeCodingRow).where(col(ThemeCodingRow.theme_id).in_([source, target]))).all()
    there = {row.coding_id: row for row in rows if row.theme_id == target}
    for row in rows:
        if row.theme_id == target:
            continue
        if row.coding_id in there:
            join_marks(there[row.coding_id], row)
        else:
            values = row.model_dump() | {"theme_id": target}
            session.add(ThemeCodingRow(**values))
    session.flush()


def reasons(session: Session) -> dict[tuple[int, int], tuple[CodingMark, str]]:
    """Marks with the reasons given for them, by (theme, coding)."""
    rows = session.exec(select(ThemeCodingRow))
    return {(row.theme_id, row.coding_id): (row.mark, row.reason) for row in rows}  # type: ignore[misc]


def delete(session: Session, theme_id: int) -> None:
    """Remove one theme with its links, marks and relations; its subthemes must be gone or moved before."""
    for link in session.exec(select(ThemeCodeRow).where(ThemeCodeRow.theme_id == theme_id)):
        session.delete(link)
    for marked in session.exec(select(ThemeCodingRow).where(ThemeCodingRow.theme_id == theme_id)):
        session.delete(marked)
    ends = (col(ThemeRelationRow.source_id) == theme_id) | (col(ThemeRelationRow.target_id) == theme_id)
    for relation in session.exec(select(ThemeRelationRow).where(ends)):
        session.delete(relation)
    session.flush()
    session.delete(session.get_one(ThemeRow, theme_id))
    session.flush()


def _theme(row: ThemeRow) -> Theme:
    return Theme(
        id=row.id or 0,
        name=row.name,
        parent=row.parent_id,
        essence=row.essence,
        scope_in=row.scope_in,
        scope_out=row.scope_out,
        story=row.story,
        differs=row.differs,
        narrative=row.narrative,
        status=row.status,  # type: ignore[arg-type]
        position=row.position,
    )
