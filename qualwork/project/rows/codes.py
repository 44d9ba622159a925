"""The codebook in the project file."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session, col, func, select

from qualwork.model.code import Code
from qualwork.model.trees import cut
from qualwork.project.rows import codings
from qualwork.project.tables.coding import CodeRow, CodingRow
from qualwork.project.tables.themes import ThemeCodeRow, ThemeRow


def everything(session: Session) -> list[Code]:
    """All codes, in codebook order; what is no tree in the file is one here."""
    rows = session.exec(select(CodeRow).order_by(col(CodeRow.position), col(CodeRow.id)))
    every = [_code(row) for row in rows]
    tops = cut({code.id: code.parent for code in every})
    return [replace(code, parent=None) if code.id in tops else code for code in every]


def add(session: Session, code: Code) -> int:
    """Add a code behind its siblings; `code.id` is not looked at. Returns the new id."""
    row = CodeRow(
        name=code.name,
        parent_id=code.parent,
        definition=code.definition,
        use_when=code.use_when,
        use_not=code.use_not,
        colour=code.colour,
        position=_next_position(session),
    )
    session.add(row)
    session.flush()
    return row.id or 0


def change(session: Session, code_id: int, **values: str | int | None) -> None:
    """Set columns of a code: name, definition, use_when, use_not, colour, parent_id, position."""
    session.get_one(CodeRow, code_id).sqlmodel_update(values)
    session.flush()


def delete(session: Session, code_id: int) -> None:
    """Remove a code on which nothing hangs any more."""
    for link in session.exec(select(ThemeCodeRow).where(ThemeCodeRow.code_id == code_id)):
        session.delete(link)
    for theme in session.exec(select(ThemeRow).where(ThemeRow.from_code_id == code_id)):
        theme.from_code_id = None
    # Also what stands on a revision that nobody sees, as older programs could leave it.
    codings.remove(
        session, [row or 0 for row in session.exec(select(CodingRow.id).where(CodingRow.code_id == code_id))]
    )
    session.flush()
    session.delete(session.get_one(CodeRow, code_id))
    session.flush()


def theme_links(session: Session, code_id: int) -> list[int]:
    """Ids of the themes a code belongs to."""
    return list(session.exec(select(ThemeCodeRow.theme_id).where(ThemeCodeRow.code_id == code_id)))


def uses(session: Session) -> dict[int, int]:
    """Number of codings of each code."""
    return dict(session.exec(select(CodingRow.code_id, func.count()).group_by(col(CodingRow.code_id))).all())


def _next_position(session: Session) -> int:
    return (session.exec(select(func.max(CodeRow.position))).one() or 0) + 1


def _code(row: CodeRow) -> Code:
    return Code(
        row.id or 0, row.name, row.parent_id, row.definition, row.use_when, row.use_not, row.colour, row.position
    )
