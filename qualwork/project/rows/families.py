"""Term families in the project file."""

from __future__ import annotations

from typing import Literal

from sqlmodel import Session, col, func, select

from qualwork.model.family import Family
from qualwork.project.tables.analysis import FamilyFormRow, ScreenedHitRow, TermFamilyRow


def everything(session: Session) -> list[Family]:
    """All saved families with their accepted and rejected forms, in the order they were made."""
    forms: dict[int, list[FamilyFormRow]] = {}
    for row in session.exec(select(FamilyFormRow).order_by(col(FamilyFormRow.id))):
        forms.setdefault(row.family_id, []).append(row)
    found = []
    for family in session.exec(select(TermFamilyRow).order_by(col(TermFamilyRow.position), col(TermFamilyRow.id))):
        mine = forms.get(family.id or 0, [])
        accepted = tuple(row.form for row in mine if row.verdict == "accepted")
        found.append(
            Family(family.id or 0, family.name, accepted, tuple(row.form for row in mine if row.verdict == "rejected"))
        )
    return found


def add(session: Session, name: str) -> int:
    """Make an empty family; returns its id."""
    row = TermFamilyRow(name=name, position=(session.exec(select(func.max(TermFamilyRow.position))).one() or 0) + 1)
    session.add(row)
    session.flush()
    return row.id or 0


def judge(session: Session, family_id: int, form: str, verdict: Literal["accepted", "rejected"]) -> None:
    """Accept a form into a family or reject it from it."""
    query = select(FamilyFormRow).where(FamilyFormRow.family_id == family_id, FamilyFormRow.form == form)
    row = session.exec(query).first()
    if row is None:
        session.add(FamilyFormRow(family_id=family_id, form=form, verdict=verdict))
    else:
        row.verdict = verdict
    session.flush()


def delete(session: Session, family_id: int) -> None:
    """Remove a family with its forms and screened hits."""
    for form in session.exec(select(FamilyFormRow).where(FamilyFormRow.family_id == family_id)):
        session.delete(form)
    for hit in session.exec(select(ScreenedHitRow).where(ScreenedHitRow.family_id == family_id)):
        session.delete(hit)
    session.flush()
    session.delete(session.get_one(TermFamilyRow, family_id))
    session.flush()
